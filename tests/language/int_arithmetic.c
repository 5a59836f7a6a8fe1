// 32-bit addition, subtraction, multiplication: edge operands, variable and constant.
#include <limits.h>
#include <stdio.h>

static int values[] = {0, 1, -1, 2, -2, 7, 255, 256, 32767, -32768, 32768, 65535, 65536, 1000000007,
                       INT_MAX, INT_MIN + 1, INT_MIN, 0x12345678, -0x12345678};
enum { COUNT = sizeof values / sizeof values[0] };

#define CONSTANT(c)                                                                                \
    do {                                                                                           \
        unsigned sum = 0, difference = 0, reverse = 0, product = 0;                                \
        for (int i = 0; i < COUNT; i++) {                                                          \
            unsigned x = (unsigned)values[i];                                                      \
            sum = sum * 31 + (x + (c));                                                            \
            difference = difference * 31 + (x - (c));                                              \
            reverse = reverse * 31 + ((c)-x);                                                      \
            product = product * 31 + x * (c);                                                      \
        }                                                                                          \
        printf("%-12s %08x %08x %08x %08x\n", #c, sum, difference, reverse, product);              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            unsigned x = (unsigned)values[i], y = (unsigned)values[j];
            printf("%x,%x,%x ", x + y, x - y, x * y);
        }
        printf("\n-: %x %d\n", -(unsigned)values[i], +values[i]);
    }
    CONSTANT(0);
    CONSTANT(1);
    CONSTANT(2);
    CONSTANT(3);
    CONSTANT(4);
    CONSTANT(5);
    CONSTANT(7);
    CONSTANT(8);
    CONSTANT(10);
    CONSTANT(-1);
    CONSTANT(-3);
    CONSTANT(-8);
    CONSTANT(100);
    CONSTANT(255);
    CONSTANT(256);
    CONSTANT(32767);
    CONSTANT(32768);
    CONSTANT(-32768);
    CONSTANT(-32769);
    CONSTANT(65535);
    CONSTANT(65536);
    CONSTANT(65537);
    CONSTANT(0x7fffffff);
    CONSTANT(0x80000000);
    CONSTANT(0xdeadbeef);
    int a = 1000, b = -999;
    printf("%d %d %d %d\n", a + b, a - b, a * b, -a * -b);
    printf("%d\n", a + b * a - b + a * a - (b - a) * (a + b));
    return 0;
}
