// Pointers: arithmetic over element sizes 1 to 24, differences, comparisons, negative indices.
#include <stddef.h>
#include <stdio.h>

struct Three { char c[3]; };
struct Twelve { int x, y, z; };
struct Big { long long a, b, c; };

static char chars[40];
static short shorts[40];
static int ints[40];
static long long longs[40];
static struct Three threes[40];
static struct Twelve twelves[40];
static struct Big bigs[40];

#define CHECK(array)                                                                               \
    do {                                                                                           \
        char *base = (char *)array;                                                                \
        int k = 7;                                                                                 \
        long long wide = 9;                                                                        \
        unsigned char byte = 3;                                                                    \
        printf(#array ": %d %d %d %d %d %d %d", (int)((char *)(array + 5) - base),                 \
               (int)((char *)(array + k) - base), (int)((char *)&array[k - 2] - base),             \
               (int)((char *)(wide + array) - base), (int)((char *)(array + k - byte) - base),     \
               (int)((char *)&(array + 10)[-k] - base), (int)((char *)(&array + 1) - base));       \
        printf(" | %d %d %d", (int)(&array[30] - &array[3]), (int)(&array[k] - &array[20]),        \
               (int)(array - &array[k]));                                                          \
        ptrdiff_t difference = &array[39] - array;                                                 \
        printf(" | %d %d%d%d%d%d%d\n", (int)difference, &array[1] < &array[2], &array[1] > &array[2], \
               &array[k] <= array + 7, array + 7 >= &array[k], &array[k] == array + 7, array != &array[0]); \
    } while (0)

static int sum(const int *first, const int *last) {
    int total = 0;
    while (first != last)
        total += *first++;
    return total;
}

static int backwards(const int *begin, int count) {
    int total = 0;
    for (const int *p = begin + count; p-- > begin;)
        total = total * 3 + *p;
    return total;
}

int main(void) {
    CHECK(chars);
    CHECK(shorts);
    CHECK(ints);
    CHECK(longs);
    CHECK(threes);
    CHECK(twelves);
    CHECK(bigs);
    for (int i = 0; i < 40; i++)
        ints[i] = i * i, chars[i] = i, shorts[i] = -i, longs[i] = 1LL << i, threes[i].c[1] = i, twelves[i].y = 2 * i;
    printf("%d %d %d\n", sum(ints, ints + 40), sum(&ints[3], &ints[6]), backwards(ints + 1, 5));
    int *p = ints + 20;
    printf("%d %d %d %d %d\n", p[-1], p[0], *(p + 3), 2 [p], *(p - 20));
    p += 5;
    p -= 2;
    printf("%d", *p++);
    printf(" %d", *++p);
    printf(" %d", *--p);
    printf(" %d", *p--);
    printf(" %d\n", (int)(p - ints));
    struct Twelve *t = twelves;
    for (; t < twelves + 40; t += 13)
        printf("%d ", t->y);
    printf("%d\n", (int)(t - twelves));
    struct Three *h = &threes[39];
    printf("%d %d\n", h->c[1], h[-30].c[1]);
    long long *l = &longs[33];
    printf("%lld %lld\n", *l, *(l - 2) + l[1]);
    int **pp = &p, *q = *pp + 1;
    **pp = 77;
    (*pp)++;
    printf("%d %d %d\n", p == q, q[-1], **pp);
    void *v = ints;
    printf("%d %d\n", *(int *)v, ((int *)v)[2]);
    const char *s = "pointer", *e = s;
    while (*e)
        ++e;
    printf("%d %c%c\n", (int)(e - s), e[-1], *(e - 2));
    unsigned u = 5;
    p = ints + 30;
    printf("%d %d\n", *(p - u), *(p + -3));
    printf("%d %d %d\n", p != 0, p == NULL, 0 == p);
    return 0;
}
