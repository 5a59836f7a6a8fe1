#include <stdlib.h>
#include <string.h>
int main(void) {
    int from[6] = {1, 2, 3, 4, 5, 6};
    int *to = malloc(5 * sizeof *to);
    memcpy(to, from, sizeof from); // !write
    free(to);
    return 0;
}
