// libcstar: ISO C <math.h>, declarations only. The machine has no floating point, so nothing here
// is defined: programs may mention these functions in code that is never reached, and are told of
// an undefined reference where they call one.
#ifndef __MATH_H
#define __MATH_H

#define INFINITY  __builtin_inff()
#define NAN       __builtin_nanf("")
#define HUGE_VAL  __builtin_inf()
#define HUGE_VALF __builtin_inff()
#define HUGE_VALL __builtin_infl()

#pragma library "math.c"
double fabs(double __x);
float fabsf(float __x);
long double fabsl(long double __x);
double sqrt(double __x);
float sqrtf(float __x);
long double sqrtl(long double __x);

#define fabs(x)  __builtin_fabs(x)
#define fabsf(x) __builtin_fabsf(x)
#define sqrt(x)  __builtin_sqrt(x)
#define sqrtf(x) __builtin_sqrtf(x)

double acos(double __x);
double asin(double __x);
double atan(double __x);
double atan2(double __y, double __x);
double ceil(double __x);
double cos(double __x);
double cosh(double __x);
double exp(double __x);
double floor(double __x);
double fmod(double __x, double __y);
double frexp(double __x, int *__exponent);
double ldexp(double __x, int __exponent);
double log(double __x);
double log10(double __x);
double log2(double __x);
double modf(double __x, double *__whole);
double pow(double __x, double __y);
double round(double __x);
double sin(double __x);
double sinh(double __x);
double tan(double __x);
double tanh(double __x);
double trunc(double __x);

float ceilf(float __x);
float floorf(float __x);
float fmodf(float __x, float __y);
float ldexpf(float __x, int __exponent);
float powf(float __x, float __y);

#endif
