#include "operations.h"

// ---- operations ----

#define BINARY(name)                                                                               \
    static uint64_t run_single_##name(const uint64_t *v, struct float_environment *e) {            \
        return single_##name((uint32_t)v[0], (uint32_t)v[1], e);                                   \
    }                                                                                              \
    static uint64_t run_double_##name(const uint64_t *v, struct float_environment *e) {            \
        return double_##name(v[0], v[1], e);                                                       \
    }
#define UNARY(name)                                                                                \
    static uint64_t run_single_##name(const uint64_t *v, struct float_environment *e) {            \
        return single_##name((uint32_t)v[0], e);                                                   \
    }                                                                                              \
    static uint64_t run_double_##name(const uint64_t *v, struct float_environment *e) {            \
        return double_##name(v[0], e);                                                             \
    }
#define FROM(name, from, letter, type)                                                             \
    static uint64_t run_single_from_##name##letter(const uint64_t *v,                              \
                                                   struct float_environment *e) {                  \
        return single_from_##name((type)v[0], e);                                                  \
    }                                                                                              \
    static uint64_t run_double_from_##name##letter(const uint64_t *v,                              \
                                                   struct float_environment *e) {                  \
        return double_from_##name((type)v[0], e);                                                  \
    }
#define TO(name, width)                                                                            \
    static uint64_t run_single_to_##name##width(const uint64_t *v, struct float_environment *e) {  \
        return (uint64_t)single_to_##name((uint32_t)v[0], width, e);                               \
    }                                                                                              \
    static uint64_t run_double_to_##name##width(const uint64_t *v, struct float_environment *e) {  \
        return (uint64_t)double_to_##name(v[0], width, e);                                         \
    }

BINARY(add)
BINARY(subtract)
BINARY(multiply)
BINARY(divide)
UNARY(square_root)
FROM(signed, w, 32, int32_t)
FROM(signed, l, 64, int64_t)
FROM(unsigned, w, 32, uint32_t)
FROM(unsigned, l, 64, uint64_t)
TO(signed, 16)
TO(signed, 32)
TO(signed, 64)
TO(unsigned, 16)
TO(unsigned, 32)
TO(unsigned, 64)

static uint64_t run_single_fused(const uint64_t *v, struct float_environment *e) {
    return single_fused((uint32_t)v[0], (uint32_t)v[1], (uint32_t)v[2], e);
}

static uint64_t run_double_fused(const uint64_t *v, struct float_environment *e) {
    return double_fused(v[0], v[1], v[2], e);
}

static uint64_t run_single_quiet(const uint64_t *v, struct float_environment *e) {
    return single_compare((uint32_t)v[0], (uint32_t)v[1], false, e);
}

static uint64_t run_double_quiet(const uint64_t *v, struct float_environment *e) {
    return double_compare(v[0], v[1], false, e);
}

static uint64_t run_single_signaling(const uint64_t *v, struct float_environment *e) {
    return single_compare((uint32_t)v[0], (uint32_t)v[1], true, e);
}

static uint64_t run_double_signaling(const uint64_t *v, struct float_environment *e) {
    return double_compare(v[0], v[1], true, e);
}

static uint64_t run_single_to_double(const uint64_t *v, struct float_environment *e) {
    return single_to_double((uint32_t)v[0], e);
}

static uint64_t run_double_to_single(const uint64_t *v, struct float_environment *e) {
    return double_to_single(v[0], e);
}

const struct operation operations[OPERATIONS] = {
    {"add.s", "ss", 's', run_single_add},
    {"add.d", "dd", 'd', run_double_add},
    {"subtract.s", "ss", 's', run_single_subtract},
    {"subtract.d", "dd", 'd', run_double_subtract},
    {"multiply.s", "ss", 's', run_single_multiply},
    {"multiply.d", "dd", 'd', run_double_multiply},
    {"divide.s", "ss", 's', run_single_divide},
    {"divide.d", "dd", 'd', run_double_divide},
    {"fused.s", "sss", 's', run_single_fused},
    {"fused.d", "ddd", 'd', run_double_fused},
    {"square_root.s", "s", 's', run_single_square_root},
    {"square_root.d", "d", 'd', run_double_square_root},
    {"quiet.s", "ss", 'o', run_single_quiet},
    {"quiet.d", "dd", 'o', run_double_quiet},
    {"signaling.s", "ss", 'o', run_single_signaling},
    {"signaling.d", "dd", 'o', run_double_signaling},
    {"to_double.s", "s", 'd', run_single_to_double},
    {"to_single.d", "d", 's', run_double_to_single},
    {"from_signed_32.s", "w", 's', run_single_from_signed32},
    {"from_signed_32.d", "w", 'd', run_double_from_signed32},
    {"from_signed_64.s", "l", 's', run_single_from_signed64},
    {"from_signed_64.d", "l", 'd', run_double_from_signed64},
    {"from_unsigned_32.s", "w", 's', run_single_from_unsigned32},
    {"from_unsigned_32.d", "w", 'd', run_double_from_unsigned32},
    {"from_unsigned_64.s", "l", 's', run_single_from_unsigned64},
    {"from_unsigned_64.d", "l", 'd', run_double_from_unsigned64},
    {"to_signed_16.s", "s", 'l', run_single_to_signed16},
    {"to_signed_16.d", "d", 'l', run_double_to_signed16},
    {"to_signed_32.s", "s", 'l', run_single_to_signed32},
    {"to_signed_32.d", "d", 'l', run_double_to_signed32},
    {"to_signed_64.s", "s", 'l', run_single_to_signed64},
    {"to_signed_64.d", "d", 'l', run_double_to_signed64},
    {"to_unsigned_16.s", "s", 'l', run_single_to_unsigned16},
    {"to_unsigned_16.d", "d", 'l', run_double_to_unsigned16},
    {"to_unsigned_32.s", "s", 'l', run_single_to_unsigned32},
    {"to_unsigned_32.d", "d", 'l', run_double_to_unsigned32},
    {"to_unsigned_64.s", "s", 'l', run_single_to_unsigned64},
    {"to_unsigned_64.d", "d", 'l', run_double_to_unsigned64},
};

// ---- values ----

static uint32_t fraction_bits(char format) {
    return format == 's' ? 23 : 52;
}

static uint64_t all_ones(uint32_t bits) {
    return bits == 0 ? 0 : (uint64_t)-1 >> (64 - bits);
}

// Exponents less the bias, but for the lowest and highest ones.
static const int32_t single_edges[] = {-126, -125, -124, -26, -25, -24, -23, -13, -12, -2, -1,
                                       0,    1,    2,    12,  14,  15,  16,  22,  23,  24, 25,
                                       30,   31,   32,   62,  63,  64,  125, 126, 127, 128};
static const int32_t double_edges[] = {-1022, -1021, -1020, -150, -149, -127, -126, -54, -53,
                                       -52,   -27,   -2,    -1,   0,    1,    2,    15,  16,
                                       26,    30,    31,    32,   51,   52,   53,   62,  63,
                                       64,    127,   128,   1021, 1022, 1023, 1024};
enum {
    SINGLE_EDGES = sizeof single_edges / sizeof single_edges[0],
    DOUBLE_EDGES = sizeof double_edges / sizeof double_edges[0]
};

static uint32_t exponent_count(char format, int level) {
    if (level == 3)
        return format == 's' ? 256 : 2048;
    return 1 + (format == 's' ? SINGLE_EDGES : DOUBLE_EDGES);
}

static uint32_t exponent_value(char format, int level, uint32_t index) {
    if (level == 3 || index == 0)
        return index;
    return (uint32_t)(format == 's' ? single_edges[index - 1] + 127
                                    : double_edges[index - 1] + 1023);
}

static uint32_t pattern_count(uint32_t bits, int level) {
    return level == 1 ? 4 : 4 * bits;
}

static uint64_t pattern(uint32_t bits, int level, uint32_t index) {
    uint64_t ones = all_ones(bits);
    if (level == 1)
        return index < 2 ? index : ones - (index - 2);
    uint64_t bit = (uint64_t)1 << index / 4;
    switch (index % 4) {
    case 0: return bit;
    case 1: return ones - bit;
    case 2: return bit - 1;
    default: return ones - (bit - 1);
    }
}

uint32_t case_count(char format, int level) {
    if (format == 'w' || format == 'l')
        return pattern_count(format == 'w' ? 32 : 64, 2);
    return 2 * exponent_count(format, level) * pattern_count(fraction_bits(format), level);
}

uint64_t case_value(char format, int level, uint32_t index) {
    if (format == 'w' || format == 'l')
        return pattern(format == 'w' ? 32 : 64, 2, index);
    uint32_t bits = fraction_bits(format);
    uint32_t patterns = pattern_count(bits, level);
    uint64_t fraction = pattern(bits, level, index % patterns);
    index /= patterns;
    uint64_t sign = index % 2;
    uint64_t exponent = exponent_value(format, level, index / 2);
    return (sign << (format == 's' ? 31 : 63)) + (exponent << bits) + fraction;
}

// ---- random values ----

// Marsaglia's xorshift would need exclusive or, which the 17 instructions do not have.
uint64_t random_bits(struct random_state *random) {
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    uint64_t high = random->state >> 32;
    random->state = random->state * 6364136223846793005u + 1442695040888963407u;
    return (high << 32) + (random->state >> 32);
}

static uint64_t few_bits(struct random_state *random, uint32_t bits) {
    uint64_t kind = random_bits(random);
    if (kind % 4 < 2)
        return pattern(bits, 2, (uint32_t)(kind / 4 % (4 * bits)));
    uint64_t number = random_bits(random) >> (64 - bits);
    if (kind % 4 == 2)
        return number;
    uint32_t shift = (uint32_t)(kind / 4 % bits);
    return number >> shift << shift;
}

uint64_t random_value(struct random_state *random, char format) {
    uint64_t kind = random_bits(random);
    if (format == 'w' || format == 'l') {
        uint32_t width = format == 'w' ? 32 : 64;
        return few_bits(random, width) >> kind % width;
    }
    uint32_t bits = fraction_bits(format);
    if (kind % 4 == 0)
        return random_bits(random) >> (format == 's' ? 32 : 0);
    uint64_t fraction = few_bits(random, bits);
    uint32_t exponents = format == 's' ? 256 : 2048;
    uint32_t exponent;
    if (kind % 4 == 1) // near the middle
        exponent = exponents / 2 - 70 + (uint32_t)(kind / 4 % 140);
    else if (kind % 4 == 2)
        exponent = exponent_value(format, 2, (uint32_t)(kind / 4 % exponent_count(format, 2)));
    else
        exponent = (uint32_t)(kind / 4 % exponents);
    return (kind >> 63 << (format == 's' ? 31 : 63)) + ((uint64_t)exponent << bits) + fraction;
}

// One operand in eight is near another one, so that they cancel each other.
void random_operands(struct random_state *random, const struct operation *operation,
                     uint64_t *operands) {
    for (uint32_t i = 0; operation->operands[i] != 0; i++) {
        char format = operation->operands[i];
        operands[i] = random_value(random, format);
        uint64_t kind = random_bits(random);
        if (i > 0 && kind % 8 == 0) {
            uint64_t near = operands[i - 1] + kind / 8 % 5 - 2;
            operands[i] =
                format == 's' ? (uint32_t)(near + (kind / 64 % 2 << 31)) : near + (kind / 64 << 63);
        }
    }
}

bool is_nan_of(char format, uint64_t bits) {
    if (format != 's' && format != 'd')
        return false;
    uint32_t size = format == 's' ? 31 : 63;
    return bits << (64 - size) >> (64 - size) > all_ones(size - fraction_bits(format))
                                                    << fraction_bits(format);
}
