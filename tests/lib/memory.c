// Blocks of memory: every function against a loop over bytes, for all alignments and many sizes.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPACE = 96 };

static unsigned char expected[SPACE];
static unsigned char block[SPACE];
static unsigned char source[SPACE];
static int failures;

static void expect(int right, const char *what, int a, int b, int size) {
    if (!right && failures < 20) {
        failures++;
        printf("%s wrong: %d %d %d\n", what, a, b, size);
    }
}

static void fill(unsigned char *to, int seed) {
    for (int i = 0; i < SPACE; i++) {
        to[i] = (unsigned char)(i * 7 + seed);
    }
}

static int same(const unsigned char *one, const unsigned char *two) {
    for (int i = 0; i < SPACE; i++) {
        if (one[i] != two[i]) {
            return 0;
        }
    }
    return 1;
}

static void copies(int to, int from, int size) {
    fill(block, 1);
    fill(expected, 1);
    fill(source, 101);
    for (int i = 0; i < size; i++) {
        expected[to + i] = source[from + i];
    }
    expect(memcpy(block + to, source + from, (size_t)size) == block + to, "memcpy result", to, from,
           size);
    expect(same(block, expected), "memcpy", to, from, size);
    fill(block, 5);
    fill(expected, 5);
    for (int i = 0; i < size; i++) {
        expected[to + i] = (unsigned char)((from + i) * 7 + 5);
    }
    expect(memmove(block + to, block + from, (size_t)size) == block + to, "memmove result", to,
           from, size);
    expect(same(block, expected), "memmove", to, from, size);
}

static void settings(int to, int value, int size) {
    fill(block, 1);
    fill(expected, 1);
    for (int i = 0; i < size; i++) {
        expected[to + i] = (unsigned char)value;
    }
    expect(memset(block + to, value, (size_t)size) == block + to, "memset result", to, value, size);
    expect(same(block, expected), "memset", to, value, size);
}

static int sign(int value) {
    return (value > 0) - (value < 0);
}

static void comparisons(int one, int two, int size) {
    for (int at = -1; at < size; at++) {
        for (int way = 0; way < 2; way++) {
            fill(block, 3);
            for (int i = 0; i < size; i++) {
                source[two + i] = block[one + i];
            }
            int order = 0;
            if (at >= 0) {
                block[one + at] = way ? 200 : 100;
                source[two + at] = way ? 100 : 200;
                order = way ? 1 : -1;
                if (at + 1 < size) {
                    block[one + at + 1]++;
                }
            }
            expect(sign(memcmp(block + one, source + two, (size_t)size)) == order, "memcmp", one,
                   two, size);
        }
    }
}

static void searches(int from, int size) {
    for (int at = 0; at < size + 2; at++) {
        memset(block, 'x', SPACE);
        block[from + at] = 0xe1;
        block[from + at + 3] = 0xe1;
        void *found = memchr(block + from, 0x1e1, (size_t)size);
        expect(found == (at < size ? block + from + at : NULL), "memchr", from, at, size);
    }
}

int main(void) {
    for (int a = 0; a < 4; a++) {
        for (int b = 0; b < 4; b++) {
            for (int size = 0; size < 20; size++) {
                copies(16 + a, 16 + b, size);
                copies(8 + a, 16 + b, size);
                copies(24 + a, 16 + b, size);
                comparisons(a, b, size);
            }
            for (int size = 20; size < 60; size++) {
                copies(a, 20 + b, size);
                copies(20 + a, b, size);
                copies(a, 3 + b, size);
                copies(8 + a, b, size);
            }
            copies(a, b, 80);
        }
        for (int size = 0; size < 70; size++) {
            settings(a + 4, size * 37 + a * 256, size);
        }
        for (int size = 0; size < 20; size++) {
            searches(a, size);
        }
    }
    expect(memchr(block, 'x', (size_t)-1) != NULL, "memchr without limit", 0, 0, 0);
    printf("%d failures\n", failures);

    char *large = malloc(100001);
    char *other = malloc(100008);
    for (int i = 0; i < 100001; i++) {
        large[i] = (char)(i * i / 7);
    }
    for (int skew = 0; skew < 4; skew++) {
        memcpy(other + skew, large, 100001);
        printf("%d %d", skew, memcmp(other + skew, large, 100001));
        other[skew + 99999]++;
        printf(" %d\n", sign(memcmp(other + skew, large, 100001)));
    }
    memmove(other + 1, other, 50000);
    memmove(other, other + 1, 50000);
    printf("%d\n", memcmp(other, large, 3));
    return 0;
}
