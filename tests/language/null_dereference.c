// A null pointer dereference ends with SIGSEGV.
#include <stdio.h>
static int *volatile pointer;
int main(void) {
    printf("before\n");
    fflush(stdout);
    return *pointer;
}
