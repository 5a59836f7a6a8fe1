// A shift by the width of its type or more shifts by the count modulo the width, as gcc's code for MIPS does.
#include <stdio.h>

static int counts[] = {0, 1, 31, 32, 33, 63, 64, 65, 100000, -1, -31, -1000000, 0x7fffffff, (int)0x80000000};
enum { COUNTS = sizeof counts / sizeof counts[0] };

static void words(unsigned a, int count) {
    int s = (int)a;
    unsigned u = a;
    printf("%d: %x %x %x", count, a << count, a >> count, (unsigned)(s >> count));
    u <<= count;
    s >>= (short)count;
    a >>= (unsigned char)count;
    printf(" %x %x %x\n", u, (unsigned)s, a);
}

static void wide(unsigned long long a, long long count) {
    long long s = (long long)a;
    printf("%lld: %llx %llx %llx", count, a << count, a >> count, (unsigned long long)(s >> count));
    a <<= (int)count;
    s >>= (unsigned)count;
    printf(" %llx %llx %x\n", a, (unsigned long long)s, 0x7e00ff0fu << count);
}

static unsigned masked(unsigned a, unsigned count) { return a << (count & 31) | a >> (-count & 31); }

int main(void) {
    for (int i = 0; i < COUNTS; i++)
        words(0x7e00ff0f, counts[i]);
    for (int i = 0; i < COUNTS; i++)
        words(0x8123f0f1, counts[i]);
    for (int i = 0; i < COUNTS; i++)
        wide(0x8123f0f17e00ff0f, counts[i]);
    printf("%x %x\n", masked(0x12345678, 4), masked(0x12345678, 40));
    static int after_folding = (int)sizeof(char[1 + (1 << 2)]);
    return after_folding - 5;
}
