// libcstar: ISO C <math.h>, declarations only. The machine has no floating point, so nothing here
// is defined: programs may mention these functions in code that is never reached, and are told of
// an undefined reference where they call one.
#ifndef MATH_H
#define MATH_H

double acos(double x);
double asin(double x);
double atan(double x);
double atan2(double y, double x);
double ceil(double x);
double cos(double x);
double cosh(double x);
double exp(double x);
double fabs(double x);
double floor(double x);
double fmod(double x, double y);
double frexp(double x, int *exponent);
double ldexp(double x, int exponent);
double log(double x);
double log10(double x);
double log2(double x);
double modf(double x, double *whole);
double pow(double x, double y);
double round(double x);
double sin(double x);
double sinh(double x);
double sqrt(double x);
double tan(double x);
double tanh(double x);
double trunc(double x);

float ceilf(float x);
float fabsf(float x);
float floorf(float x);
float fmodf(float x, float y);
float ldexpf(float x, int exponent);
float powf(float x, float y);
float sqrtf(float x);

#endif
