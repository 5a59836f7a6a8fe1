#include <stdlib.h>
int main(void) {
    int *p = malloc(4 * sizeof *p);
    int *first = p;
    p[0] = 1;
    p = realloc(p, 3 * sizeof *p);
    int word = *first; // !read
    free(p);
    return word == 12345;
}
