// libcstar: <math.h>: what is exact in C's own operators, or in the bits of a number.
#include "math.h"

#undef fabs
#undef fabsf
#undef fabsl
#undef sqrt
#undef sqrtf
#undef sqrtl

double fabs(double x) {
    return __builtin_fabs(x);
}

float fabsf(float x) {
    return __builtin_fabsf(x);
}

long double fabsl(long double x) {
    return __builtin_fabs((double)x);
}

double sqrt(double x) {
    return __builtin_sqrt(x);
}

float sqrtf(float x) {
    return __builtin_sqrtf(x);
}

long double sqrtl(long double x) {
    return __builtin_sqrt((double)x);
}
