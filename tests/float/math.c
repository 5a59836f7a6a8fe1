// math [COUNT]: the functions of libcstar's <math.h>, compiled for the host, compared with MPFR:
// COUNT random arguments of several ranges each. Prints the greatest error of each in units in the
// last place, and fails where that is more than the bound in the table.
#include <inttypes.h>
#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct function {
    const char *name;
    double (*one)(double);
    double (*two)(double, double);
    int (*exact_one)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
    int (*exact_two)(mpfr_ptr, mpfr_srcptr, mpfr_srcptr, mpfr_rnd_t);
    double bound;
    double low, high; // where most arguments are
};

static int exact_lgamma(mpfr_ptr to, mpfr_srcptr x, mpfr_rnd_t mode) {
    int sign;
    return mpfr_lgamma(to, &sign, x, mode);
}

#define ONE(name, bound, low, high)                                                                \
    { #name, cstar_##name, NULL, mpfr_##name, NULL, bound, low, high }
#define TWO(name, bound, low, high)                                                                \
    { #name, NULL, cstar_##name, NULL, mpfr_##name, bound, low, high }

double cstar_acos(double);
double cstar_asin(double);
double cstar_atan(double);
double cstar_cos(double);
double cstar_sin(double);
double cstar_tan(double);
double cstar_acosh(double);
double cstar_asinh(double);
double cstar_atanh(double);
double cstar_cosh(double);
double cstar_sinh(double);
double cstar_tanh(double);
double cstar_exp(double);
double cstar_exp2(double);
double cstar_expm1(double);
double cstar_log(double);
double cstar_log10(double);
double cstar_log1p(double);
double cstar_log2(double);
double cstar_cbrt(double);
double cstar_erf(double);
double cstar_erfc(double);
double cstar_lgamma(double);
double cstar_tgamma(double);
double cstar_sqrt(double);
double cstar_ceil(double);
double cstar_floor(double);
double cstar_round(double);
double cstar_trunc(double);
double cstar_rint(double);
double cstar_atan2(double, double);
double cstar_hypot(double, double);
double cstar_pow(double, double);
double cstar_fmod(double, double);
double cstar_remainder(double, double);

#define mpfr_tgamma    mpfr_gamma
#define mpfr_lgamma    exact_lgamma
#define mpfr_remainder mpfr_remainder
static int exact_round(mpfr_ptr to, mpfr_srcptr x, mpfr_rnd_t mode) {
    (void)mode;
    return mpfr_round(to, x);
}
static int exact_trunc(mpfr_ptr to, mpfr_srcptr x, mpfr_rnd_t mode) {
    (void)mode;
    return mpfr_trunc(to, x);
}
static int exact_ceil(mpfr_ptr to, mpfr_srcptr x, mpfr_rnd_t mode) {
    (void)mode;
    return mpfr_ceil(to, x);
}
static int exact_floor(mpfr_ptr to, mpfr_srcptr x, mpfr_rnd_t mode) {
    (void)mode;
    return mpfr_floor(to, x);
}
#undef mpfr_round
#undef mpfr_trunc
#undef mpfr_ceil
#undef mpfr_floor
#define mpfr_round exact_round
#define mpfr_trunc exact_trunc
#define mpfr_ceil  exact_ceil
#define mpfr_floor exact_floor

static const struct function functions[] = {
    ONE(acos, 0.53, -1, 1),    ONE(asin, 0.53, -1, 1),       ONE(atan, 0.53, -10, 10),
    ONE(cos, 0.53, -100, 100), ONE(sin, 0.53, -100, 100),    ONE(tan, 0.53, -100, 100),
    ONE(acosh, 0.53, 1, 20),   ONE(asinh, 0.53, -20, 20),    ONE(atanh, 0.53, -1, 1),
    ONE(cosh, 0.53, -30, 30),  ONE(sinh, 0.53, -30, 30),     ONE(tanh, 0.53, -5, 5),
    ONE(exp, 0.53, -750, 750), ONE(exp2, 0.53, -1080, 1080), ONE(expm1, 0.53, -30, 30),
    ONE(log, 0.53, 0, 10),     ONE(log10, 0.53, 0, 10),      ONE(log1p, 0.53, -1, 10),
    ONE(log2, 0.53, 0, 10),    ONE(cbrt, 0.53, -10, 10),     ONE(erf, 0.53, -6, 6),
    ONE(erfc, 0.53, -6, 27),   ONE(lgamma, 0.53, 0, 50),     ONE(tgamma, 0.53, -180, 172),
    ONE(sqrt, 0.5, 0, 10),     ONE(ceil, 0, -100, 100),      ONE(floor, 0, -100, 100),
    ONE(round, 0, -100, 100),  ONE(trunc, 0, -100, 100),     ONE(rint, 0, -100, 100),
    TWO(atan2, 0.53, -10, 10), TWO(hypot, 0.53, -10, 10),    TWO(pow, 0.53, 0, 30),
    TWO(fmod, 0, -100, 100),   TWO(remainder, 0, -100, 100)};

static uint64_t seed = 1;

static uint64_t random_bits(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 32) * 6364136223846793005u + (seed >> 21);
}

static double random_argument(const struct function *function, uint32_t kind) {
    uint64_t bits = random_bits();
    double number;
    switch (kind % 4) {
    case 0: // any
        break;
    case 1: // near one
        bits = (bits & 0x801fffffffffffff) | (1000 + random_bits() % 45) << 52;
        break;
    default:
        return function->low + (function->high - function->low) * ((double)(bits >> 11) * 0x1p-53);
    }
    memcpy(&number, &bits, sizeof number);
    return number;
}

// In units in the last place of the result, which are those of its binade.
static double error_of(double actual, mpfr_srcptr exact) {
    double rounded = mpfr_get_d(exact, MPFR_RNDN);
    if (isnan(actual) || isnan(rounded) || isinf(actual) || isinf(rounded))
        return (isnan(actual) && isnan(rounded)) || actual == rounded ? 0 : INFINITY;
    if (actual == rounded && (actual == 0 || mpfr_cmp_d(exact, rounded) == 0))
        return actual != 0 || signbit(actual) == signbit(rounded) ? 0 : INFINITY;
    int exponent = rounded == 0 ? -1074 : ilogb(rounded) - 52;
    mpfr_t difference;
    mpfr_init2(difference, 200);
    mpfr_sub_d(difference, exact, actual, MPFR_RNDN);
    double error = fabs(mpfr_get_d(difference, MPFR_RNDN));
    mpfr_clear(difference);
    return ldexp(error, -(exponent < -1074 ? -1074 : exponent));
}

int main(int argc, char **argv) {
    uint32_t count = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 2000;
    int failed = 0;
    mpfr_t exact, x, y;
    mpfr_init2(exact, 200);
    mpfr_init2(x, 53);
    mpfr_init2(y, 53);
    for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
        const struct function *function = &functions[f];
        double worst = 0, worst_a = 0, worst_b = 0;
        for (uint32_t i = 0; i < count; i++) {
            double a = random_argument(function, i), b = random_argument(function, i / 4);
            if (!strcmp(function->name, "lgamma") && a < 0)
                a = -a;
            mpfr_set_d(x, a, MPFR_RNDN);
            mpfr_set_d(y, b, MPFR_RNDN);
            double actual = function->one ? function->one(a) : function->two(a, b);
            if (function->one)
                function->exact_one(exact, x, MPFR_RNDN);
            else
                function->exact_two(exact, x, y, MPFR_RNDN);
            double error = error_of(actual, exact);
            if (error > worst) {
                worst = error;
                worst_a = a;
                worst_b = b;
            }
        }
        printf("%-10s %.4f", function->name, worst);
        if (worst > function->bound) {
            printf(" is more than %g: %a %a", function->bound, worst_a, worst_b);
            failed++;
        }
        putchar('\n');
    }
    printf("%s\n", failed ? "some are less exact than they should be" : "math: as exact as said");
    return failed != 0;
}
