// multiprecision [COUNT]: compares core/float with MPFR, bits and flags, in all four rounding modes
// and with both kinds of NaN: COUNT random operands of each operation but comparisons, and the
// edges of those with one operand. NaNs are compared as operands of conversions to integers only.
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <mpfr.h>

#include "operations.h"

static const mpfr_rnd_t directions[] = {MPFR_RNDN, MPFR_RNDZ, MPFR_RNDU, MPFR_RNDD};

struct limits {
    mpfr_prec_t precision;
    mpfr_exp_t lowest; // exponents as MPFR counts them, of numbers from 1/2 to 1
    mpfr_exp_t highest;
    uint32_t fraction_bits;
    uint32_t bias;
};

static const struct limits single_limits = {24, -148, 128, 23, 127};
static const struct limits double_limits = {53, -1073, 1024, 52, 1023};
static mpfr_exp_t least_exponent;
static mpfr_exp_t greatest_exponent;

static const struct limits *limits_of(char format) {
    return format == 's' ? &single_limits : &double_limits;
}

static void set_operand(mpfr_t number, char format, const char *name, uint64_t bits) {
    mpfr_init2(number, 64);
    if (format == 's') {
        uint32_t word = (uint32_t)bits;
        float single;
        memcpy(&single, &word, sizeof single);
        mpfr_set_flt(number, single, MPFR_RNDN);
    } else if (format == 'd') {
        double other;
        memcpy(&other, &bits, sizeof other);
        mpfr_set_d(number, other, MPFR_RNDN);
    } else if (strncmp(name, "from_signed", 11) == 0) {
        mpfr_set_sj(number, format == 'w' ? (int32_t)bits : (int64_t)bits, MPFR_RNDN);
    } else {
        mpfr_set_uj(number, format == 'w' ? (uint32_t)bits : bits, MPFR_RNDN);
    }
}

static bool is_operation(const struct operation *operation, const char *name) {
    return strncmp(operation->name, name, strlen(name)) == 0;
}

static int apply(mpfr_t result, const struct operation *operation, mpfr_t *v,
                 mpfr_rnd_t direction) {
    if (is_operation(operation, "add"))
        return mpfr_add(result, v[0], v[1], direction);
    if (is_operation(operation, "subtract"))
        return mpfr_sub(result, v[0], v[1], direction);
    if (is_operation(operation, "multiply"))
        return mpfr_mul(result, v[0], v[1], direction);
    if (is_operation(operation, "divide"))
        return mpfr_div(result, v[0], v[1], direction);
    if (is_operation(operation, "fused"))
        return mpfr_fma(result, v[0], v[1], v[2], direction);
    if (is_operation(operation, "square_root"))
        return mpfr_sqrt(result, v[0], direction);
    return mpfr_set(result, v[0], direction); // conversions
}

static uint64_t bits_of(mpfr_t number, const struct limits *limits) {
    uint64_t sign = (uint64_t)(mpfr_signbit(number) != 0)
                    << (limits->fraction_bits == 23 ? 31 : 63);
    if (mpfr_zero_p(number))
        return sign;
    if (mpfr_inf_p(number))
        return sign + ((uint64_t)(2 * limits->bias + 1) << limits->fraction_bits);
    mpfr_exp_t exponent = mpfr_get_exp(number) - 1;
    mpfr_exp_t lowest = 1 - (mpfr_exp_t)limits->bias;
    mpfr_t digits;
    mpfr_init2(digits, 64);
    mpfr_abs(digits, number, MPFR_RNDN);
    mpfr_mul_2si(digits, digits,
                 (long)limits->fraction_bits - (exponent < lowest ? lowest : exponent), MPFR_RNDN);
    uint64_t significand = mpfr_get_uj(digits, MPFR_RNDN);
    mpfr_clear(digits);
    uint64_t biased = exponent < lowest ? 0 : (uint64_t)(exponent - lowest);
    return sign + (biased << limits->fraction_bits) + significand;
}

static uint64_t to_number(const struct operation *operation, mpfr_t *v, mpfr_rnd_t direction,
                          uint32_t *flags) {
    const struct limits *limits = limits_of(operation->result);
    mpfr_t number;
    mpfr_init2(number, limits->precision);
    mpfr_clear_flags();
    // As if exponents had no limit; then within these.
    int ternary = apply(number, operation, v, direction);
    bool tiny = mpfr_regular_p(number) && mpfr_get_exp(number) < 2 - (mpfr_exp_t)limits->bias;
    mpfr_set_emin(limits->lowest);
    mpfr_set_emax(limits->highest);
    ternary = mpfr_check_range(number, ternary, direction);
    ternary = mpfr_subnormalize(number, ternary, direction);
    *flags = mpfr_nan_p(number) ? FLOAT_INVALID : 0;
    if (mpfr_divby0_p())
        *flags |= FLOAT_DIVISION_BY_ZERO;
    if (mpfr_overflow_p())
        *flags |= FLOAT_OVERFLOW;
    if (ternary != 0)
        *flags |= FLOAT_INEXACT;
    if (tiny)
        *flags |= ternary != 0 ? FLOAT_UNDERFLOW | FLOAT_TINY : FLOAT_TINY;
    mpfr_set_emin(least_exponent);
    mpfr_set_emax(greatest_exponent);
    uint64_t bits = mpfr_nan_p(number) ? 0 : bits_of(number, limits);
    mpfr_clear(number);
    return bits;
}

static uint64_t to_integer(const struct operation *operation, mpfr_t number, mpfr_rnd_t direction,
                           enum float_nans nans, uint32_t *flags) {
    uint32_t width = 0;
    for (const char *at = operation->name; *at != '.'; at++)
        if (*at >= '0' && *at <= '9')
            width = width * 10 + (uint32_t)(*at - '0');
    bool is_signed = is_operation(operation, "to_signed");
    uint64_t highest = UINT64_MAX >> (64 - width + is_signed);
    uint64_t lowest = is_signed ? ~highest : 0; // as the bits of an int64_t
    *flags = FLOAT_INVALID;
    bool low = !mpfr_nan_p(number) && mpfr_sgn(number) < 0;
    if (mpfr_number_p(number)) {
        mpfr_t integer;
        mpfr_init2(integer, 64);
        mpfr_rint(integer, number, direction);
        bool fits =
            (low ? (is_signed ? mpfr_cmp_si(integer, (long)lowest) >= 0 : mpfr_zero_p(integer) != 0)
                 : mpfr_cmp_ui_2exp(integer, 1, width - is_signed) < 0);
        bool exact = mpfr_equal_p(integer, number);
        uint64_t value = 0;
        if (fits)
            value =
                low ? (uint64_t)mpfr_get_sj(integer, MPFR_RNDN) : mpfr_get_uj(integer, MPFR_RNDN);
        mpfr_clear(integer);
        if (fits) {
            *flags = exact ? 0 : FLOAT_INEXACT;
            return value;
        }
    }
    if (nans == NANS_LEGACY)
        return highest;
    return mpfr_nan_p(number) ? 0 : low ? lowest : highest;
}

static uint64_t compared;
static uint32_t wrong;

static void compare(const struct operation *operation, const uint64_t *bits) {
    mpfr_t v[3];
    uint32_t count = (uint32_t)strlen(operation->operands);
    bool any_nan = false;
    for (uint32_t i = 0; i < count; i++) {
        set_operand(v[i], operation->operands[i], operation->name, bits[i]);
        any_nan = any_nan || mpfr_nan_p(v[i]);
    }
    for (uint32_t mode = 0; mode < 8 && (!any_nan || operation->result == 'l'); mode++) {
        struct float_environment environment = {mode % 4, mode / 4, false, 0};
        mpfr_rnd_t direction = directions[mode % 4];
        uint32_t flags;
        uint64_t want = operation->result == 'l'
                            ? to_integer(operation, v[0], direction, environment.nans, &flags)
                            : to_number(operation, v, direction, &flags);
        uint64_t result = operation->run(bits, &environment);
        compared++;
        if (environment.flags == flags &&
            (want == result || (flags == FLOAT_INVALID && is_nan_of(operation->result, result))))
            continue;
        printf("%s %u:", operation->name, mode);
        for (uint32_t i = 0; i < count; i++)
            printf(" %016" PRIx64, bits[i]);
        printf(" is %016" PRIx64 " %02x, not %016" PRIx64 " %02x\n", result, environment.flags,
               want, flags);
        if (++wrong > 20)
            exit(1);
    }
    for (uint32_t i = 0; i < count; i++)
        mpfr_clear(v[i]);
}

int main(int argc, char **argv) {
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 4000;
    struct random_state random = {3};
    least_exponent = mpfr_get_emin();
    greatest_exponent = mpfr_get_emax();
    for (uint32_t i = 0; i < OPERATIONS; i++) {
        const struct operation *operation = &operations[i];
        if (operation->result == 'o')
            continue;
        uint64_t operands[3];
        if (operation->operands[1] == 0)
            for (uint32_t n = 0; n < case_count(operation->operands[0], 2); n++) {
                operands[0] = case_value(operation->operands[0], 2, n);
                compare(operation, operands);
            }
        for (uint32_t n = 0; n < count; n++) {
            random_operands(&random, operation, operands);
            compare(operation, operands);
        }
    }
    printf("%" PRIu64 " compared, %u wrong\n", compared, wrong);
    return wrong != 0;
}
