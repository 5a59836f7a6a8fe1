// inline, static inline, extern inline, _Noreturn.
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>

static inline int square(int x) { return x * x; }
inline static int cube(int x) { return x * square(x); }
inline int external(int x) { return x + 1; }
extern inline int external(int x);
static inline unsigned unused(unsigned x) { return x / 0u; }
_Noreturn static void leave(int status);
noreturn void other(void);
static int choose(int x) {
    if (x > 0)
        return square(x);
    leave(3);
}

int main(void) {
    printf("%d %d %d\n", square(5), cube(3), external(9));
    int (*f)(int) = square, (*g)(int) = external;
    printf("%d %d\n", f(6), g(6));
    printf("%d\n", choose(4));
    fflush(stdout);
    if (f(0) == 1)
        other();
    choose(-1);
    printf("not reached\n");
    return 0;
}

static void leave(int status) {
    printf("leaving %d\n", status);
    exit(status);
}
void other(void) { abort(); }
