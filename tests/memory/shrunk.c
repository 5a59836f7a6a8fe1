#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = malloc(10 * sizeof *p);
    (void)argv;
    p[5] = argc;
    p = realloc(p, 5 * sizeof *p);
    p[4 + argc] = 1; // !write
    free(p);
    return 0;
}
