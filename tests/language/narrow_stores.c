// What a narrow store leaves out of its operand is still there for others; induction variables in
// loops that call; divisions of 64 bits by constants of 16 bits; functions that are called once.
#include <stdio.h>

static unsigned char bytes[8];
static short halves[8];
static signed char small;

static int stores(unsigned x, unsigned char *p, short *h) {
    unsigned char kept = (unsigned char)(x + 1);
    signed char other = (signed char)(x * 3);
    short half = (short)(x << 4);
    p[0] = kept;
    p[1] = (unsigned char)other;
    h[0] = half;
    h[1] = (short)other;
    small = (signed char)(x + 200);
    x &= 0xfff;
    p[2] = (unsigned char)x;
    p[3] = (unsigned char)(x & 0x0f);
    return kept + other * 1000 + half + small;
}

static int visits;
__attribute__((noinline)) static int visit(const short *h) {
    visits++;
    return *h;
}

static int all(const short *h, unsigned count) {
    int sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum = sum * 3 + visit(&h[i]) - (visit(&h[i]) & 3);
    return sum;
}

static unsigned long long digits(unsigned long long n) {
    unsigned long long turned = 0;
    for (; n != 0; n /= 10)
        turned = turned * 16 + n % 10;
    return turned + n / 65535 % 7;
}

static int below(const unsigned char *p, int from, int to) {
    int sum = 0;
    for (int i = from; i < to - 1; i++)
        sum = sum * 7 + p[i] + p[i + 1];
    return sum;
}

int main(void) {
    for (unsigned x = 120; x < 0x20000; x = x * 5 + 3)
        printf("%d %d %d %d %d\n", stores(x, bytes, halves), bytes[1], bytes[2], bytes[3], halves[1]);
    for (int i = 0; i < 8; i++)
        halves[i] = (short)(i * 5000), bytes[i] = (unsigned char)(i * 77);
    printf("%d %d %d %d\n", all(halves, 8), all(halves, 0), visits, all(halves + 2, 3));
    printf("%llx %llx %llx\n", digits(18446744073709551615ull), digits(0), digits(4294967296ull));
    printf("%d %d %d\n", below(bytes, 0, 8), below(bytes, 5, 3), below(bytes, 2, 4));
    return 0;
}
