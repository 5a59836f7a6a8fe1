// __builtin_setjmp and __builtin_longjmp: values of all kinds that live through a jump, and what changes before it.
#include <stdio.h>

static void *buffer[5], *inner_buffer[5];
static int depth;

__attribute__((noinline)) static void jump(int levels) {
    volatile char frame[100];
    frame[levels] = 1;
    depth++;
    if (levels == 0)
        __builtin_longjmp(buffer, 1);
    jump(levels - 1);
    depth += frame[levels];
}

__attribute__((noinline)) static int mixed(int a, long long b, double c, int length) {
    int array[length];
    int rounds = 0;
    int sum = a * 3;
    long long wide = b + a;
    double half = c / 2;
    for (int i = 0; i < length; i++)
        array[i] = i * a;
    if (__builtin_setjmp(buffer) == 0) {
        jump(3);
        return -1;
    }
    if (rounds++ < 2)
        jump(rounds);
    printf("%d %d %lld %g %d %d\n", rounds, sum, wide, half, array[length - 1], depth);
    return a + sum;
}

__attribute__((noinline)) static void back(void) {
    __builtin_longjmp(buffer, 1);
}

static int assigned(void) {
    int a = 0;
    if (__builtin_setjmp(buffer) != 0)
        return a;
    for (;;) {
        a = 1;
        back();
    }
}

int main(void) {
    int x = 5;
    if (__builtin_setjmp(inner_buffer))
        printf("back %d\n", x);
    else
        printf("%d\n", mixed(x, 1LL << 40, 3.0, 7));
    if (depth < 100) {
        depth += 100;
        __builtin_longjmp(inner_buffer, 1);
    }
    printf("%d\n", assigned());
    return 0;
}
