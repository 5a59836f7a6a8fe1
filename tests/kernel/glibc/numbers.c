// Floating point of glibc: formats, functions, environment, complex numbers.
#include <complex.h>
#include <fenv.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define FUNCTION(name) {#name, name}
static const struct {
    const char *name;
    double (*call)(double);
} functions[] = {FUNCTION(sin),    FUNCTION(cos),  FUNCTION(tan),  FUNCTION(exp),    FUNCTION(log), FUNCTION(cbrt),
                 FUNCTION(erf),    FUNCTION(sqrt), FUNCTION(rint), FUNCTION(tgamma), FUNCTION(floor)};

int main(void) {
    static const double numbers[] = {0.0, -1.5, 3.25, 1e-310, 1e300, 0.1, INFINITY, NAN};
    static const int modes[] = {FE_TONEAREST, FE_TOWARDZERO, FE_UPWARD, FE_DOWNWARD};
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++)
        for (int j = 0; j < 8; j++)
            printf("%s(%g) = %.17g\n", functions[i].name, numbers[j], fabs(functions[i].call(numbers[j])));
    for (int i = 0; i < 4; i++) {
        volatile double one = 1, ten = 10;
        fesetround(modes[i]);
        printf("%a %.3f %e %g\n", one / ten, 2.0005, 1.23456789e-5, 1e15 / 7);
        fesetround(FE_TONEAREST);
        printf("%x\n", fetestexcept(FE_INEXACT | FE_DIVBYZERO));
    }
    double _Complex z = cexp(1.0 + 2.0 * I) * clog(3.0 - 4.0 * I);
    printf("%.12g %.12g\n", creal(z), cimag(z));
    double x;
    int n = sscanf("12.5e-1 0x1.8p3 nan", "%lf %d", &x, &(int){0});
    printf("%d %g %.15Lg %ls\n", n, x, strtold("1e-7", NULL), L"wide");
    return (int)(x * 8);
}
