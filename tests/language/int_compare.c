// All comparisons of 32 bits, signed and unsigned, as values, as conditions, against constants.
#include <limits.h>
#include <stdio.h>

static int values[] = {0, 1, -1, 2, -2, 1000, -1000, INT_MAX, INT_MAX - 1, INT_MIN, INT_MIN + 1};
enum { COUNT = sizeof values / sizeof values[0] };

static int branches(int x, int y) {
    int result = 0;
    if (x < y) result += 1;
    if (x <= y) result += 2;
    if (x > y) result += 4;
    if (x >= y) result += 8;
    if (x == y) result += 16;
    if (x != y) result += 32;
    if (!(x < y)) result += 64;
    while (x > y) { result += 128; break; }
    return result;
}

static int branches_unsigned(unsigned x, unsigned y) {
    int result = 0;
    if (x < y) result += 1;
    if (x <= y) result += 2;
    if (x > y) result += 4;
    if (x >= y) result += 8;
    if (x == y) result += 16;
    if (x != y) result += 32;
    if (!(x < y)) result += 64;
    while (x > y) { result += 128; break; }
    return result;
}

#define AGAINST(c)                                                                                 \
    do {                                                                                           \
        printf("%s:", #c);                                                                         \
        for (int i = 0; i < COUNT; i++) {                                                          \
            int x = values[i];                                                                     \
            printf(" %d%d%d%d%d%d", x < c, x <= c, x > c, x >= c, x == c, x != c);                 \
            printf("%d%d%d%d", c < x, c <= x, c > x, c >= x);                                      \
            if (x < c) printf("<");                                                                \
            if (x >= c) printf(">");                                                               \
        }                                                                                          \
        printf("\n");                                                                              \
    } while (0)
#define AGAINST_UNSIGNED(c)                                                                        \
    do {                                                                                           \
        printf("%s:", #c);                                                                         \
        for (int i = 0; i < COUNT; i++) {                                                          \
            unsigned x = (unsigned)values[i];                                                      \
            printf(" %d%d%d%d%d%d", x < c, x <= c, x > c, x >= c, x == c, x != c);                 \
            printf("%d%d%d%d", c < x, c <= x, c > x, c >= x);                                      \
            if (x < c) printf("<");                                                                \
            if (x >= c) printf(">");                                                               \
        }                                                                                          \
        printf("\n");                                                                              \
    } while (0)

int main(void) {
    for (int i = 0; i < COUNT; i++) {
        for (int j = 0; j < COUNT; j++) {
            int x = values[i], y = values[j];
            unsigned u = (unsigned)x, v = (unsigned)y;
            printf("%d%d%d%d%d%d %d%d%d%d%d%d %d %d|", x < y, x <= y, x > y, x >= y, x == y, x != y, u < v, u <= v, u > v,
                   u >= v, u == v, u != v, branches(x, y), branches_unsigned(u, v));
        }
        printf("%d %d\n", !values[i], !!values[i]);
    }
    AGAINST(0);
    AGAINST(1);
    AGAINST(-1);
    AGAINST(32767);
    AGAINST(-32768);
    AGAINST(32768);
    AGAINST(INT_MAX);
    AGAINST(INT_MIN);
    AGAINST_UNSIGNED(1u);
    AGAINST_UNSIGNED(32768u);
    AGAINST_UNSIGNED(0x7fffffffu);
    AGAINST_UNSIGNED(0x80000000u);
    AGAINST_UNSIGNED(0xffff8000u);
    AGAINST_UNSIGNED(0xffffffffu);
    // Mixed signedness: the signed operand becomes unsigned.
    unsigned one = 1;
    int minus = -1;
    printf("%d %d %d %d\n", minus < one, minus > one, -1 < 1u, minus == 0xffffffff);
    int chain = (1 < 2) == (3 > 2), count = 0;
    for (unsigned u = 0xfffffff0; u >= 0xfffffff0; u++) count++;
    for (int k = -5; k <= 5; k++) count += k != 0;
    printf("%d %d %d\n", chain, count, 3 > 2 > 1);
    return 0;
}
