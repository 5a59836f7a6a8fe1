// ISO C11 7.25: type-generic mathematics. Integers count as double.
#ifndef __TGMATH_H
#define __TGMATH_H

#include <complex.h>
#include <math.h>

#undef fabs
#undef sqrt

// A number of the type that an argument has for the choice of a function.
#define __TG_TYPE(x)                                                                               \
    _Generic((x), float : 0.0f, long double : 0.0L, float _Complex : 0.0iF,                        \
             double _Complex : 0.0i, long double _Complex : 0.0iL, default : 0.0)
#define __TG_FUNCTION(type, name)                                                                  \
    _Generic((type), float : name##f, long double : name##l, default : name)
// The same, with the functions that complex numbers have.
#define __TG_ANY(type, name, complex_name)                                                         \
    _Generic((type), float                                                                         \
             : name##f, long double                                                                \
             : name##l, float _Complex                                                             \
             : complex_name##f, double _Complex                                                    \
             : complex_name, long double _Complex                                                  \
             : complex_name##l, default                                                            \
             : name)
#define __TG_BOTH(name, x) __TG_ANY(__TG_TYPE(x), name, c##name)(x)
// Of complex numbers alone; real ones are converted.
#define __TG_COMPLEX(name, x) __TG_ANY(__TG_TYPE(x), name, name)(x)
#define __TG_ONE(name, x)     __TG_FUNCTION(__TG_TYPE(x), name)(x)
#define __TG_TWO(name, x, y)  __TG_FUNCTION(__TG_TYPE(x) + __TG_TYPE(y), name)(x, y)

#define acos(x)      __TG_BOTH(acos, x)
#define asin(x)      __TG_BOTH(asin, x)
#define atan(x)      __TG_BOTH(atan, x)
#define acosh(x)     __TG_BOTH(acosh, x)
#define asinh(x)     __TG_BOTH(asinh, x)
#define atanh(x)     __TG_BOTH(atanh, x)
#define cos(x)       __TG_BOTH(cos, x)
#define sin(x)       __TG_BOTH(sin, x)
#define tan(x)       __TG_BOTH(tan, x)
#define cosh(x)      __TG_BOTH(cosh, x)
#define sinh(x)      __TG_BOTH(sinh, x)
#define tanh(x)      __TG_BOTH(tanh, x)
#define exp(x)       __TG_BOTH(exp, x)
#define log(x)       __TG_BOTH(log, x)
#define sqrt(x)      __TG_BOTH(sqrt, x)
#define fabs(x)      __TG_ANY(__TG_TYPE(x), fabs, cabs)(x)
#define cbrt(x)      __TG_ONE(cbrt, x)
#define ceil(x)      __TG_ONE(ceil, x)
#define erf(x)       __TG_ONE(erf, x)
#define erfc(x)      __TG_ONE(erfc, x)
#define exp2(x)      __TG_ONE(exp2, x)
#define expm1(x)     __TG_ONE(expm1, x)
#define floor(x)     __TG_ONE(floor, x)
#define lgamma(x)    __TG_ONE(lgamma, x)
#define log10(x)     __TG_ONE(log10, x)
#define log1p(x)     __TG_ONE(log1p, x)
#define log2(x)      __TG_ONE(log2, x)
#define logb(x)      __TG_ONE(logb, x)
#define nearbyint(x) __TG_ONE(nearbyint, x)
#define rint(x)      __TG_ONE(rint, x)
#define round(x)     __TG_ONE(round, x)
#define tgamma(x)    __TG_ONE(tgamma, x)
#define trunc(x)     __TG_ONE(trunc, x)
#define ilogb(x)     __TG_ONE(ilogb, x)
#define llrint(x)    __TG_ONE(llrint, x)
#define llround(x)   __TG_ONE(llround, x)
#define lrint(x)     __TG_ONE(lrint, x)
#define lround(x)    __TG_ONE(lround, x)

#define pow(x, y)       __TG_ANY(__TG_TYPE(x) + __TG_TYPE(y), pow, cpow)(x, y)
#define atan2(x, y)     __TG_TWO(atan2, x, y)
#define copysign(x, y)  __TG_TWO(copysign, x, y)
#define fdim(x, y)      __TG_TWO(fdim, x, y)
#define fmax(x, y)      __TG_TWO(fmax, x, y)
#define fmin(x, y)      __TG_TWO(fmin, x, y)
#define fmod(x, y)      __TG_TWO(fmod, x, y)
#define hypot(x, y)     __TG_TWO(hypot, x, y)
#define nextafter(x, y) __TG_TWO(nextafter, x, y)
#define remainder(x, y) __TG_TWO(remainder, x, y)

#define carg(x)  __TG_COMPLEX(carg, x)
#define cimag(x) __TG_COMPLEX(cimag, x)
#define conj(x)  __TG_COMPLEX(conj, x)
#define cproj(x) __TG_COMPLEX(cproj, x)
#define creal(x) __TG_COMPLEX(creal, x)

#define frexp(x, exponent)     __TG_FUNCTION(__TG_TYPE(x), frexp)(x, exponent)
#define ldexp(x, n)            __TG_FUNCTION(__TG_TYPE(x), ldexp)(x, n)
#define scalbn(x, n)           __TG_FUNCTION(__TG_TYPE(x), scalbn)(x, n)
#define scalbln(x, n)          __TG_FUNCTION(__TG_TYPE(x), scalbln)(x, n)
#define nexttoward(x, y)       __TG_FUNCTION(__TG_TYPE(x), nexttoward)(x, y)
#define remquo(x, y, quotient) __TG_FUNCTION(__TG_TYPE(x) + __TG_TYPE(y), remquo)(x, y, quotient)
#define fma(x, y, z)           __TG_FUNCTION(__TG_TYPE(x) + __TG_TYPE(y) + __TG_TYPE(z), fma)(x, y, z)

#endif
