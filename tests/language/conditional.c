// The conditional operator: types of its arms, nesting, side effects, lvalues by pointers, structs, void.
#include <stdio.h>

struct Point { int x, y; };
static int trace;
static int say(int x) { trace = trace * 10 + x; return x; }
static void nothing(void) { trace++; }
static int sign(int x) { return x < 0 ? -1 : x > 0 ? 1 : 0; }
static long long widen(int c, int a, long long b) { return c ? a : b; }
static unsigned mix(int c, int a, unsigned b) { return c ? a : b; }

int main(void) {
    printf("%d %d %d\n", sign(-5), sign(0), sign(9));
    printf("%lld %lld\n", widen(1, -1, 5), widen(0, -1, 1LL << 40));
    printf("%u %u\n", mix(1, -1, 5), mix(0, -1, 5));
    printf("%d", say(1) ? say(2) : say(3));
    printf(" %d\n", trace);
    trace = 0;
    int r = say(0) ? say(2) : say(3) ? say(4) : say(5);
    printf("%d %d\n", r, trace);
    struct Point a = {1, 2}, b = {3, 4};
    for (int i = 0; i < 2; i++) {
        struct Point c = i ? a : b;
        printf("%d %d %d\n", c.x, c.y, (i ? b : a).x);
        *(i ? &a.x : &b.x) += 10;
        (i ? &a : &b)->y *= 2;
    }
    printf("%d %d %d %d\n", a.x, a.y, b.x, b.y);
    r ? nothing() : (void)say(7);
    const char *text = r > 100 ? "large" : r > 10 ? "medium" : "small";
    int *p = r ? &r : 0, *q = r ? 0 : &r;
    void *v = r ? (void *)&r : p;
    printf("%s %d %d %d\n", text, *p, q == 0, v == p);
    int array[] = {1, 2, 3}, *e = r ? array : 0;
    printf("%d %d\n", e[1], (r ? array : array + 1)[1]);
    char c = 'x';
    short s = 300;
    printf("%d %d\n", r ? c : s, (int)sizeof(r ? c : s));
    int (*f)(int) = r ? sign : say;
    printf("%d %d\n", f(-8), (r ? say : sign)(6));
    printf("%d\n", 1 ? 2 ? 3 : 4 : 5);
    int big = 5000, m;
    m = big > 1000 ? big > 2000 ? big > 4000 ? 3 : 2 : 1 : 0;
    r = m == 3 ? (r = 8, r + 1) : 2;
    printf("%d %d\n", m, r);
    long long l = 0x100000000;
    printf("%d %d %d\n", l ? 1 : 2, (int)l ? 1 : 2, !l ? 1 : 2);
    return 0;
}
