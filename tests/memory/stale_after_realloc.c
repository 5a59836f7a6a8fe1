#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = malloc(4 * sizeof *p);
    int *first = p;
    (void)argv;
    p = realloc(p, 1000 * sizeof *p);
    *first = argc; // !write
    free(p);
    return 0;
}
