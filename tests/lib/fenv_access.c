// #pragma STDC FENV_ACCESS ON: what is computed is rounded as the mode is then, also where the
// operands are constants or the same as before, and raises its exceptions, also where nobody wants
// the result. Off, constants are rounded to nearest.
#include <fenv.h>
#include <math.h>
#include <stdio.h>

static const int modes[] = {FE_TONEAREST, FE_TOWARDZERO, FE_UPWARD, FE_DOWNWARD};
static const double third = 1.0 / 3.0;

#pragma STDC FP_CONTRACT OFF
#pragma STDC CX_LIMITED_RANGE DEFAULT

static double quotient(double x, double y) {
    return x / y;
}

static void constants(void) {
#pragma STDC FENV_ACCESS ON
    static const double initial = 1.0 / 3.0;
    double x = 1.0 / 3.0, root = sqrt(2.0);
    float single = 0.1, from_integer = 16777217;
    printf("%a %a %a %a %a %d\n", x, root, (double)single, (double)from_integer, initial,
           initial == third);
    printf("%a %a\n", -1.0 / 3.0, (double)(float)(long long)0x123456789abcdef0);
}

static __attribute__((noinline)) void between(double x, double y, int mode) {
#pragma STDC FENV_ACCESS ON
    double before = x / y, sum = x + y;
    fesetround(mode);
    double after = x / y, other = x + y;
    fesetround(FE_TONEAREST);
    double again = x / y;
    printf("%a %a %a %a %a %a\n", before, sum, after, other, again, quotient(x, y));
}

static int raised(double x, double y) {
#pragma STDC FENV_ACCESS ON
    feclearexcept(FE_ALL_EXCEPT);
    x / y;
    int first = fetestexcept(FE_ALL_EXCEPT) != 0;
    feclearexcept(FE_ALL_EXCEPT);
    double unused = 1.0 / 3.0;
    (void)unused;
    int second = fetestexcept(FE_INEXACT) != 0;
    feclearexcept(FE_ALL_EXCEPT);
    x < NAN;
    int third_one = fetestexcept(FE_INVALID) != 0;
    feclearexcept(FE_ALL_EXCEPT);
    (float)0x7fffffffffffff01LL;
    return first + second * 2 + third_one * 4 + (fetestexcept(FE_INEXACT) != 0) * 8;
}

static void blocks(void) {
    double off = 1.0 / 3.0, on;
    {
#pragma STDC FENV_ACCESS ON
        on = 1.0 / 3.0;
        {
#pragma STDC FENV_ACCESS OFF
            printf("%d ", 1.0 / 3.0 == third);
        }
        printf("%d ", 1.0 / 3.0 == on);
    }
    printf("%d %d\n", off == third, 1.0 / 3.0 == third);
}

int main(void) {
    for (int i = 0; i < 4; i++) {
        fesetround(modes[i]);
        constants();
        blocks();
        fesetround(FE_TONEAREST);
        between(1, 10, modes[i]);
    }
    printf("%d %d\n", raised(1, 3), raised(1, 0));
    return 0;
}
