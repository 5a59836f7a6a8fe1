// libcstar: <math.h> for float: as double, whose results are rounded once more. That is exact where
// those are, and else off by at most 2^-29 of half a unit more.
#include "math.h"

#include <fenv.h>

#include "soft.h"

#undef fabsf
#undef sqrtf

float fabsf(float x) {
    return __builtin_fabsf(x);
}

float sqrtf(float x) {
    return __builtin_sqrtf(x);
}

float nanf(const char *text) {
    (void)text;
    return __builtin_nanf("");
}

float fmaf(float x, float y, float z) {
    struct float_environment environment = {.rounding = (enum float_rounding)fegetround()};
    union single_number a = {.number = x};
    union single_number b = {.number = y};
    union single_number c = {.number = z};
    a.bits = __single_fused(a.bits, b.bits, c.bits, &environment);
    feraiseexcept((int)(environment.flags << 2) & FE_ALL_EXCEPT);
    return a.number;
}

float nextafterf(float x, float y) {
    return nexttowardf(x, y);
}

float nexttowardf(float x, long double y) {
    union single_number next = {.number = x};
    if (isunordered(x, y)) {
        return x + (float)y;
    }
    if (x == y) {
        return (float)y;
    }
    if (x == 0) {
        next.bits = signbit(y) ? 0x80000001u : 1;
    } else if ((x < y) == (x > 0)) {
        next.bits++;
    } else {
        next.bits--;
    }
    if (!isnormal(next.number)) {
        feraiseexcept(FE_INEXACT | (isinf(next.number) ? FE_OVERFLOW : FE_UNDERFLOW));
    }
    return next.number;
}

float acosf(float x) {
    return (float)acos((double)x);
}

float asinf(float x) {
    return (float)asin((double)x);
}

float atanf(float x) {
    return (float)atan((double)x);
}

float cosf(float x) {
    return (float)cos((double)x);
}

float sinf(float x) {
    return (float)sin((double)x);
}

float tanf(float x) {
    return (float)tan((double)x);
}

float acoshf(float x) {
    return (float)acosh((double)x);
}

float asinhf(float x) {
    return (float)asinh((double)x);
}

float atanhf(float x) {
    return (float)atanh((double)x);
}

float coshf(float x) {
    return (float)cosh((double)x);
}

float sinhf(float x) {
    return (float)sinh((double)x);
}

float tanhf(float x) {
    return (float)tanh((double)x);
}

float expf(float x) {
    return (float)exp((double)x);
}

float exp2f(float x) {
    return (float)exp2((double)x);
}

float expm1f(float x) {
    return (float)expm1((double)x);
}

float logf(float x) {
    return (float)log((double)x);
}

float log10f(float x) {
    return (float)log10((double)x);
}

float log1pf(float x) {
    return (float)log1p((double)x);
}

float log2f(float x) {
    return (float)log2((double)x);
}

float logbf(float x) {
    return (float)logb((double)x);
}

float cbrtf(float x) {
    return (float)cbrt((double)x);
}

float erff(float x) {
    return (float)erf((double)x);
}

float erfcf(float x) {
    return (float)erfc((double)x);
}

float lgammaf(float x) {
    return (float)lgamma((double)x);
}

float tgammaf(float x) {
    return (float)tgamma((double)x);
}

float ceilf(float x) {
    return (float)ceil((double)x);
}

float floorf(float x) {
    return (float)floor((double)x);
}

float nearbyintf(float x) {
    return (float)nearbyint((double)x);
}

float rintf(float x) {
    return (float)rint((double)x);
}

float roundf(float x) {
    return (float)round((double)x);
}

float truncf(float x) {
    return (float)trunc((double)x);
}

float atan2f(float y, float x) {
    return (float)atan2((double)y, (double)x);
}

float hypotf(float x, float y) {
    return (float)hypot((double)x, (double)y);
}

float powf(float x, float y) {
    return (float)pow((double)x, (double)y);
}

float fmodf(float x, float y) {
    return (float)fmod((double)x, (double)y);
}

float remainderf(float x, float y) {
    return (float)remainder((double)x, (double)y);
}

float copysignf(float x, float y) {
    return (float)copysign((double)x, (double)y);
}

float fdimf(float x, float y) {
    return (float)fdim((double)x, (double)y);
}

float fmaxf(float x, float y) {
    return (float)fmax((double)x, (double)y);
}

float fminf(float x, float y) {
    return (float)fmin((double)x, (double)y);
}

float frexpf(float x, int *exponent) {
    return (float)frexp((double)x, exponent);
}

float ldexpf(float x, int exponent) {
    return (float)ldexp((double)x, exponent);
}

float scalbnf(float x, int n) {
    return (float)scalbn((double)x, n);
}

float scalblnf(float x, long n) {
    return (float)scalbln((double)x, n);
}

int ilogbf(float x) {
    return ilogb((double)x);
}

float modff(float x, float *whole) {
    *whole = truncf(x);
    return isinf(x) ? copysignf(0, x) : copysignf(x - *whole, x);
}

long lrintf(float x) {
    return lrint((double)x);
}

long long llrintf(float x) {
    return llrint((double)x);
}

long lroundf(float x) {
    return lround((double)x);
}

long long llroundf(float x) {
    return llround((double)x);
}

float remquof(float x, float y, int *quotient) {
    return (float)remquo((double)x, (double)y, quotient);
}
