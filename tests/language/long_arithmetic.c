// 64-bit addition, subtraction, negation, multiplication: carries between the halves.
#include <stdio.h>

static unsigned long long values[] = {0, 1, 2, 0xffffffff, 0x100000000, 0x1ffffffff, 0x7fffffff, 0x80000000,
                                      0x7fffffffffffffff, 0x8000000000000000, 0xffffffffffffffff,
                                      0xffffffff00000000, 0x123456789abcdef0, 10, 1000000007};
enum { COUNT = sizeof values / sizeof values[0] };

#define CONSTANT(c)                                                                                \
    do {                                                                                           \
        printf("%s:", #c);                                                                         \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %llx,%llx,%llx,%llx", values[i] + c, values[i] - c, c - values[i],            \
                   values[i] * c);                                                                 \
        printf("\n");                                                                              \
    } while (0)

static long long mix(int a, long long b, unsigned c, long long d) { return a * b - c + d; }

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++)
            printf("%llx,%llx,%llx ", values[i] + values[j], values[i] - values[j], values[i] * values[j]);
        printf("-%llx\n", -values[i]);
    }
    CONSTANT(0);
    CONSTANT(1);
    CONSTANT(3);
    CONSTANT(-1);
    CONSTANT(10);
    CONSTANT(0x10000);
    CONSTANT(0xffffffffu);
    CONSTANT(0x100000000);
    CONSTANT(0x123456789);
    CONSTANT(0xfedcba9876543210);
    int i = -7;
    unsigned u = 0xfffffff0;
    long long x = 5000000000, y = -3;
    printf("%lld %lld %lld %lld\n", x + i, x * i, x - u, y + u);
    printf("%lld %lld\n", (long long)i * i, (long long)(u / 2) * u);
    printf("%lld %d\n", x * y - i, (int)(x * y));
    printf("%lld\n", mix(-100000, 100000, 0x80000000, 1));
    unsigned long long factorial = 1;
    for (int n = 1; n <= 20; n++)
        factorial *= (unsigned)n;
    printf("%llu\n", factorial);
    long long fibonacci[90] = {0, 1};
    for (int n = 2; n < 90; n++)
        fibonacci[n] = fibonacci[n - 1] + fibonacci[n - 2];
    printf("%lld %lld\n", fibonacci[89], fibonacci[50] - fibonacci[60]);
    return 0;
}
