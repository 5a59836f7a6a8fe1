// libcstar: <complex.h> for long double, which is double.
#include "complex.h"

#define UNARY(name)                                                                                \
    long double _Complex name##l(long double _Complex z) {                                         \
        return name((double _Complex)z);                                                           \
    }
#include "complex_list.h"

long double creall(long double _Complex z) {
    return __real__ z;
}

long double cimagl(long double _Complex z) {
    return __imag__ z;
}

long double cabsl(long double _Complex z) {
    return cabs((double _Complex)z);
}

long double cargl(long double _Complex z) {
    return carg((double _Complex)z);
}

long double _Complex cpowl(long double _Complex x, long double _Complex y) {
    return cpow((double _Complex)x, (double _Complex)y);
}
