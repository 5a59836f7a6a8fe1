// Records that are aligned to more than the stack is, by value.
#include <stdarg.h>
#include <stdio.h>

struct aligned {
    int a[4];
} __attribute__((aligned(16)));

__attribute__((noinline)) static void show(const char *name, struct aligned s) {
    printf("%s %d %d %d %d\n", name, s.a[0], s.a[1], s.a[2], s.a[3]);
}

__attribute__((noinline)) static int sum(int one, struct aligned s, int other, struct aligned t) {
    s.a[one] += other;
    return s.a[0] + 10 * s.a[3] + 100 * t.a[0] + 1000 * t.a[3];
}

__attribute__((noinline)) static int variable(int count, ...) {
    va_list list;
    int result = 0;
    va_start(list, count);
    while (count-- > 0) {
        struct aligned s = va_arg(list, struct aligned);
        result = result * 100 + s.a[1] * 10 + s.a[2];
    }
    va_end(list);
    return result;
}

int main(void) {
    struct aligned s = {{1, 2, 3, 4}}, t = {{5, 6, 7, 8}};
    show("s", s);
    show("t", t);
    printf("%d %d\n", sum(0, s, 9, t), variable(2, t, s));
    return 0;
}
