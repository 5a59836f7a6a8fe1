// 64-bit comparisons, signed and unsigned, as values and as conditions.
#include <limits.h>
#include <stdio.h>

static long long values[] = {0, 1, -1, 0xffffffff, 0x100000000, -0x100000000, -0xffffffffLL, 0x7fffffff, -0x80000000LL,
                             LLONG_MAX, LLONG_MIN, LLONG_MIN + 1};
enum { COUNT = sizeof values / sizeof values[0] };

static int branches(long long x, long long y) {
    int r = 0;
    if (x < y) r += 1;
    if (x <= y) r += 2;
    if (x > y) r += 4;
    if (x >= y) r += 8;
    if (x == y) r += 16;
    if (x != y) r += 32;
    return x ? r : -r;
}

static int branches_unsigned(unsigned long long x, unsigned long long y) {
    int r = 0;
    if (x < y) r += 1;
    if (x <= y) r += 2;
    if (x > y) r += 4;
    if (x >= y) r += 8;
    if (!(x == y)) r += 16;
    if (!(x != y)) r += 32;
    return x && y ? r : x || y ? -r : 0;
}

#define AGAINST(c)                                                                                 \
    for (int i = 0; i < COUNT; i++)                                                                \
        printf("%d%d%d%d%d%d ", values[i] < c, values[i] <= c, values[i] > c, values[i] >= c,      \
               values[i] == c, values[i] != c);                                                    \
    printf("%s\n", #c)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            long long x = values[i], y = values[j];
            unsigned long long u = (unsigned long long)x, v = (unsigned long long)y;
            printf("%d%d%d%d%d%d %d%d%d%d%d%d %d %d|", x < y, x <= y, x > y, x >= y, x == y, x != y, u < v, u <= v, u > v,
                   u >= v, u == v, u != v, branches(x, y), branches_unsigned(u, v));
        }
        printf("\n");
    }
    AGAINST(0);
    AGAINST(1);
    AGAINST(-1);
    AGAINST(0xffffffff);
    AGAINST(0x100000000);
    AGAINST(0x7fffffff);
    AGAINST(-2147483648LL);
    AGAINST(LLONG_MAX);
    AGAINST(LLONG_MIN);
    AGAINST(0x8000000000000000u);
    int minus = -1;
    unsigned all = 0xffffffff;
    long long x = -1;
    unsigned long long u = 0xffffffff;
    printf("%d %d %d %d %d\n", x == minus, x == all, u == all, x < all, u < (unsigned long long)minus);
    return 0;
}
