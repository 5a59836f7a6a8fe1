// exit from a nested call flushes what was printed; the status is taken modulo 256.
#include <stdio.h>
#include <stdlib.h>

static void deeper(int n) {
    if (n == 0)
        exit(256 + 200);
    printf("%d ", n);
    deeper(n - 1);
}
int main(void) {
    deeper(5);
    return 1;
}
