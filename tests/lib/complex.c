// <complex.h>: what infinities, NaNs and zeros give.
#include <complex.h>
#include <math.h>
#include <stdio.h>
static const double v[] = {0.0, -0.0, 1, -1, 2.5, -2.5, INFINITY, -INFINITY, NAN};
// Beside a NaN the sign of an infinity or a zero is not specified.
static void part(double x, double other) {
    if (isnan(x))
        printf(" nan");
    else
        printf(" %.13g", isnan(other) && !(x < 0 && x > -9) ? fabs(x) : x);
}
static void out(double _Complex z) {
    part(creal(z), cimag(z));
    part(cimag(z), creal(z));
    puts("");
}
#define F(f)                                                                                       \
    { #f, f }
static const struct {
    const char *name;
    double _Complex (*f)(double _Complex);
} fs[] = {F(csqrt), F(cexp),  F(clog),  F(csin),  F(ccos),   F(ctan),   F(csinh),  F(ccosh),
          F(ctanh), F(casin), F(cacos), F(catan), F(casinh), F(cacosh), F(catanh), F(cproj)};
int main(void) {
    for (int k = 0; k < (int)(sizeof fs / sizeof fs[0]); k++)
        for (int i = 0; i < 9; i++)
            for (int j = 0; j < 9; j++) {
                double _Complex r = fs[k].f(CMPLX(v[i], v[j]));
                printf("%s(%g,%g)", fs[k].name, v[i], v[j]);
                out(r);
            }
    for (int i = 0; i < 9; i++)
        for (int j = 0; j < 9; j++) {
            printf("cabs(%g,%g)", v[i], v[j]);
            out(CMPLX(cabs(CMPLX(v[i], v[j])), carg(CMPLX(v[i], v[j]))));
        }
    float _Complex f = csqrtf(-4);
    long double _Complex l = cexpl(I * M_PI);
    printf("%g %g %.15Lg\n", crealf(f), cimagf(f), creall(l));
    printf("%g %g %g\n", cabsf(3 + 4 * I), cargf(I) * 2, creal(cpow(I, 2 * I)));
    return 0;
}
