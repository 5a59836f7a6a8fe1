// What an optimiser must not assume: aliases, changes by calls, loops that run once or never, values across calls and jumps.
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

static int global = 1, *pointer = &global;
static int array[8];
struct Pair { int a, b; };

static int alias(int *p, int *q) {
    *p = 1;
    *q = 2;
    return *p * 10 + *q;
}
static int alias_bytes(unsigned *word) {
    unsigned before = *word;
    ((unsigned char *)word)[1] = 0xff;
    return (int)(*word - before);
}
static void change(void) { global *= 3; }
static int across_call(void) {
    int before = global;
    change();
    int after = global;
    *pointer += 1;
    return before * 10000 + after * 100 + global;
}
static int escaped(void) {
    int x = 1, *p = &x;
    for (int i = 0; i < 3; i++) {
        x += 10;
        *p *= 2;
    }
    return x;
}
static void store(int **where, int *what) { *where = what; }
static int escaped_later(void) {
    int x = 5, y = x + 1, *p;
    store(&p, &x);
    *p = 7;
    return x * 10 + y;
}
static int loop_once(int n) {
    int i, last = -1;
    for (i = n; i < 3; i += 5)
        last = i;
    return last * 100 + i;
}
static unsigned loop_unsigned(unsigned from) {
    unsigned count = 0;
    for (unsigned i = from; i >= 3 && i < 0x80000000; i -= 3)
        count++;
    return count;
}
static int invariant(int n, int k) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        sum += k * 7 + array[3];
        if (i == 2)
            array[3] = 100;
        if (i == 4)
            k = -1;
    }
    return sum;
}
static int division_not_hoisted(int n, int d) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        if (d != 0)
            sum += 100 / d;
    return sum;
}
static int swap_cycle(int n) {
    int a = 1, b = 2, c = 3, d = 4;
    while (n--) {
        int t = a;
        a = b, b = c, c = d, d = t;
        if (n % 3 == 0) { t = b; b = d; d = t; }
    }
    return a * 1000 + b * 100 + c * 10 + d;
}
static int dead_stores(int x) {
    int y = x * 2;
    y = x + 1;
    if (0) y = 99;
    x = x;
    (void)(x * 3);
    return y;
    y = 5;
    return y;
}
static int constant_branches(int x) {
    const int zero = 0;
    int result = 0;
    if (zero) result += 1; else result += 2;
    if (1 || x) result += 4;
    if (x && 0) result += 8;
    while (zero) result += 16;
    do result += 32; while (zero);
    for (; zero;) result += 64;
    result += zero ? 128 : 256;
    switch (3) { case 3: result += 512; break; default: result += 1024; }
    return result;
}
static int many_live(int a, int b, int c, int d) {
    int e = a + b, f = a - b, g = c * d, h = c + d, i = e * f, j = g - h, k = i ^ j, l = a & d, m = b | c, n = e + h, o = f - g, p = k + l;
    int q = m * n, r = o + p, s = q - r, t = s ^ a, u = t + b, v = u * c, w = v - d;
    change();
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8 + i * 9 + j * 10 + k * 11 + l * 12 + m * 13 + n * 14 + o * 15 + p * 16 + q * 17 +
           r * 18 + s * 19 + t * 20 + u * 21 + v * 22 + w * 23;
}
static long long many_wide(long long a, long long b) {
    long long c = a + b, d = a - b, e = c * 3, f = d ^ e, g = e >> 3, h = f + g, i = h * a, j = i - b;
    change();
    return a + 3 * b + 5 * c + 7 * d + 11 * e + 13 * f + 17 * g + 19 * h + 23 * i + 29 * j;
}
static int arguments_swapped(int a, int b, int c, int d) { return a * 1000 + b * 100 + c * 10 + d; }
static int rotate_arguments(int a, int b, int c, int d) { return arguments_swapped(d, a, b, c) - arguments_swapped(b, a, d, c); }
static int same_subexpressions(int *p, int i) {
    int a = p[i] + p[i + 1];
    p[i] = 50;
    int b = p[i] + p[i + 1];
    i++;
    return a * 10000 + b * 100 + p[i];
}
static int overlap(struct Pair *p) {
    struct Pair t = *p;
    p->a = t.b;
    p->b = t.a;
    *p = (struct Pair){p->b * 2, p->a * 3};
    return p->a * 100 + p->b;
}
static int phi(int n) {
    int x, y = 0;
    if (n > 5) x = n, y = 1;
    else if (n > 2) x = n * 2;
    else x = -n;
    for (int i = 0; i < n; i++) {
        int z = x;
        x = y + i;
        y = z;
    }
    return x * 100 + y;
}
static int narrow_locals(int n) {
    unsigned char c = 250;
    short s = 32760;
    for (int i = 0; i < n; i++) c++, s++;
    return c * 100000 + s;
}
static int unswitched(int n) {
    int total = 0;
    for (int i = 0; i < n; i++)
        switch (i & 3) {
        case 0: total += 1; continue;
        case 1: total += 10; break;
        case 2: total += 100;
        default: total *= 2;
        }
    return total;
}

int main(void) {
    int x = 0, y = 0;
    unsigned word = 0x11223344;
    printf("%d %d %d\n", alias(&x, &x), alias(&x, &y), alias_bytes(&word));
    printf("%d\n", across_call());
    printf("%d %d %d %d\n", escaped(), escaped_later(), loop_once(0), loop_once(9));
    printf("%u %u\n", loop_unsigned(10), loop_unsigned(2));
    printf("%d %d %d\n", invariant(7, 2), division_not_hoisted(3, 0), division_not_hoisted(3, 7));
    printf("%d %d %d %d\n", swap_cycle(1), swap_cycle(5), swap_cycle(10), dead_stores(4));
    printf("%d %d\n", constant_branches(0), constant_branches(1));
    printf("%d %lld\n", many_live(3, 5, 7, 11), many_wide(1234567, -98765));
    printf("%d\n", rotate_arguments(1, 2, 3, 4));
    int v[] = {1, 2, 3, 4};
    printf("%d %d\n", same_subexpressions(v, 1), v[1]);
    struct Pair p = {3, 4};
    printf("%d %d %d %d\n", overlap(&p), phi(1), phi(4), phi(8));
    printf("%d %d %d\n", narrow_locals(3), narrow_locals(10), unswitched(11));
    return 0;
}
