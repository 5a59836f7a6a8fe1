#include <stdlib.h>
int main(void) {
    int *old = malloc(16);
    free(old);
    int *new = malloc(16);
    *new = 1;
    *old = 2; // !write
    free(new);
    return 0;
}
