// ISO C11 7.12: mathematics. Results are within one unit in the last place, most of them within
// 0.51 (docs/math.md). Errors raise exceptions (<fenv.h>); errno stays as it is.
#ifndef __MATH_H
#define __MATH_H

#include <features.h>

typedef float float_t;
typedef double double_t;

#define HUGE_VAL  __builtin_inf()
#define HUGE_VALF __builtin_inff()
#define HUGE_VALL __builtin_infl()
#define INFINITY  __builtin_inff()
#define NAN       __builtin_nanf("")

// Not of ISO C, but of POSIX.
#define M_E        2.71828182845904523536
#define M_LOG2E    1.44269504088896340736
#define M_LOG10E   0.434294481903251827651
#define M_LN2      0.693147180559945309417
#define M_LN10     2.30258509299404568402
#define M_PI       3.14159265358979323846
#define M_PI_2     1.57079632679489661923
#define M_PI_4     0.785398163397448309616
#define M_1_PI     0.318309886183790671538
#define M_2_PI     0.636619772367581343076
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2    1.41421356237309504880
#define M_SQRT1_2  0.707106781186547524401

#define FP_NAN       0
#define FP_INFINITE  1
#define FP_ZERO      2
#define FP_SUBNORMAL 3
#define FP_NORMAL    4
#define FP_ILOGB0    (-2147483647)
#define FP_ILOGBNAN  2147483647

#define MATH_ERRNO       1
#define MATH_ERREXCEPT   2
#define math_errhandling MATH_ERREXCEPT

#pragma library "math.c"
int __signbit(double __x);
int __fpclassify(double __x);
int __fpclassifyf(float __x);
int __isunordered(double __x, double __y);
int __isless(double __x, double __y);
int __islessequal(double __x, double __y);
int __islessgreater(double __x, double __y);
double logb(double __x);
double fabs(double __x);
double sqrt(double __x);
double ceil(double __x);
double floor(double __x);
double nearbyint(double __x);
double rint(double __x);
double round(double __x);
double trunc(double __x);
double fmod(double __x, double __y);
double remainder(double __x, double __y);
double copysign(double __x, double __y);
double nextafter(double __x, double __y);
double fdim(double __x, double __y);
double fmax(double __x, double __y);
double fmin(double __x, double __y);
double frexp(double __x, int *__exponent);
double ldexp(double __x, int __exponent);
double scalbn(double __x, int __n);
double scalbln(double __x, long __n);
int ilogb(double __x);
double modf(double __x, double *__whole);
long lrint(double __x);
long long llrint(double __x);
long lround(double __x);
long long llround(double __x);
double nan(const char *__text);
double nexttoward(double __x, long double __y);
double fma(double __x, double __y, double __z);
double remquo(double __x, double __y, int *__quotient);

#pragma library "exponential.c"
double acosh(double __x);
double asinh(double __x);
double atanh(double __x);
double cosh(double __x);
double sinh(double __x);
double tanh(double __x);
double exp(double __x);
double exp2(double __x);
double expm1(double __x);
double log(double __x);
double log10(double __x);
double log1p(double __x);
double log2(double __x);
double cbrt(double __x);
double hypot(double __x, double __y);
double pow(double __x, double __y);

#pragma library "trigonometric.c"
double acos(double __x);
double asin(double __x);
double atan(double __x);
double cos(double __x);
double sin(double __x);
double tan(double __x);
double atan2(double __y, double __x);

#pragma library "gamma.c"
double erf(double __x);
double erfc(double __x);
double lgamma(double __x);
double tgamma(double __x);

#pragma library "single.c"
float acosf(float __x);
float asinf(float __x);
float atanf(float __x);
float cosf(float __x);
float sinf(float __x);
float tanf(float __x);
float acoshf(float __x);
float asinhf(float __x);
float atanhf(float __x);
float coshf(float __x);
float sinhf(float __x);
float tanhf(float __x);
float expf(float __x);
float exp2f(float __x);
float expm1f(float __x);
float logf(float __x);
float log10f(float __x);
float log1pf(float __x);
float log2f(float __x);
float logbf(float __x);
float cbrtf(float __x);
float fabsf(float __x);
float sqrtf(float __x);
float erff(float __x);
float erfcf(float __x);
float lgammaf(float __x);
float tgammaf(float __x);
float ceilf(float __x);
float floorf(float __x);
float nearbyintf(float __x);
float rintf(float __x);
float roundf(float __x);
float truncf(float __x);
float atan2f(float __y, float __x);
float hypotf(float __x, float __y);
float powf(float __x, float __y);
float fmodf(float __x, float __y);
float remainderf(float __x, float __y);
float copysignf(float __x, float __y);
float nextafterf(float __x, float __y);
float fdimf(float __x, float __y);
float fmaxf(float __x, float __y);
float fminf(float __x, float __y);
float frexpf(float __x, int *__exponent);
float ldexpf(float __x, int __exponent);
float scalbnf(float __x, int __n);
float scalblnf(float __x, long __n);
int ilogbf(float __x);
float modff(float __x, float *__whole);
long lrintf(float __x);
long long llrintf(float __x);
long lroundf(float __x);
long long llroundf(float __x);
float nanf(const char *__text);
float nexttowardf(float __x, long double __y);
float fmaf(float __x, float __y, float __z);
float remquof(float __x, float __y, int *__quotient);

#pragma library "long_double.c"
long double acosl(long double __x);
long double asinl(long double __x);
long double atanl(long double __x);
long double cosl(long double __x);
long double sinl(long double __x);
long double tanl(long double __x);
long double acoshl(long double __x);
long double asinhl(long double __x);
long double atanhl(long double __x);
long double coshl(long double __x);
long double sinhl(long double __x);
long double tanhl(long double __x);
long double expl(long double __x);
long double exp2l(long double __x);
long double expm1l(long double __x);
long double logl(long double __x);
long double log10l(long double __x);
long double log1pl(long double __x);
long double log2l(long double __x);
long double logbl(long double __x);
long double cbrtl(long double __x);
long double fabsl(long double __x);
long double sqrtl(long double __x);
long double erfl(long double __x);
long double erfcl(long double __x);
long double lgammal(long double __x);
long double tgammal(long double __x);
long double ceill(long double __x);
long double floorl(long double __x);
long double nearbyintl(long double __x);
long double rintl(long double __x);
long double roundl(long double __x);
long double truncl(long double __x);
long double atan2l(long double __y, long double __x);
long double hypotl(long double __x, long double __y);
long double powl(long double __x, long double __y);
long double fmodl(long double __x, long double __y);
long double remainderl(long double __x, long double __y);
long double copysignl(long double __x, long double __y);
long double nextafterl(long double __x, long double __y);
long double fdiml(long double __x, long double __y);
long double fmaxl(long double __x, long double __y);
long double fminl(long double __x, long double __y);
long double frexpl(long double __x, int *__exponent);
long double ldexpl(long double __x, int __exponent);
long double scalbnl(long double __x, int __n);
long double scalblnl(long double __x, long __n);
int ilogbl(long double __x);
long double modfl(long double __x, long double *__whole);
long lrintl(long double __x);
long long llrintl(long double __x);
long lroundl(long double __x);
long long llroundl(long double __x);
long double nanl(const char *__text);
long double nexttowardl(long double __x, long double __y);
long double fmal(long double __x, long double __y, long double __z);
long double remquol(long double __x, long double __y, int *__quotient);

#ifdef __USE_MISC
#pragma library "math_bsd.c"
int isinf(double __x);
int isnan(double __x);
int finite(double __x);
int isinff(float __x);
int isnanf(float __x);
int finitef(float __x);
int isinfl(long double __x);
int isnanl(long double __x);
int finitel(long double __x);
#endif

#define fabs(x)  __builtin_fabs(x)
#define fabsf(x) __builtin_fabsf(x)
#define sqrt(x)  __builtin_sqrt(x)
#define sqrtf(x) __builtin_sqrtf(x)

#define fpclassify(x)        (sizeof(x) == sizeof(float) ? __fpclassifyf(x) : __fpclassify(x))
#define isfinite(x)          (__fpclassify(x) >= FP_ZERO)
#define isinf(x)             (__fpclassify(x) == FP_INFINITE)
#define isnan(x)             (__fpclassify(x) == FP_NAN)
#define isnormal(x)          (fpclassify(x) == FP_NORMAL)
#define signbit(x)           __signbit(x)
#define isgreater(x, y)      __isless(y, x)
#define isgreaterequal(x, y) __islessequal(y, x)
#define isless(x, y)         __isless(x, y)
#define islessequal(x, y)    __islessequal(x, y)
#define islessgreater(x, y)  __islessgreater(x, y)
#define isunordered(x, y)    __isunordered(x, y)

#endif
