// Records by value that are too large to be passed word by word.
#include <stdarg.h>
#include <stdio.h>

struct large { int w[30]; char rest[3]; };
struct huge { char c[70000]; };

static struct huge huge;
static int sum(struct large s) {
    int sum = 0;
    for (int i = 0; i < 30; i++)
        sum += s.w[i] * (i + 1);
    return sum + s.rest[2];
}
static int mixed(int a, struct large s, long long b, struct huge h, struct large t, int c) {
    s.w[0]++;
    h.c[5]++;
    return a + sum(s) + (int)b + h.c[5] + h.c[69999] + sum(t) + c;
}
static struct large make(int n) {
    struct large s = {.w = {n, [29] = n + 1}, .rest = "ab"};
    s.rest[2] = (char)n;
    return s;
}
static struct large change(struct large s, int n) {
    s.w[10] = n;
    return s;
}
static int variadic(int n, ...) {
    va_list list;
    int total = 0;
    va_start(list, n);
    while (n-- > 0)
        total += sum(va_arg(list, struct large)) + va_arg(list, int);
    va_end(list);
    return total;
}

int main(void) {
    struct large s = make(3);
    int (*volatile pointer)(int, struct large, long long, struct huge, struct large, int) = mixed;
    huge.c[5] = 7, huge.c[69999] = 9;
    printf("%d %d\n", sum(s), sum(make(4)));
    printf("%d %d\n", mixed(1, s, 2, huge, make(5), 3), pointer(10, change(s, sum(s)), 20, huge, change(make(1), 2), sum(s)));
    printf("%d %d %d\n", s.w[0], huge.c[5], variadic(3, s, 1, make(2), 2, change(change(s, 3), 4), 3));
    return 0;
}
