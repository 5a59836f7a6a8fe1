// One instruction at a time, in the order of the table. Meanings are those of core/machine/step.h.
#include <stddef.h>
#include <string.h>

#include "translate.h"

// ---- constants ----

static void know(struct build *build, uint32_t value) {
    build->now_known = true;
    build->result = value;
}

bool guest_known(struct build *build, unsigned number, uint32_t *value) {
    *value = 0;
    if (number == 0)
        return true;
    if (!build->known[number])
        return false;
    // A run that starts in between may find another value.
    struct unit *units = cache_units(build->translator, build->block);
    for (unsigned i = build->since[number] + 1u; i < build->block->unit_count; i++)
        units[i].clean = false;
    *value = build->value[number];
    return true;
}

static void set_constant(struct build *build, unsigned to, uint32_t value) {
    if (to == 0)
        return;
    emit_constant(build->hot, guest_operand(build, to), value);
    guest_forget(build, to);
    know(build, value);
}

// True if a register is known, and nowhere but in memory.
static bool is_constant(struct build *build, unsigned number, uint32_t *value) {
    if (number >= GUEST_HI || build->guest_map[number] != NO_REGISTER ||
        guest_is_held(build, number))
        return false;
    return guest_known(build, number, value);
}

static void move(struct build *build, unsigned to, unsigned from) {
    uint32_t value;
    if (to == 0)
        return;
    if (is_constant(build, from, &value))
        set_constant(build, to, value);
    else if (build->guest_map[to] != NO_REGISTER)
        guest_load(build, build->guest_map[to], from);
    else
        guest_write(build, to, guest_read(build, from, RAX));
}

// ---- arithmetic ----

// d = s op t
static void binary(struct build *build, uint32_t word, unsigned what, bool commutes) {
    unsigned d = isa_rd(word);
    unsigned s = isa_rs(word);
    unsigned t = isa_rt(word);
    if (d == 0)
        return;
    if (commutes && (d == t || (d != s && guest_is_held(build, t)))) {
        t = s;
        s = isa_rt(word);
    }
    uint32_t value;
    bool by_constant = is_constant(build, t, &value);
    if (d == s && build->guest_map[d] == NO_REGISTER && !guest_is_held(build, d)) {
        struct operand to = guest_operand(build, d);
        if (by_constant)
            emit_arithmetic_constant(build->hot, what, to, (int32_t)value);
        else
            emit_arithmetic_to(build->hot, what, to, guest_read(build, t, RAX));
        return;
    }
    unsigned to = guest_target(build, d, RAX);
    guest_load(build, to, s);
    if (by_constant)
        emit_arithmetic_constant(build->hot, what, in_register(to), (int32_t)value);
    else
        emit_arithmetic(build->hot, what, to, guest_source(build, t));
    guest_write(build, d, to);
}

static void emit_addu(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned d = isa_rd(word);
    if (isa_rt(word) == 0 || isa_rs(word) == 0) {
        move(build, d, isa_rt(word) == 0 ? isa_rs(word) : isa_rt(word));
        return;
    }
    if (!build->keep_flags &&
        (build->guest_map[d] == NO_REGISTER || d == isa_rs(word) || d == isa_rt(word))) {
        binary(build, word, ADD, true);
        return;
    }
    unsigned to = guest_target(build, d, RAX);
    unsigned s = guest_read(build, isa_rs(word), RAX);
    unsigned t = guest_read(build, isa_rt(word), s == RCX ? RAX : RCX);
    emit_address(build->hot, to, at_index(s, t, 0, 0));
    guest_write(build, d, to);
}

static void emit_subu(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned d = isa_rd(word);
    if (d != 0 && d == isa_rt(word) && d != isa_rs(word) && build->guest_map[d] != NO_REGISTER) {
        emit_unary(build->hot, NEG, guest_operand(build, d));
        emit_arithmetic(build->hot, ADD, build->guest_map[d], guest_source(build, isa_rs(word)));
    } else {
        binary(build, word, SUB, false);
    }
}

static void commutative(struct build *build, uint32_t word, unsigned what) {
    binary(build, word, what, true);
}

static void emit_or(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    if (isa_rt(word) == 0 || isa_rs(word) == 0)
        move(build, isa_rd(word), isa_rt(word) == 0 ? isa_rs(word) : isa_rt(word));
    else
        binary(build, word, OR, true);
}

static void emit_nor(struct build *build, uint32_t word, unsigned what) {
    bool swap = isa_rs(word) == 0 || isa_rd(word) == isa_rt(word);
    unsigned other = swap ? isa_rs(word) : isa_rt(word);
    unsigned to = guest_target(build, isa_rd(word), RAX);
    (void)what;
    guest_load(build, to, swap ? isa_rt(word) : isa_rs(word));
    if (other != 0)
        emit_arithmetic(build->hot, OR, to, guest_source(build, other));
    emit_unary(build->hot, NOT, in_register(to));
    guest_write(build, isa_rd(word), to);
}

static void emit_addiu(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned t = isa_rt(word);
    unsigned s = isa_rs(word);
    int32_t immediate = (int32_t)isa_immediate(word);
    uint32_t value;
    if (t == 0)
        return;
    if (guest_known(build, s, &value)) {
        set_constant(build, t, value + (uint32_t)immediate);
    } else if (immediate == 0) {
        move(build, t, s);
    } else if (t == s && !build->keep_flags && !guest_is_held(build, t)) {
        emit_arithmetic_constant(build->hot, ADD, guest_operand(build, t), immediate);
    } else {
        unsigned to = guest_target(build, t, RAX);
        emit_address(build->hot, to, at_base(guest_read(build, s, RAX), immediate));
        guest_write(build, t, to);
    }
}

// t = s op immediate, which is not signed
static void logical(struct build *build, uint32_t word, unsigned what) {
    unsigned t = isa_rt(word);
    unsigned s = isa_rs(word);
    uint32_t immediate = word % 0x10000;
    uint32_t value;
    if (t == 0)
        return;
    if (what != AND && guest_known(build, s, &value)) {
        set_constant(build, t, what == OR ? value | immediate : value ^ immediate);
        return;
    }
    if (t == s && !guest_is_held(build, t)) {
        emit_arithmetic_constant(build->hot, what, guest_operand(build, t), (int32_t)immediate);
        return;
    }
    unsigned to = guest_target(build, t, RAX);
    guest_load(build, to, s);
    emit_arithmetic_constant(build->hot, what, in_register(to), (int32_t)immediate);
    guest_write(build, t, to);
}

static void emit_andi(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    uint32_t immediate = word % 0x10000;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    if (immediate != 0xff && immediate != 0xffff) {
        logical(build, word, AND);
        return;
    }
    struct operand from = in_register(guest_read(build, isa_rs(word), RAX));
    if (immediate == 0xff)
        emit_load_byte(build->hot, to, from, false);
    else
        emit_load_half(build->hot, to, from, false);
    guest_write(build, isa_rt(word), to);
}

static void emit_lui(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    set_constant(build, isa_rt(word), word % 0x10000 * 0x10000);
}

// On overflow the interpreter raises the exception.
static void overflowing(struct build *build, uint32_t word, unsigned what) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic(build->hot, what, RAX, guest_source(build, isa_rt(word)));
    block_fail_if(build, IF_OVERFLOW);
    guest_write(build, isa_rd(word), RAX);
}

static void emit_addi(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic_constant(build->hot, ADD, in_register(RAX), (int32_t)isa_immediate(word));
    block_fail_if(build, IF_OVERFLOW);
    guest_write(build, isa_rt(word), RAX);
}

// ---- comparisons ----

// The operands of s < t, or of s < the immediate.
static void compare_less(struct build *build, uint32_t word, bool constant) {
    unsigned s = isa_rs(word);
    if (constant) {
        struct operand left =
            s == 0 ? in_register(guest_read(build, 0, RCX)) : guest_source(build, s);
        emit_arithmetic_constant(build->hot, CMP, left, (int32_t)isa_immediate(word));
    } else {
        unsigned left = guest_read(build, s, RCX);
        emit_arithmetic(build->hot, CMP, left, guest_source(build, isa_rt(word)));
    }
}

static void set_less(struct build *build, uint32_t word, unsigned d, bool constant,
                     unsigned condition) {
    bool direct =
        build->guest_map[d] != NO_REGISTER && d != isa_rs(word) && (constant || d != isa_rt(word));
    unsigned to = direct ? build->guest_map[d] : RAX;
    if (d == 0)
        return;
    if (direct)
        emit_arithmetic(build->hot, XOR, to, in_register(to));
    compare_less(build, word, constant);
    emit_set(build->hot, condition, to);
    if (direct)
        return;
    to = guest_target(build, d, RAX);
    emit_load_byte(build->hot, to, in_register(RAX), false);
    guest_write(build, d, to);
}

static void set_less_register(struct build *build, uint32_t word, unsigned condition) {
    set_less(build, word, isa_rd(word), false, condition);
}

static void set_less_constant(struct build *build, uint32_t word, unsigned condition) {
    set_less(build, word, isa_rt(word), true, condition);
}

// d = s if t is, or is not, 0
static void move_if(struct build *build, uint32_t word, unsigned condition) {
    unsigned d = isa_rd(word);
    if (d == 0)
        return;
    unsigned to = guest_target(build, d, RAX);
    unsigned t = guest_read(build, isa_rt(word), RCX);
    if (t == RAX && to == RAX) {
        t = RCX;
        guest_load(build, t, isa_rt(word));
    }
    guest_load(build, to, d);
    emit_test(build->hot, in_register(t), t);
    emit_move_if(build->hot, condition, to, guest_source(build, isa_rs(word)));
    guest_write(build, d, to);
}

static void trap(struct build *build, uint32_t word, unsigned condition) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic(build->hot, CMP, RAX, guest_source(build, isa_rt(word)));
    block_fail_if(build, condition);
}

static void trap_constant(struct build *build, uint32_t word, unsigned condition) {
    guest_load(build, RAX, isa_rs(word));
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), (int32_t)isa_immediate(word));
    block_fail_if(build, condition);
}

// ---- shifts and fields ----

static void shift(struct build *build, uint32_t word, unsigned what) {
    unsigned d = isa_rd(word);
    unsigned t = isa_rt(word);
    unsigned amount = isa_amount(word);
    if (d == 0)
        return;
    if (amount == 0) {
        move(build, d, t);
    } else if (d == t && !guest_is_held(build, d)) {
        emit_shift(build->hot, what, guest_operand(build, d), amount);
    } else {
        unsigned to = guest_target(build, d, RAX);
        guest_load(build, to, t);
        emit_shift(build->hot, what, in_register(to), amount);
        guest_write(build, d, to);
    }
}

static void shift_by(struct build *build, uint32_t word, unsigned what) {
    unsigned d = isa_rd(word);
    unsigned to = guest_target(build, d, RAX);
    if (d == 0)
        return;
    guest_load(build, RCX, isa_rs(word));
    guest_load(build, to, isa_rt(word));
    emit_shift_by_cl(build->hot, what, in_register(to));
    guest_write(build, d, to);
}

static uint32_t mask_of(unsigned size) {
    return size >= 32 ? 0xffffffffu : (1u << size) - 1;
}

static void emit_ext(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned size = isa_rd(word) + 1;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    guest_load(build, to, isa_rs(word));
    if (isa_amount(word) != 0)
        emit_shift(build->hot, SHR, in_register(to), isa_amount(word));
    if (size + isa_amount(word) < 32)
        emit_arithmetic_constant(build->hot, AND, in_register(to), (int32_t)mask_of(size));
    guest_write(build, isa_rt(word), to);
}

static void emit_ins(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned position = isa_amount(word);
    uint32_t mask = mask_of(isa_rd(word) + 1 - position) << position;
    if (isa_rt(word) == 0)
        return;
    guest_load(build, RAX, isa_rs(word));
    if (position != 0)
        emit_shift(build->hot, SHL, in_register(RAX), position);
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), (int32_t)mask);
    emit_arithmetic_constant(build->hot, AND, guest_operand(build, isa_rt(word)), (int32_t)~mask);
    emit_arithmetic_to(build->hot, OR, guest_operand(build, isa_rt(word)), RAX);
}

bool instruction_is_plain(enum isa_operation operation, uint32_t word) {
    if (operation == ISA_EXT)
        return isa_amount(word) + isa_rd(word) + 1 <= 32;
    if (operation == ISA_INS)
        return isa_rd(word) >= isa_amount(word);
    return true;
}

static void emit_seb(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned to = guest_target(build, isa_rd(word), RAX);
    emit_load_byte(build->hot, to, in_register(guest_read(build, isa_rt(word), RAX)), true);
    guest_write(build, isa_rd(word), to);
}

static void emit_seh(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned to = guest_target(build, isa_rd(word), RAX);
    emit_load_half(build->hot, to, in_register(guest_read(build, isa_rt(word), RAX)), true);
    guest_write(build, isa_rd(word), to);
}

static void emit_wsbh(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    guest_load(build, RAX, isa_rt(word));
    emit_swap_accumulator(build->hot);
    emit_shift(build->hot, ROR, in_register(RAX), 16);
    guest_write(build, isa_rd(word), RAX);
}

// Of 0 the scan leaves its result as it is, and 63 ^ 31 = 32.
static void count_zeros(struct build *build, uint32_t word, unsigned ones) {
    guest_load(build, RAX, isa_rs(word));
    if (ones)
        emit_unary(build->hot, NOT, in_register(RAX));
    emit_constant(build->hot, in_register(RDX), 63);
    emit_bit_scan_reverse(build->hot, RAX, in_register(RAX));
    emit_move_if(build->hot, IF_EQUAL, RAX, in_register(RDX));
    emit_arithmetic_constant(build->hot, XOR, in_register(RAX), 31);
    guest_write(build, isa_rd(word), RAX);
}

// ---- hi and lo ----

static void move_from(struct build *build, uint32_t word, unsigned number) {
    move(build, isa_rd(word), number);
}

static void move_to(struct build *build, uint32_t word, unsigned number) {
    move(build, number, isa_rs(word));
}

static void set_hi_lo(struct build *build) {
    guest_write(build, GUEST_LO, RAX);
    guest_write(build, GUEST_HI, RDX);
}

// edx:eax = s × t
static void product(struct build *build, uint32_t word, unsigned what) {
    guest_load(build, RAX, isa_rs(word));
    emit_unary(build->hot, what, guest_source(build, isa_rt(word)));
}

static void multiply(struct build *build, uint32_t word, unsigned what) {
    product(build, word, what);
    set_hi_lo(build);
}

// The product is added to hi and lo where they are, or subtracted.
static void accumulate(struct build *build, enum arithmetic low, enum arithmetic high) {
    emit_arithmetic_to(build->hot, low, guest_operand(build, GUEST_LO), RAX);
    emit_arithmetic_to(build->hot, high, guest_operand(build, GUEST_HI), RDX);
    guest_forget(build, GUEST_LO);
    guest_forget(build, GUEST_HI);
}

static void multiply_add(struct build *build, uint32_t word, unsigned what) {
    product(build, word, what);
    accumulate(build, ADD, ADC);
}

static void multiply_subtract(struct build *build, uint32_t word, unsigned what) {
    product(build, word, what);
    accumulate(build, SUB, SBB);
}

static void emit_mul(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned d = isa_rd(word);
    bool swap = d == isa_rt(word);
    unsigned to = guest_target(build, d, RAX);
    uint32_t value;
    if (guest_known(build, isa_rt(word), &value)) {
        emit_multiply_constant(build->hot, to, guest_source(build, isa_rs(word)), value);
        guest_write(build, d, to);
        return;
    }
    guest_load(build, to, swap ? isa_rt(word) : isa_rs(word));
    emit_multiply(build->hot, to, guest_source(build, swap ? isa_rs(word) : isa_rt(word)));
    guest_write(build, d, to);
}

// A jump over what follows, until land(build) says where.
static uint32_t jump_over(struct build *build, enum condition condition) {
    emit_jump_if(build->hot, condition, build->hot->run);
    return build->hot->run - 4;
}

static void land(struct build *build, uint32_t field) {
    emit_patch(cache_writable(build->translator, field), field, build->hot->run);
}

// The dividend is in eax, the divisor is put where edx may be changed.
static unsigned read_operands_of_division(struct build *build, uint32_t word) {
    guest_load(build, RAX, isa_rs(word));
    unsigned divisor = guest_read(build, isa_rt(word), RCX);
    if (divisor == RDX) {
        divisor = RCX;
        guest_load(build, divisor, isa_rt(word));
    }
    return divisor;
}

// By 0: the dividend and 0, which are in eax and edx already.
static void emit_divu(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned divisor = read_operands_of_division(build, word);
    emit_constant(build->hot, in_register(RDX), 0);
    emit_test(build->hot, in_register(divisor), divisor);
    uint32_t by_zero = jump_over(build, IF_EQUAL);
    emit_unary(build->hot, DIV, in_register(divisor));
    land(build, by_zero);
    set_hi_lo(build);
}

// By -1 the processor would fail for the least number: the quotient is the negation.
static void emit_div(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned divisor = read_operands_of_division(build, word);
    emit_constant(build->hot, in_register(RDX), 0);
    emit_test(build->hot, in_register(divisor), divisor);
    uint32_t by_zero = jump_over(build, IF_EQUAL);
    emit_arithmetic_constant(build->hot, CMP, in_register(divisor), -1);
    uint32_t negation = build->cold->run;
    emit_jump_if(build->hot, IF_EQUAL, negation);
    emit_extend_accumulator(build->hot);
    emit_unary(build->hot, IDIV, in_register(divisor));
    land(build, by_zero);
    emit_unary(build->cold, NEG, in_register(RAX));
    emit_jump(build->cold, build->hot->run);
    set_hi_lo(build);
}

static void emit_nothing(struct build *build, uint32_t word, unsigned what) {
    (void)build, (void)word, (void)what;
}

// ---- the rows ----

// A row of the instruction table that has none in rows.def: its TRANSLATED_… is not declared.
#define ROW(id, emit, what)    TRANSLATED_##id,
#define KEEPS(id, emit, what)  TRANSLATED_##id,
#define BRANCH(id, comparison) TRANSLATED_##id,
#define LEFT(id)               TRANSLATED_##id,
enum {
#include "rows.def"
};
#undef ROW
#undef KEEPS
#undef BRANCH
#undef LEFT
#define ISA(id, ...) _Static_assert(TRANSLATED_##id >= 0, "has a row in rows.def");
#include "../../core/isa/isa.def"

#define ROW(id, emit, what)    [ISA_##id] = {emit, what, false},
#define KEEPS(id, emit, what)  [ISA_##id] = {emit, what, true},
#define BRANCH(id, comparison) [ISA_##id] = {NULL, comparison, false},
#define LEFT(id)               [ISA_##id] = {NULL, 0, false},
const struct instruction_row instruction_rows[ISA_RESERVED + 1] = {
#include "rows.def"
};

static void each_register(struct isa_registers registers, void (*use)(void *state, unsigned number),
                          void *state) {
    for (uint32_t i = 0; i < registers.count; i++) {
        uint32_t number = registers.numbers[i];
        if (number >= ISA_FPR)
            continue; // always in the context
        use(state, number == ISA_HI ? GUEST_HI : number == ISA_LO ? GUEST_LO : number);
    }
}

void instruction_registers(uint32_t word, void (*read)(void *state, unsigned number),
                           void (*written)(void *state, unsigned number), void *state) {
    each_register(isa_reads(word), read, state);
    each_register(isa_writes(word), written, state);
}

bool instruction_sets_less(enum isa_operation operation) {
    instruction_emitter *emit = instruction_rows[operation].emit;
    return emit == set_less_register || emit == set_less_constant;
}

void instruction_compare(struct build *build, enum isa_operation operation, uint32_t word) {
    compare_less(build, word, instruction_rows[operation].emit == set_less_constant);
}

bool instruction_may_raise(enum isa_operation operation) {
    return operation == ISA_ADD || operation == ISA_ADDI || operation == ISA_SUB;
}

bool instruction_keeps_flags(const struct build *build, enum isa_operation operation,
                             uint32_t index) {
    if (!instruction_rows[operation].keeps_flags)
        return false;
    switch (isa_table[operation].kind) {
    case ISA_LOAD: return memory_keeps_flags(build, index, ACCESS_READ);
    case ISA_STORE: return memory_keeps_flags(build, index, ACCESS_WRITE);
    default: return true;
    }
}

void instruction_emit(struct build *build, enum isa_operation operation, uint32_t word) {
    uint32_t to = isa_destination(word);
    build->now_known = false;
    guest_begin(build, to);
    if (to == REGISTER_SP && build->space->checked != NULL)
        checked_emit_stack(build, word);
    if (checked_is_gap(operation, word) && build->space->checked != NULL)
        checked_emit_gap(build, word);
    instruction_rows[operation].emit(build, word, instruction_rows[operation].what);
    guest_end(build);
    if (to == 0)
        return;
    build->known[to] = build->now_known;
    build->value[to] = build->result;
    build->since[to] = (uint8_t)(build->block->unit_count - 1);
}
