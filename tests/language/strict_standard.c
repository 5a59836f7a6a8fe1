// -std=c99 and its like leave `asm` and `typeof` to the program, but not __asm__ and __typeof__.
#include <stdio.h>

static int asm = 3;

int main(void) {
    int typeof = 4;
    __typeof__(typeof) sum = asm + typeof;
    __asm__("nop");
    printf("%d %d\n", sum, __STRICT_ANSI__);
    return 0;
}
