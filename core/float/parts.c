// Between the bits of a number (IEEE 754, section 3.4) and its parts; rounding (section 4.3) and
// the exceptions that come with it (sections 7.4 to 7.6).
#include "parts.h"

struct format {
    uint32_t precision; // bits of a significand, the hidden one included
    int32_t bias;       // of the exponent; also that of the greatest finite number
};

static const struct format single_format = {24, 127};
static const struct format double_format = {53, 1023};

static const uint32_t single_infinity = 0x7f800000;
static const uint64_t double_infinity = 0x7ff0000000000000;

void parts_set_zero(struct parts *parts, bool negative) {
    parts->class = CLASS_ZERO;
    parts->negative = negative;
}

void parts_set_infinite(struct parts *parts, bool negative) {
    parts->class = CLASS_INFINITE;
    parts->negative = negative;
}

void parts_set_invalid(struct parts *parts, struct float_environment *environment) {
    environment->flags |= FLOAT_INVALID;
    parts->class = CLASS_QUIET;
}

void parts_set_nan(struct parts *a, const struct parts *b, struct float_environment *environment) {
    if (a->class == CLASS_SIGNALING || b->class == CLASS_SIGNALING)
        environment->flags |= FLOAT_INVALID;
    a->class = CLASS_QUIET;
}

void parts_normalize(struct parts *parts) {
    uint64_t significand = parts->significand;
    uint32_t count = 0;
    for (uint32_t step = 32; step != 0; step /= 2)
        if (significand >> (64 - step) == 0) {
            significand <<= step;
            count += step;
        }
    parts->significand = significand;
    parts->exponent -= (int32_t)count;
}

// ---- from bits ----

static enum number_class class_of_nan(uint64_t fraction, enum float_nans nans) {
    bool highest = fraction >> 62 != 0;
    return highest == (nans == NANS_2008) ? CLASS_QUIET : CLASS_SIGNALING;
}

// Numbers that are not normal, of the lowest exponent or beyond the highest one. `fraction` has the
// hidden bit, which is 0, at bit 63.
static void unpack_special(struct parts *parts, uint64_t fraction, int32_t lowest,
                           const struct float_environment *environment) {
    parts->significand = fraction;
    if (parts->exponent >= lowest) {
        parts->class = fraction == 0 ? CLASS_INFINITE : class_of_nan(fraction, environment->nans);
    } else if (fraction == 0) {
        parts->class = CLASS_ZERO;
    } else {
        parts->class = CLASS_FINITE;
        parts->exponent++;
        parts_normalize(parts);
    }
}

void unpack_single(struct parts *parts, uint32_t bits,
                   const struct float_environment *environment) {
    int32_t exponent = (int32_t)(bits >> 23 & 0xff) - 127;
    uint32_t significand = bits << 8 | 0x80000000u;
    parts->negative = bits >= 0x80000000u;
    parts->exponent = exponent;
    parts->class = CLASS_FINITE;
    parts->significand = (uint64_t)significand << 32;
    if (exponent == -127 || exponent == 128)
        unpack_special(parts, parts->significand - ((uint64_t)1 << SIGN_BIT), -126, environment);
}

void unpack_double(struct parts *parts, uint64_t bits,
                   const struct float_environment *environment) {
    uint32_t high = (uint32_t)(bits >> 32);
    int32_t exponent = (int32_t)(high >> 20 & 0x7ff) - 1023;
    parts->negative = high >= 0x80000000u;
    parts->exponent = exponent;
    parts->class = CLASS_FINITE;
    parts->significand = bits << 11 | (uint64_t)1 << SIGN_BIT;
    if (exponent == -1023 || exponent == 1024)
        unpack_special(parts, parts->significand - ((uint64_t)1 << SIGN_BIT), -1022, environment);
}

// ---- to bits ----

// Whether a number below the normal ones is still below them when it is rounded as if exponents
// had no limit.
static bool is_tiny(const struct parts *parts, const struct format *format,
                    enum float_rounding rounding) {
    uint64_t kept = parts->significand >> (64 - format->precision);
    return parts->exponent != -format->bias || kept + 1 != (uint64_t)1 << format->precision ||
           !rounds_away(rounding, parts->negative, true, parts->significand << format->precision);
}

// A number below the normal ones: shifts its digits to where those of the lowest exponent are.
static uint64_t denormalize(const struct parts *parts, const struct format *format,
                            struct float_environment *environment) {
    uint64_t significand =
        shift_sticky(parts->significand, (uint32_t)(1 - format->bias - parts->exponent));
    if (is_tiny(parts, format, environment->rounding)) {
        environment->flags |= FLOAT_TINY;
        if (significand << format->precision != 0)
            environment->flags |= FLOAT_UNDERFLOW;
    }
    return significand;
}

// Whether a number that is too great becomes infinity, not the greatest number that there is.
static bool overflow(const struct parts *parts, struct float_environment *environment) {
    environment->flags |= FLOAT_OVERFLOW | FLOAT_INEXACT;
    return rounds_away(environment->rounding, parts->negative, true, (uint64_t)-1);
}

// The hidden bit, or a carry, counts up the exponent; so that begins with one less.
static uint32_t round_single(const struct parts *parts, struct float_environment *environment) {
    uint64_t significand = parts->significand;
    uint32_t exponent = 0;
    if (parts->exponent > 127) // as only doubles have them
        return single_infinity - !overflow(parts, environment);
    if (parts->exponent >= -126)
        exponent = (uint32_t)(parts->exponent + 126);
    else if (environment->flush)
        return 0;
    else
        significand = denormalize(parts, &single_format, environment);
    uint32_t bits = (exponent << 23) + (uint32_t)(significand >> 40);
    uint64_t rest = significand << 24;
    if (rest != 0) {
        environment->flags |= FLOAT_INEXACT;
        bits += rounds_away(environment->rounding, parts->negative, bits % 2 != 0, rest);
    }
    if (bits >= single_infinity)
        return single_infinity - !overflow(parts, environment);
    return bits;
}

static uint64_t round_double(const struct parts *parts, struct float_environment *environment) {
    uint64_t significand = parts->significand;
    uint32_t exponent = 0;
    if (parts->exponent >= -1022)
        exponent = (uint32_t)(parts->exponent + 1022);
    else if (environment->flush)
        return 0;
    else
        significand = denormalize(parts, &double_format, environment);
    uint64_t bits = ((uint64_t)(exponent << 20) << 32) + (significand >> 11);
    uint64_t rest = significand << 53;
    if (rest != 0) {
        environment->flags |= FLOAT_INEXACT;
        bits += rounds_away(environment->rounding, parts->negative, bits % 2 != 0, rest);
    }
    if (bits >= double_infinity)
        return double_infinity - !overflow(parts, environment);
    return bits;
}

uint32_t pack_single(const struct parts *parts, struct float_environment *environment) {
    uint32_t bits = 0;
    if (parts->class == CLASS_FINITE)
        bits = round_single(parts, environment);
    else if (is_nan(parts))
        return environment->nans == NANS_2008 ? 0x7fc00000 : 0x7fbfffff;
    else if (parts->class == CLASS_INFINITE)
        bits = single_infinity;
    return parts->negative ? bits + 0x80000000u : bits;
}

uint64_t pack_double(const struct parts *parts, struct float_environment *environment) {
    uint64_t bits = 0;
    if (parts->class == CLASS_FINITE)
        bits = round_double(parts, environment);
    else if (is_nan(parts))
        return environment->nans == NANS_2008 ? 0x7ff8000000000000 : 0x7ff7ffffffffffff;
    else if (parts->class == CLASS_INFINITE)
        bits = double_infinity;
    return parts->negative ? bits + ((uint64_t)1 << SIGN_BIT) : bits;
}
