#include <stdlib.h>
int main(void) {
    int *p = calloc(2, sizeof *p);
    p = realloc(p, 4 * sizeof *p);
    int sum = p[0] + p[1];
    if (p[2] == 1) // !branch
        sum++;
    free(p);
    return sum & 0;
}
