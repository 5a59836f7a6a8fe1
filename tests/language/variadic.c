// Variadic functions: every argument type, promotions, alignment of 64 bit, va_copy, passing va_list on, structures.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct Small { char c; };
struct Three { char c[3]; };
struct Pair { int a, b; };
struct Wide { long long l; int i; };
struct Large { int v[9]; };

static long long sum(const char *types, ...) {
    va_list ap;
    va_start(ap, types);
    long long total = 0;
    for (; *types; types++) {
        total *= 3;
        switch (*types) {
        case 'i': total += va_arg(ap, int); break;
        case 'u': total += va_arg(ap, unsigned); break;
        case 'l': total += va_arg(ap, long); break;
        case 'L': total += va_arg(ap, long long); break;
        case 'U': total += va_arg(ap, unsigned long long); break;
        case 's': total += (int)strlen(va_arg(ap, char *)); break;
        case 'p': total += *va_arg(ap, int *); break;
        case 'f': total += va_arg(ap, int (*)(const char *))("x"); break;
        case '1': total += va_arg(ap, struct Small).c; break;
        case '3': total += va_arg(ap, struct Three).c[2]; break;
        case '8': { struct Pair p = va_arg(ap, struct Pair); total += p.a * p.b; break; }
        case 'W': { struct Wide w = va_arg(ap, struct Wide); total += w.l + w.i; break; }
        case '9': total += va_arg(ap, struct Large).v[8]; break;
        }
    }
    va_end(ap);
    return total;
}
static int one(const char *s) { return *s; }
static int vmax(int count, va_list ap) {
    int max = va_arg(ap, int);
    while (--count) {
        int x = va_arg(ap, int);
        if (x > max) max = x;
    }
    return max;
}
static int max(int count, ...) {
    va_list ap;
    va_start(ap, count);
    int m = vmax(count, ap);
    va_end(ap);
    return m;
}
static int twice(int count, ...) {
    va_list ap, copy;
    va_start(ap, count);
    int skip = va_arg(ap, int);
    va_copy(copy, ap);
    int first = vmax(count, ap), second = vmax(count - 1, copy) + va_arg(copy, int);
    va_end(copy);
    va_end(ap);
    va_start(ap, count);
    skip += va_arg(ap, int);
    va_end(ap);
    return first * 10000 + second * 100 + skip;
}
static int after(int a, long long b, char c, short d, int e, ...) {
    va_list ap;
    va_start(ap, e);
    long long x = va_arg(ap, long long);
    int y = va_arg(ap, int);
    va_end(ap);
    return (int)(a + b + c + d + e + x + y);
}
static int format(char *to, const char *format, ...) {
    va_list ap;
    va_start(ap, format);
    int n = vsprintf(to, format, ap);
    va_end(ap);
    return n;
}
static void take(va_list *ap, int *out) { *out = va_arg(*ap, int); }
static int by_pointer(int n, ...) {
    va_list ap;
    int total = 0, x;
    va_start(ap, n);
    while (n--) take(&ap, &x), total = total * 10 + x;
    va_end(ap);
    return total;
}
static int none(int n, ...) { return n + 1; }

int main(void) {
    int i = 5;
    char c = -1;
    unsigned char uc = 255;
    short s = -300;
    printf("%lld\n", sum("iiiiii", 1, 2, 3, 4, 5, 6));
    printf("%lld\n", sum("LiLiL", 1LL << 40, 2, -3LL, 4, 5LL));
    printf("%lld\n", sum("iLiUu", 1, 2LL << 33, 3, 4ULL << 50, 5u));
    printf("%lld\n", sum("iiii", c, uc, s, 'x'));
    printf("%lld\n", sum("spfl", "four", &i, one, -7L));
    printf("%lld\n", sum("138W9", (struct Small){4}, (struct Three){{1, 2, 3}}, (struct Pair){6, 7}, (struct Wide){1LL << 35, 9}, (struct Large){{0, 0, 0, 0, 0, 0, 0, 0, 8}}));
    printf("%lld\n", sum("iWi9i8L1L", 1, (struct Wide){-1, 2}, 3, (struct Large){{[8] = 4}}, 5, (struct Pair){6, 1}, 7LL, (struct Small){8}, 9LL));
    printf("%d %d %d\n", max(1, -5), max(3, 1, 9, 4), max(8, 1, 2, 3, 4, 5, 99, 7, 8));
    printf("%d\n", twice(3, 50, 1, 7, 4));
    printf("%d\n", after(1, 2, 3, 4, 5, 600LL, 7000));
    char buffer[100];
    int n = format(buffer, "%d %s %lld %c %x", -1, "str", 1LL << 33, 'z', 0xabcu);
    printf("%d [%s]\n", n, buffer);
    printf("%d %d\n", by_pointer(5, 1, 2, 3, 4, 5), none(1, 2, 3));
    int (*f)(int, ...) = max;
    printf("%d\n", f(2, 3, 4));
    printf("%d %lld %d %lld %d %s %d\n", 1, 2LL, 3, 4LL, 5, "six", 7);
    return 0;
}
