#include "native.h"

#include <stddef.h>
#include <string.h>

#include "meaning.h"

enum { FLAG_WIDTH_MAX = 63 }; // of operations whose overflow is told

// One instruction that is being executed.
struct step {
    const struct x86_instruction *in;
    struct native_processor *processor;
    const struct native_memory *memory;
    struct native_way *way;
    const char *wrong;
};

static term extend(term value) {
    return term_zero_extend(value, 64);
}

term native_address(const struct x86_operand *operand, const struct native_processor *processor) {
    term address = term_constant(64, (uint64_t)(int64_t)operand->constant);
    if (operand->index != X86_NONE) {
        term index = term_shift_left(processor->registers[operand->index],
                                     term_constant(64, operand->scale));
        address = term_add(index, address);
    }
    return operand->base == X86_NONE ? address
                                     : term_add(processor->registers[operand->base], address);
}

static term get(struct step *step, const struct x86_operand *operand) {
    unsigned width = operand->size * 8u;
    term value = term_constant(width, 0);
    switch (operand->kind) {
    case X86_IN_REGISTER:
        return term_extract(step->processor->registers[operand->number], 0, width);
    case X86_CONSTANT: return term_constant(width, (uint64_t)(int64_t)operand->constant);
    case X86_IN_MEMORY:
        if (!step->memory->read(step->memory->state, native_address(operand, step->processor),
                                operand->size, &value))
            step->wrong = "a read from where nothing is known";
        break;
    default: step->wrong = "an operand that is missing"; break;
    }
    return value;
}

// Registers: 32 bits clear the upper half, fewer leave the rest as it is (Volume 1, 3.1.2).
static void put(struct step *step, const struct x86_operand *operand, term value) {
    unsigned width = operand->size * 8u;
    term *to = &step->processor->registers[operand->number];
    if (operand->kind == X86_IN_REGISTER) {
        *to =
            width >= 32 ? extend(value) : term_concat(term_extract(*to, width, 64 - width), value);
        return;
    }
    if (operand->kind != X86_IN_MEMORY ||
        !step->memory->write(step->memory->state, native_address(operand, step->processor),
                             operand->size, value))
        step->wrong = "a write to where nothing is known";
}

// ---- flags ----

static term is_negative(term a) {
    return term_equal(term_extract(a, term_width(a) - 1, 1), term_constant(1, 1));
}

static void forget_flags(struct native_processor *processor) {
    memset(&processor->flags, 0, sizeof processor->flags);
}

static void set_result(struct native_flags *flags, term result) {
    flags->zero = term_equal(result, term_constant(term_width(result), 0));
    flags->sign = is_negative(result);
}

static void flags_of_logic(struct native_flags *flags, term result) {
    set_result(flags, result);
    flags->carry = flags->overflow = term_bool(false);
    flags->less = flags->sign;
}

// A result that does not fit has two different bits on top when it has one bit more.
static term overflows(term a, term b, bool subtracts) {
    unsigned width = term_width(a);
    if (width > FLAG_WIDTH_MAX)
        return 0;
    term wide_a = term_sign_extend(a, width + 1);
    term wide_b = term_sign_extend(b, width + 1);
    term wide = subtracts ? term_sub(wide_a, wide_b) : term_add(wide_a, wide_b);
    return term_not(term_equal(term_extract(wide, width, 1), term_extract(wide, width - 1, 1)));
}

static void flags_of_sum(struct native_flags *flags, term a, term b, term result) {
    set_result(flags, result);
    flags->carry = term_below(result, a);
    flags->overflow = overflows(a, b, false);
    flags->less = 0;
}

// lemmas/flags.smt2: sign != overflow says that a is less.
static void flags_of_difference(struct native_flags *flags, term a, term b, term result) {
    set_result(flags, result);
    flags->zero = term_equal(a, b);
    flags->carry = term_below(a, b);
    flags->overflow = overflows(a, b, true);
    flags->less = term_less(a, b);
}

static term condition(struct step *step) {
    const struct native_flags *flags = &step->processor->flags;
    term either[2] = {0, 0};
    switch (step->in->condition & 14) {
    case X86_IF_OVERFLOW: either[0] = flags->overflow; break;
    case X86_IF_BELOW: either[0] = flags->carry; break;
    case X86_IF_ZERO: either[0] = flags->zero; break;
    case X86_IF_BELOW_OR_ZERO:
        either[0] = flags->carry;
        either[1] = flags->zero;
        break;
    case X86_IF_SIGN: either[0] = flags->sign; break;
    case X86_IF_LESS: either[0] = flags->less; break;
    case X86_IF_LESS_OR_ZERO:
        either[0] = flags->less;
        either[1] = flags->zero;
        break;
    default: break; // parity
    }
    bool has_two = (step->in->condition & 14) == X86_IF_BELOW_OR_ZERO ||
                   (step->in->condition & 14) == X86_IF_LESS_OR_ZERO;
    if (either[0] == 0 || (has_two && either[1] == 0)) {
        step->wrong = "a flag that is undefined";
        return term_bool(false);
    }
    term holds = has_two ? term_or(either[0], either[1]) : either[0];
    return step->in->condition & 1 ? term_not(holds) : holds;
}

// ---- groups of instructions ----

static void arithmetic(struct step *step) {
    const struct x86_instruction *in = step->in;
    struct native_flags *flags = &step->processor->flags;
    term b = get(step, &in->from);
    term a = get(step, &in->to);
    term carry = flags->carry == 0 ? 0
                                   : term_if(flags->carry, term_constant(term_width(a), 1),
                                             term_constant(term_width(a), 0));
    term result = 0;
    if (step->wrong != NULL)
        return;
    switch (in->operation) {
    case X86_ADD: result = term_add(a, b); break;
    case X86_SUB:
    case X86_CMP: result = term_sub(a, b); break;
    case X86_AND: result = term_and(a, b); break;
    case X86_OR: result = term_or(a, b); break;
    case X86_XOR: result = term_xor(a, b); break;
    case X86_ADC: result = carry == 0 ? 0 : term_add(term_add(a, b), carry); break;
    case X86_SBB: result = carry == 0 ? 0 : term_sub(term_sub(a, b), carry); break;
    default: break;
    }
    if (result == 0) {
        step->wrong = "a flag that is undefined";
        return;
    }
    forget_flags(step->processor);
    if (in->operation == X86_ADD)
        flags_of_sum(flags, a, b, result);
    else if (in->operation == X86_SUB || in->operation == X86_CMP)
        flags_of_difference(flags, a, b, result);
    else if (in->operation != X86_ADC && in->operation != X86_SBB)
        flags_of_logic(flags, result);
    if (in->operation != X86_CMP)
        put(step, &in->to, result);
}

static term shift_right_signed(term a, term amount) {
    return term_if(is_negative(a), term_not(term_shift_right(term_not(a), amount)),
                   term_shift_right(a, amount));
}

static term rotate_right(term a, term amount) {
    term back = term_and(term_sub(term_word(32), amount), term_word(31));
    return term_or(term_shift_right(a, amount), term_shift_left(a, back));
}

// Of 32 bits; of the count, five bits matter.
static void shift(struct step *step) {
    const struct x86_instruction *in = step->in;
    term count = get(step, &in->from);
    term amount = term_and(in->from.kind == X86_IN_REGISTER
                               ? term_extract(step->processor->registers[X86_RCX], 0, 32)
                               : term_zero_extend(count, 32),
                           term_word(31));
    term a = get(step, &in->to);
    term result = a;
    switch (in->operation) {
    case X86_SHL: result = term_shift_left(a, amount); break;
    case X86_SHR: result = term_shift_right(a, amount); break;
    case X86_SAR: result = shift_right_signed(a, amount); break;
    case X86_ROR: result = rotate_right(a, amount); break;
    case X86_ROL:
        result = rotate_right(a, term_and(term_sub(term_word(32), amount), term_word(31)));
        break;
    default: step->wrong = "a shift"; break;
    }
    forget_flags(step->processor); // which depend on the count
    put(step, &in->to, result);
}

static term negate(term a) {
    return term_sub(term_constant(term_width(a), 0), a);
}

// DIV: the quotient has to fit. Only dividends without an upper half are understood.
static void divide(struct step *step, term low, term high, term divisor) {
    term *registers = step->processor->registers;
    if (high != term_word(0)) {
        step->wrong = "a division of 64 bits";
        return;
    }
    step->way->fails = term_equal(divisor, term_word(0));
    registers[X86_RAX] = extend(meaning_quotient(low, divisor));
    registers[X86_RDX] = extend(meaning_remainder(low, divisor));
}

// IDIV, of a sign-extended word (lemmas/signed_quotient.smt2).
static void divide_signed(struct step *step, term low, term high, term divisor) {
    term *registers = step->processor->registers;
    term zero = term_word(0);
    term is_minus_one = term_equal(divisor, term_word(0xffffffffu));
    term is_least = term_equal(low, term_word(0x80000000u));
    if (high != term_extract(term_sign_extend(low, 64), 32, 32)) {
        step->wrong = "a division of 64 bits";
        return;
    }
    term magnitude = term_if(is_negative(low), negate(low), low);
    term by = term_if(is_negative(divisor), negate(divisor), divisor);
    term quotient = meaning_quotient(magnitude, by);
    term remainder = meaning_remainder(magnitude, by);
    term differ = term_xor(is_negative(low), is_negative(divisor));
    step->way->fails = term_or(term_equal(divisor, zero), term_and(is_minus_one, is_least));
    registers[X86_RAX] = extend(term_if(differ, negate(quotient), quotient));
    registers[X86_RDX] = extend(term_if(is_negative(low), negate(remainder), remainder));
}

// Of the accumulator, 32 bits.
static void accumulator(struct step *step) {
    term *registers = step->processor->registers;
    term a = term_extract(registers[X86_RAX], 0, 32);
    term high = term_extract(registers[X86_RDX], 0, 32);
    term b = get(step, &step->in->to);
    forget_flags(step->processor);
    if (step->wrong != NULL)
        return;
    if (step->in->operation == X86_DIV) {
        divide(step, a, high, b);
        return;
    }
    if (step->in->operation == X86_IDIV) {
        divide_signed(step, a, high, b);
        return;
    }
    term product =
        step->in->operation == X86_MUL ? meaning_product(a, b) : meaning_signed_product(a, b);
    registers[X86_RAX] = extend(term_extract(product, 0, 32));
    registers[X86_RDX] = extend(term_extract(product, 32, 32));
}

// The number of the highest bit; of 0 the destination is undefined: whatever follows from what it
// was.
static void scan(struct step *step) {
    term a = get(step, &step->in->from);
    term index = term_apply("undefined", 32, a, get(step, &step->in->to));
    for (unsigned bit = 0; bit < 32; bit++)
        index = term_if(term_equal(term_extract(a, bit, 1), term_constant(1, 1)), term_word(bit),
                        index);
    forget_flags(step->processor);
    step->processor->flags.zero = term_equal(a, term_word(0));
    put(step, &step->in->to, index);
}

static term swap_bytes(term a) {
    term result = term_extract(a, 0, 8);
    for (unsigned i = 1; i < 4; i++)
        result = term_concat(result, term_extract(a, i * 8, 8));
    return result;
}

static void move(struct step *step) {
    const struct x86_instruction *in = step->in;
    unsigned width = in->to.size * 8u;
    term before;
    switch (in->operation) {
    case X86_MOV: put(step, &in->to, get(step, &in->from)); break;
    case X86_MOVZX: put(step, &in->to, term_zero_extend(get(step, &in->from), width)); break;
    case X86_MOVSX: put(step, &in->to, term_sign_extend(get(step, &in->from), width)); break;
    case X86_LEA:
        put(step, &in->to, term_extract(native_address(&in->from, step->processor), 0, width));
        break;
    case X86_SETCC:
        put(step, &in->to, term_if(condition(step), term_constant(8, 1), term_constant(8, 0)));
        break;
    default: // CMOVCC: reads its source and writes its destination in any case
        before = get(step, &in->to);
        put(step, &in->to, term_if(condition(step), get(step, &in->from), before));
        break;
    }
}

static void push(struct step *step, term value) {
    term *top = &step->processor->registers[X86_RSP];
    *top = term_sub(*top, term_constant(64, 8));
    if (!step->memory->write(step->memory->state, *top, 8, value))
        step->wrong = "a stack where nothing is known";
}

static term pop(struct step *step) {
    term *top = &step->processor->registers[X86_RSP];
    term value = term_constant(64, 0);
    if (!step->memory->read(step->memory->state, *top, 8, &value))
        step->wrong = "a stack where nothing is known";
    *top = term_add(*top, term_constant(64, 8));
    return value;
}

static void other(struct step *step) {
    const struct x86_instruction *in = step->in;
    term *registers = step->processor->registers;
    bool is_of_words =
        in->operation == X86_IMUL_BY || in->operation == X86_BSR || in->operation == X86_BSWAP;
    term a;
    if (is_of_words && in->to.size != 4) {
        step->wrong = "an operation on other than 32 bits";
        return;
    }
    switch (in->operation) {
    case X86_TEST:
        a = get(step, &in->to);
        forget_flags(step->processor);
        flags_of_logic(&step->processor->flags, term_and(a, get(step, &in->from)));
        break;
    case X86_NOT: put(step, &in->to, term_not(get(step, &in->to))); break;
    case X86_NEG:
        put(step, &in->to, negate(get(step, &in->to)));
        forget_flags(step->processor);
        break;
    case X86_IMUL_BY:
        a = get(step, in->by.kind == X86_NO_OPERAND ? &in->to : &in->by);
        put(step, &in->to, term_extract(meaning_product(a, get(step, &in->from)), 0, 32));
        forget_flags(step->processor);
        break;
    case X86_BSR: scan(step); break;
    case X86_BSWAP: put(step, &in->to, swap_bytes(get(step, &in->to))); break;
    case X86_CDQ:
        a = term_extract(registers[X86_RAX], 0, 32);
        registers[X86_RDX] = extend(term_extract(term_sign_extend(a, 64), 32, 32));
        break;
    case X86_JMP: step->way->jumps_if = term_bool(true); break;
    case X86_JCC: step->way->jumps_if = condition(step); break;
    case X86_JMP_TO: step->way->target = get(step, &in->to); break;
    case X86_CALL:
        push(step, get(step, &in->from));
        step->way->jumps_if = term_bool(true);
        step->way->calls = true;
        break;
    case X86_CALL_TO:
        step->way->target = get(step, &in->to);
        push(step, get(step, &in->from));
        step->way->calls = true;
        break;
    case X86_RET: step->way->target = pop(step); break;
    case X86_PUSH: push(step, get(step, &in->to)); break;
    case X86_POP: put(step, &in->to, pop(step)); break;
    case X86_POPF:
        step->way->flags = pop(step);
        forget_flags(step->processor);
        break;
    default: step->wrong = "an instruction that translated code does not have"; break;
    }
}

const char *native_step(const struct x86_instruction *in, struct native_processor *processor,
                        const struct native_memory *memory, struct native_way *way) {
    struct step step = {in, processor, memory, way, NULL};
    memset(way, 0, sizeof *way);
    switch (in->operation) {
    case X86_MOV:
    case X86_MOVZX:
    case X86_MOVSX:
    case X86_LEA:
    case X86_SETCC:
    case X86_CMOVCC: move(&step); break;
    case X86_MUL:
    case X86_IMUL:
    case X86_DIV:
    case X86_IDIV: accumulator(&step); break;
    default:
        if (in->operation <= X86_CMP)
            arithmetic(&step);
        else if (in->operation <= X86_SAR)
            shift(&step);
        else
            other(&step);
        break;
    }
    return step.wrong;
}
