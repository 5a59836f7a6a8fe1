// setjmp and longjmp: values, jumps over several frames, locals that live in registers.
#include <setjmp.h>
#include <stdio.h>

static jmp_buf here;

static void deep(int level, int value) {
    if (level == 0) {
        longjmp(here, value);
    }
    deep(level - 1, value);
    printf("not reached\n");
}

static int sum(int a, int b, int c, int d, int e, int f, int g, int h) {
    int s = a + b;
    volatile int back = 0;
    jmp_buf local;
    int t = c * d, u = e - f, v = g + h;
    if (setjmp(local) == 0) {
        back = 1;
        longjmp(local, 9);
    }
    return s + t + u + v + back * 1000;
}

int main(void) {
    volatile int round = 0;
    switch (setjmp(here)) {
    case 0: printf("first\n"); break;
    case 1: printf("one\n"); break;
    case 7: printf("seven\n"); break;
    default: printf("other\n"); break;
    }
    round++;
    if (round == 1) {
        deep(10, 0);
    }
    if (round == 2) {
        deep(100, 7);
    }
    if (round == 3) {
        deep(0, -1);
    }
    printf("%d\n", sum(1, 2, 3, 4, 5, 6, 7, 8));
    return 0;
}
