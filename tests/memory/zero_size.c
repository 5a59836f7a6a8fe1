#include <stdlib.h>
int main(void) {
    char *p = malloc(0);
    if (p != NULL)
        p[0] = 1; // !write
    free(p);
    return 0;
}
