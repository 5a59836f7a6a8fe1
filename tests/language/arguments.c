// Arguments: many, of all widths, alignment of 64-bit pairs, conversion by prototypes, order independence, modification.
#include <stdio.h>

struct S { int a, b, c; };
static int twelve(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
    return a + 2 * b + 3 * c + 4 * d + 5 * e + 6 * f + 7 * g + 8 * h + 9 * i + 10 * j + 11 * k + 12 * l;
}
static void chars(char a, unsigned char b, signed char c, char d, char e, unsigned char f) { printf("%d %d %d %d %d %d\n", a, b, c, d, e, f); }
static void shorts(short a, unsigned short b, char c, short d, unsigned short e, short f) { printf("%d %d %d %d %d %d\n", a, b, c, d, e, f); }
static void longs(long long a, long long b, long long c) { printf("%lld %lld %lld\n", a, b, c); }
static void mixed1(int a, long long b, int c, long long d, int e) { printf("%d %lld %d %lld %d\n", a, b, c, d, e); }
static void mixed2(long long a, int b, long long c, char d, long long e) { printf("%lld %d %lld %d %lld\n", a, b, c, d, e); }
static void mixed3(int a, int b, int c, long long d, short e, unsigned long long f) { printf("%d %d %d %lld %d %llu\n", a, b, c, d, e, f); }
static void structs(char a, struct S s, long long b, struct S t, short c) {
    printf("%d %d %d %d %lld %d %d %d %d\n", a, s.a, s.b, s.c, b, t.a, t.b, t.c, c);
}
static void split(int a, int b, int c, struct S s, int d) { printf("%d %d %d %d %d %d %d\n", a, b, c, s.a, s.b, s.c, d); }
static int modify(int a, char b, short c, long long d, int e, char f) {
    a++, b += 200, c *= 2, d <<= 33, e = -e, f -= 200;
    int *p = &a, *q = &e;
    *p += *q;
    char *r = &b, *s = &f;
    return a * 1000 + *r + c + (int)(d >> 32) + e + *s;
}
static int nested(int a, int b, int c, int d, int e) { return a - b + c - d + e; }
static void booleans(_Bool a, _Bool b, int c, int d, _Bool e) { printf("%d%d%d%d%d\n", a, b, c, d, e); }
static int pointers(char *a, int *b, long long *c, void *d, const char *const *e, int (*f)(int, int, int, int, int)) {
    return a[0] + *b + (int)*c + *(int *)d + e[1][0] + f(1, 2, 3, 4, 5);
}
static int arrays(int a[], int b[5], int (*c)[2], int d[][2]) { return a[1] + b[2] + c[1][1] + d[0][1]; }

int main(void) {
    printf("%d\n", twelve(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    chars(300, 300, 200, 'x', -1, -1);
    shorts(70000, -1, 'c', -70000, 65537, 1LL << 15);
    longs(-1, 1LL << 40, 0xffffffff);
    mixed1(1, -2, 3, -4, 5);
    mixed2(1, 2, 3000000000, 4, 5LL << 32);
    mixed3(1, 2, 3, 4LL << 40, 5, -6);
    structs(1, (struct S){2, 3, 4}, 5LL << 33, (struct S){6, 7, 8}, 9);
    split(1, 2, 3, (struct S){4, 5, 6}, 7);
    printf("%d\n", modify(1, 100, 3, 4, 5, -100));
    printf("%d\n", nested(nested(1, 2, 3, 4, 5), nested(6, 7, 8, 9, 10), nested(1, 1, 1, 1, nested(2, 3, 4, 5, 6)), 7, nested(9, 8, 7, 6, 5)));
    booleans(5, 0, 5, 0, 0x100);
    char a = 1;
    int b = 2;
    long long c = 3;
    const char *e[] = {"x", "y"};
    printf("%d\n", pointers(&a, &b, &c, &b, e, nested));
    int m[2][2] = {{1, 2}, {3, 4}}, v[] = {1, 2, 3, 4, 5};
    printf("%d\n", arrays(v, v, m, m));
    signed char sc = -5;
    unsigned char uc = 250;
    unsigned short us = 65000;
    mixed1(sc, uc, us, sc, uc);
    mixed2(us, sc, -us, uc, (unsigned)-1);
    return 0;
}
