#include <stdlib.h>
int main(void) {
    int *p = malloc(16);
    int *q = realloc(p + 1, 32); // !free
    free(p);
    return q != NULL;
}
