// libcstar: <math.h>, the functions whose results are exact, or rounded once (C11 7.12.3, 7.12.6.4
// to 7.12.6.12, 7.12.9 to 7.12.13).
#include "math.h"

#include <fenv.h>
#include <limits.h>

#include "soft.h"

enum { FRACTION_BITS = 52, BIAS = 1023, MOST_EXPONENT = 2047 };

static const unsigned long long sign_bit = (unsigned long long)1 << 63;
static const unsigned long long infinity_bits = (unsigned long long)MOST_EXPONENT << FRACTION_BITS;

static unsigned long long bits_of(double number) {
    union double_number union_of = {.number = number};
    return union_of.bits;
}

static double number_of(unsigned long long bits) {
    union double_number union_of = {.bits = bits};
    return union_of.number;
}

static int exponent_of(unsigned long long bits) { // biased
    return (int)(bits >> FRACTION_BITS) & MOST_EXPONENT;
}

// ---- classification ----

int __signbit(double x) {
    return bits_of(x) >> 63 != 0;
}

int __fpclassify(double x) {
    unsigned long long bits = bits_of(x) << 1 >> 1;
    if (exponent_of(bits) == MOST_EXPONENT) {
        return bits == infinity_bits ? FP_INFINITE : FP_NAN;
    }
    if (exponent_of(bits) == 0) {
        return bits == 0 ? FP_ZERO : FP_SUBNORMAL;
    }
    return FP_NORMAL;
}

int __fpclassifyf(float x) {
    int class = __fpclassify((double)x);
    return class == FP_NORMAL && fabs((double)x) < 0x1p-126 ? FP_SUBNORMAL : class;
}

int __isunordered(double x, double y) {
    return __fpclassify(x) == FP_NAN || __fpclassify(y) == FP_NAN;
}

int __isless(double x, double y) {
    return !__isunordered(x, y) && x < y;
}

int __islessequal(double x, double y) {
    return !__isunordered(x, y) && x <= y;
}

int __islessgreater(double x, double y) {
    return !__isunordered(x, y) && x != y;
}

// ---- signs, square roots, the greater and the less ----

#undef fabs
#undef sqrt

double fabs(double x) {
    return __builtin_fabs(x);
}

double sqrt(double x) {
    return __builtin_sqrt(x);
}

double copysign(double x, double y) {
    return number_of((bits_of(x) & ~sign_bit) | (bits_of(y) & sign_bit));
}

double nan(const char *text) {
    (void)text;
    return __builtin_nan("");
}

double fmax(double x, double y) {
    if (isnan(x)) {
        return y;
    }
    if (isnan(y) || __isless(y, x)) {
        return x;
    }
    return x == y && signbit(y) ? x : y;
}

double fmin(double x, double y) {
    if (isnan(x)) {
        return y;
    }
    if (isnan(y) || __isless(x, y)) {
        return x;
    }
    return x == y && signbit(x) ? x : y;
}

double fdim(double x, double y) {
    if (__isunordered(x, y)) {
        return x + y;
    }
    return x > y ? x - y : 0;
}

double fma(double x, double y, double z) {
    struct float_environment environment = {.rounding = (enum float_rounding)fegetround()};
    double result = number_of(__double_fused(bits_of(x), bits_of(y), bits_of(z), &environment));
    feraiseexcept((int)(environment.flags << 2) & FE_ALL_EXCEPT);
    return result;
}

// ---- to integers ----

// Without its fraction, if that is not 0 with a magnitude that is one more.
static double cut(double x, int is_away) {
    unsigned long long bits = bits_of(x);
    int exponent = exponent_of(bits) - BIAS;
    if (exponent >= FRACTION_BITS) {
        return x + 0;
    }
    if (exponent < 0) {
        return is_away && x != 0 ? copysign(1, x) : copysign(0, x);
    }
    unsigned long long fraction = ((unsigned long long)1 << (FRACTION_BITS - exponent)) - 1;
    if ((bits & fraction) != 0 && is_away) {
        bits += fraction;
    }
    return number_of(bits & ~fraction);
}

double trunc(double x) {
    return cut(x, 0);
}

double floor(double x) {
    return cut(x, signbit(x));
}

double ceil(double x) {
    return cut(x, !signbit(x));
}

// Halves away from zero.
double round(double x) {
    double whole = cut(x, 0);
    return fabs(x - whole) >= 0.5 ? cut(x, 1) : whole;
}

// As <fenv.h> says: beyond 2^52 there are no fractions.
double rint(double x) {
    const double limit = 0x1p52;
    if (!(fabs(x) < limit)) {
        return x + 0;
    }
    volatile double sum = copysign(limit, x);
    double rounded = x + sum;
    return copysign(rounded - sum, x);
}

double nearbyint(double x) {
    fexcept_t inexact;
    fegetexceptflag(&inexact, FE_INEXACT);
    double result = rint(x);
    fesetexceptflag(&inexact, FE_INEXACT);
    return result;
}

long lrint(double x) {
    return (long)rint(x);
}

long long llrint(double x) {
    return (long long)rint(x);
}

long lround(double x) {
    return (long)round(x);
}

long long llround(double x) {
    return (long long)round(x);
}

double modf(double x, double *whole) {
    *whole = trunc(x);
    return isinf(x) ? copysign(0, x) : copysign(x - *whole, x);
}

// ---- exponents ----

double scalbn(double x, int n) {
    enum { MOST = 1023, LEAST = 1022 - 53 }; // no digit is lost before the last step
    for (int i = 0; i < 2 && n > MOST; i++, n -= MOST) {
        x *= 0x1p1023;
    }
    for (int i = 0; i < 2 && n < -1022; i++, n += LEAST) {
        x *= 0x1p-1022 * 0x1p53;
    }
    n = n > MOST ? MOST : n < -1022 ? -1022 : n;
    return x * number_of((unsigned long long)(n + BIAS) << FRACTION_BITS);
}

double scalbln(double x, long n) {
    return scalbn(x, (int)n);
}

double ldexp(double x, int n) {
    return scalbn(x, n);
}

double frexp(double x, int *exponent) {
    unsigned long long bits = bits_of(x);
    int biased = exponent_of(bits);
    *exponent = 0;
    if (biased == MOST_EXPONENT || x == 0) {
        return x + 0;
    }
    if (biased == 0) {
        x = frexp(x * 0x1p64, exponent);
        *exponent -= 64;
        return x;
    }
    *exponent = biased - (BIAS - 1);
    bits = (bits & ~infinity_bits) | (unsigned long long)(BIAS - 1) << FRACTION_BITS;
    return number_of(bits);
}

int ilogb(double x) {
    int exponent;
    if (x == 0 || isnan(x)) {
        feraiseexcept(FE_INVALID);
        return x == 0 ? FP_ILOGB0 : FP_ILOGBNAN;
    }
    if (isinf(x)) {
        feraiseexcept(FE_INVALID);
        return INT_MAX;
    }
    frexp(x, &exponent);
    return exponent - 1;
}

double logb(double x) {
    if (x == 0) {
        return -1 / (x * x);
    }
    return isfinite(x) ? (double)ilogb(x) : x * x;
}

double nextafter(double x, double y) {
    unsigned long long bits = bits_of(x);
    if (__isunordered(x, y)) {
        return x + y;
    }
    if (x == y) {
        return y;
    }
    if (x == 0) {
        bits = (bits_of(y) & sign_bit) + 1;
    } else if ((x < y) == (x > 0)) {
        bits++;
    } else {
        bits--;
    }
    if (exponent_of(bits) == 0 || exponent_of(bits) == MOST_EXPONENT) {
        feraiseexcept(exponent_of(bits) == 0 ? FE_UNDERFLOW | FE_INEXACT
                                             : FE_OVERFLOW | FE_INEXACT);
    }
    return number_of(bits);
}

double nexttoward(double x, long double y) {
    return nextafter(x, (double)y);
}

// ---- remainders ----

static int normalized(double *x) { // its exponent; *x is from 1 to 2
    int exponent;
    *x = frexp(fabs(*x), &exponent) * 2;
    return exponent - 1;
}

// Long division, eleven digits a step.
double fmod(double x, double y) {
    enum { STEP = 11 };
    double dividend = x;
    double divisor = y;
    if (y == 0 || !isfinite(x) || isnan(y)) {
        return (x * y) / (x * y);
    }
    if (fabs(x) < fabs(y) || x == 0) {
        return x;
    }
    int exponent = normalized(&divisor);
    int distance = normalized(&dividend) - exponent;
    unsigned long long one = (unsigned long long)1 << FRACTION_BITS;
    unsigned long long rest = (bits_of(dividend) & (one - 1)) | one;
    unsigned long long by = (bits_of(divisor) & (one - 1)) | one;
    rest %= by;
    for (; distance > 0; distance -= STEP) {
        rest = (rest << (distance < STEP ? distance : STEP)) % by;
    }
    return copysign(scalbn((double)(long long)rest, exponent - FRACTION_BITS), x);
}

double remquo(double x, double y, int *quotient) {
    double rest = fabs(x);
    double divisor = fabs(y);
    int count = 0;
    *quotient = 0;
    if (y == 0 || !isfinite(x) || isnan(y)) {
        return (x * y) / (x * y);
    }
    if (divisor <= 0x1p1020) {
        rest = fmod(rest, 8 * divisor);
    }
    for (int times = 4; times > 1; times /= 2) {
        if (divisor <= 0x1p1021 && rest >= times * divisor) {
            rest -= times * divisor;
            count += times;
        }
    }
    for (int i = 0; i < 2; i++) { // the nearest multiple, the even one of two
        int is_more = divisor < 0x1p-1000 ? rest + rest > divisor : rest > 0.5 * divisor;
        int is_half = divisor < 0x1p-1000 ? rest + rest == divisor : rest == 0.5 * divisor;
        if (is_more || (is_half && count % 2 != 0)) {
            rest -= divisor;
            count++;
        }
    }
    count &= 7;
    *quotient = signbit(x) == signbit(y) ? count : -count;
    return rest == 0 ? copysign(0, x) : signbit(x) ? -rest : rest;
}

double remainder(double x, double y) {
    int quotient;
    return remquo(x, y, &quotient);
}
