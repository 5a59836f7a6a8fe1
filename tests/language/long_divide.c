// 64-bit division and remainder, signed and unsigned, variable and constant.
#include <limits.h>
#include <stdio.h>

static long long values[] = {0, 1, -1, 2, -2, 3, 7, -7, 10, -10, 1000, 65536, 0xffffffff, 0x100000000, -0x100000000,
                             0x123456789, 1000000007, 1000000000000, -999999999999, LLONG_MAX, LLONG_MAX - 1,
                             LLONG_MIN, LLONG_MIN + 1, 0x7fffffff00000000, 0x00000000ffffffff};
enum { COUNT = sizeof values / sizeof values[0] };

#define CONSTANT(c)                                                                                \
    do {                                                                                           \
        printf("%s:", #c);                                                                         \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %lld,%lld", values[i] / c, values[i] % c);                                    \
        printf("\n");                                                                              \
    } while (0)
#define CONSTANT_UNSIGNED(c)                                                                       \
    do {                                                                                           \
        printf("%s:", #c);                                                                         \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %llu,%llu", (unsigned long long)values[i] / c, (unsigned long long)values[i] % c); \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            long long x = values[i], y = values[j];
            unsigned long long u = (unsigned long long)x, v = (unsigned long long)y;
            if (y == 0 || (x == LLONG_MIN && y == -1))
                continue;
            printf("%lld,%lld,%llu,%llu ", x / y, x % y, u / v, u % v);
        }
        printf("\n");
    }
    CONSTANT(2);
    CONSTANT(-2);
    CONSTANT(3);
    CONSTANT(10);
    CONSTANT(16);
    CONSTANT(1000);
    CONSTANT(65536);
    CONSTANT(-4294967296);
    CONSTANT(1000000000000);
    CONSTANT(LLONG_MAX);
    CONSTANT(LLONG_MIN);
    CONSTANT_UNSIGNED(2u);
    CONSTANT_UNSIGNED(10u);
    CONSTANT_UNSIGNED(0x100u);
    CONSTANT_UNSIGNED(0x80000000u);
    CONSTANT_UNSIGNED(0x100000000u);
    CONSTANT_UNSIGNED(0x8000000000000000u);
    CONSTANT_UNSIGNED(0xffffffffffffffffu);
    long long x = -123456789012345;
    int small = -17;
    unsigned big = 4000000000;
    printf("%lld %lld %lld %lld\n", x / small, x % small, x / big, x % big);
    printf("%lld %lld\n", small / 5000000000, small % 5000000000);
    return 0;
}
