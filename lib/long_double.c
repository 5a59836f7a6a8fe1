// libcstar: <math.h> for long double, which is double.
#include "math.h"

#define UNARY(name)                                                                                \
    long double name##l(long double x) {                                                           \
        return name((double)x);                                                                    \
    }
#define BINARY(name)                                                                               \
    long double name##l(long double x, long double y) {                                            \
        return name((double)x, (double)y);                                                         \
    }
#define SCALED(name, type)                                                                         \
    long double name##l(long double x, type y) {                                                   \
        return name((double)x, y);                                                                 \
    }
#define INTEGER(type, name)                                                                        \
    type name##l(long double x) {                                                                  \
        return name((double)x);                                                                    \
    }
#include "by_double.h"

long double fabsl(long double x) {
    return fabs((double)x);
}

long double sqrtl(long double x) {
    return sqrt((double)x);
}

long double nextafterl(long double x, long double y) {
    return nextafter((double)x, (double)y);
}

long double modfl(long double x, long double *whole) {
    return modf((double)x, (double *)whole);
}

long double nanl(const char *text) {
    return nan(text);
}

long double nexttowardl(long double x, long double y) {
    return nexttoward((double)x, (double)y);
}

long double fmal(long double x, long double y, long double z) {
    return fma((double)x, (double)y, (double)z);
}

long double remquol(long double x, long double y, int *quotient) {
    return remquo((double)x, (double)y, quotient);
}
