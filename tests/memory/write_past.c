#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = malloc(4 * sizeof *p);
    (void)argv;
    for (int i = 0; i <= 3 + argc; i++)
        p[i] = i; // !write
    free(p);
    return 0;
}
