// Every function of <math.h> on numbers of all kinds, to the last bit: what the same source gives on
// the host, where tests/float/math.c compares it with MPFR.
#include <fenv.h>
#include <math.h>
#include <stdio.h>

static const double numbers[] = {0,      -0.0,    1,       -1,         0.5,     -0.5,    1.5,
                                 2.5,    -3.5,    0.1,     -0.3,       10,      -20.25,  100.7,
                                 1e5,    -1e10,   1e22,    1e300,      -1e300,  1e-5,    -1e-300,
                                 5e-324, 0x1p-30, 0x1p52,  0x1.8p53,   700.5,   -745,    171.5,
                                 -2.5,   0.9999,  INFINITY, -INFINITY, NAN,     1.0001,  0x1p1023};
enum { COUNT = sizeof numbers / sizeof numbers[0] };

#define SHOW(name) {#name, name}
static const struct {
    const char *name;
    double (*function)(double);
} ones[] = {SHOW(acos),  SHOW(asin),  SHOW(atan),   SHOW(cos),       SHOW(sin),   SHOW(tan),
            SHOW(acosh), SHOW(asinh), SHOW(atanh),  SHOW(cosh),      SHOW(sinh),  SHOW(tanh),
            SHOW(exp),   SHOW(exp2),  SHOW(expm1),  SHOW(log),       SHOW(log10), SHOW(log1p),
            SHOW(log2),  SHOW(logb),  SHOW(cbrt),   SHOW(fabs),      SHOW(sqrt),  SHOW(erf),
            SHOW(erfc),  SHOW(lgamma), SHOW(tgamma), SHOW(ceil),     SHOW(floor), SHOW(nearbyint),
            SHOW(rint),  SHOW(round), SHOW(trunc)};
static const struct {
    const char *name;
    double (*function)(double, double);
} twos[] = {SHOW(atan2),    SHOW(hypot),     SHOW(pow),  SHOW(fmod), SHOW(remainder),
            SHOW(copysign), SHOW(nextafter), SHOW(fdim), SHOW(fmax), SHOW(fmin)};
static const struct {
    const char *name;
    float (*function)(float);
} singles[] = {SHOW(sinf), SHOW(expf), SHOW(logf), SHOW(cbrtf), SHOW(floorf), SHOW(tgammaf), SHOW(sqrtf)};

static void show(double number) { // NaNs have no sign that counts
    if (isnan(number))
        printf(" nan");
    else
        printf(" %a", number);
}

static void others(double x) {
    int n;
    double whole;
    show(frexp(x, &n));
    printf(" %d", n);
    show(modf(x, &whole));
    show(whole);
    show(scalbn(x, 5));
    show(ldexp(x, -1060));
    show(remquo(x, 3, &n));
    printf(" %d", n);
    show(fma(x, 3, -x));
    show(nextafterf((float)x, 0));
    printf(" %d %d %d", fpclassify(x), fpclassify((float)x), !!signbit(x));
    printf(" %d%d%d%d", isfinite(x), isinf(x), isnan(x), isnormal(x));
    printf(" %d%d%d", isgreater(x, 1), isless(x, 1), isunordered(x, 1));
    if (fabs(x) < 2e9)
        printf(" %ld %lld %ld %lld", lrint(x), llrint(x), lround(x), llround(x));
    printf("\n");
}

int main(void) {
    for (unsigned f = 0; f < sizeof ones / sizeof ones[0]; f++) {
        printf("%s", ones[f].name);
        for (int i = 0; i < COUNT; i++)
            show(ones[f].function(numbers[i]));
        printf("\n");
    }
    for (unsigned f = 0; f < sizeof singles / sizeof singles[0]; f++) {
        printf("%s", singles[f].name);
        for (int i = 0; i < COUNT; i++)
            show(singles[f].function((float)numbers[i]));
        printf("\n");
    }
    for (unsigned f = 0; f < sizeof twos / sizeof twos[0]; f++) {
        printf("%s", twos[f].name);
        for (int i = 0; i < COUNT; i++)
            for (int j = i % 3; j < COUNT; j += 3)
                show(twos[f].function(numbers[i], numbers[j]));
        printf("\n");
    }
    for (int i = 0; i < COUNT; i++)
        others(numbers[i]);
    for (int mode = 0; mode < 4; mode++) {
        fesetround(mode);
        volatile double third = 1, three = 3;
        feclearexcept(FE_ALL_EXCEPT);
        printf("%d %a %a %a %ld", fegetround(), third / three, rint(2.5), rint(-2.5), lrint(3.7));
        printf(" %.2f %.0e %d\n", 0.125, 1.5, fetestexcept(FE_ALL_EXCEPT));
    }
    fesetround(FE_TONEAREST);
    volatile double zero = 0, one = 1;
    feclearexcept(FE_ALL_EXCEPT);
    volatile double infinite = one / zero;
    printf("%a %d", infinite, fetestexcept(FE_ALL_EXCEPT));
    infinite = sqrt(-one) + infinite;
    printf(" %d\n", fetestexcept(FE_INVALID | FE_DIVBYZERO));
}
