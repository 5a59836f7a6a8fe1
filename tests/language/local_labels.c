// __label__, packed enums and those of more than 32 bits, functions that are aligned, signbit.
#include <stdio.h>

#define FIND(array, count, value)               \
    ({                                          \
        __label__ found, done;                  \
        int at = 0;                             \
        for (; at < (count); at++)              \
            if ((array)[at] == (value))         \
                goto found;                     \
        at = -1;                                \
        goto done;                              \
    found:                                      \
    done:                                       \
        at;                                     \
    })

enum __attribute__((packed)) small { NO, YES, LARGE = 200 };
enum negative { MINUS = -3, PLUS = 100 } __attribute__((packed));
enum half { HALF = 40000 } __attribute__((packed));
enum wide { FIRST = 1, WIDE = 1ll << 40, AFTER };
enum wide_negative { BELOW = -1, ABOVE = 3000000000u };

struct packed_enums {
    enum small a, b;
    enum negative c;
    enum half d;
    enum wide e;
};

static void __attribute__((aligned(256), noinline)) aligned(void) {
    printf("aligned\n");
}

static int find(const int *array, int value) {
    int first = FIND(array, 3, value);
    int second = FIND(array, 5, value);
    return first * 10 + second;
}

static enum wide next(enum wide w) {
    return w + 1;
}

int main(void) {
    static const int numbers[] = {4, 8, 15, 16, 23};
    printf("%d %d %d\n", find(numbers, 8), find(numbers, 16), find(numbers, 1));
    struct packed_enums p = {LARGE, YES, MINUS, HALF, AFTER};
    p.a++;
    p.c -= 100;
    p.d += 30000;
    printf("%d %d %d %d %lld\n", p.a, p.b, p.c, p.d, (long long)p.e);
    printf("%d %d %d %d %d %d\n", (int)sizeof(enum small), (int)sizeof(enum negative), (int)sizeof(enum half),
           (int)sizeof(enum wide), (int)sizeof(enum wide_negative), (int)sizeof p);
    printf("%lld %lld %d %d\n", (long long)next(WIDE), (long long)ABOVE, (int)sizeof FIRST, (int)sizeof WIDE);
    printf("%d\n", p.a + p.b < 0 || BELOW > ABOVE);
    switch (p.e) {
    case WIDE: printf("wide\n"); break;
    case AFTER: printf("after\n"); break;
    default: printf("?\n");
    }
    aligned();
    printf("%d\n", (int)((unsigned)aligned % 256));
    printf("%d %d %d %d\n", __builtin_signbit(-0.0) != 0, __builtin_signbit(1.0), __builtin_signbitf(-1.0f) != 0,
           __builtin_isinf(1e308 * 10) != 0);
    return 0;
}
