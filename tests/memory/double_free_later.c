#include <stdlib.h>
static void release(char *p) {
    free(p); // !free
}
int main(void) {
    char *p = malloc(10), *q = malloc(10);
    release(p);
    release(q);
    char *r = malloc(10);
    release(p);
    free(r);
    return 0;
}
