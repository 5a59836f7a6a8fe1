// Comparisons of 64 bits with constants whose lower word is 0, or all ones: the upper word decides.
#include <stdio.h>

static int more(unsigned long long x) { return x > 0xffffffffull; }
static int at_least(unsigned long long x) { return x >= 0x700000000ull; }
static int below(long long x) { return x < -0x700000000ll; }
static int above(long long x) { return x > -0x700000001ll; }
static int under(unsigned long long x) { return x < 0x6ffffffffull; }
static int branch_more(unsigned long long x) {
    if (x > 0xffffffffull)
        return 7;
    return 9;
}
static int branch_below(long long x) {
    if (x < -0x700000000ll)
        return 7;
    return 9;
}
static int branch_above(long long x) {
    if (-0x700000001ll < x)
        return 7;
    return 9;
}
static unsigned one(int n) { return 1u << n; }

static volatile unsigned long long values[] = {
    0, 1, 0xffffffff, 0x100000000, 0x100000001, 0x6fffffffe, 0x6ffffffff, 0x700000000, 0x700000001,
    -0x700000000, -0x700000001, -0x6ffffffff, 0x8000000000000000, 0xffffffffffffffff};

int main(void) {
    for (unsigned i = 0; i < sizeof values / sizeof values[0]; i++) {
        unsigned long long x = values[i];
        printf("%d%d%d%d%d %d%d%d %x\n", more(x), at_least(x), below((long long)x), above((long long)x), under(x),
               branch_more(x), branch_below((long long)x), branch_above((long long)x), one((int)(2 * i)));
    }
}
