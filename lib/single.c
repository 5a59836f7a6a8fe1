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

#define UNARY(name)                                                                                \
    float name##f(float x) {                                                                       \
        return (float)name((double)x);                                                             \
    }
#define BINARY(name)                                                                               \
    float name##f(float x, float y) {                                                              \
        return (float)name((double)x, (double)y);                                                  \
    }
#define SCALED(name, type)                                                                         \
    float name##f(float x, type y) {                                                               \
        return (float)name((double)x, y);                                                          \
    }
#define INTEGER(type, name)                                                                        \
    type name##f(float x) {                                                                        \
        return name((double)x);                                                                    \
    }
#include "by_double.h"

float modff(float x, float *whole) {
    *whole = truncf(x);
    return isinf(x) ? copysignf(0, x) : copysignf(x - *whole, x);
}

float remquof(float x, float y, int *quotient) {
    return (float)remquo((double)x, (double)y, quotient);
}
