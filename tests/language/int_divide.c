// Division and remainder of 32 bits: every combination of signs, variable and constant divisors.
#include <limits.h>
#include <stdio.h>

static int values[] = {0, 1, -1, 2, -2, 3, -3, 7, -7, 8, 9, 10, -10, 99, 100, 127, 128, -128, 255, 1000, 4095,
                       4096, -4096, 65535, 65536, 1000000, -1000000, INT_MAX, INT_MAX - 1, INT_MIN + 1, INT_MIN};
enum { COUNT = sizeof values / sizeof values[0] };

#define SIGNED(c)                                                                                  \
    do {                                                                                           \
        printf("/ %% %s:", #c);                                                                    \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %d,%d", values[i] / (c), values[i] % (c));                                    \
        printf("\n");                                                                              \
    } while (0)

#define UNSIGNED(c)                                                                                \
    do {                                                                                           \
        printf("/ %% %s:", #c);                                                                    \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %u,%u", (unsigned)values[i] / (c), (unsigned)values[i] % (c));                \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            int x = values[i], y = values[j];
            if (y == 0 || (x == INT_MIN && y == -1))
                continue;
            printf("%d,%d,%u,%u ", x / y, x % y, (unsigned)x / (unsigned)y, (unsigned)x % (unsigned)y);
            if (x / y * y + x % y != x)
                printf("WRONG");
        }
        printf("\n");
    }
    SIGNED(1);
    SIGNED(2);
    SIGNED(3);
    SIGNED(4);
    SIGNED(-2);
    SIGNED(-3);
    SIGNED(5);
    SIGNED(7);
    SIGNED(8);
    SIGNED(-8);
    SIGNED(10);
    SIGNED(16);
    SIGNED(100);
    SIGNED(256);
    SIGNED(1000);
    SIGNED(65536);
    SIGNED(1 << 30);
    SIGNED(INT_MAX);
    SIGNED(INT_MIN);
    UNSIGNED(1u);
    UNSIGNED(2u);
    UNSIGNED(3u);
    UNSIGNED(7u);
    UNSIGNED(8u);
    UNSIGNED(10u);
    UNSIGNED(256u);
    UNSIGNED(1000u);
    UNSIGNED(65535u);
    UNSIGNED(65536u);
    UNSIGNED(0x7fffffffu);
    UNSIGNED(0x80000000u);
    UNSIGNED(0x80000001u);
    UNSIGNED(0xffffffffu);
    for (int i = 1; i < COUNT; i++)
        if (values[i] != 0)
            printf("%d %d %u\n", 1000000 / values[i], -1000000 % values[i], 4000000000u / (unsigned)values[i]);
    return 0;
}
