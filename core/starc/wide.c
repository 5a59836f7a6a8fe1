// Operators on 64 bits, held as a low and a high word. Additions carry by an unsigned comparison;
// shifts by constants move bits between the words; division and shifts by variable amounts are
// routines of libcstar (lib/runtime.c).
//
// Operators append instructions, so no two of them stand in the arguments of one call: C leaves the
// order of those open, and the code has to be the same whoever compiles the compiler.

#include "legal.h"

enum { LONG_BITS = 64 };

static struct value shift(enum ir_operation operation, struct value left, uint32_t amount) {
    return operate(operation, left, number(amount));
}

static struct value sign_of(struct value value) {
    return shift(IR_SHIFT_ARITHMETIC, value, WORD_BITS - 1);
}

// ---- sums and products ----

static struct wide wide_add(struct wide left, struct wide right) {
    struct value low = add(left.low, right.low);
    struct value high = add(left.high, right.high);
    if (is_number(right.low, 0) || is_number(left.low, 0))
        return (struct wide){low, high};
    struct value carry = operate(IR_LESS_UNSIGNED, low, right.low);
    return (struct wide){low, add(high, carry)};
}

static struct wide wide_subtract(struct wide left, struct wide right) {
    struct value high = subtract(left.high, right.high);
    if (is_number(right.low, 0))
        return (struct wide){left.low, high};
    struct value borrow = operate(IR_LESS_UNSIGNED, left.low, right.low);
    struct value low = subtract(left.low, right.low);
    return (struct wide){low, subtract(high, borrow)};
}

static struct wide wide_multiply(struct wide left, struct wide right) {
    struct value low = operate(IR_MULTIPLY, left.low, right.low);
    struct value high = operate(IR_MULTIPLY_HIGH, left.low, right.low);
    high = add(high, operate(IR_MULTIPLY, left.low, right.high));
    high = add(high, operate(IR_MULTIPLY, left.high, right.low));
    return (struct wide){low, high};
}

// Unsigned division by a constant of 16 bits, digit by digit: what remains of one, less than the
// divisor, comes before the next (Knuth, TAOCP 4.3.1).
static struct wide divide_short(enum ir_operation operation, struct wide left,
                                struct value divisor) {
    enum { DIGIT = 16 };
    if (is_number(left.high, 0))
        return (struct wide){operate(operation, left.low, divisor), number(0)};
    struct value high = operate(IR_DIVIDE_UNSIGNED, left.high, divisor);
    struct value rest = operate(IR_REMAINDER_UNSIGNED, left.high, divisor);
    struct value digit = shift(IR_SHIFT_RIGHT, left.low, DIGIT);
    struct value part = add(shift(IR_SHIFT_LEFT, rest, DIGIT), digit);
    struct value low = operate(IR_DIVIDE_UNSIGNED, part, divisor);
    rest = operate(IR_REMAINDER_UNSIGNED, part, divisor);
    digit = operate(IR_AND, left.low, number(((uint32_t)1 << DIGIT) - 1));
    part = add(shift(IR_SHIFT_LEFT, rest, DIGIT), digit);
    if (operation == IR_REMAINDER_UNSIGNED)
        return (struct wide){operate(operation, part, divisor), number(0)};
    low = shift(IR_SHIFT_LEFT, low, DIGIT);
    return (struct wide){add(low, operate(operation, part, divisor)), high};
}

static struct wide by_words(enum ir_operation operation, struct wide left, struct wide right) {
    struct value low = operate(operation, left.low, right.low);
    return (struct wide){low, operate(operation, left.high, right.high)};
}

static struct wide call_routine(const char *name, const struct value *arguments, uint32_t count) {
    struct value low = call_runtime(name, arguments, count);
    return (struct wide){low, call_upper()};
}

static struct wide call_wide(const char *name, struct wide left, struct wide right) {
    struct value arguments[4];
    arguments[0] = left.low;
    arguments[1] = left.high;
    arguments[2] = right.low;
    arguments[3] = right.high;
    return call_routine(name, arguments, 4);
}

// ---- shifts ----

// The bits of a word that a shift moves into the other one are added there.
static struct wide shift_left_by(struct wide left, uint32_t amount) {
    if (amount >= WORD_BITS)
        return (struct wide){number(0), shift(IR_SHIFT_LEFT, left.low, amount - WORD_BITS)};
    struct value low, high, carried;
    if (options.mips32) {
        low = shift(IR_SHIFT_LEFT, left.low, amount);
        carried = shift(IR_SHIFT_RIGHT, left.low, WORD_BITS - amount);
        high = shift(IR_SHIFT_LEFT, left.high, amount);
    } else { // both halves of one product
        struct value power = number((uint32_t)1 << amount);
        carried = operate(IR_MULTIPLY_HIGH, left.low, power);
        low = times(left.low, power);
        high = times(left.high, power);
    }
    return (struct wide){low, operate(IR_OR, high, carried)};
}

static struct wide shift_right_by(enum ir_operation operation, struct wide left, uint32_t amount) {
    if (amount >= WORD_BITS) {
        struct value low = shift(operation, left.high, amount - WORD_BITS);
        return (struct wide){low, operation == IR_SHIFT_RIGHT ? number(0) : sign_of(left.high)};
    }
    struct value moved = shift(IR_SHIFT_LEFT, left.high, WORD_BITS - amount);
    struct value low = shift(IR_SHIFT_RIGHT, left.low, amount);
    low = operate(IR_OR, low, moved);
    return (struct wide){low, shift(operation, left.high, amount)};
}

static struct wide wide_shift(enum ir_operation operation, struct wide left, struct value amount) {
    if (amount.is_constant && amount.number % LONG_BITS == 0)
        return left;
    if (amount.is_constant && operation == IR_SHIFT_LEFT)
        return shift_left_by(left, (uint32_t)amount.number % LONG_BITS);
    if (amount.is_constant)
        return shift_right_by(operation, left, (uint32_t)amount.number % LONG_BITS);
    struct value arguments[3];
    arguments[0] = left.low;
    arguments[1] = left.high;
    arguments[2] = amount;
    return call_routine(operation == IR_SHIFT_LEFT    ? "__ashldi3"
                        : operation == IR_SHIFT_RIGHT ? "__lshrdi3"
                                                      : "__ashrdi3",
                        arguments, 3);
}

// ---- comparisons ----

// x == y if no bit of x ^ y is 1; the 17 instructions count the words that differ.
static struct value wide_equal(enum ir_operation operation, struct wide left, struct wide right) {
    if (options.mips32) {
        struct wide difference = by_words(IR_XOR, left, right);
        return operate(operation, operate(IR_OR, difference.low, difference.high), number(0));
    }
    struct value differs = operate(IR_NOT_EQUAL, left.low, right.low);
    differs = add(differs, operate(IR_NOT_EQUAL, left.high, right.high));
    return operate(operation, differs, number(0));
}

// left < right: the high words decide, and the low ones where those are equal, unless they cannot.
static struct value wide_less(enum ir_operation operation, struct wide left, struct wide right) {
    if (is_number(right.low, 0) || is_number(left.low, UINT32_MAX))
        return operate(operation, left.high, right.high);
    struct value high = operate(operation, left.high, right.high);
    if (high.is_constant && left.high.is_constant && right.high.is_constant)
        return left.high.number == right.high.number
                   ? operate(IR_LESS_UNSIGNED, left.low, right.low)
                   : high;
    reg_t to = register_new(CLASS_WORD);
    function.facts[to].width = 1;
    uint32_t done = label_new();
    value_give(to, high);
    branch(IR_BRANCH_NOT_EQUAL, left.high, right.high, done);
    value_give(to, operate(IR_LESS_UNSIGNED, left.low, right.low));
    label_place(done);
    return value_of(to);
}

static void branch_equal(struct wide left, struct wide right, bool sense, uint32_t label) {
    uint32_t skip = sense ? label_new() : label;
    branch(IR_BRANCH_NOT_EQUAL, left.low, right.low, skip);
    branch(sense ? IR_BRANCH_EQUAL : IR_BRANCH_NOT_EQUAL, left.high, right.high, label);
    if (sense)
        label_place(skip);
}

// Where the high words differ, they decide.
static void branch_less(enum ir_operation operation, struct wide left, struct wide right,
                        uint32_t label) {
    bool sense = operation == IR_BRANCH_LESS || operation == IR_BRANCH_LESS_UNSIGNED;
    bool is_signed = operation == IR_BRANCH_LESS || operation == IR_BRANCH_NOT_LESS;
    if (is_number(right.low, 0)) {
        branch(operation, left.high, right.high, label);
        return;
    }
    struct wide lower = sense ? left : right, upper = sense ? right : left;
    uint32_t skip = label_new();
    branch(is_signed ? IR_BRANCH_LESS : IR_BRANCH_LESS_UNSIGNED, lower.high, upper.high, label);
    branch(IR_BRANCH_NOT_EQUAL, left.high, right.high, skip);
    branch(sense ? IR_BRANCH_LESS_UNSIGNED : IR_BRANCH_NOT_LESS_UNSIGNED, left.low, right.low,
           label);
    label_place(skip);
}

// ---- one instruction ----

static bool is_short_divisor(struct wide right) {
    return is_number(right.high, 0) && right.low.is_constant && right.low.number != 0 &&
           right.low.number < 0x10000;
}

static struct wide wide_result(enum ir_operation operation, struct wide left, struct wide right) {
    switch (operation) {
    case IR_COPY: return left;
    case IR_CONSTANT: return right;
    case IR_PAIR: return (struct wide){left.low, right.low};
    case IR_WIDEN: return (struct wide){left.low, sign_of(left.low)};
    case IR_ADD: return wide_add(left, right);
    case IR_SUBTRACT: return wide_subtract(left, right);
    case IR_MULTIPLY: return wide_multiply(left, right);
    case IR_DIVIDE: return call_wide("__divdi3", left, right);
    case IR_REMAINDER: return call_wide("__moddi3", left, right);
    case IR_DIVIDE_UNSIGNED:
    case IR_REMAINDER_UNSIGNED:
        if (is_short_divisor(right))
            return divide_short(operation, left, right.low);
        return call_wide(operation == IR_DIVIDE_UNSIGNED ? "__udivdi3" : "__umoddi3", left, right);
    case IR_AND:
    case IR_OR:
    case IR_XOR: return by_words(operation, left, right);
    case IR_SHIFT_LEFT:
    case IR_SHIFT_RIGHT:
    case IR_SHIFT_ARITHMETIC: return wide_shift(operation, left, right.low);
    default: panic("wide_result: not an operation on 64 bits");
    }
}

void legalize_wide(const struct ir *ir) {
    enum ir_operation operation = (enum ir_operation)ir->operation;
    struct wide left = operand_wide(ir->left, NULL);
    struct wide right = operand_wide(ir->right, ir);
    switch (operation) {
    case IR_LOW: set_word(ir->to, left.low); break;
    case IR_HIGH: set_word(ir->to, left.high); break;
    case IR_EQUAL:
    case IR_NOT_EQUAL: set_word(ir->to, wide_equal(operation, left, right)); break;
    case IR_LESS:
    case IR_LESS_UNSIGNED: set_word(ir->to, wide_less(operation, left, right)); break;
    case IR_BRANCH_EQUAL:
    case IR_BRANCH_NOT_EQUAL:
        branch_equal(left, right, operation == IR_BRANCH_EQUAL, ir->label);
        break;
    case IR_BRANCH_LESS:
    case IR_BRANCH_LESS_UNSIGNED:
    case IR_BRANCH_NOT_LESS:
    case IR_BRANCH_NOT_LESS_UNSIGNED: branch_less(operation, left, right, ir->label); break;
    default: set_wide(ir->to, wide_result(operation, left, right)); break;
    }
}
