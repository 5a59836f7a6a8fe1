// libcstar: <complex.h> for float, by way of double.
#include "complex.h"

#define UNARY(name)                                                                                \
    float _Complex name##f(float _Complex z) {                                                     \
        return (float _Complex)name((double _Complex)z);                                           \
    }
#include "complex_list.h"

float crealf(float _Complex z) {
    return __real__ z;
}

float cimagf(float _Complex z) {
    return __imag__ z;
}

float cabsf(float _Complex z) {
    return (float)cabs((double _Complex)z);
}

float cargf(float _Complex z) {
    return (float)carg((double _Complex)z);
}

float _Complex cpowf(float _Complex x, float _Complex y) {
    return (float _Complex)cpow((double _Complex)x, (double _Complex)y);
}
