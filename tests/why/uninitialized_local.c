// A local variable that only one of two ways sets.
#include <stdio.h>

static int *choose(int which, int *one) {
    int *chosen;
    if (which == 1)
        chosen = one;
    return chosen;
}

static int fill(int depth) {
    int values[16];
    for (int i = 0; i < 16; i++)
        values[i] = 0x31313131 + depth;
    return values[depth];
}

int main(void) {
    int one = 1;
    fill(3);
    printf("%d\n", *choose(2, &one));
    return 0;
}
