// Ranges of cases: small and large ones, of signed, unsigned and long long switches, at their ends.
#include <stdio.h>

static int of_int(int n) {
    switch (n) {
    case -2147483647 - 1 ... -1000: return 1;
    case -5 ... 5: return 2;
    case 6: return 3;
    case 'a' ... 'z': return 4;
    case 1000 ... 2147483647: return 5;
    default: return 0;
    }
}

static int of_unsigned(unsigned n) {
    switch (n) {
    case 0 ... 9: return 1;
    case 4000000000u ... 4294967295u: return 2;
    }
    return 0;
}

static int dense(int n) {
    switch (n) {
    case 10 ... 12: return 1;
    case 13: return 2;
    case 14 ... 20: return 3;
    case 22 ... 23: return 4;
    case 24: return 5;
    case 25 ... 26: return 6;
    }
    return 0;
}

static int of_long(long long n) {
    switch (n) {
    case -1ll << 40 ... -1: return 1;
    case 0 ... 1ll << 40: return 2;
    case (1ll << 40) + 1 ... 0x7fffffffffffffffll: return 3;
    }
    return 0;
}

static int of_char(unsigned char c) {
    switch (c) {
    case '0' ... '9': return c - '0';
    case 'A' ... 'F': return c - 'A' + 10;
    case 128 ... 255: return -2;
    default: return -1;
    }
}

static int many(int n) {
    switch (n) {
    case 0 ... 99: return 0;
    case 1000 ... 1099: return 1;
    case 5000: return 2;
    case 7000 ... 8000: return 3;
    case 9000: return 4;
    case 10000 ... 20000: return 5;
    case 30000: return 6;
    }
    return -1;
}

int main(void) {
    static const int numbers[] = {-2147483647 - 1, -1000, -999, -6, -5, 0, 5, 6, 7, 96, 97, 122, 123,
                                  999, 1000, 2147483647};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
        printf("%d ", of_int(numbers[i]));
    printf("\n%d %d %d %d %d\n", of_unsigned(0), of_unsigned(9), of_unsigned(10),
           of_unsigned(3999999999u), of_unsigned(-1));
    for (int i = 9; i < 28; i++)
        printf("%d", dense(i));
    printf("\n%d %d %d %d %d %d\n", of_long(-1ll << 41), of_long(-1ll << 40), of_long(-1),
           of_long(0), of_long(1ll << 40), of_long((1ll << 40) + 1));
    for (const char *c = "059:@AFG\x80\xff"; *c != 0; c++)
        printf("%d ", of_char((unsigned char)*c));
    printf("\n");
    for (int i = 0; i < 31000; i += 1 + i / 7)
        printf("%d", many(i) + 1);
    printf("\n");
    return 0;
}
