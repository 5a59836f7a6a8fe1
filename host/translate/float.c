// Coprocessor 1 on SSE2, or AVX. The processor traps whatever raises something but inexact, and the
// interpreter does the unit then. It would not trap a NaN that is quiet for it, and signaling for
// MIPS before 2008: so operands are compared first, unless they are known to be numbers.
#include "../../core/machine/coprocessor.h"
#include "translate.h"

// ---- parts of instructions ----

static bool is_double(uint32_t word) {
    return isa_rs(word) == 17;
}

// One of the scalar instructions of SSE2: a prefix, or 0, and a byte after 0x0f.
static void scalar(struct build *build, unsigned prefix, unsigned opcode, unsigned number,
                   struct operand operand) {
    emit_scalar(build->hot, prefix, opcode, number, operand);
}

enum { MULTIPLY = 0x59, DIVIDE = 0x5e, ADDITION = 0x58, SUBTRACTION = 0x5c, ROOT = 0x51 };
enum { COMPARE = 0x2e, EXCLUSIVE_OR = 0x57, BOTH = 0x54, LOAD = 0x10, STORE = 0x11 };
enum { FROM_WORD = 0x2a, TRUNCATE_TO_WORD = 0x2c, TO_WORD = 0x2d, TO_OTHER = 0x5a };
enum { FROM_WORDS = 0xe6, TO_GENERAL = 0x7e };

static unsigned prefix_of(bool is_wide) {
    return is_wide ? 0xf2 : 0xf3;
}

static struct operand in_shared(const void *field) {
    return at_address(shared_address(field));
}

static bool is_number(const struct build *build, unsigned number, bool is_wide) {
    return is_wide ? build->floats.number_pairs >> (number & ~1u) & 1
                   : build->floats.number_singles >> number & 1;
}

static void note_number(struct build *build, unsigned number, bool is_wide) {
    if (is_wide)
        build->floats.number_pairs |= 1u << (number & ~1u);
    else
        build->floats.number_singles |= 1u << number;
}

static void compare(struct build *build, bool is_wide, unsigned left, unsigned right) {
    scalar(build, is_wide ? 0x66 : 0, COMPARE, left, in_register(right));
    block_fail_if(build, IF_PARITY); // unordered
}

struct float_operand {
    unsigned number; // of the guest's register
    unsigned in;     // host register
};

static void fail_unless_numbers(struct build *build, bool is_wide, struct float_operand a,
                                struct float_operand b) {
    if (is_number(build, a.number, is_wide))
        a = b;
    if (is_number(build, b.number, is_wide))
        b = a;
    if (is_number(build, a.number, is_wide))
        return;
    compare(build, is_wide, a.in, b.in);
    note_number(build, a.number, is_wide);
    note_number(build, b.number, is_wide);
}

// An operand of an operation that ends the one before, whose kept operands are not needed any more.
static struct float_operand operand(struct build *build, unsigned number, bool is_wide,
                                    unsigned i) {
    return (struct float_operand){number, float_read(build, number, is_wide, FLOAT_KEPT + i)};
}

static void set_exact(struct build *build) {
    build->floats.pending = PENDING_EXACT;
}

static void set_pending(struct build *build, uint32_t pending, bool is_wide,
                        struct float_operand a) {
    build->floats.pending = (uint8_t)(pending + (is_wide ? PENDING_DOUBLE : 0));
    if (build->floats.is_overwritten)
        build->floats.pending = PENDING_EXACT; // which costs nothing
    build->floats.kept[1] = FLOAT_IN_KEPT;
    float_keep(build, 0, a.number, is_wide, a.in);
}

static void set_result(struct build *build, unsigned number, bool is_wide, unsigned from) {
    float_write(build, number, is_wide, from);
    note_number(build, number, is_wide);
}

// Emits an operation and sets its result. What it writes has not changed if it traps: what is
// enabled in FCSR may end the instruction then.
static void compute(struct build *build, bool is_wide, unsigned opcode, unsigned left,
                    unsigned right, unsigned number, bool is_result_wide) {
    unsigned to = float_target(build, number, is_result_wide);
    float_release(build, number, is_result_wide);
    if (build->translator->has_avx && to != left) {
        emit_scalar_of_two(build->hot, is_wide, opcode, to, left, right);
    } else {
        if (to != left)
            to = FLOAT_SCRATCH;
        float_copy(build, to, left);
        scalar(build, prefix_of(is_wide), opcode, to, in_register(right));
    }
    set_result(build, number, is_result_wide, to);
}

// ---- arithmetic ----

// What the processor does for it.
static unsigned opcode_of(unsigned pending) {
    switch (pending) {
    case PENDING_ADD: return ADDITION;
    case PENDING_SUBTRACT: return SUBTRACTION;
    case PENDING_MULTIPLY: return MULTIPLY;
    default: return DIVIDE;
    }
}

void float_arithmetic(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = is_double(word);
    bool commutes = what == PENDING_ADD || what == PENDING_MULTIPLY;
    bool exchanged = commutes && isa_amount(word) == isa_rt(word);
    struct float_operand a = operand(build, exchanged ? isa_rt(word) : isa_rd(word), is_wide, 0);
    struct float_operand b = operand(build, exchanged ? isa_rd(word) : isa_rt(word), is_wide, 1);
    fail_unless_numbers(build, is_wide, a, b);
    set_pending(build, what, is_wide, a);
    float_keep(build, 1, b.number, is_wide, b.in);
    compute(build, is_wide, opcode_of(what), a.in, b.in, isa_amount(word), is_wide);
}

void float_root(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    fail_unless_numbers(build, is_wide, a, a);
    set_pending(build, PENDING_ROOT, is_wide, a);
    compute(build, is_wide, ROOT, a.in, a.in, isa_amount(word), is_wide);
}

static struct operand one(struct build *build, bool is_wide) {
    const struct shared *shared = build->shared;
    return is_wide ? in_shared(&shared->double_one) : in_shared(&shared->single_one);
}

// recip and rsqrt
void float_reciprocal(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = is_double(word);
    unsigned prefix = prefix_of(is_wide);
    unsigned i = what == PENDING_DIVIDE ? 1 : 0;
    struct float_operand a = operand(build, isa_rd(word), is_wide, i);
    fail_unless_numbers(build, is_wide, a, a);
    set_pending(build, what, is_wide, a);
    float_keep(build, i, a.number, is_wide, a.in);
    unsigned divisor = a.in;
    if (what == PENDING_DIVIDE) {
        scalar(build, prefix, LOAD, FLOAT_KEPT, one(build, is_wide));
        build->floats.kept[0] = FLOAT_IN_KEPT;
    } else {
        divisor = FLOAT_SPARE;
        float_copy(build, divisor, a.in);
        scalar(build, prefix, ROOT, divisor, in_register(divisor));
    }
    scalar(build, prefix, LOAD, FLOAT_SCRATCH, one(build, is_wide));
    scalar(build, prefix, DIVIDE, FLOAT_SCRATCH, in_register(divisor));
    float_release(build, isa_amount(word), is_wide);
    set_result(build, isa_amount(word), is_wide, FLOAT_SCRATCH);
}

static void change_sign(struct build *build, unsigned number, bool is_wide) {
    scalar(build, 0, EXCLUSIVE_OR, number, in_shared(build->shared->signs[is_wide]));
}

// madd and the like, rounded twice. `what` is 0 or 1, to add or subtract, and 2 if the sign of the
// result is changed. The precision is in bit 0 of the word.
void float_multiply_add(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = (word & 1) != 0;
    bool subtracts = (what & 1) != 0;
    unsigned prefix = prefix_of(is_wide);
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    struct float_operand b = operand(build, isa_rt(word), is_wide, 1);
    struct float_operand c = {isa_rs(word), 0};
    c.in = float_read(build, c.number, is_wide, FLOAT_SCRATCH);
    fail_unless_numbers(build, is_wide, a, b);
    fail_unless_numbers(build, is_wide, c, c);
    scalar(build, prefix, STORE, c.in, in_shared(&build->shared->addend));
    float_copy(build, FLOAT_SPARE, a.in);
    scalar(build, prefix, MULTIPLY, FLOAT_SPARE, in_register(b.in));
    scalar(build, prefix, subtracts ? SUBTRACTION : ADDITION, FLOAT_SPARE, in_register(c.in));
    float_copy(build, FLOAT_SCRATCH, FLOAT_SPARE);
    set_pending(build, PENDING_MULTIPLY_ADD + subtracts, is_wide, a);
    float_keep(build, 1, b.number, is_wide, b.in);
    if ((what & 2) != 0)
        change_sign(build, FLOAT_SCRATCH, is_wide);
    float_release(build, isa_amount(word), is_wide);
    set_result(build, isa_amount(word), is_wide, FLOAT_SCRATCH);
}

// abs and neg
void float_sign(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = is_double(word);
    bool was_number = is_number(build, isa_rd(word), is_wide);
    unsigned to = float_target(build, isa_amount(word), is_wide);
    unsigned from = float_read(build, isa_rd(word), is_wide, FLOAT_SCRATCH);
    float_release(build, isa_amount(word), is_wide);
    float_copy(build, to, from);
    if (what == XOR)
        change_sign(build, to, is_wide);
    else
        scalar(build, 0, BOTH, to, in_shared(build->shared->magnitudes[is_wide]));
    float_write(build, isa_amount(word), is_wide, to);
    if (was_number)
        note_number(build, isa_amount(word), is_wide);
}

// ---- comparisons ----

static uint32_t bit_of(uint32_t code) {
    return code == 0 ? FCSR_CONDITION : FCSR_CONDITION + 1 + code;
}

enum condition float_compared(uint32_t word) {
    static const uint8_t conditions[] = {IF_OVERFLOW, IF_EQUAL, IF_BELOW, IF_BELOW_OR_EQUAL};
    return conditions[word >> 1 & 3];
}

// Condition 0 is in a byte of ours, until FCSR is looked at. What is compared stays in the flags of
// the host.
void float_compare(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    uint32_t bit = bit_of(isa_compared_code(word));
    enum condition condition = float_compared(word);
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    struct float_operand b = operand(build, isa_rt(word), is_wide, 1);
    compare(build, is_wide, a.in, b.in);
    note_number(build, a.number, is_wide);
    note_number(build, b.number, is_wide);
    set_exact(build);
    if (bit == FCSR_CONDITION) {
        struct operand to = in_shared(&build->shared->condition);
        if (condition != IF_OVERFLOW)
            emit_set_at(build->hot, condition, to);
        else
            emit_constant_byte(build->hot, to, 0);
        return;
    }
    struct operand fcsr = at_base(RBP, CONTEXT_FCSR * 4 - 128);
    emit_constant(build->hot, in_register(RAX), 0);
    if (condition != IF_OVERFLOW)
        emit_set(build->hot, condition, RAX);
    emit_shift(build->hot, SHL, in_register(RAX), bit);
    emit_arithmetic_constant(build->hot, AND, fcsr, (int32_t) ~(1u << bit));
    emit_arithmetic_to(build->hot, OR, fcsr, RAX);
}

// Tests a condition; returns the host condition under which it is 1.
static unsigned test_condition(struct build *build, uint32_t code) {
    if (code == 0) {
        emit_compare_byte(build->hot, in_shared(&build->shared->condition), 0);
    } else {
        emit_load(build->hot, RAX, at_base(RBP, CONTEXT_FCSR * 4 - 128));
        emit_arithmetic_constant(build->hot, AND, in_register(RAX), (int32_t)(1u << bit_of(code)));
    }
    return IF_NOT_EQUAL;
}

// The sense of bc1t, movt and the like is bit 16.
unsigned float_test(struct build *build, uint32_t word) {
    unsigned condition = test_condition(build, isa_tested_code(word));
    return (word >> 16 & 1) != 0 ? condition : condition ^ 1;
}

// ---- conversions ----

void float_from_word(struct build *build, uint32_t word, unsigned is_wide) {
    struct float_operand a = operand(build, isa_rd(word), false, 0);
    if (is_wide) { // which is exact
        unsigned to = float_target(build, isa_amount(word), true);
        set_exact(build);
        scalar(build, 0xf3, FROM_WORDS, to, in_register(a.in));
        set_result(build, isa_amount(word), true, to);
        return;
    }
    set_pending(build, PENDING_FROM_WORD, false, a);
    scalar(build, 0x66, TO_GENERAL, a.in, in_register(RAX));
    build->hot->changed |= 1u << RAX;
    scalar(build, 0, EXCLUSIVE_OR, FLOAT_SCRATCH, in_register(FLOAT_SCRATCH));
    scalar(build, prefix_of(false), FROM_WORD, FLOAT_SCRATCH, in_register(RAX));
    float_release(build, isa_amount(word), false);
    set_result(build, isa_amount(word), false, FLOAT_SCRATCH);
}

void float_to_other(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word); // to single; else to double, which is exact
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    fail_unless_numbers(build, is_wide, a, a);
    if (is_wide)
        set_pending(build, PENDING_NARROW, true, a);
    else
        set_exact(build);
    compute(build, is_wide, TO_OTHER, a.in, a.in, isa_amount(word), !is_wide);
}

// What lwc1 loads is often converted, in place, and need not be in its register then.
static bool is_replaced(unsigned number, uint32_t next) {
    return isa_amount(next) == (number & ~1u);
}

// To double.
void float_convert_single(struct build *build, unsigned number, unsigned from, uint32_t next) {
    unsigned to = float_target(build, isa_amount(next), true);
    compare(build, false, from, from);
    float_release(build, number, false);
    if (!is_replaced(number, next))
        float_write(build, number, false, from);
    set_exact(build);
    float_copy(build, to, from);
    scalar(build, prefix_of(false), TO_OTHER, to, in_register(to));
    set_result(build, isa_amount(next), true, to);
}

// cvt.w and trunc.w
void float_to_word(struct build *build, uint32_t word, unsigned truncates) {
    bool is_wide = is_double(word);
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    set_pending(build, PENDING_TO_WORD, is_wide, a);
    scalar(build, prefix_of(is_wide), truncates ? TRUNCATE_TO_WORD : TO_WORD, RAX,
           in_register(a.in));
    build->hot->changed |= 1u << RAX;
    float_release(build, isa_amount(word), false);
    float_write_word(build, isa_amount(word), RAX);
    guest_hold_float(build, RAX, isa_amount(word));
}

// round.w, ceil.w, floor.w: exact or not shows in a second conversion, once the first has not
// failed.
void float_round_to_word(struct build *build, uint32_t word, unsigned mode) {
    enum { NEVER_INEXACT = 8 };
    bool is_wide = is_double(word);
    struct float_operand a = operand(build, isa_rd(word), is_wide, 0);
    set_pending(build, PENDING_TO_WORD, is_wide, a);
    emit_round(build->hot, is_wide, FLOAT_SCRATCH, a.in, mode + NEVER_INEXACT);
    scalar(build, prefix_of(is_wide), TRUNCATE_TO_WORD, RCX, in_register(FLOAT_SCRATCH));
    scalar(build, prefix_of(is_wide), TRUNCATE_TO_WORD, RAX, in_register(a.in));
    build->hot->changed |= 1u << RAX | 1u << RCX;
    float_release(build, isa_amount(word), false);
    float_write_word(build, isa_amount(word), RCX);
    guest_hold_float(build, RCX, isa_amount(word));
}

// ---- moves ----

static void copy_register(struct build *build, unsigned to, unsigned from, bool is_wide) {
    float_write(build, to, is_wide, float_read(build, from, is_wide, FLOAT_SCRATCH));
}

void float_move(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    bool was_number = is_number(build, isa_rd(word), is_wide);
    float_release(build, isa_amount(word), is_wide);
    copy_register(build, isa_amount(word), isa_rd(word), is_wide);
    if (was_number)
        note_number(build, isa_amount(word), is_wide);
}

// movf.fmt, movt.fmt; movz.fmt, movn.fmt: `what` is the host condition, or 0
void float_move_if(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = is_double(word);
    unsigned to = isa_amount(word);
    unsigned condition = what;
    bool were_numbers = is_number(build, isa_rd(word), is_wide) && is_number(build, to, is_wide);
    float_release(build, to, is_wide);
    if (what == 0) {
        condition = float_test(build, word);
    } else {
        unsigned tested = guest_read(build, isa_rt(word), RAX);
        emit_test(build->hot, in_register(tested), tested);
    }
    emit_jump_if(build->hot, (enum condition)(condition ^ 1), build->hot->run);
    uint32_t field = build->hot->run - 4;
    copy_register(build, to, isa_rd(word), is_wide);
    emit_patch(cache_writable(build->translator, field), field, build->hot->run);
    if (were_numbers)
        note_number(build, to, is_wide);
}

// movf, movt of general registers
void float_choose(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    unsigned d = isa_rd(word);
    if (d == 0)
        return;
    unsigned to = guest_target(build, d, RCX);
    guest_load(build, to, d);
    if (isa_rs(word) == 0)
        emit_constant(build->hot, in_register(RDX), 0);
    unsigned condition = float_test(build, word);
    emit_move_if(build->hot, (enum condition)condition, to,
                 isa_rs(word) == 0 ? in_register(RDX) : guest_source(build, isa_rs(word)));
    guest_write(build, d, to);
}

// mfc1, or mfhc1: the upper register of the pair
void float_move_from(struct build *build, uint32_t word, unsigned upper) {
    if (isa_rt(word) == 0)
        return;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    float_read_word(build, isa_rd(word) | upper, to);
    guest_write(build, isa_rt(word), to);
}

// mtc1, mthc1
void float_move_to(struct build *build, uint32_t word, unsigned upper) {
    unsigned number = isa_rd(word) | upper;
    unsigned from = guest_read(build, isa_rt(word), RAX);
    float_release(build, number, false);
    if (build->floats.is_replaced)
        float_write_pair_word(build, number, from);
    else
        float_write_word(build, number, from);
}

// Of loads and stores, whose access is memory.c's. The register is read or written whole.
void float_load(struct build *build, unsigned number, bool is_wide, struct operand from) {
    unsigned to = float_target(build, number, is_wide);
    float_release(build, number, is_wide);
    scalar(build, prefix_of(is_wide), LOAD, to, from);
    float_write(build, number, is_wide, to);
}

void float_store(struct build *build, unsigned number, bool is_wide, struct operand to) {
    unsigned from = float_read(build, number, is_wide, FLOAT_SCRATCH);
    scalar(build, prefix_of(is_wide), STORE, from, to);
}
