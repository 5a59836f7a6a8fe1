// A number taken apart, in any format: what operations work on.
#ifndef PARTS_H
#define PARTS_H

#include "float.h"

enum number_class { CLASS_ZERO, CLASS_FINITE, CLASS_INFINITE, CLASS_QUIET, CLASS_SIGNALING };

// A finite number is significand * 2^(exponent - 63), with bit 63 of the significand set. Formats
// have at most 53 bits, so the lowest 11 are 0 until an operation makes them: bit 0 then is sticky,
// it stands for whatever was lost beyond it.
struct parts {
    enum number_class class;
    bool negative;
    int32_t exponent;
    uint64_t significand;
};

enum { SIGN_BIT = 63 };

static inline bool is_nan(const struct parts *parts) {
    return parts->class >= CLASS_QUIET;
}

void unpack_single(struct parts *parts, uint32_t bits, const struct float_environment *environment);
void unpack_double(struct parts *parts, uint64_t bits, const struct float_environment *environment);
// These round to the format, and raise what there is to raise.
uint32_t pack_single(const struct parts *parts, struct float_environment *environment);
uint64_t pack_double(const struct parts *parts, struct float_environment *environment);

// The results of operations: in place, to be packed.
void parts_set_zero(struct parts *parts, bool negative);
void parts_set_infinite(struct parts *parts, bool negative);
// The operation is invalid.
void parts_set_invalid(struct parts *parts, struct float_environment *environment);
// One of two operands is a NaN: so is the result, *a. (Both may be the same.)
void parts_set_nan(struct parts *a, const struct parts *b, struct float_environment *environment);

// *a = *a * *b and *a = *a / *b, to be packed.
void parts_multiply(struct parts *a, const struct parts *b, struct float_environment *environment);
void parts_divide(struct parts *a, const struct parts *b, struct float_environment *environment);

// Shifts a significand that is not 0 left until bit 63 is set.
void parts_normalize(struct parts *parts);

// Shifts right; what is lost is remembered in bit 0.
static inline uint64_t shift_sticky(uint64_t bits, uint32_t count) {
    if (count == 0)
        return bits;
    if (count > 63)
        return bits != 0;
    uint64_t shifted = bits >> count;
    if (shifted << count != bits && shifted % 2 == 0)
        shifted++;
    return shifted;
}

// Whether the magnitude of a number is to be rounded up, away from zero: `odd` is the last digit
// kept, `rest` what is beyond it in units of 2^-64 of that digit.
static inline bool rounds_away(enum float_rounding rounding, bool negative, bool odd,
                               uint64_t rest) {
    if (rounding == ROUND_NEAREST)
        return rest >> 63 != 0 && (odd || rest << 1 != 0);
    return rest != 0 && rounding == (negative ? ROUND_DOWN : ROUND_UP);
}

#endif
