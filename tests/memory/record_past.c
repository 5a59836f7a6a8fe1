#include <stdlib.h>
struct point { int x, y, z; };
int main(void) {
    struct point *p = malloc(2 * sizeof(int)); // too small: the size of something else
    p->x = 1;
    p->y = 2;
    p->z = 3; // !write
    free(p);
    return 0;
}
