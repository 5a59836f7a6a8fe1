// Bitwise operators on 32 bits: variable operands, low masks, high masks, holes.
#include <stdio.h>

static unsigned values[] = {0, 1, 0xff, 0xff00, 0x80000000, 0xffffffff, 0x7fffffff, 0x55555555, 0xaaaaaaaa, 0x12345678};
enum { COUNT = sizeof values / sizeof values[0] };

#define MASK(m)                                                                                    \
    do {                                                                                           \
        printf("%s:", #m);                                                                         \
        for (int i = 0; i < COUNT; i++)                                                            \
            printf(" %x,%x,%x", values[i] & m, values[i] | m, m ^ values[i]);                      \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++)
            printf("%x,%x,%x,%x ", values[i] & values[j], values[i] | values[j], values[i] ^ values[j],
                   values[i] & ~values[j]);
        printf("~%x\n", ~values[i]);
    }
    MASK(0);
    MASK(1);
    MASK(2);
    MASK(3);
    MASK(4);
    MASK(0xf);
    MASK(0x10);
    MASK(0xff);
    MASK(0xff00);
    MASK(0xffff);
    MASK(0xff0000);
    MASK(0xff000000);
    MASK(0xffff0000);
    MASK(0x7fffffff);
    MASK(0x80000000);
    MASK(0xfffffffe);
    MASK(0xfffffffc);
    MASK(0xfffff000);
    MASK(0xffffffff);
    MASK(0x0ff0);
    MASK(0x10101010);
    MASK(0x8001);
    MASK(-1);
    MASK(-16);
    int negative = -5;
    printf("%d %d %d %d\n", negative & 12, negative | 12, negative ^ 12, ~negative);
    unsigned bits = 0;
    for (unsigned x = 0xdeadbeef; x; x &= x - 1)
        bits++;
    printf("%u\n", bits);
    unsigned flags = 0;
    for (int i = 0; i < 32; i += 3)
        flags |= 1u << i;
    printf("%x", flags);
    for (int i = 0; i < 32; i += 2)
        flags &= ~(1u << i);
    printf(" %x", flags);
    for (int i = 0; i < 32; i += 5)
        flags ^= 1u << i;
    printf(" %x\n", flags);
    return 0;
}
