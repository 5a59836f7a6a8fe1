// Conversions of results, void returns, returns from the middle, results unused, of every type.
#include <stdio.h>

static char as_char(int x) { return x; }
static unsigned char as_uchar(int x) { return x; }
static short as_short(long long x) { return x; }
static unsigned short as_ushort(int x) { return x; }
static long long as_long(int x) { return x; }
static long long as_long_unsigned(unsigned x) { return x; }
static unsigned long long as_ulong(signed char x) { return x; }
static int as_int(long long x) { return x; }
static _Bool as_bool(int *p) { return p; }
static void *pointer(int *p) { return p + 1; }
static const char *text(int n) { if (n) return "yes"; return "no"; }
static int early(int a) {
    for (int i = 0; i < 10; i++) {
        if (i == a) return i * 100;
        while (a > 50) { if (a > 60) return -1; a--; }
    }
    return -2;
}
static int calls;
static void nothing(int n) { if (n < 0) return; calls += n; }
static void chained(int n) { nothing(n); if (n > 100) return; nothing(n * 2); }
static int unused(void) { return ++calls; }
static int *address(void) { static int x = 3; return &x; }

int main(void) {
    printf("%d %d %d %d\n", as_char(200), as_uchar(456), as_short(1LL << 15 | 1LL << 40), as_ushort(-1));
    printf("%lld %lld %llu %d\n", as_long(-5), as_long_unsigned(-5), as_ulong(-5), as_int(0x1ffffffffLL));
    int array[] = {1, 2};
    printf("%d %d %d\n", as_bool(array), as_bool(0), *(int *)pointer(array));
    printf("%s %s %d %d %d %d\n", text(1), text(0), early(3), early(55), early(70), early(20));
    nothing(-1), nothing(5), unused(), (void)unused(), nothing(1), chained(3), chained(200);
    printf("%d\n", calls);
    *address() += 4, ++*address(), address()[0] *= 2;
    printf("%d\n", *address());
    long long total = as_char(130) + as_uchar(130) + as_short(40000) + as_ushort(40000);
    printf("%lld\n", total);
    return 0;
}
