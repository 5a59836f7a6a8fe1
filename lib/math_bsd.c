// libcstar: BSD's functions of the names of macros.
#include <math.h>
#undef isinf
#undef isnan

int isinf(double x) {
    return __fpclassify(x) != FP_INFINITE ? 0 : __signbit(x) ? -1 : 1;
}

int isnan(double x) {
    return __fpclassify(x) == FP_NAN;
}

int finite(double x) {
    return isfinite(x);
}

int isinff(float x) {
    return isinf(x);
}

int isnanf(float x) {
    return isnan(x);
}

int finitef(float x) {
    return isfinite(x);
}

int isinfl(long double x) {
    return isinf((double)x);
}

int isnanl(long double x) {
    return isnan((double)x);
}

int finitel(long double x) {
    return isfinite(x);
}
