// Shifts of 32-bit values by every amount, variable and constant.
#include <stdio.h>

static unsigned values[] = {0, 1, 2, 3, 0x80000000, 0xffffffff, 0x7fffffff, 0x12345678, 0xdeadbeef, 0x00ff00ff};
enum { COUNT = sizeof values / sizeof values[0] };

#define BY(n)                                                                                      \
    do {                                                                                           \
        unsigned left = 0, right = 0, arithmetic = 0;                                              \
        for (int i = 0; i < COUNT; i++) {                                                          \
            left = left * 33 + (values[i] << n);                                                   \
            right = right * 33 + (values[i] >> n);                                                 \
            arithmetic = arithmetic * 33 + (unsigned)((int)values[i] >> n);                        \
        }                                                                                          \
        printf("by %d: %x %x %x\n", n, left, right, arithmetic);                                   \
    } while (0)
#define BY4(n) BY(n); BY((n + 1)); BY((n + 2)); BY((n + 3))

static int shift_right(int value, char amount) { return value >> amount; }
static unsigned shift_left(unsigned char value, long long amount) { return (unsigned)value << amount; }

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int n = 0; n < 32; n++)
            printf("%x,%x,%x ", values[i] << n, values[i] >> n, (unsigned)((int)values[i] >> n));
        printf("\n");
    }
    BY4(0);
    BY4(4);
    BY4(8);
    BY4(12);
    BY4(16);
    BY4(20);
    BY4(24);
    BY4(28);
    for (int n = 0; n < 32; n++)
        printf("%x %x %x\n", 1u << n, 0x80000000u >> n, (unsigned)(-0x7fffffff >> n));
    printf("%d %d %u %u\n", shift_right(-1000, 3), shift_right(1000, 31), shift_left(255, 24), shift_left(200, 0));
    unsigned x = 0xcafe1234;
    printf("%x %x\n", x << 5 | x >> 27, x >> 13 | x << 19);
    for (unsigned n = 1; n < 32; n++)
        x = (x << n | x >> (32 - n)) + n;
    printf("%x\n", x);
    return 0;
}
