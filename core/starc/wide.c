// Operators on 64 bits, held as a low and a high word. Additions carry by an unsigned comparison;
// multiplications and divisions by powers of two move bits between the words; division and shifts
// by variable amounts are routines of libcstar (lib/runtime.c).
//
// Operators append instructions, so no two of them stand in the arguments of one call: C leaves the
// order of those open, and the code has to be the same whoever compiles the compiler.

#include "lower.h"

enum { WORD_BITS = 32, WIDE_BITS = 64 };

static bool is_constant(struct wide value) {
    return value.low.is_constant && value.high.is_constant;
}

static bool is_zero(struct value value) {
    return value.is_constant && value.number == 0;
}

struct wide wide_extend(struct value value, bool is_unsigned) {
    if (is_unsigned)
        return wide_of(value, value_constant(0));
    return wide_of(value, subtract(value_constant(0), less_signed(value, value_constant(0))));
}

static struct wide wide_add(struct wide left, struct wide right) {
    struct value low = add(left.low, right.low);
    struct value high = add(left.high, right.high);
    if (is_zero(right.low))
        return wide_of(left.low, high);
    if (is_zero(left.low))
        return wide_of(right.low, high);
    return wide_of(low, add(high, less_unsigned(low, right.low)));
}

static struct wide wide_subtract(struct wide left, struct wide right) {
    struct value high = subtract(left.high, right.high);
    if (is_zero(right.low))
        return wide_of(left.low, high);
    struct value borrow = less_unsigned(left.low, right.low);
    struct value low = subtract(left.low, right.low);
    return wide_of(low, subtract(high, borrow));
}

static struct wide wide_multiply(struct wide left, struct wide right) {
    struct value low = multiply(left.low, right.low);
    struct value high = multiply_high(left.low, right.low);
    high = add(high, multiply(left.low, right.high));
    high = add(high, multiply(left.high, right.low));
    return wide_of(low, high);
}

struct wide wide_negate(struct wide value) {
    return wide_subtract(wide_constant(0), value);
}

struct wide wide_complement(struct wide value) {
    struct value low = bits_complement(value.low);
    return wide_of(low, bits_complement(value.high));
}

static struct wide by_words(struct value (*apply)(struct value, struct value), struct wide left,
                            struct wide right) {
    struct value low = apply(left.low, right.low);
    return wide_of(low, apply(left.high, right.high));
}

static uint64_t constant_of(struct wide value) {
    return ((uint64_t)value.high.number << WORD_BITS) + value.low.number;
}

static int wide_exponent(struct wide value) {
    if (!is_constant(value))
        return -1;
    if (value.high.number == 0)
        return power_exponent(value.low.number);
    if (value.low.number == 0 && power_exponent(value.high.number) >= 0)
        return WORD_BITS + power_exponent(value.high.number);
    return -1;
}

static struct wide shift_left_by(struct wide left, uint32_t amount) {
    if (amount == 0)
        return left;
    if (amount >= WORD_BITS)
        return wide_of(value_constant(0), shift_left(left.low, value_constant(amount - WORD_BITS)));
    struct value power = value_constant((uint32_t)1 << amount);
    struct value carried = multiply_high(left.low, power);
    struct value low = multiply(left.low, power);
    return wide_of(low, add(multiply(left.high, power), carried));
}

static struct wide shift_right_by(struct wide left, uint32_t amount, bool is_unsigned) {
    struct value high;
    if (amount == 0)
        return left;
    if (amount >= WORD_BITS) {
        struct value rest = value_constant(amount - WORD_BITS);
        if (is_unsigned)
            return wide_of(shift_right_logical(left.high, rest), value_constant(0));
        return wide_extend(shift_right_arithmetic(left.high, rest), false);
    }
    struct value count = value_constant(amount);
    struct value dropped = remainder_unsigned(left.high, value_constant((uint32_t)1 << amount));
    struct value moved = shift_left(dropped, value_constant(WORD_BITS - amount));
    if (is_unsigned)
        high = shift_right_logical(left.high, count);
    else
        high = shift_right_arithmetic(left.high, count);
    return wide_of(add(shift_right_logical(left.low, count), moved), high);
}

struct wide wide_shift(enum expression_kind operation, struct wide left, struct value amount,
                       bool is_unsigned) {
    if (amount.is_constant) {
        uint32_t count = amount.number % WIDE_BITS;
        if (operation == EXPRESSION_SHIFT_LEFT)
            return shift_left_by(left, count);
        return shift_right_by(left, count, is_unsigned);
    }
    if (operation == EXPRESSION_SHIFT_LEFT)
        return call_runtime_shift("__ashldi3", left, amount);
    return call_runtime_shift(is_unsigned ? "__lshrdi3" : "__ashrdi3", left, amount);
}

static struct wide wide_divide(struct wide left, struct wide right, bool is_unsigned) {
    int exponent = wide_exponent(right);
    if (is_unsigned && exponent >= 0)
        return shift_right_by(left, (uint32_t)exponent, true);
    return call_runtime_wide(is_unsigned ? "__udivdi3" : "__divdi3", left, right);
}

static struct wide wide_remainder(struct wide left, struct wide right, bool is_unsigned) {
    int exponent = wide_exponent(right);
    if (is_unsigned && exponent >= 0) {
        struct wide mask = wide_constant(constant_of(right) - 1);
        return by_words(bits_and, left, mask);
    }
    return call_runtime_wide(is_unsigned ? "__umoddi3" : "__moddi3", left, right);
}

struct wide wide_binary(enum expression_kind operation, struct wide left, struct wide right,
                        bool is_unsigned) {
    switch (operation) {
    case EXPRESSION_ADD: return wide_add(left, right);
    case EXPRESSION_SUBTRACT: return wide_subtract(left, right);
    case EXPRESSION_MULTIPLY: return wide_multiply(left, right);
    case EXPRESSION_DIVIDE: return wide_divide(left, right, is_unsigned);
    case EXPRESSION_REMAINDER: return wide_remainder(left, right, is_unsigned);
    case EXPRESSION_AND: return by_words(bits_and, left, right);
    case EXPRESSION_OR: return by_words(bits_or, left, right);
    case EXPRESSION_XOR: return by_words(bits_xor, left, right);
    default: panic("wide_binary: not an operator");
    }
}

// left < right: the high words decide, and the low ones where those are equal.
static struct value wide_less(struct wide left, struct wide right, bool is_unsigned) {
    reg_t to = register_new();
    uint32_t done = label_new();
    if (is_zero(right.low) && is_zero(right.high))
        return is_unsigned ? value_constant(0) : less_signed(left.high, value_constant(0));
    value_give(to, is_unsigned ? less_unsigned(left.high, right.high)
                               : less_signed(left.high, right.high));
    reg_t left_high = value_register(left.high);
    reg_t right_high = value_register(right.high);
    ir_append_number(IR_BRANCH_NOT_EQUAL, 0, left_high, (int32_t)done)->right = right_high;
    value_give(to, less_unsigned(left.low, right.low));
    label_place(done);
    return value_of(to);
}

struct value wide_compare(enum expression_kind operation, struct wide left, struct wide right,
                          bool is_unsigned) {
    struct value differs;
    switch (operation) {
    case EXPRESSION_LESS: return wide_less(left, right, is_unsigned);
    case EXPRESSION_GREATER: return wide_less(right, left, is_unsigned);
    case EXPRESSION_LESS_EQUAL:
        return subtract(value_constant(1), wide_less(right, left, is_unsigned));
    case EXPRESSION_GREATER_EQUAL:
        return subtract(value_constant(1), wide_less(left, right, is_unsigned));
    default: break;
    }
    // x == y if x.low − y.low and x.high − y.high are both zero.
    differs = not_equal(left.low, right.low);
    differs = add(differs, not_equal(left.high, right.high));
    if (operation == EXPRESSION_EQUAL)
        return equal(differs, value_constant(0));
    return not_equal(differs, value_constant(0));
}
