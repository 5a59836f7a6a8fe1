// Functions of <math.h> as gcc's builtins, without a header.
int printf(const char *, ...);

int main(void) {
    float f = 3;
    long double l = 2.5L;
    printf("%g %g %g %g\n", __builtin_fmax(1, 2), (double)__builtin_copysignl(1, -l),
           (double)__builtin_hypotf(f, 4), __builtin_fma(2, 3, 4));
    printf("%ld %lld %d %d\n", __builtin_lround(2.5), __builtin_llrintf(f), __builtin_ilogbl(l),
           (int)sizeof(__builtin_cbrtf(f)));
    printf("%g %g %g\n", __builtin_tgamma(5), __builtin_log2(8), (double)__builtin_scalbnf(f, 3));
    return 0;
}
