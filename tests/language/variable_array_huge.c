// An array that is larger than the stack: the program dies where it is declared, whatever lies below the stack.
#include <stdio.h>
#include <stdlib.h>

static int fill(int n, int m) {
    int a[n][m];
    a[0][0] = 1;
    return a[0][0];
}

int main(void) {
    char *heap = malloc(1 << 20);
    heap[0] = 1;
    printf("%d\n", fill(1000, 1000) + heap[0]);
    fflush(stdout);
    printf("%d\n", fill(100000, 300000));
    return 0;
}
