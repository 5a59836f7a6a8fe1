#include <stdlib.h>
int main(void) {
    int *p = malloc(8);
    int *q = realloc(p, 800);
    free(p); // !free
    free(q);
    return 0;
}
