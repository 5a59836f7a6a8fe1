// Operators on words, built from addiu, addu, subu, slt, multu, divu and table look-ups.
//
// Masks and shifts by constants become divisions and multiplications by powers of two; signed
// comparison is slt, and unsigned comparison is slt after 0x80000000 has been added to both sides;
// an arithmetic shift is a logical one of the operand moved up by 0x80000000. What is left goes to
// routines of libcstar (lib/runtime.c). On mips32, direct.c has instructions for all of it.

#include "lower.h"

enum { WORD_BITS = 32, MSB_EXPONENT = 31 };
static const uint32_t msb = 0x80000000u;

int power_exponent(uint32_t number) {
    int exponent = 0;
    if (number == 0)
        return -1;
    while (number % 2 == 0) {
        number /= 2;
        exponent++;
    }
    return number == 1 ? exponent : -1;
}

// 2^exponent for an exponent from 0 to 32.
static uint64_t power(int exponent) {
    return (uint64_t)1 << exponent;
}

struct value binary(enum ir_operation operation, struct value left, struct value right) {
    reg_t left_register = value_register(left);
    reg_t right_register = value_register(right);
    reg_t to = register_new();
    ir_append(operation, to, left_register, right_register);
    return value_of(to);
}

struct value add(struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant(left.number + right.number);
    if (left.is_constant) {
        struct value swap = left;
        left = right;
        right = swap;
    }
    if (right.is_constant && right.number == 0)
        return left;
    if (right.is_constant && fits_16((int32_t)right.number)) {
        reg_t to = register_new();
        ir_append_number(IR_ADD_CONSTANT, to, left.number, (int32_t)right.number);
        return value_of(to);
    }
    return binary(IR_ADD, left, right);
}

struct value subtract(struct value left, struct value right) {
    if (right.is_constant)
        return add(left, value_constant(0 - right.number));
    return binary(IR_SUBTRACT, left, right);
}

static struct value double_times(struct value value, int times) {
    for (; times > 0; times--)
        value = binary(IR_ADD, value, value);
    return value;
}

struct value multiply(struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant(left.number * right.number);
    if (left.is_constant) {
        struct value swap = left;
        left = right;
        right = swap;
    }
    if (right.is_constant) {
        int exponent = power_exponent(right.number);
        if (right.number == 0)
            return right;
        if (options.mips32 && exponent >= 1)
            return direct_shift(IR_SHIFT_LEFT, left, value_constant((uint32_t)exponent));
        if (exponent >= 0 && exponent <= 3)
            return double_times(left, exponent);
        if (right.number == 3 || right.number == 5)
            return binary(IR_ADD, double_times(left, (int)right.number / 2), left);
        if (right.number == 6)
            return double_times(multiply(left, value_constant(3)), 1);
        if (right.number == 0xffffffffu)
            return subtract(value_constant(0), left);
    }
    return binary(IR_MULTIPLY, left, right);
}

struct value multiply_high(struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant((uint32_t)((uint64_t)left.number * right.number / power(WORD_BITS)));
    if ((left.is_constant && left.number <= 1) || (right.is_constant && right.number <= 1))
        return value_constant(0);
    return binary(IR_MULTIPLY_HIGH, left, right);
}

struct value divide_guarded(enum ir_operation operation, struct value left, struct value right) {
    struct value result = binary(operation, left, right);
    if (!right.is_constant || right.number == 0) {
        function.code[function.count - 1].is_guarded = true;
        link_runtime("__divide_error", lower_place);
    }
    return result;
}

struct value divide_unsigned(struct value left, struct value right) {
    if (right.is_constant && right.number != 0) {
        if (left.is_constant)
            return value_constant(left.number / right.number);
        if (right.number == 1)
            return left;
        if (options.mips32 && power_exponent(right.number) >= 0)
            return direct_shift(IR_SHIFT_RIGHT, left,
                                value_constant((uint32_t)power_exponent(right.number)));
        if (right.number == msb)
            return less_signed(left, value_constant(0));
    }
    return divide_guarded(IR_DIVIDE, left, right);
}

struct value remainder_unsigned(struct value left, struct value right) {
    if (right.is_constant && right.number != 0) {
        if (left.is_constant)
            return value_constant(left.number % right.number);
        if (right.number == 1)
            return value_constant(0);
        if (options.mips32 && power_exponent(right.number) >= 0)
            return direct_bits(IR_AND, left, value_constant(right.number - 1));
    }
    return divide_guarded(IR_REMAINDER, left, right);
}

// Sets to = 0 − to if condition is 1.
static void negate_if(reg_t to, struct value condition) {
    uint32_t skip = label_new();
    ir_append_number(IR_BRANCH_EQUAL, 0, value_register(condition), (int32_t)skip);
    ir_append(IR_SUBTRACT, to, REGISTER_ZERO, to);
    label_place(skip);
}

// Division by a constant other than 0 and −1: of the magnitudes, with the sign put right (C11
// 6.5.5: quotients truncate, a remainder has the sign of the dividend).
static struct value divide_by_constant(enum ir_operation operation, struct value left,
                                       int32_t divisor) {
    bool flips = divisor < 0 && operation == IR_DIVIDE;
    uint32_t magnitude = divisor < 0 ? 0 - (uint32_t)divisor : (uint32_t)divisor;
    struct value negative = less_signed(left, value_constant(0));
    reg_t work = register_new();
    struct value result;
    value_move(work, left);
    negate_if(work, negative);
    result = operation == IR_DIVIDE ? divide_unsigned(value_of(work), value_constant(magnitude))
                                    : remainder_unsigned(value_of(work), value_constant(magnitude));
    reg_t to = register_new();
    value_give(to, result);
    negate_if(to, negative);
    return flips ? subtract(value_constant(0), value_of(to)) : value_of(to);
}

struct value divide_signed(struct value left, struct value right) {
    if (right.is_constant && right.number != 0) {
        int32_t divisor = (int32_t)right.number;
        if (left.is_constant && divisor != -1)
            return value_constant((uint32_t)((int32_t)left.number / divisor));
        if (divisor == 1)
            return left;
        if (divisor == -1)
            return subtract(value_constant(0), left);
        if (options.mips32)
            return direct_divide(left, right);
        return divide_by_constant(IR_DIVIDE, left, divisor);
    }
    if (options.mips32)
        return direct_divide(left, right);
    return call_runtime("__divide", left, right);
}

struct value remainder_signed(struct value left, struct value right) {
    if (right.is_constant && right.number != 0) {
        int32_t divisor = (int32_t)right.number;
        if (divisor == 1 || divisor == -1)
            return value_constant(0);
        if (left.is_constant)
            return value_constant((uint32_t)((int32_t)left.number % divisor));
        if (options.mips32)
            return direct_remainder(left, right);
        return divide_by_constant(IR_REMAINDER, left, divisor);
    }
    if (options.mips32)
        return direct_remainder(left, right);
    return call_runtime("__remainder", left, right);
}

// The entry `index` of a table of words in the window of $gp.
struct value power_of_two(struct value index, int32_t table) {
    reg_t to = register_new();
    if (index.is_constant) {
        ir_append_number(IR_LOAD, to, REGISTER_GP, table + (int32_t)index.number * 4);
    } else {
        struct value entry = binary(IR_ADD, double_times(index, 2), value_of(REGISTER_GP));
        ir_append_number(IR_LOAD, to, entry.number, table);
    }
    return value_of(to);
}

// A constant amount outside of 0 … 31 is undefined (C11 6.5.7); taken modulo 32 as MIPS does.
static struct value shift_power(struct value amount) {
    if (amount.is_constant)
        return value_constant((uint32_t)power((int)(amount.number % WORD_BITS)));
    return power_of_two(amount, NEAR_POWERS);
}

struct value shift_left(struct value left, struct value right) {
    if (options.mips32)
        return direct_shift(IR_SHIFT_LEFT, left, right);
    return multiply(left, shift_power(right));
}

struct value shift_right_logical(struct value left, struct value right) {
    if (options.mips32)
        return direct_shift(IR_SHIFT_RIGHT, left, right);
    if (left.is_constant && left.number == 0)
        return left;
    if (right.is_constant)
        return divide_unsigned(left, shift_power(right));
    return binary(IR_DIVIDE, left, shift_power(right));
}

struct value shift_right_arithmetic(struct value left, struct value right) {
    struct value moved, sign;
    if (options.mips32)
        return direct_shift(IR_SHIFT_ARITHMETIC, left, right);
    if (right.is_constant) {
        uint32_t amount = right.number % WORD_BITS;
        if (amount == 0)
            return left;
        if (left.is_constant && left.number < msb)
            return value_constant(left.number / (uint32_t)power((int)amount));
        if (amount == MSB_EXPONENT)
            return subtract(value_constant(0), less_signed(left, value_constant(0)));
        sign = value_constant((uint32_t)power(MSB_EXPONENT - (int)amount));
    } else {
        sign = power_of_two(subtract(value_constant(MSB_EXPONENT), right), NEAR_POWERS);
    }
    moved = add(left, value_constant(msb));
    return subtract(shift_right_logical(moved, right), sign);
}

static int runs_of_ones(uint32_t mask) {
    int runs = 0;
    uint32_t before = 0;
    for (int i = 0; i < WORD_BITS; i++) {
        uint32_t bit = mask % 2;
        if (bit > before)
            runs++;
        before = bit;
        mask /= 2;
    }
    return runs;
}

// The sum of the runs of ones in mask: bits i to j − 1 of x are x % 2^j − x % 2^i.
static struct value and_runs(struct value left, uint32_t mask) {
    struct value sum = value_constant(0);
    int from = -1;
    for (int i = 0; i <= WORD_BITS; i++) {
        bool bit = i < WORD_BITS && mask / (uint32_t)power(i) % 2 == 1;
        if (bit && from < 0)
            from = i;
        if (!bit && from >= 0) {
            struct value up_to = left;
            if (i < WORD_BITS)
                up_to = remainder_unsigned(left, value_constant((uint32_t)power(i)));
            sum = add(sum, up_to);
            if (from > 0) {
                uint32_t low = (uint32_t)power(from);
                sum = subtract(sum, remainder_unsigned(up_to, value_constant(low)));
            }
            from = -1;
        }
    }
    return sum;
}

struct value bits_and(struct value left, struct value right) {
    enum { INLINE_RUNS = 3 };
    if (left.is_constant && right.is_constant)
        return value_constant(left.number & right.number);
    if (left.is_constant) {
        struct value swap = left;
        left = right;
        right = swap;
    }
    if (right.is_constant) {
        uint32_t mask = right.number;
        if (mask == 0 || mask == 0xffffffffu)
            return mask == 0 ? right : left;
        if (options.mips32)
            return direct_bits(IR_AND, left, right);
        if (runs_of_ones(mask) <= INLINE_RUNS)
            return and_runs(left, mask);
        if (runs_of_ones(~mask) <= INLINE_RUNS)
            return subtract(left, and_runs(left, ~mask));
    }
    return options.mips32 ? direct_bits(IR_AND, left, right) : call_runtime("__and", left, right);
}

// a | b = a + b − (a & b), a ^ b = a + b − 2 (a & b).
struct value bits_or(struct value left, struct value right) {
    if (right.is_constant && (right.number == 0 || right.number == 0xffffffffu))
        return right.number == 0 ? left : right;
    if (options.mips32)
        return direct_bits(IR_OR, left, right);
    struct value both = bits_and(left, right);
    return subtract(add(left, right), both);
}

struct value bits_xor(struct value left, struct value right) {
    if (right.is_constant && right.number == 0xffffffffu)
        return bits_complement(left);
    if (options.mips32)
        return direct_bits(IR_XOR, left, right);
    if (right.is_constant && right.number == msb)
        return add(left, right);
    struct value both = bits_and(left, right);
    struct value sum = add(left, right);
    return subtract(sum, multiply(both, value_constant(2)));
}

struct value bits_complement(struct value value) {
    return subtract(value_constant(0xffffffffu), value);
}

struct value less_signed(struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant((int32_t)left.number < (int32_t)right.number);
    return options.mips32 ? direct_less(IR_LESS, left, right) : binary(IR_LESS, left, right);
}

struct value less_unsigned(struct value left, struct value right) {
    if (left.is_constant && right.is_constant)
        return value_constant(left.number < right.number);
    if (right.is_constant && right.number == 0)
        return right;
    if (options.mips32)
        return direct_less(IR_LESS_UNSIGNED, left, right);
    left = add(left, value_constant(msb));
    right = add(right, value_constant(msb));
    return binary(IR_LESS, left, right);
}

struct value equal(struct value left, struct value right) {
    return less_unsigned(subtract(left, right), value_constant(1));
}

struct value not_equal(struct value left, struct value right) {
    return less_unsigned(value_constant(0), subtract(left, right));
}

struct value extend(struct value value, uint32_t size, bool is_unsigned) {
    uint32_t range = (uint32_t)power(8 * (int)size);
    if (options.mips32)
        return direct_extend(value, size, is_unsigned);
    if (is_unsigned)
        return remainder_unsigned(value, value_constant(range));
    value = add(value, value_constant(range / 2));
    value = remainder_unsigned(value, value_constant(range));
    return subtract(value, value_constant(range / 2));
}
