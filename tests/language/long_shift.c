// 64-bit shifts by every amount, variable and constant.
#include <stdio.h>

static unsigned long long values[] = {1, 0x8000000000000000, 0xffffffffffffffff, 0x123456789abcdef0, 0xfedcba9876543210,
                                      0x80000000, 0x00000000ffffffff};
enum { COUNT = sizeof values / sizeof values[0] };

#define BY(n)                                                                                      \
    do {                                                                                           \
        unsigned long long left = 0, right = 0, arithmetic = 0;                                    \
        for (int i = 0; i < COUNT; i++) {                                                          \
            left = left * 33 + (values[i] << (n));                                                 \
            right = right * 33 + (values[i] >> (n));                                               \
            arithmetic = arithmetic * 33 + (unsigned long long)((long long)values[i] >> (n));      \
        }                                                                                          \
        printf("by %d: %llx %llx %llx\n", n, left, right, arithmetic);                             \
    } while (0)
#define BY4(n) BY(n); BY(n + 1); BY(n + 2); BY(n + 3)
#define BY16(n) BY4(n); BY4(n + 4); BY4(n + 8); BY4(n + 12)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int n = 0; n < 64; n++)
            printf("%llx,%llx,%llx ", values[i] << n, values[i] >> n,
                   (unsigned long long)((long long)values[i] >> n));
        printf("\n");
    }
    BY16(0);
    BY16(16);
    BY16(32);
    BY16(48);
    long long negative = -1000000000000;
    unsigned long long amount = 33;
    signed char small = 5;
    printf("%lld %lld %lld\n", negative >> amount, negative >> small, -1LL >> 63);
    printf("%d %lld\n", 1 << 20LL, 1LL << 40);
    unsigned long long rotate = 0x0123456789abcdef;
    for (int n = 1; n < 64; n += 7)
        rotate = rotate << n | rotate >> (64 - n);
    printf("%llx\n", rotate);
    return 0;
}
