// Coprocessor 1 on SSE2, with the registers in the context. Only the common case is translated:
// rounding to nearest, no exception enabled, no flush to zero, the inexact flag set already. If a
// result raises anything but inexact, the interpreter executes the unit.
//
// The cause in FCSR says whether the last result was inexact. It cannot be seen before translated
// code is left, so the operands are kept, and float_settle computes it then.
#include "../../core/float/float.h"
#include "../../core/machine/coprocessor.h"
#include "translate.h"

enum { CAUSE_BITS = CAUSES << FCSR_CAUSES, STATE_BITS = 0x01000f87, STATE_COMMON = 4 };

// ---- the cause, afterwards ----

static uint32_t flags_of(uint32_t pending, uint64_t a, uint64_t b) {
    struct float_environment environment = {ROUND_NEAREST, NANS_LEGACY, false, 0};
    uint32_t x = (uint32_t)a, y = (uint32_t)b;
    switch (pending) {
    case PENDING_ADD: single_add(x, y, &environment); break;
    case PENDING_SUBTRACT: single_subtract(x, y, &environment); break;
    case PENDING_MULTIPLY: single_multiply(x, y, &environment); break;
    case PENDING_DIVIDE: single_divide(x, y, &environment); break;
    case PENDING_ROOT: single_square_root(x, &environment); break;
    case PENDING_FROM_WORD: single_from_signed((int32_t)x, &environment); break;
    case PENDING_TO_WORD: single_to_signed(x, 32, &environment); break;
    case PENDING_ADD + PENDING_DOUBLE: double_add(a, b, &environment); break;
    case PENDING_SUBTRACT + PENDING_DOUBLE: double_subtract(a, b, &environment); break;
    case PENDING_MULTIPLY + PENDING_DOUBLE: double_multiply(a, b, &environment); break;
    case PENDING_DIVIDE + PENDING_DOUBLE: double_divide(a, b, &environment); break;
    case PENDING_ROOT + PENDING_DOUBLE: double_square_root(a, &environment); break;
    case PENDING_NARROW + PENDING_DOUBLE: double_to_single(a, &environment); break;
    case PENDING_TO_WORD + PENDING_DOUBLE: double_to_signed(a, 32, &environment); break;
    }
    return environment.flags;
}

void float_settle(struct shared *shared, uint32_t *context) {
    if (shared->pending == PENDING_NONE)
        return;
    uint32_t flags = flags_of(shared->pending, shared->operands[0], shared->operands[1]);
    context[CONTEXT_FCSR] &= ~(uint32_t)CAUSE_BITS;
    context[CONTEXT_FCSR] |= (flags & FLOAT_INEXACT) << FCSR_CAUSES;
    shared->pending = PENDING_NONE;
}

// ---- parts of instructions ----

static struct operand context_word(uint32_t number) {
    return at_base(RBP, (int32_t)number * 4 - 128);
}

static struct operand float_operand(uint32_t number, bool is_pair) {
    return context_word(CONTEXT_FPR + (is_pair ? number / 2 * 2 : number));
}

static bool is_double(uint32_t word) {
    return isa_rs(word) == 17;
}

// One of the scalar instructions of SSE2: a prefix, or 0, and a byte after 0x0f.
static void scalar(struct build *build, unsigned prefix, unsigned opcode, unsigned number,
                   struct operand operand) {
    emit_scalar(build->hot, prefix, opcode, number, operand);
}

enum { LOAD = 0x10, STORE = 0x11, MOVE = 0x28, ROOT = 0x51, COMPARE = 0x2e };
enum { FROM_INTEGER = 0x2a, TRUNCATE_TO_INTEGER = 0x2c, TO_INTEGER = 0x2d, TO_OTHER = 0x5a };

static unsigned prefix_of(bool is_wide) {
    return is_wide ? 0xf2 : 0xf3;
}

static void fail_unless_common(struct build *build) {
    emit_load(build->hot, RAX, context_word(CONTEXT_FCSR));
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), STATE_BITS);
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), STATE_COMMON);
    block_fail_if(build, IF_NOT_EQUAL);
}

// The bits of xmm0, xmm1 or xmm2 to rax or eax.
static void get_bits(struct stream *stream, bool is_wide, unsigned number) {
    static const char *const wide[] = {"66 48 0f 7e c0", "66 48 0f 7e c8", "66 48 0f 7e d0"};
    static const char *const narrow[] = {"66 0f 7e c0", "66 0f 7e c8", "66 0f 7e d0"};
    emit_bytes(stream, is_wide ? wide[number] : narrow[number]);
    stream->changed |= 1u << RAX;
}

static void test_zero(struct build *build, bool is_wide, unsigned number) {
    get_bits(build->cold, is_wide, number);
    emit_bytes(build->cold, is_wide ? "48 01 c0" : "01 c0"); // without the sign: add to itself
}

static void fail(const struct build *build) {
    emit_constant(build->cold, at_address(shared_address(&build->shared->site)), build->unit_run);
    emit_jump(build->cold, cache_leave(build->translator, LEAVE_FAULT));
}

// For a result in xmm0, with operands in xmm2 and xmm1. Infinities and NaNs are left to the
// interpreter, and so are subnormal results and the least normal one, where they may be inexact;
// but not a zero that came from a zero.
static void fail_if_infinite(struct build *build, bool is_wide) {
    int32_t exponents = is_wide ? 0x7ff : 0xff;
    get_bits(build->hot, is_wide, 0);
    emit_bytes(build->hot, is_wide ? "48 c1 e8 34" : "c1 e8 17"); // shr
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), exponents);
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), exponents);
    block_fail_if(build, IF_EQUAL);
}

static void fail_if_special(struct build *build, bool is_wide, bool operand_is_wide,
                            bool has_two_operands) {
    int32_t exponents = is_wide ? 0x7ff : 0xff;
    get_bits(build->hot, is_wide, 0);
    emit_bytes(build->hot, is_wide ? "48 c1 e8 34" : "c1 e8 17");
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), exponents);
    emit_arithmetic_constant(build->hot, SUB, in_register(RAX), 2);
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), exponents - 2);
    uint32_t failed = build->cold->run;
    fail(build);
    uint32_t special = build->cold->run;
    emit_jump_if(build->hot, IF_NOT_BELOW, special);
    test_zero(build, is_wide, 0);
    emit_jump_if(build->cold, IF_NOT_EQUAL, failed);
    test_zero(build, operand_is_wide, 2);
    emit_jump_if(build->cold, IF_EQUAL, build->hot->run);
    if (has_two_operands) {
        test_zero(build, operand_is_wide, 1);
        emit_jump_if(build->cold, IF_EQUAL, build->hot->run);
    }
    emit_jump(build->cold, failed);
}

static struct operand pending_operand(struct build *build, unsigned number) {
    return at_address(shared_address(&build->shared->operands[number]));
}

static void set_pending(struct build *build, uint32_t pending) {
    emit_constant(build->hot, at_address(shared_address(&build->shared->pending)), pending);
}

// For an instruction that has no cause.
static void clear_cause(struct build *build) {
    emit_arithmetic_constant(build->hot, AND, context_word(CONTEXT_FCSR), ~(int32_t)CAUSE_BITS);
    set_pending(build, PENDING_NONE);
}

// ---- arithmetic ----

void float_arithmetic(struct build *build, uint32_t word, unsigned what) {
    static const uint8_t opcodes[] = {[PENDING_ADD] = 0x58,
                                      [PENDING_SUBTRACT] = 0x5c,
                                      [PENDING_MULTIPLY] = 0x59,
                                      [PENDING_DIVIDE] = 0x5e};
    bool is_wide = is_double(word);
    unsigned prefix = prefix_of(is_wide);
    fail_unless_common(build);
    scalar(build, prefix, LOAD, 2, float_operand(isa_rd(word), is_wide));
    scalar(build, prefix, LOAD, 1, float_operand(isa_rt(word), is_wide));
    scalar(build, 0x66, MOVE, 0, in_register(2));
    scalar(build, prefix, opcodes[what], 0, in_register(1));
    if (what == PENDING_ADD || what == PENDING_SUBTRACT) // what is tiny is exact
        fail_if_infinite(build, is_wide);
    else
        fail_if_special(build, is_wide, is_wide, what == PENDING_MULTIPLY);
    scalar(build, prefix, STORE, 2, pending_operand(build, 0));
    scalar(build, prefix, STORE, 1, pending_operand(build, 1));
    set_pending(build, what + (is_wide ? PENDING_DOUBLE : 0));
    scalar(build, prefix, STORE, 0, float_operand(isa_amount(word), is_wide));
}

void float_root(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    unsigned prefix = prefix_of(is_wide);
    fail_unless_common(build);
    scalar(build, prefix, LOAD, 2, float_operand(isa_rd(word), is_wide));
    scalar(build, prefix, ROOT, 0, in_register(2));
    fail_if_special(build, is_wide, is_wide, false);
    scalar(build, prefix, STORE, 2, pending_operand(build, 0));
    set_pending(build, PENDING_ROOT + (is_wide ? PENDING_DOUBLE : 0));
    scalar(build, prefix, STORE, 0, float_operand(isa_amount(word), is_wide));
}

// abs and neg: AND without the highest bit, XOR with it.
void float_sign(struct build *build, uint32_t word, unsigned what) {
    bool is_wide = is_double(word);
    bool is_neg = what == XOR;
    struct operand from = float_operand(isa_rd(word), is_wide);
    struct operand to = float_operand(isa_amount(word), is_wide);
    if (is_wide) {
        emit_load_wide(build->hot, RAX, from);
        emit_bytes(build->hot, is_neg ? "48 0f ba f8 3f" : "48 0f ba f0 3f"); // btc, btr rax, 63
        emit_store_wide(build->hot, to, RAX);
    } else {
        emit_load(build->hot, RAX, from);
        emit_arithmetic_constant(build->hot, what, in_register(RAX),
                                 is_neg ? INT32_MIN : INT32_MAX);
        emit_store(build->hot, to, RAX);
    }
}

void float_compare(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    uint32_t conditions = word & 6;
    uint32_t code = isa_compared_code(word);
    uint32_t bit = code == 0 ? FCSR_CONDITION : FCSR_CONDITION + 1 + code;
    fail_unless_common(build);
    scalar(build, prefix_of(is_wide), LOAD, 0, float_operand(isa_rd(word), is_wide));
    scalar(build, is_wide ? 0x66 : 0, COMPARE, 0, float_operand(isa_rt(word), is_wide));
    block_fail_if(build, IF_PARITY); // unordered
    emit_constant(build->hot, in_register(RAX), 0);
    if (conditions != 0)
        emit_set(build->hot,
                 conditions == 2   ? IF_EQUAL
                 : conditions == 4 ? IF_BELOW
                                   : IF_BELOW_OR_EQUAL,
                 RAX);
    emit_shift(build->hot, SHL, in_register(RAX), bit);
    emit_arithmetic_constant(build->hot, AND, context_word(CONTEXT_FCSR),
                             (int32_t) ~(CAUSE_BITS | 1u << bit));
    emit_arithmetic_to(build->hot, OR, context_word(CONTEXT_FCSR), RAX);
    set_pending(build, PENDING_NONE);
}

// ---- conversions ----

void float_from_word(struct build *build, uint32_t word, unsigned to_double) {
    bool is_wide = to_double; // which is exact
    if (!is_wide)
        fail_unless_common(build);
    scalar(build, prefix_of(is_wide), FROM_INTEGER, 0, float_operand(isa_rd(word), false));
    if (is_wide) {
        clear_cause(build);
    } else {
        emit_load(build->hot, RAX, float_operand(isa_rd(word), false));
        emit_store(build->hot, pending_operand(build, 0), RAX);
        set_pending(build, PENDING_FROM_WORD);
    }
    scalar(build, prefix_of(is_wide), STORE, 0, float_operand(isa_amount(word), is_wide));
}

void float_to_other(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word); // to single; else to double, which is exact
    if (is_wide)
        fail_unless_common(build);
    scalar(build, prefix_of(is_wide), LOAD, 2, float_operand(isa_rd(word), is_wide));
    scalar(build, prefix_of(is_wide), TO_OTHER, 0, in_register(2));
    if (is_wide)
        fail_if_special(build, false, true, false);
    else
        fail_if_infinite(build, true);
    if (is_wide) {
        scalar(build, prefix_of(true), STORE, 2, pending_operand(build, 0));
        set_pending(build, PENDING_NARROW + PENDING_DOUBLE);
    } else {
        clear_cause(build);
    }
    scalar(build, prefix_of(!is_wide), STORE, 0, float_operand(isa_amount(word), !is_wide));
}

void float_to_word(struct build *build, uint32_t word, unsigned truncates) {
    bool is_wide = is_double(word);
    unsigned prefix = prefix_of(is_wide);
    fail_unless_common(build);
    scalar(build, prefix, LOAD, 2, float_operand(isa_rd(word), is_wide));
    scalar(build, prefix, truncates ? TRUNCATE_TO_INTEGER : TO_INTEGER, RAX, in_register(2));
    build->hot->changed |= 1u << RAX;
    // What the processor has for all that does not fit, and for the least word.
    emit_arithmetic_constant(build->hot, CMP, in_register(RAX), INT32_MIN);
    block_fail_if(build, IF_EQUAL);
    scalar(build, prefix, STORE, 2, pending_operand(build, 0));
    set_pending(build, PENDING_TO_WORD + (is_wide ? PENDING_DOUBLE : 0));
    emit_store(build->hot, float_operand(isa_amount(word), false), RAX);
}

// ---- moves ----

void float_move(struct build *build, uint32_t word, unsigned what) {
    (void)what;
    bool is_wide = is_double(word);
    struct operand from = float_operand(isa_rd(word), is_wide);
    struct operand to = float_operand(isa_amount(word), is_wide);
    if (is_wide) {
        emit_load_wide(build->hot, RAX, from);
        emit_store_wide(build->hot, to, RAX);
    } else {
        emit_load(build->hot, RAX, from);
        emit_store(build->hot, to, RAX);
    }
}

// mfc1, or mfhc1: the upper register of the pair
void float_move_from(struct build *build, uint32_t word, unsigned upper) {
    uint32_t number = isa_rd(word) | upper;
    if (isa_rt(word) == 0)
        return;
    unsigned to = guest_target(build, isa_rt(word), RAX);
    emit_load(build->hot, to, float_operand(number, false));
    guest_write(build, isa_rt(word), to);
}

// mtc1, mthc1
void float_move_to(struct build *build, uint32_t word, unsigned upper) {
    uint32_t number = isa_rd(word) | upper;
    if (isa_rt(word) == 0)
        emit_constant(build->hot, float_operand(number, false), 0);
    else
        emit_store(build->hot, float_operand(number, false), guest_read(build, isa_rt(word), RAX));
}

// The register of a load or store. Its access is memory.c's.
struct operand float_accessed(uint32_t word, uint32_t size) {
    return float_operand(isa_rt(word), size == 8);
}

// ---- branches ----

unsigned float_test(struct build *build, uint32_t word) {
    uint32_t code = isa_tested_code(word);
    uint32_t bit = code == 0 ? FCSR_CONDITION : FCSR_CONDITION + 1 + code;
    emit_load(build->hot, RAX, context_word(CONTEXT_FCSR));
    emit_arithmetic_constant(build->hot, AND, in_register(RAX), (int32_t)(1u << bit));
    return (isa_rt(word) & 1) != 0 ? IF_NOT_EQUAL : IF_EQUAL;
}
