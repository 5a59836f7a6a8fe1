// What the machine has no instructions for: bitwise operators, division and shifts of 32 and 64
// bit, on all pairs of interesting values and on random ones.
#include <stdio.h>

static const unsigned words[] = {
    0,        1,          2,          3,          7,          8,          15,         16,
    100,      127,        128,        255,        256,        1000,       32767,      32768,
    65535,    65536,      65537,      0xffffff,   0x1000000,  0x12345678, 0x55555555, 0x7fffffff,
    1u << 31, 0x80000001, 0xaaaaaaaa, 0xdeadbeef, 0xffff0000, 0xfffffffe, 0xffffffff};

enum { WORDS = sizeof words / sizeof words[0] };

static unsigned hash = 5381;

static void add(unsigned value) {
    hash = hash * 31 + value;
}

static void add_long(unsigned long long value) {
    add((unsigned)value);
    add((unsigned)(value >> 32));
}

static void pair(unsigned a, unsigned b) {
    add(a & b);
    add(a | b);
    add(a ^ b);
    add(~a);
    add(a << b % 32);
    add(a >> b % 32);
    add((unsigned)((int)a >> b % 32));
    add(a * b);
    if (b != 0) {
        add(a / b);
        add(a % b);
        if (a != 1u << 31 || b != 0xffffffff) {
            add((unsigned)((int)a / (int)b));
            add((unsigned)((int)a % (int)b));
        }
    }
}

static void long_pair(unsigned long long a, unsigned long long b) {
    add_long(a & b);
    add_long(a | b);
    add_long(a ^ b);
    add_long(~a);
    add_long(a << b % 64);
    add_long(a >> b % 64);
    add_long((unsigned long long)((long long)a >> b % 64));
    add_long(a * b);
    add_long(a - b);
    add((a < b) + 2u * ((long long)a < (long long)b));
    if (b != 0) {
        add_long(a / b);
        add_long(a % b);
        if (a != 1ULL << 63 || b != ~0ULL) {
            add_long((unsigned long long)((long long)a / (long long)b));
            add_long((unsigned long long)((long long)a % (long long)b));
        }
    }
}

int main(void) {
    for (unsigned i = 0; i < WORDS; i++) {
        for (unsigned j = 0; j < WORDS; j++) {
            pair(words[i], words[j]);
        }
        printf("%08x %08x\n", words[i], hash);
    }
    for (unsigned i = 0; i < WORDS; i++) {
        for (unsigned j = 0; j < WORDS; j++) {
            unsigned long long a = (unsigned long long)words[i] << 32 | words[j];
            for (unsigned k = 0; k < WORDS; k += 3) {
                long_pair(a, (unsigned long long)words[k] << 32 | words[(i + j + k) % WORDS]);
                long_pair(a, words[k]);
            }
        }
        printf("%08x %08x\n", words[i], hash);
    }
    unsigned long long state = 88172645463325252ULL;
    for (int i = 0; i < 3000; i++) {
        unsigned long long before = state;
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        pair((unsigned)(before >> 32) >> before % 32, (unsigned)(state >> 32) >> state % 32);
        long_pair(before >> before % 61, state >> state % 63);
    }
    printf("random %08x\n", hash);
    printf("%lld %lld %llu\n", -9223372036854775807LL / 10, -9223372036854775807LL % 10,
           18446744073709551615ULL / 3);
    return 0;
}
