// Remainder by zero ends with SIGFPE.
#include <stdio.h>
static volatile int zero;
int main(void) {
    printf("before\n");
    fflush(stdout);
    printf("%d\n", 5u % (unsigned)zero);
    return 0;
}
