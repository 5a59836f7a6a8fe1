// Comparisons (IEEE 754, section 5.11), conversions between formats and to and from integers
// (section 5.4), rounding to an integer (section 5.9).
#include "parts.h"

// ---- comparisons ----

// The order of numbers is that of their bits, but for the sign.
static enum float_order order_of(bool less, bool equal, bool both_negative) {
    if (equal)
        return FLOAT_EQUAL;
    return less != both_negative ? FLOAT_LESS : FLOAT_GREATER;
}

static enum float_order unordered(const struct parts *a, const struct parts *b, bool signaling,
                                  struct float_environment *environment) {
    if (signaling || a->class == CLASS_SIGNALING || b->class == CLASS_SIGNALING)
        environment->flags |= FLOAT_INVALID;
    return FLOAT_UNORDERED;
}

enum float_order single_compare(uint32_t a, uint32_t b, bool signaling,
                                struct float_environment *environment) {
    const uint32_t infinity = 0x7f800000;
    if (a << 1 > infinity << 1 || b << 1 > infinity << 1) {
        struct parts x;
        struct parts y;
        unpack_single(&x, a, environment);
        unpack_single(&y, b, environment);
        return unordered(&x, &y, signaling, environment);
    }
    bool a_negative = a >> 31 != 0;
    bool b_negative = b >> 31 != 0;
    if (a_negative != b_negative)
        return order_of(a_negative, a << 1 == 0 && b << 1 == 0, false);
    return order_of(a < b, a == b, a_negative);
}

enum float_order double_compare(uint64_t a, uint64_t b, bool signaling,
                                struct float_environment *environment) {
    const uint64_t infinity = 0x7ff0000000000000;
    if (a << 1 > infinity << 1 || b << 1 > infinity << 1) {
        struct parts x;
        struct parts y;
        unpack_double(&x, a, environment);
        unpack_double(&y, b, environment);
        return unordered(&x, &y, signaling, environment);
    }
    bool a_negative = a >> 63 != 0;
    bool b_negative = b >> 63 != 0;
    if (a_negative != b_negative)
        return order_of(a_negative, a << 1 == 0 && b << 1 == 0, false);
    return order_of(a < b, a == b, a_negative);
}

// ---- between formats ----

uint64_t single_to_double(uint32_t a, struct float_environment *environment) {
    struct parts parts;
    unpack_single(&parts, a, environment);
    if (is_nan(&parts))
        parts_set_nan(&parts, &parts, environment);
    return pack_double(&parts, environment);
}

uint32_t double_to_single(uint64_t a, struct float_environment *environment) {
    struct parts parts;
    unpack_double(&parts, a, environment);
    if (is_nan(&parts))
        parts_set_nan(&parts, &parts, environment);
    return pack_single(&parts, environment);
}

// ---- from integers ----

static void set_unsigned(struct parts *parts, uint64_t magnitude) {
    parts->class = magnitude == 0 ? CLASS_ZERO : CLASS_FINITE;
    parts->negative = false;
    parts->exponent = SIGN_BIT;
    parts->significand = magnitude;
    if (magnitude != 0)
        parts_normalize(parts);
}

static void set_signed(struct parts *parts, int64_t number) {
    set_unsigned(parts, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
    parts->negative = number < 0;
}

uint32_t single_from_signed(int64_t a, struct float_environment *environment) {
    struct parts parts;
    set_signed(&parts, a);
    return pack_single(&parts, environment);
}

uint32_t single_from_unsigned(uint64_t a, struct float_environment *environment) {
    struct parts parts;
    set_unsigned(&parts, a);
    return pack_single(&parts, environment);
}

uint64_t double_from_signed(int64_t a, struct float_environment *environment) {
    struct parts parts;
    set_signed(&parts, a);
    return pack_double(&parts, environment);
}

uint64_t double_from_unsigned(uint64_t a, struct float_environment *environment) {
    struct parts parts;
    set_unsigned(&parts, a);
    return pack_double(&parts, environment);
}

// ---- to integers ----

// The magnitude of a finite number below 2^64, rounded. True if that is exact.
static bool round_magnitude(const struct parts *parts, enum float_rounding rounding,
                            uint64_t *integer) {
    uint64_t rest = 1; // far below one half
    *integer = 0;
    if (parts->exponent == SIGN_BIT) {
        *integer = parts->significand;
        rest = 0;
    } else if (parts->exponent >= 0) {
        *integer = parts->significand >> (SIGN_BIT - parts->exponent);
        rest = parts->significand << (parts->exponent + 1);
    } else if (parts->exponent == -1) {
        rest = parts->significand;
    }
    *integer += rounds_away(rounding, parts->negative, *integer % 2 != 0, rest);
    return rest == 0;
}

// Magnitudes up to `highest`, or `lowest` below zero, fit. Returns the magnitude; *negative is its
// sign.
static uint64_t to_integer(const struct parts *parts, uint64_t highest, uint64_t lowest,
                           bool *negative, struct float_environment *environment) {
    uint64_t integer = 0;
    bool exact = true;
    bool fits = parts->class == CLASS_ZERO;
    *negative = parts->negative;
    if (parts->class == CLASS_FINITE && parts->exponent <= SIGN_BIT) {
        exact = round_magnitude(parts, environment->rounding, &integer);
        fits = integer <= (*negative ? lowest : highest);
    }
    if (fits) {
        if (!exact)
            environment->flags |= FLOAT_INEXACT;
        return integer;
    }
    environment->flags |= FLOAT_INVALID;
    if (environment->nans == NANS_LEGACY)
        *negative = false;
    else if (is_nan(parts))
        return 0;
    return *negative ? lowest : highest;
}

static int64_t to_signed(const struct parts *parts, uint32_t width,
                         struct float_environment *environment) {
    uint64_t lowest = (uint64_t)1 << (width - 1);
    bool negative;
    uint64_t integer = to_integer(parts, lowest - 1, lowest, &negative, environment);
    return (int64_t)(negative ? 0 - integer : integer);
}

static uint64_t to_unsigned(const struct parts *parts, uint32_t width,
                            struct float_environment *environment) {
    bool negative;
    return to_integer(parts, (uint64_t)-1 >> (64 - width), 0, &negative, environment);
}

int64_t single_to_signed(uint32_t a, uint32_t width, struct float_environment *environment) {
    struct parts parts;
    unpack_single(&parts, a, environment);
    return to_signed(&parts, width, environment);
}

uint64_t single_to_unsigned(uint32_t a, uint32_t width, struct float_environment *environment) {
    struct parts parts;
    unpack_single(&parts, a, environment);
    return to_unsigned(&parts, width, environment);
}

int64_t double_to_signed(uint64_t a, uint32_t width, struct float_environment *environment) {
    struct parts parts;
    unpack_double(&parts, a, environment);
    return to_signed(&parts, width, environment);
}

uint64_t double_to_unsigned(uint64_t a, uint32_t width, struct float_environment *environment) {
    struct parts parts;
    unpack_double(&parts, a, environment);
    return to_unsigned(&parts, width, environment);
}

static uint32_t to_word(const struct parts *parts, struct float_environment *environment) {
    bool is_large = !parts->negative && parts->class == CLASS_FINITE && parts->exponent >= 31;
    return is_large ? (uint32_t)to_unsigned(parts, 32, environment)
                    : (uint32_t)to_signed(parts, 32, environment);
}

uint32_t single_to_unsigned_word(uint32_t a, struct float_environment *environment) {
    struct parts parts;
    unpack_single(&parts, a, environment);
    return to_word(&parts, environment);
}

uint32_t double_to_unsigned_word(uint64_t a, struct float_environment *environment) {
    struct parts parts;
    unpack_double(&parts, a, environment);
    return to_word(&parts, environment);
}
