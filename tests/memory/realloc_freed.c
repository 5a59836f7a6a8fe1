#include <stdlib.h>
int main(void) {
    int *p = malloc(8);
    free(p);
    p = realloc(p, 16); // !free
    return p != NULL;
}
