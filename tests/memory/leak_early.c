#include <stdlib.h>
static int work(int fails) {
    int *a = malloc(4); // !leak
    int *b = malloc(4);
    *a = *b = 1;
    if (fails) {
        free(b);
        return 1;
    }
    free(a);
    free(b);
    return 0;
}
int main(void) {
    return work(0) + work(1) - 1;
}
