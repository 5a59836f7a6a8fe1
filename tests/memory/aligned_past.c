#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = aligned_alloc(64, 64);
    (void)argv;
    p[15 + argc] = 1; // !write
    free(p);
    return 0;
}
