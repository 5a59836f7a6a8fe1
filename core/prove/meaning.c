#include "meaning.h"

#include <string.h>

// ---- arithmetic ----

static term is_negative(term a) {
    return term_less(a, term_word(0));
}

static term as_word(term condition) {
    return term_if(condition, term_word(1), term_word(0));
}

static term negate(term a) {
    return term_sub(term_word(0), a);
}

static bool is_variable(term a) {
    uint64_t value;
    return !term_is_constant(a, &value) && term_node(a)->leaves == 0;
}

// The unsigned product of 64 bits.
term meaning_product(term a, term b) {
    if (!is_variable(a) || !is_variable(b))
        return term_mul(term_zero_extend(a, 64), term_zero_extend(b, 64));
    return term_precedes(b, a) ? term_apply(MEANING_PRODUCT, 64, b, a)
                               : term_apply(MEANING_PRODUCT, 64, a, b);
}

static term upper(term a) {
    return term_extract(a, 32, 32);
}

static term lower(term a) {
    return term_extract(a, 0, 32);
}

// The signed product from the unsigned one: a negative factor is 2^32 less than its word
// (lemmas/signed_product.smt2).
term meaning_signed_product(term a, term b) {
    term product = meaning_product(a, b);
    term high = term_sub(upper(product), term_if(is_negative(a), b, term_word(0)));
    high = term_sub(high, term_if(is_negative(b), a, term_word(0)));
    return term_concat(high, lower(product));
}

term meaning_quotient(term a, term b) {
    return is_variable(b) ? term_apply(MEANING_QUOTIENT, 32, a, b) : term_divide(a, b);
}

term meaning_remainder(term a, term b) {
    return is_variable(b) ? term_apply(MEANING_REMAINDER, 32, a, b) : term_remainder(a, b);
}

// DIVU. By zero the manual leaves hi and lo unpredictable; docs/machine.md says lo = s, hi = 0.
static void divide(struct effect *effect, term s, term t) {
    term by_zero = term_equal(t, term_word(0));
    effect->lo = term_if(by_zero, s, meaning_quotient(s, t));
    effect->hi = term_if(by_zero, term_word(0), meaning_remainder(s, t));
}

// DIV: magnitudes, then signs (lemmas/signed_quotient.smt2). Where the quotient overflows, as by
// zero.
static void divide_signed(struct effect *effect, term s, term t) {
    term magnitude_s = term_if(is_negative(s), negate(s), s);
    term magnitude_t = term_if(is_negative(t), negate(t), t);
    term q = meaning_quotient(magnitude_s, magnitude_t);
    term r = meaning_remainder(magnitude_s, magnitude_t);
    term differ = term_xor(is_negative(s), is_negative(t));
    term overflow =
        term_and(term_equal(s, term_word(0x80000000u)), term_equal(t, term_word(0xffffffffu)));
    term special = term_or(term_equal(t, term_word(0)), overflow);
    effect->lo = term_if(special, s, term_if(differ, negate(q), q));
    effect->hi = term_if(special, term_word(0), term_if(is_negative(s), negate(r), r));
}

// MADD and MSUB, on halves: the lower one carries, or borrows (lemmas/halves.smt2).
static void accumulate(struct effect *effect, const struct processor *p, term product,
                       bool subtract) {
    term one = term_word(1);
    term zero = term_word(0);
    term low = lower(product);
    if (subtract) {
        term borrow = term_if(term_below(p->lo, low), one, zero);
        effect->lo = term_sub(p->lo, low);
        effect->hi = term_sub(term_sub(p->hi, upper(product)), borrow);
    } else {
        effect->lo = term_add(p->lo, low);
        term carry = term_if(term_below(effect->lo, p->lo), one, zero);
        effect->hi = term_add(term_add(p->hi, upper(product)), carry);
    }
}

static void set_product(struct effect *effect, term product) {
    effect->hi = upper(product);
    effect->lo = lower(product);
}

static term shift_right_signed(term a, term amount) {
    return term_if(is_negative(a), term_not(term_shift_right(term_not(a), amount)),
                   term_shift_right(a, amount));
}

static term rotate_right(term a, term amount) {
    term back = term_and(term_sub(term_word(32), amount), term_word(31));
    return term_or(term_shift_right(a, amount), term_shift_left(a, back));
}

static term leading_zeros(term a) {
    term count = term_word(32);
    for (unsigned bit = 0; bit < 32; bit++)
        count = term_if(term_equal(term_extract(a, bit, 1), term_constant(1, 1)),
                        term_word(31 - bit), count);
    return count;
}

static term swap_bytes_of_halves(term a) {
    term bytes[4];
    for (unsigned i = 0; i < 4; i++)
        bytes[i] = term_extract(a, i * 8, 8);
    return term_concat(term_concat(bytes[2], bytes[3]), term_concat(bytes[0], bytes[1]));
}

// ---- groups of rows ----

static void set(struct effect *effect, unsigned destination, term value) {
    effect->destination = destination;
    effect->value = value;
}

// ADD, ADDI, SUB: the 33-bit result has two different upper bits if it overflows.
static void set_checked(struct effect *effect, unsigned destination, term a, term b,
                        bool subtract) {
    term wide_a = term_sign_extend(a, 33);
    term wide_b = term_sign_extend(b, 33);
    term wide = subtract ? term_sub(wide_a, wide_b) : term_add(wide_a, wide_b);
    effect->raises = term_not(term_equal(term_extract(wide, 32, 1), term_extract(wide, 31, 1)));
    effect->exception = EXCEPTION_OVERFLOW;
    set(effect, destination, subtract ? term_sub(a, b) : term_add(a, b));
}

static void branch(struct effect *effect, term taken, term target) {
    effect->is_branch = true;
    effect->taken = taken;
    effect->target = target;
}

static void trap_if(struct effect *effect, term condition, uint32_t code) {
    effect->raises = condition;
    effect->exception = EXCEPTION_TRAP;
    effect->code = code;
}

// EXT, INS: a field that is not within the word is unpredictable in the manual, and reserved here.
static void set_field(struct effect *effect, const struct instruction *in, term s, term t) {
    unsigned position = isa_amount(in->word);
    unsigned top = isa_rd(in->word);
    bool extracts = in->operation == ISA_EXT;
    unsigned size = extracts ? top + 1 : top - position + 1;
    if (extracts ? position + size > 32 : top < position) {
        effect->is_reserved = true;
        return;
    }
    term result =
        extracts ? term_zero_extend(term_extract(s, position, size), 32) : term_extract(s, 0, size);
    if (!extracts && position > 0)
        result = term_concat(result, term_extract(t, 0, position));
    if (!extracts && position + size < 32)
        result = term_concat(term_extract(t, position + size, 32 - position - size), result);
    set(effect, isa_rt(in->word), result);
}

static void set_hardware_register(struct effect *effect, const struct instruction *in,
                                  const struct processor *p) {
    unsigned rt = isa_rt(in->word);
    switch (isa_rd(in->word)) {
    case 0:
    case 1: set(effect, rt, term_word(0)); break;
    case 2: set(effect, rt, p->retired_low); break;
    case 3: set(effect, rt, term_word(1)); break;
    case 29: set(effect, rt, p->user_local); break;
    default: effect->is_reserved = true; break;
    }
}

static void transfer(struct effect *effect, enum transfer kind, unsigned alignment, term address) {
    effect->transfer = kind;
    effect->alignment = alignment;
    effect->address = address;
}

// Loads and stores; true if it is one.
static bool memory_row(struct effect *effect, const struct instruction *in, term address,
                       const struct processor *p) {
    effect->destination = isa_rt(in->word);
    switch (in->operation) {
    case ISA_LB:
    case ISA_LBU:
    case ISA_LWL:
    case ISA_LWR: transfer(effect, TRANSFER_LOAD, 1, address); return true;
    case ISA_LH:
    case ISA_LHU: transfer(effect, TRANSFER_LOAD, 2, address); return true;
    case ISA_LW: transfer(effect, TRANSFER_LOAD, 4, address); return true;
    case ISA_LL:
        transfer(effect, TRANSFER_LOAD, 4, address);
        effect->sets_link = true;
        return true;
    default: effect->destination = 0; break;
    }
    switch (in->operation) {
    case ISA_SB:
    case ISA_SWL:
    case ISA_SWR: transfer(effect, TRANSFER_STORE, 1, address); return true;
    case ISA_SH: transfer(effect, TRANSFER_STORE, 2, address); return true;
    case ISA_SW: transfer(effect, TRANSFER_STORE, 4, address); return true;
    case ISA_SC: // the word that is there has to be compared: guest.c
        transfer(effect, TRANSFER_STORE, 4, address);
        effect->destination = isa_rt(in->word);
        effect->stores_if = term_equal(p->link, term_add(address, term_word(1)));
        return true;
    default: return false;
    }
}

static bool is_likely(enum isa_operation operation) {
    switch (operation) {
    case ISA_BEQL:
    case ISA_BNEL:
    case ISA_BGEZL:
    case ISA_BGEZALL:
    case ISA_BLTZL:
    case ISA_BLTZALL:
    case ISA_BGTZL:
    case ISA_BLEZL: return true;
    default: return false;
    }
}

// Branches and jumps; true if it is one. A link is the address behind the delay slot.
static bool branch_row(struct effect *effect, const struct instruction *in,
                       const struct processor *p, term s, term t) {
    term offset = term_concat(term_sign_extend(in->immediate, 30), term_constant(2, 0));
    term slot = term_add(p->pc, term_word(4));
    term target = term_add(slot, offset);
    term region =
        term_concat(term_extract(slot, 28, 4), term_concat(in->index, term_constant(2, 0)));
    term always = term_bool(true);
    term zero = term_word(0);
    term positive = term_not(term_or(is_negative(s), term_equal(s, zero)));
    effect->is_likely = is_likely(in->operation);
    switch (in->operation) {
    case ISA_BEQ:
    case ISA_BEQL: branch(effect, term_equal(s, t), target); return true;
    case ISA_BNE:
    case ISA_BNEL: branch(effect, term_not(term_equal(s, t)), target); return true;
    case ISA_BGEZ:
    case ISA_BGEZL: branch(effect, term_not(is_negative(s)), target); return true;
    case ISA_BLTZ:
    case ISA_BLTZL: branch(effect, is_negative(s), target); return true;
    case ISA_BGTZ:
    case ISA_BGTZL: branch(effect, positive, target); return true;
    case ISA_BLEZ:
    case ISA_BLEZL: branch(effect, term_not(positive), target); return true;
    case ISA_J: branch(effect, always, region); return true;
    case ISA_JR:
    case ISA_JR_HB: branch(effect, always, s); return true;
    default: break;
    }
    unsigned link = REGISTER_RA;
    switch (in->operation) {
    case ISA_BGEZAL:
    case ISA_BGEZALL: branch(effect, term_not(is_negative(s)), target); break;
    case ISA_BLTZAL:
    case ISA_BLTZALL: branch(effect, is_negative(s), target); break;
    case ISA_JAL: branch(effect, always, region); break;
    case ISA_JALR:
    case ISA_JALR_HB:
        branch(effect, always, s);
        link = isa_rd(in->word);
        break;
    default: return false;
    }
    set(effect, link, term_add(p->pc, term_word(8)));
    return true;
}

// Traps; true if it is one.
static bool trap_row(struct effect *effect, const struct instruction *in, term s, term t,
                     term extended) {
    uint32_t code = isa_trap_code(in->word);
    switch (in->operation) {
    case ISA_SYSCALL:
        effect->raises = term_bool(true);
        effect->exception = EXCEPTION_SYSTEM_CALL;
        return true;
    case ISA_BREAK:
        effect->raises = term_bool(true);
        effect->exception = EXCEPTION_BREAKPOINT;
        effect->code = isa_break_code(in->word);
        return true;
    case ISA_TEQ: trap_if(effect, term_equal(s, t), code); return true;
    case ISA_TEQI: trap_if(effect, term_equal(s, extended), 0); return true;
    case ISA_TNE: trap_if(effect, term_not(term_equal(s, t)), code); return true;
    case ISA_TNEI: trap_if(effect, term_not(term_equal(s, extended)), 0); return true;
    case ISA_TGE: trap_if(effect, term_not(term_less(s, t)), code); return true;
    case ISA_TGEI: trap_if(effect, term_not(term_less(s, extended)), 0); return true;
    case ISA_TGEU: trap_if(effect, term_not(term_below(s, t)), code); return true;
    case ISA_TGEIU: trap_if(effect, term_not(term_below(s, extended)), 0); return true;
    case ISA_TLT: trap_if(effect, term_less(s, t), code); return true;
    case ISA_TLTI: trap_if(effect, term_less(s, extended), 0); return true;
    case ISA_TLTU: trap_if(effect, term_below(s, t), code); return true;
    case ISA_TLTIU: trap_if(effect, term_below(s, extended), 0); return true;
    default: return false;
    }
}

// hi and lo; true if it is about them.
static bool product_row(struct effect *effect, const struct instruction *in,
                        const struct processor *p, term s, term t) {
    switch (in->operation) {
    case ISA_DIV: divide_signed(effect, s, t); return true;
    case ISA_DIVU: divide(effect, s, t); return true;
    case ISA_MADD: accumulate(effect, p, meaning_signed_product(s, t), false); return true;
    case ISA_MADDU: accumulate(effect, p, meaning_product(s, t), false); return true;
    case ISA_MFHI: set(effect, isa_rd(in->word), p->hi); return true;
    case ISA_MFLO: set(effect, isa_rd(in->word), p->lo); return true;
    case ISA_MSUB: accumulate(effect, p, meaning_signed_product(s, t), true); return true;
    case ISA_MSUBU: accumulate(effect, p, meaning_product(s, t), true); return true;
    case ISA_MTHI: effect->hi = s; return true;
    case ISA_MTLO: effect->lo = s; return true;
    case ISA_MULT: set_product(effect, meaning_signed_product(s, t)); return true;
    case ISA_MULTU: set_product(effect, meaning_product(s, t)); return true;
    default: return false;
    }
}

// With an immediate; true if it is one.
static bool immediate_row(struct effect *effect, const struct instruction *in, term s,
                          term extended) {
    unsigned rt = isa_rt(in->word);
    term unsigned16 = term_zero_extend(in->immediate, 32);
    switch (in->operation) {
    case ISA_ADDI: set_checked(effect, rt, s, extended, false); return true;
    case ISA_ADDIU: set(effect, rt, term_add(s, extended)); return true;
    case ISA_ANDI: set(effect, rt, term_and(s, unsigned16)); return true;
    case ISA_LUI: set(effect, rt, term_concat(in->immediate, term_constant(16, 0))); return true;
    case ISA_ORI: set(effect, rt, term_or(s, unsigned16)); return true;
    case ISA_SLTI: set(effect, rt, as_word(term_less(s, extended))); return true;
    case ISA_SLTIU: set(effect, rt, as_word(term_below(s, extended))); return true;
    case ISA_XORI: set(effect, rt, term_xor(s, unsigned16)); return true;
    default: return false;
    }
}

// From registers to a register; true if it is one.
static bool register_row(struct effect *effect, const struct instruction *in,
                         const struct processor *p, term s, term t) {
    unsigned rd = isa_rd(in->word);
    term amount = term_word(isa_amount(in->word));
    term variable = term_and(s, term_word(31));
    term zero = term_word(0);
    switch (in->operation) {
    case ISA_ADD: set_checked(effect, rd, s, t, false); return true;
    case ISA_ADDU: set(effect, rd, term_add(s, t)); return true;
    case ISA_AND: set(effect, rd, term_and(s, t)); return true;
    case ISA_CLO: set(effect, rd, leading_zeros(term_not(s))); return true;
    case ISA_CLZ: set(effect, rd, leading_zeros(s)); return true;
    case ISA_MOVN: set(effect, rd, term_if(term_equal(t, zero), p->registers[rd], s)); return true;
    case ISA_MOVZ: set(effect, rd, term_if(term_equal(t, zero), s, p->registers[rd])); return true;
    case ISA_MUL: set(effect, rd, lower(meaning_product(s, t))); return true;
    case ISA_NOR: set(effect, rd, term_not(term_or(s, t))); return true;
    case ISA_OR: set(effect, rd, term_or(s, t)); return true;
    case ISA_ROTR: set(effect, rd, rotate_right(t, amount)); return true;
    case ISA_ROTRV: set(effect, rd, rotate_right(t, variable)); return true;
    case ISA_SEB: set(effect, rd, term_sign_extend(term_extract(t, 0, 8), 32)); return true;
    case ISA_SEH: set(effect, rd, term_sign_extend(term_extract(t, 0, 16), 32)); return true;
    case ISA_SLL: set(effect, rd, term_shift_left(t, amount)); return true;
    case ISA_SLLV: set(effect, rd, term_shift_left(t, variable)); return true;
    case ISA_SLT: set(effect, rd, as_word(term_less(s, t))); return true;
    case ISA_SLTU: set(effect, rd, as_word(term_below(s, t))); return true;
    case ISA_SRA: set(effect, rd, shift_right_signed(t, amount)); return true;
    case ISA_SRAV: set(effect, rd, shift_right_signed(t, variable)); return true;
    case ISA_SRL: set(effect, rd, term_shift_right(t, amount)); return true;
    case ISA_SRLV: set(effect, rd, term_shift_right(t, variable)); return true;
    case ISA_SUB: set_checked(effect, rd, s, t, true); return true;
    case ISA_SUBU: set(effect, rd, term_sub(s, t)); return true;
    case ISA_WSBH: set(effect, rd, swap_bytes_of_halves(t)); return true;
    case ISA_XOR: set(effect, rd, term_xor(s, t)); return true;
    default: return false;
    }
}

// ---- all rows ----

struct instruction instruction_of(uint32_t word) {
    struct instruction in = {isa_decode(word), word, term_constant(16, word & 0xffffu),
                             term_constant(26, word & 0x3ffffffu)};
    return in;
}

void meaning_of(const struct instruction *in, const struct processor *p, struct effect *effect) {
    term s = p->registers[isa_rs(in->word)];
    term t = p->registers[isa_rt(in->word)];
    term extended = term_sign_extend(in->immediate, 32);
    memset(effect, 0, sizeof *effect);
    effect->is_specified = true;
    switch (in->operation) {
    case ISA_NOP:
    case ISA_CACHE:
    case ISA_PREF:
    case ISA_SYNC:
    case ISA_SYNCI: return;
    case ISA_EXT:
    case ISA_INS: set_field(effect, in, s, t); return;
    case ISA_RDHWR: set_hardware_register(effect, in, p); return;
    default: break;
    }
    effect->is_specified =
        memory_row(effect, in, term_add(s, extended), p) || branch_row(effect, in, p, s, t) ||
        trap_row(effect, in, s, t, extended) || product_row(effect, in, p, s, t) ||
        immediate_row(effect, in, s, extended) || register_row(effect, in, p, s, t);
}

bool meaning_is_known(enum isa_operation operation) {
    struct instruction in = instruction_of(isa_table[operation].word);
    struct processor p;
    struct effect effect;
    term *words = &p.registers[0];
    for (unsigned i = 0; i < sizeof p / sizeof *words; i++)
        words[i] = term_word(0);
    meaning_of(&in, &p, &effect);
    return effect.is_specified;
}

// ---- memory ----

// Eight times the byte that the address names in its word.
static term bits_before(term address) {
    return term_zero_extend(term_concat(term_extract(address, 0, 2), term_constant(3, 0)), 32);
}

static term all_ones(void) {
    return term_word(0xffffffffu);
}

// The bytes of `word` where the mask is 1, the others from `before`.
static term merge(term before, term word, term mask) {
    return term_or(term_and(before, term_not(mask)), term_and(word, mask));
}

term meaning_loaded(const struct instruction *in, term word, term before, term address) {
    term down = term_shift_right(word, bits_before(address));
    term up = term_sub(term_word(24), bits_before(address));
    switch (in->operation) {
    case ISA_LB: return term_sign_extend(term_extract(down, 0, 8), 32);
    case ISA_LBU: return term_zero_extend(term_extract(down, 0, 8), 32);
    case ISA_LH: return term_sign_extend(term_extract(down, 0, 16), 32);
    case ISA_LHU: return term_zero_extend(term_extract(down, 0, 16), 32);
    case ISA_LWL: return merge(before, term_shift_left(word, up), term_shift_left(all_ones(), up));
    case ISA_LWR: return merge(before, down, term_shift_right(all_ones(), bits_before(address)));
    default: return word; // LW, LL
    }
}

term meaning_stored(const struct instruction *in, term word, term value, term address) {
    term shift = bits_before(address);
    term down = term_sub(term_word(24), shift);
    term moved = term_shift_left(value, shift);
    switch (in->operation) {
    case ISA_SB: return merge(word, moved, term_shift_left(term_word(0xff), shift));
    case ISA_SH: return merge(word, moved, term_shift_left(term_word(0xffff), shift));
    case ISA_SWL:
        return merge(word, term_shift_right(value, down), term_shift_right(all_ones(), down));
    case ISA_SWR: return merge(word, moved, term_shift_left(all_ones(), shift));
    default: return value; // SW, SC
    }
}
