// Operators on words that the target lacks.
//
// mips32 lacks comparisons for equality, complements, and cheap divisions by powers of two. The 17
// instructions are addiu, addu, subu, slt, multu, divu and loads of words: masks and shifts by
// constants become divisions and multiplications by powers of two; signed comparison is slt, and
// unsigned comparison is slt after 0x80000000 has been added to both sides; an arithmetic shift is
// a logical one of the operand moved up by 0x80000000. What is left goes to routines of libcstar
// (lib/runtime.c).

#include "legal.h"

enum { TOP_BIT = 31 };

static const uint32_t all = 0xffffffffu;

static struct value power_of(uint32_t exponent) {
    return number((uint32_t)1 << exponent);
}

static struct value call_two(const char *name, struct value left, struct value right) {
    struct value arguments[2];
    arguments[0] = left;
    arguments[1] = right;
    return call_runtime(name, arguments, 2);
}

// ---- for both targets ----

static struct value multiply(struct value left, struct value right) {
    if (!options.mips32 && right.is_constant) {
        if (right.number == 3 || right.number == 5)
            return add(operate(IR_SHIFT_LEFT, left, number((uint32_t)right.number / 2)), left);
        if (right.number == 6)
            return operate(IR_SHIFT_LEFT, multiply(left, number(3)), number(1));
    }
    return native(IR_MULTIPLY, left, right);
}

// x == y if x − y < 1, x != y if 0 < x − y, unsigned.
static struct value equality(const struct term *term) {
    struct value difference = subtract(term->left, term->right);
    if (term->operation == IR_EQUAL)
        return operate(IR_LESS_UNSIGNED, difference, number(1));
    return operate(IR_LESS_UNSIGNED, number(0), difference);
}

// ---- mips32 ----

// What has to be added to a negative number so that a shift divides it as C does, towards zero:
// 2^exponent - 1; to others 0.
static struct value bias_of(struct value left, uint32_t exponent) {
    struct value sign = operate(IR_SHIFT_ARITHMETIC, left, number(TOP_BIT));
    return operate(IR_SHIFT_RIGHT, sign, number(WORD_BITS - exponent));
}

static struct value expand_direct(const struct term *term) {
    struct value left = term->left, right = term->right;
    int exponent =
        right.is_constant && right.number <= all >> 1 ? power_exponent(right.number) : -1;
    switch (term->operation) {
    case IR_XOR:
        if (is_number(right, all))
            return native(IR_NOR, left, number(0));
        break;
    case IR_DIVIDE:
        if (exponent <= 0)
            break;
        left = add(left, bias_of(left, (uint32_t)exponent));
        return operate(IR_SHIFT_ARITHMETIC, left, number((uint32_t)exponent));
    case IR_REMAINDER:
        if (exponent <= 0)
            break;
        struct value bias = bias_of(left, (uint32_t)exponent);
        left = operate(IR_AND, add(left, bias), number((uint32_t)right.number - 1));
        return subtract(left, bias);
    default: break;
    }
    return native(term->operation, left, right);
}

// ---- the 17 instructions ----

// Sets to = 0 − to if condition is 1.
static void negate_if(reg_t to, struct value condition) {
    uint32_t skip = label_new();
    branch(IR_BRANCH_EQUAL, condition, number(0), skip);
    ir_append(IR_SUBTRACT, to, REGISTER_ZERO, to);
    label_place(skip);
}

// Signed division by a constant: of the magnitudes, with the sign put right (C11 6.5.5: quotients
// truncate, a remainder has the sign of the dividend).
static struct value divide(enum ir_operation operation, struct value left, struct value right) {
    if (!right.is_constant || right.number == 0)
        return call_two(operation == IR_DIVIDE ? "__divide" : "__remainder", left, right);
    bool is_negative = right.number > all >> 1;
    bool flips = is_negative && operation == IR_DIVIDE;
    struct value magnitude = is_negative ? number(0 - (uint32_t)right.number) : right;
    struct value negative = operate(IR_LESS, left, number(0));
    reg_t work = register_new(CLASS_WORD);
    value_move(work, left);
    negate_if(work, negative);
    left = operate(operation == IR_DIVIDE ? IR_DIVIDE_UNSIGNED : IR_REMAINDER_UNSIGNED,
                   value_of(work), magnitude);
    reg_t to = register_new(CLASS_WORD);
    value_give(to, left);
    negate_if(to, negative);
    return flips ? subtract(number(0), value_of(to)) : value_of(to);
}

// 2^amount; an amount that may be 32 or more is taken modulo 32, as by mips32.
static struct value shift_power(struct value amount) {
    if (amount.is_constant)
        return power_of((uint32_t)amount.number % WORD_BITS);
    return pool_power(operate(IR_AND, amount, number(WORD_BITS - 1)), NEAR_POWERS);
}

static struct value shift_left(struct value left, struct value right) {
    enum { MOST_DOUBLED = 3 };
    if (!right.is_constant || right.number > MOST_DOUBLED)
        return times(left, shift_power(right));
    for (uint32_t times = (uint32_t)right.number; times > 0; times--)
        left = native(IR_ADD, left, left);
    return left;
}

static struct value shift_right(struct value left, struct value right) {
    if (is_number(right, TOP_BIT))
        return operate(IR_LESS, left, number(0));
    struct value result = native(IR_DIVIDE_UNSIGNED, left, shift_power(right));
    ir_last()->has_effect = false;
    return result;
}

static struct value shift_arithmetic(struct value left, struct value right) {
    struct value sign;
    if (right.is_constant) {
        if (right.number == TOP_BIT)
            return subtract(number(0), operate(IR_LESS, left, number(0)));
        sign = power_of(TOP_BIT - (uint32_t)right.number);
    } else {
        right = operate(IR_AND, right, number(WORD_BITS - 1));
        sign = pool_power(subtract(number(TOP_BIT), right), NEAR_POWERS);
    }
    struct value moved = add(left, number(0x80000000u));
    return subtract(shift_right(moved, right), sign);
}

static struct value rotate(struct value left, struct value right) {
    struct value power = shift_power(subtract(number(WORD_BITS), right));
    struct value high = native(IR_MULTIPLY_HIGH, left, power);
    return add(native(IR_MULTIPLY, left, power), high);
}

static uint32_t runs_of_ones(uint32_t mask) {
    uint32_t runs = 0, before = 0;
    for (; mask != 0; mask >>= 1) {
        runs += (mask & 1) > before;
        before = mask & 1;
    }
    return runs;
}

// x % 2^exponent
static struct value lower_bits(struct value left, uint32_t exponent) {
    if (value_width(left) <= exponent)
        return left;
    return native(IR_REMAINDER_UNSIGNED, left, power_of(exponent));
}

// The sum of the runs of ones in mask: bits i to j − 1 of x are x % 2^j − x % 2^i.
static struct value and_runs(struct value left, uint32_t mask) {
    struct value sum = number(0);
    for (uint32_t i = 0; i < WORD_BITS && mask >> i != 0; i++) {
        if ((mask >> i & 1) == 0)
            continue;
        uint32_t from = i;
        while (i < WORD_BITS && (mask >> i & 1) != 0)
            i++;
        struct value up_to = lower_bits(left, i);
        sum = add(sum, up_to);
        if (from > 0)
            sum = subtract(sum, lower_bits(up_to, from));
    }
    return sum;
}

static struct value bits_and(struct value left, struct value right) {
    enum { MOST_RUNS = 3 };
    if (right.is_constant) {
        uint32_t width = value_width(left);
        uint32_t possible = width < WORD_BITS ? ((uint32_t)1 << width) - 1 : all;
        uint32_t mask = (uint32_t)right.number & possible;
        if (runs_of_ones(mask) <= MOST_RUNS)
            return and_runs(left, mask);
        if (runs_of_ones(~mask & possible) <= MOST_RUNS)
            return subtract(left, and_runs(left, ~mask & possible));
    }
    return call_two("__and", left, right);
}

// a | b = a + b − (a & b), a ^ b = a + b − 2 (a & b).
static struct value bits_or(struct value left, struct value right) {
    struct value both = operate(IR_AND, left, right);
    return subtract(add(left, right), both);
}

// Ones in all bits that can be 1 subtract: ~x = −1 − x.
static struct value bits_xor(struct value left, struct value right) {
    bool is_mask = right.is_constant && (right.number & (right.number + 1)) == 0;
    if (is_mask && value_width(left) <= value_width(right))
        return subtract(right, left);
    if (is_number(right, 0x80000000u))
        return add(left, right);
    struct value both = operate(IR_AND, left, right);
    struct value sum = add(left, right);
    return subtract(sum, operate(IR_SHIFT_LEFT, both, number(1)));
}

static struct value less_unsigned(struct value left, struct value right) {
    left = add(left, number(0x80000000u));
    right = add(right, number(0x80000000u));
    return operate(IR_LESS, left, right);
}

// The lowest bits, sign-extended.
static struct value extend(struct value value, uint32_t bits) {
    uint32_t half = (uint32_t)1 << (bits - 1);
    value = operate(IR_AND, add(value, number(half)), number(2 * half - 1));
    return subtract(value, number(half));
}

static struct value expand_few(const struct term *term) {
    struct value left = term->left, right = term->right;
    switch (term->operation) {
    case IR_DIVIDE:
    case IR_REMAINDER: return divide(term->operation, left, right);
    case IR_AND: return bits_and(left, right);
    case IR_OR: return bits_or(left, right);
    case IR_XOR: return bits_xor(left, right);
    case IR_SHIFT_LEFT: return shift_left(left, right);
    case IR_SHIFT_RIGHT: return shift_right(left, right);
    case IR_SHIFT_ARITHMETIC: return shift_arithmetic(left, right);
    case IR_ROTATE: return rotate(left, right);
    case IR_EXTEND_BYTE: return extend(left, 8);
    case IR_EXTEND_HALF: return extend(left, 16);
    case IR_LESS_UNSIGNED: return less_unsigned(left, right);
    default: return native(term->operation, left, right);
    }
}

struct value expand_word(const struct term *term) {
    switch (term->operation) {
    case IR_MULTIPLY: return multiply(term->left, term->right);
    case IR_EQUAL:
    case IR_NOT_EQUAL: return equality(term);
    default: return options.mips32 ? expand_direct(term) : expand_few(term);
    }
}
