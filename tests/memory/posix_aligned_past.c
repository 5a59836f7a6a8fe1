#include <stdlib.h>
int main(int argc, char **argv) {
    void *memory;
    (void)argv;
    if (posix_memalign(&memory, 32, 20) != 0)
        return 1;
    char *p = memory;
    p[19] = 1;
    p[19 + argc] = 1; // !write
    free(p);
    return 0;
}
