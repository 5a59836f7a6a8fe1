#include <stdlib.h>
int main(int argc, char **argv) {
    char *p = malloc(5);
    (void)argv;
    p[4 + argc] = 0; // !write
    free(p);
    return 0;
}
