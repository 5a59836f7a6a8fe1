// <tgmath.h> chooses functions of complex numbers.
#include <stdio.h>
#include <tgmath.h>

#define SIZE(x) ((int)sizeof(x))

int main(void) {
    float f = 2;
    float _Complex fc = 1.0f + 2.0if;
    double _Complex dc = -4.0;
    long double _Complex lc = 3.0L * I;
    double _Complex root = sqrt(dc);
    printf("%g %g\n", creal(root), cimag(root));
    printf("%d %d %d %d %d\n", SIZE(exp(f)), SIZE(exp(fc)), SIZE(exp(dc)), SIZE(exp(lc)),
           SIZE(exp(1)));
    printf("%d %d %d\n", SIZE(pow(f, fc)), SIZE(pow(fc, 2.0)), SIZE(pow(2, 3)));
    printf("%g %g %g\n", fabs(3 + 4 * I), (double)fabs(-f), (double)fabs(fc * fc));
    printf("%d %d %g %g\n", SIZE(creal(fc)), SIZE(conj(fc)), creal(7), carg(-1.0 + 0.0 * I));
    return 0;
}
