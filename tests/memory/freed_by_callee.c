#include <stdlib.h>
static void finish(int *p) {
    p[1] = 0;
    free(p);
}
int main(void) {
    int *p = malloc(8);
    finish(p);
    p[1] = 1; // !write
    return 0;
}
