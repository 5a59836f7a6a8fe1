#include <stdlib.h>
int main(int argc, char **argv) {
    short *p = malloc(6);
    (void)argv;
    p[-argc] = 1; // !write
    free(p);
    return 0;
}
