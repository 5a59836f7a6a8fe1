// libcstar: <math.h>, error and gamma functions.
#include "math.h"
#include "wide.h"

static const struct wide two_by_root_pi = {0x1.20dd750429b6dp+0, 0x1.1ae3a914fed80p-56};
static const struct wide half_log_two_pi = {0x1.d67f1c864beb5p-1, -0x1.65b5a1b7ff5dfp-55};
static const struct wide log_pi = {0x1.250d048e7a1bdp+0, 0x1.7abf2ad8d5088p-57};
static const struct wide pi = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};

// ---- error functions ----

// 2 / sqrt(pi) times the sum of (-1)^n x^(2n + 1) / (n! (2n + 1)).
static struct wide error_series(double x) {
    enum { MOST_TERMS = 80 };
    struct wide square = wide_product(x, x);
    struct wide power = wide_of(x); // x^(2n + 1) / n!
    struct wide sum = power;
    for (int n = 1; n < MOST_TERMS; n++) {
        power = wide_divide(wide_multiply(power, square), wide_of(-n));
        struct wide term = wide_divide(power, wide_of(2 * n + 1));
        sum = wide_add(sum, term);
        if (fabs(term.high) < 0x1p-100 * fabs(sum.high)) {
            break;
        }
    }
    return wide_multiply(sum, two_by_root_pi);
}

// e^(-x^2) / (x sqrt(pi)) times a continued fraction with n / (2 x^2), for x from 3 on.
static double error_fraction(double x) {
    enum { TERMS = 70 };
    struct wide square = wide_product(x, x);
    struct wide step = wide_divide(wide_of(0.5), square);
    struct wide fraction = wide_of(1);
    for (int n = TERMS; n > 0; n--) {
        fraction = wide_divide(wide_multiply(step, wide_of(n)), fraction);
        fraction = wide_add(fraction, wide_of(1));
    }
    int exponent;
    struct wide power = __wide_exponential(wide_negate(square), &exponent);
    power = wide_multiply(wide_add(power, wide_of(1)), wide_scale(two_by_root_pi, 0.5));
    power = wide_divide(power, wide_multiply(fraction, wide_of(x)));
    return __wide_round(power, exponent);
}

double erf(double x) {
    if (isnan(x)) {
        return x;
    }
    if (fabs(x) > 6) {
        return copysign(1 - 0x1p-60, x);
    }
    if (fabs(x) < 0x1p-500) { // its square is nothing
        return x == 0 ? x : __wide_round(wide_multiply(two_by_root_pi, wide_of(x * 0x1p200)), -200);
    }
    if (fabs(x) < 3) {
        struct wide sum = error_series(x);
        return sum.high + sum.low;
    }
    return copysign(1 - error_fraction(fabs(x)), x);
}

double erfc(double x) {
    if (isnan(x)) {
        return x;
    }
    if (x >= 3) {
        volatile double small = 0x1p-1022;
        return x > 28 ? small * small : error_fraction(x);
    }
    if (x <= -6) {
        return 2 - 0x1p-60;
    }
    struct wide sum = wide_of(0);
    if (x < -3) {
        sum = wide_sum(error_fraction(-x), -1);
    } else if (x != 0) {
        sum = error_series(x);
    }
    sum = wide_add(wide_of(1), wide_negate(sum));
    return sum.high + sum.low;
}

// ---- gamma functions ----

// log gamma(2 + e) for |e| <= 1/2: e (1 - Euler's constant) + the sum of (-e)^k (zeta(k) - 1) / k.
static struct wide log_gamma_two(struct wide e) {
    static const struct wide first[] = {{0x1.b0ee6072093cep-2, 0x1.6cb90701fbfabp-58},
                                        {0x1.4a34cc4a60fa6p-2, 0x1.1873d8912200cp-56},
                                        {-0x1.13e001a557607p-4, 0x1.fb68be2f8821fp-58},
                                        {0x1.51322ac7d8483p-6, 0x1.afc89088cb729p-60}};
    static const double rest[] = {
        -0x1.e404fc218f5f2p-8,  0x1.7add6eadb6c30p-9,   -0x1.38ac5c2bf8e08p-10,
        0x1.0b36af86396e9p-11,  -0x1.d3fd4c76d2fc8p-13, 0x1.a127b0f17d65ap-14,
        -0x1.78de5bd7c81efp-15, 0x1.580dcee66eb02p-16,  -0x1.3cbc963ce2243p-17,
        0x1.2597a39f34aacp-18,  -0x1.11b2eb7679541p-19, 0x1.0064cdeb22f0fp-20,
        -0x1.e2600d93cfd2fp-22, 0x1.c76bbb3f07a4dp-23,  -0x1.af5a6cbbf8a97p-24,
        0x1.99b93c2070b0fp-25,  -0x1.862c734df3eacp-26, 0x1.7469daccfadcdp-27,
        -0x1.6434a8447aeadp-28, 0x1.555a877ffd2c3p-29,  -0x1.47b1679258d0ep-30,
        0x1.3b15d2b2fc10cp-31,  -0x1.2f69a9fabe3e0p-32, 0x1.24932a337434cp-33,
        -0x1.1a7c26ec2523cp-34, 0x1.11116e693ed98p-35,  -0x1.08424cbc543d8p-36,
        0x1.000026e3f644fp-37,  -0x1.f07c514fc9f0ap-39, 0x1.e1e2026aafcd8p-40,
        -0x1.d41d56e5ee2e2p-41};
    double tail = 0;
    for (int i = sizeof rest / sizeof rest[0]; i > 0; i--) {
        tail = tail * e.high + rest[i - 1];
    }
    return wide_multiply(e, wide_series(e, first, 4, tail));
}

// Stirling's series, from 20 on.
static struct wide log_gamma_great(double x) {
    static const double rest[] = {-1.0 / 360,      1.0 / 1260, -1.0 / 1680,      1.0 / 1188,
                                  -691.0 / 360360, 1.0 / 156,  -3617.0 / 122400, 43867.0 / 244188};
    double z = 1 / (x * x);
    double tail = 0;
    for (int i = sizeof rest / sizeof rest[0]; i > 0; i--) {
        tail = tail * z + rest[i - 1];
    }
    struct wide log = wide_add(__wide_logarithm(wide_of(x)), wide_of(-1));
    struct wide sum = wide_multiply(wide_sum(x, -0.5), log);
    sum = wide_add(sum, wide_add(half_log_two_pi, wide_of(-0.5)));
    return wide_add(sum,
                    wide_add(wide_divide(wide_of(1), wide_product(12, x)), wide_of(tail * z / x)));
}

// By 2^500 where that is moderate; returns the exponent.
static int scale_down(struct wide *product) {
    if (fabs(product->high) < 0x1p500) {
        return 0;
    }
    *product = wide_scale(*product, 0x1p-500);
    return 500;
}

// x - 2 for x from 1.5 to 2.5, which is that far from a number by `*steps`, with the product of
// what lies between: gamma(x) = gamma(2 + e) * product, or / product if steps are negative. The
// product is scaled by 2^*exponent.
static struct wide steps_from_two(double x, int *steps, struct wide *product, int *exponent) {
    struct wide at = wide_of(x);
    *product = wide_of(1);
    *steps = 0;
    *exponent = 0;
    for (; at.high > 2.5; (*steps)++) {
        at = wide_add(at, wide_of(-1));
        *product = wide_multiply(*product, at);
        *exponent += scale_down(product);
    }
    for (; at.high < 1.5; (*steps)--) {
        *product = wide_multiply(*product, at);
        at = wide_add(at, wide_of(1));
        *exponent += scale_down(product);
    }
    return wide_add(at, wide_of(-2));
}

double tgamma(double x) {
    int steps;
    int power_exponent;
    int exponent;
    struct wide product;
    if (x == 0) {
        return 1 / x;
    }
    if (isnan(x) || (x < 0 && (isinf(x) || x == floor(x)))) {
        return isnan(x) ? x : (x - x) / (x - x);
    }
    if (x > 172 || fabs(x) < 0x1p-60) {
        volatile double great = 0x1p1023;
        return x > 172 ? great * (isinf(x) ? x : great) : 1 / x;
    }
    if (x < -190) {
        volatile double small = 0x1p-1022;
        return fmod(x, 2) > -1 ? -small * small : small * small;
    }
    struct wide e = steps_from_two(x, &steps, &product, &exponent);
    struct wide gamma = __wide_exponential(log_gamma_two(e), &power_exponent);
    gamma = wide_add(gamma, wide_of(1));
    gamma = wide_scale(gamma, scalbn(1, power_exponent));
    if (steps < 0) {
        gamma = wide_divide(gamma, product);
        exponent = -exponent;
    } else {
        gamma = wide_multiply(gamma, product);
    }
    return __wide_round(gamma, exponent);
}

// Of the magnitude for x < 0: log(pi / |x sin(pi x)|) - log gamma(-x).
static struct wide log_gamma_negative(double x);

static struct wide log_gamma(double x) {
    int steps;
    int exponent;
    struct wide product;
    if (x >= 20) {
        return log_gamma_great(x);
    }
    struct wide e = steps_from_two(x, &steps, &product, &exponent);
    struct wide result = log_gamma_two(e);
    if (steps == 0) {
        return result;
    }
    struct wide log = __wide_logarithm(product);
    return wide_add(result, steps < 0 ? wide_negate(log) : log);
}

static struct wide log_gamma_negative(double x) {
    int steps;
    int exponent;
    struct wide product;
    if (x > -40) { // as far as the zeros of the function matter
        struct wide e = steps_from_two(x, &steps, &product, &exponent);
        if (product.high < 0) {
            product = wide_negate(product);
        }
        return wide_add(log_gamma_two(e), wide_negate(__wide_logarithm(product)));
    }
    struct wide sine = __wide_sine(wide_multiply(pi, wide_of(fabs(x - rint(x)))));
    struct wide log = __wide_logarithm(wide_multiply(wide_of(-x), sine));
    log = wide_add(log_pi, wide_negate(log));
    return wide_add(log, wide_negate(log_gamma(-x)));
}

double lgamma(double x) {
    if (isnan(x) || isinf(x)) {
        return x * x;
    }
    if (x <= 0 && x == floor(x)) {
        return 1 / fabs(x - x);
    }
    if (fabs(x) < 0x1p-60) {
        return -log(fabs(x));
    }
    if (x > 0x1p60) {
        struct wide log = __wide_logarithm(wide_of(x));
        log = wide_multiply(wide_add(log, wide_of(-1)), wide_of(x * 0x1p-60));
        return (log.high + log.low) * 0x1p60;
    }
    struct wide result = x < 0 ? log_gamma_negative(x) : log_gamma(x);
    return result.high + result.low;
}
