// Operators on words for which mips32 has instructions: logic, shifts, comparisons, signed
// division, extension of bytes and half words.

#include "lower.h"

enum { WORD_BITS = 32 };

// left OPERATION number, where the operation's constant form takes the number.
static struct value with_number(enum ir_operation operation, struct value left, int32_t number) {
    reg_t from = value_register(left);
    reg_t to = register_new();
    ir_append_number(operation, to, from, number);
    return value_of(to);
}

static uint32_t fold_bits(enum ir_operation operation, uint32_t left, uint32_t right) {
    if (operation == IR_AND)
        return left & right;
    return operation == IR_OR ? left | right : left ^ right;
}

struct value direct_bits(enum ir_operation operation, struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant(fold_bits(operation, left.number, right.number));
    if (left.is_constant) {
        struct value swap = left;
        left = right;
        right = swap;
    }
    if (right.is_constant && right.number < 0x10000u)
        return with_number(operation + (IR_AND_CONSTANT - IR_AND), left, (int32_t)right.number);
    return binary(operation, left, right);
}

static uint32_t fold_shift(enum ir_operation operation, uint32_t left, uint32_t amount) {
    if (operation == IR_SHIFT_LEFT)
        return left << amount;
    if (operation == IR_SHIFT_ARITHMETIC && left >= 0x80000000u)
        return ~(~left >> amount);
    return left >> amount;
}

struct value direct_shift(enum ir_operation operation, struct value left, struct value amount) {
    if (!amount.is_constant)
        return binary(operation, left, amount);
    uint32_t number = amount.number % WORD_BITS;
    if (left.is_constant)
        return value_constant(fold_shift(operation, left.number, number));
    if (number == 0)
        return left;
    return with_number(operation + (IR_SHIFT_LEFT_CONSTANT - IR_SHIFT_LEFT), left, (int32_t)number);
}

struct value direct_less(enum ir_operation operation, struct value left, struct value right) {
    if (right.is_constant && fits_16((int32_t)right.number))
        return with_number(operation == IR_LESS ? IR_LESS_CONSTANT : IR_LESS_UNSIGNED_CONSTANT,
                           left, (int32_t)right.number);
    return binary(operation, left, right);
}

// What has to be added to a negative number so that a shift divides it as C does, towards zero:
// 2^exponent - 1; to others 0.
static struct value bias_of(struct value left, int exponent) {
    struct value sign = direct_shift(IR_SHIFT_ARITHMETIC, left, value_constant(WORD_BITS - 1));
    return direct_shift(IR_SHIFT_RIGHT, sign, value_constant((uint32_t)(WORD_BITS - exponent)));
}

// Of a positive power of two, above 1.
static int exponent_of(struct value right) {
    if (!right.is_constant || (int32_t)right.number <= 1)
        return -1;
    return power_exponent(right.number);
}

struct value direct_divide(struct value left, struct value right) {
    int exponent = exponent_of(right);
    if (exponent < 0)
        return divide_guarded(IR_DIVIDE_SIGNED, left, right);
    struct value biased = add(left, bias_of(left, exponent));
    return direct_shift(IR_SHIFT_ARITHMETIC, biased, value_constant((uint32_t)exponent));
}

struct value direct_remainder(struct value left, struct value right) {
    int exponent = exponent_of(right);
    if (exponent < 0)
        return divide_guarded(IR_REMAINDER_SIGNED, left, right);
    struct value bias = bias_of(left, exponent);
    struct value biased = add(left, bias);
    return subtract(direct_bits(IR_AND, biased, value_constant(right.number - 1)), bias);
}

struct value direct_extend(struct value value, uint32_t size, bool is_unsigned) {
    if (is_unsigned)
        return direct_bits(IR_AND, value, value_constant(size == 1 ? 0xff : 0xffff));
    if (value.is_constant) {
        uint32_t half = size == 1 ? 0x80 : 0x8000;
        return value_constant((value.number + half) % (2 * half) - half);
    }
    return with_number(size == 1 ? IR_EXTEND_BYTE : IR_EXTEND_HALF, value, 0);
}
