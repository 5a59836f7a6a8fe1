// Division by zero ends with SIGFPE (gcc and qemu 7.2 say SIGTRAP of their trap instruction: the status is written by hand).
#include <stdio.h>
static volatile int zero;
int main(void) {
    printf("before\n");
    fflush(stdout);
    printf("%d\n", 5 / zero);
    return 0;
}
