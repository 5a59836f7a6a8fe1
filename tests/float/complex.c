// complex [COUNT]: the functions of libcstar's <complex.h>, compiled for the host, compared with
// MPC: COUNT random arguments of several ranges each. Prints the greatest error of a part of each
// in units in the last place of that part (of cpow: of the whole), and fails where that is more
// than the bound in the table.
#include <complex.h>
#include <inttypes.h>
#include <math.h>
#include <mpc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef double _Complex number;

#define FUNCTIONS                                                                                  \
    ONE(sqrt, 0.53)                                                                                \
    ONE(exp, 0.53)                                                                                 \
    ONE(log, 1)                                                                                    \
    ONE(sin, 0.53)                                                                                 \
    ONE(cos, 0.53)                                                                                 \
    ONE(tan, 1)                                                                                    \
    ONE(sinh, 0.53)                                                                                \
    ONE(cosh, 0.53)                                                                                \
    ONE(tanh, 1)                                                                                   \
    ONE(asin, 1.6)                                                                                 \
    ONE(acos, 1.6)                                                                                 \
    ONE(atan, 1.6)                                                                                 \
    ONE(asinh, 1.6)                                                                                \
    ONE(acosh, 1.6)                                                                                \
    ONE(atanh, 1.6)

#define ONE(name, bound) number cstar_c##name(number);
FUNCTIONS
#undef ONE
number cstar_cpow(number, number);

static const struct function {
    const char *name;
    number (*one)(number);
    int (*exact)(mpc_ptr, mpc_srcptr, mpc_rnd_t);
    double bound;
} functions[] = {
#define ONE(name, bound) {"c" #name, cstar_c##name, mpc_##name, bound},
    FUNCTIONS
#undef ONE
    {"cpow", NULL, NULL, 12}};

static uint64_t seed = 1;

static uint64_t random_bits(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 32) * 6364136223846793005u + (seed >> 21);
}

static double random_part(uint32_t kind) {
    uint64_t bits = random_bits();
    double part;
    switch (kind % 4) {
    case 0: // of many magnitudes
        bits = (bits & 0x800fffffffffffff) | (1023 - 20 + random_bits() % 26) << 52;
        break;
    case 1: // near one
        bits = (bits & 0x801fffffffffffff) | (1000 + random_bits() % 45) << 52;
        break;
    case 2: // very near one
        bits = (bits & 0x800000000fffffff) | (uint64_t)0x3ff << 52;
        break;
    default: return 20 * ((double)(bits >> 11) * 0x1p-53) - 10;
    }
    memcpy(&part, &bits, sizeof part);
    return part;
}

// In units in the last place of the result, which are those of its binade, or of `unit` if that is
// greater.
static double error_of(double actual, mpfr_srcptr exact, double unit) {
    double rounded = mpfr_get_d(exact, MPFR_RNDN);
    if (isnan(actual) || isnan(rounded) || isinf(actual) || isinf(rounded))
        return (isnan(actual) && isnan(rounded)) || actual == rounded ? 0 : INFINITY;
    if (actual == 0 && rounded == 0)
        return signbit(actual) == signbit(rounded) ? 0 : INFINITY;
    double scale = fmax(fabs(rounded), unit);
    int exponent = scale == 0 ? -1074 : ilogb(scale) - 52;
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
    mpc_t exact, x, y;
    mpc_init2(exact, 200);
    mpc_init2(x, 53);
    mpc_init2(y, 53);
    for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++) {
        const struct function *function = &functions[f];
        double worst = 0;
        number where = 0, power = 0;
        for (uint32_t i = 0; i < count; i++) {
            // MPC's tangents of large numbers take for ever
            uint32_t kind = strstr(function->name, "tan") != NULL ? i | 2 : i;
            number a = CMPLX(random_part(kind), random_part(kind / 4 | (kind & 2))), b = 0;
            mpc_set_d_d(x, creal(a), cimag(a), MPC_RNDNN);
            if (function->one == NULL) {
                b = CMPLX(random_part(3), random_part(3));
                mpc_set_d_d(y, creal(b), cimag(b), MPC_RNDNN);
            }
            number actual = function->one ? function->one(a) : cstar_cpow(a, b);
            if (function->one)
                function->exact(exact, x, MPC_RNDNN);
            else
                mpc_pow(exact, x, y, MPC_RNDNN);
            double unit = function->one ? 0 : fmin(cabs(actual), 0x1p1023);
            double error = fmax(error_of(creal(actual), mpc_realref(exact), unit),
                                error_of(cimag(actual), mpc_imagref(exact), unit));
            if (error > worst) {
                worst = error;
                where = a;
                power = b;
            }
        }
        printf("%-10s %.4f", function->name, worst);
        if (worst > function->bound) {
            printf(" is more than %g: %a %a, %a %a", function->bound, creal(where), cimag(where),
                   creal(power), cimag(power));
            failed++;
        }
        putchar('\n');
    }
    printf("%s\n",
           failed ? "some are less exact than they should be" : "complex: as exact as said");
    return failed != 0;
}
