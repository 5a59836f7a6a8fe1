// _Generic: by type, after decay and promotion rules, default, nested, as function choice; _Static_assert everywhere.
#include <assert.h>
#include <stdio.h>

#define KIND(x) _Generic((x), int: 1, unsigned: 2, char: 3, long long: 4, char *: 5, const char *: 6, int *: 7, \
                         struct S: 8, struct S *: 9, int (*)(int): 10, void *: 11, default: 0)
struct S { int x; _Static_assert(sizeof(int) == 4, "in a structure"); char c; };
_Static_assert(1, "at file scope");
static_assert(sizeof(struct S) == 8, "by macro");

static int f(int x) { return x + 1; }
static long long g(long long x) { return x * 2; }
static int evaluated;
static int effect(void) { return ++evaluated; }
#define call(x) _Generic((x), int: f, long long: g)(x)
#define absolute(x) _Generic((x), int: (x) < 0 ? -(x) : (x), default: _Generic((x), unsigned: (x), default: -1))

int main(void) {
    _Static_assert(sizeof(char) == 1, "in a block");
    int i = 5, array[2] = {1, 2};
    const int ci = 6;
    char c = 'c';
    struct S s = {1, 2};
    printf("%d %d %d %d %d\n", KIND(i), KIND(1u), KIND(c), KIND(1LL), KIND("x"));
    printf("%d %d %d %d %d\n", KIND((const char *)0), KIND(array), KIND(&i), KIND(s), KIND(&s));
    printf("%d %d %d %d %d\n", KIND(f), KIND((void *)0), KIND(c + c), KIND(ci), KIND((short)1));
    printf("%d %lld\n", call(3), call(3LL));
    printf("%d %u %d\n", absolute(-4), absolute(7u), absolute(c));
    printf("%d %d\n", _Generic(effect(), int: 10, default: 20), evaluated);
    int *p = &_Generic(i, int: i, default: array[0]);
    *p = 77;
    printf("%d\n", i);
    for (int k = 0; k < 1; k++) {
        static_assert('a' == 97, "in a loop");
        printf("%s\n", _Generic(k, int: "int", long: "long"));
    }
    return 0;
}
