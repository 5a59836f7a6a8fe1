// Big numbers: 100!, Fibonacci 500, powers of two, a few hundred digits of pi.
#include <stdio.h>
#include <string.h>
enum { DIGITS = 60 };
typedef struct { unsigned short n; unsigned d[DIGITS]; } Big;
static Big from(unsigned x) { Big b = {1, {x % 10000}}; if (x >= 10000) b.d[b.n++] = x / 10000; return b; }
static Big times(Big b, unsigned k) {
    unsigned carry = 0;
    for (int i = 0; i < b.n; i++) {
        carry += b.d[i] * k;
        b.d[i] = carry % 10000, carry /= 10000;
    }
    while (carry) b.d[b.n++] = carry % 10000, carry /= 10000;
    return b;
}
static Big add(const Big *a, const Big *b) {
    Big r = {0};
    unsigned carry = 0;
    for (r.n = 0; r.n < a->n || r.n < b->n || carry; r.n++) {
        carry += (r.n < a->n ? a->d[r.n] : 0) + (r.n < b->n ? b->d[r.n] : 0);
        r.d[r.n] = carry % 10000, carry /= 10000;
    }
    return r;
}
static void print(Big b) {
    printf("%u", b.d[b.n - 1]);
    for (int i = b.n - 2; i >= 0; i--) printf("%04u", b.d[i]);
    printf("\n");
}
static void pi(int digits) {
    static int r[2000];
    int n = digits * 10 / 3 + 1;
    for (int i = 0; i < n; i++) r[i] = 2000;
    for (int k = n - 14, c = 0; k > 0; k -= 14) {
        int d = 0, i = k;
        for (;;) {
            d += r[i] * 10000;
            int b = 2 * i - 1;
            r[i] = d % b, d /= b, i--;
            if (i == 0) break;
            d *= i;
        }
        printf("%04d", c + d / 10000);
        c = d % 10000;
    }
    printf("\n");
}
int main(void) {
    Big f = from(1), a = from(0), b = from(1);
    for (unsigned i = 2; i <= 100; i++) f = times(f, i);
    print(f);
    for (int i = 0; i < 500; i++) {
        Big t = add(&a, &b);
        a = b, b = t;
    }
    print(a);
    Big p = from(1);
    for (int i = 0; i < 256; i++) p = times(p, 2);
    print(p);
    pi(200);
    return 0;
}
