// Division of 64 bits by zero ends with SIGFPE.
#include <stdio.h>
static volatile int zero;
int main(void) {
    printf("before\n");
    fflush(stdout);
    printf("%d\n", (int)(5LL / zero));
    return 0;
}
