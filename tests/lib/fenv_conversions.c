// Numbers of 64 bits to floating ones and back: in the rounding mode, with the exceptions, of
// <fenv.h>.
#include <fenv.h>
#include <stdio.h>

static const int modes[] = {FE_TONEAREST, FE_TOWARDZERO, FE_UPWARD, FE_DOWNWARD};
static const long long numbers[] = {0x123456789abcdef1, -0x123456789abcdef1, 1LL << 40,
                                    0x7fffffffffffffff};
static const double fractions[] = {1.5, -2.75, 4e18, 1e19, -1e300, 0.0 / 0.0};

static const char *flags(void) {
    static char text[4];
    text[0] = fetestexcept(FE_INEXACT) ? 'x' : '-';
    text[1] = fetestexcept(FE_INVALID) ? 'v' : '-';
    feclearexcept(FE_ALL_EXCEPT);
    return text;
}

int main(void) {
    for (int i = 0; i < 4; i++) {
        fesetround(modes[i]);
        feclearexcept(FE_ALL_EXCEPT);
        for (int j = 0; j < 4; j++) {
            volatile long long n = numbers[j];
            volatile float f = (float)n;
            printf("%a %s ", (double)f, flags());
            volatile double d = (double)n;
            printf("%a %s ", d, flags());
            f = (float)(unsigned long long)n;
            printf("%a %s ", (double)f, flags());
            d = (double)(unsigned long long)n;
            printf("%a %s\n", d, flags());
        }
        for (int j = 0; j < 6; j++) {
            volatile double d = fractions[j];
            volatile float f = (float)d;
            feclearexcept(FE_ALL_EXCEPT);
            volatile long long n = (long long)d;
            printf("%lld %s ", n, flags());
            volatile unsigned long long u = (unsigned long long)d;
            printf("%llu %s ", u, flags());
            n = (long long)f;
            printf("%lld %s\n", n, flags());
        }
    }
    return 0;
}
