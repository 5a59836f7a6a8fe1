// 64-bit bitwise operators, masks that touch one or both halves, mixed widths.
#include <stdio.h>

static unsigned long long values[] = {0, 1, 0xffffffff, 0xffffffff00000000, 0xffffffffffffffff, 0x123456789abcdef0,
                                      0x8000000080000000};
enum { COUNT = sizeof values / sizeof values[0] };

#define MASK(m)                                                                                    \
    do {                                                                                           \
        printf("%s:", #m);                                                                         \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %llx,%llx,%llx", values[i] & m, values[i] | m, m ^ values[i]);                \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++)
            printf("%llx,%llx,%llx,%llx ", values[i] & values[j], values[i] | values[j], values[i] ^ values[j],
                   values[i] & ~values[j]);
        printf("~%llx !%d %d\n", ~values[i], !values[i], values[i] ? 1 : 2);
    }
    MASK(0);
    MASK(1);
    MASK(0xff);
    MASK(-1);
    MASK(-256);
    MASK(0xffffffffu);
    MASK(0xffffffff00000000u);
    MASK(0x0000ffff0000ffffu);
    MASK(0x8000000000000000u);
    int minus = -16;
    unsigned high = 0xf0f0f0f0;
    signed char byte = -2;
    unsigned long long x = 0x1122334455667788;
    printf("%llx %llx %llx %llx\n", x & (unsigned long long)minus, x & high, x | high, x ^ (unsigned long long)byte);
    printf("%llx %x %x %x\n", ~(unsigned long long)high, (unsigned)(x & 0xffff), (unsigned)(x >> 32), (unsigned char)x);
    int bits = 0;
    for (unsigned long long y = x; y; y &= y - 1)
        bits++;
    printf("%d\n", bits);
    return 0;
}
