#include <stdlib.h>
int main(void) {
    int *p = malloc(sizeof *p);
    free(p);
    *p = 1; // !write
    return 0;
}
