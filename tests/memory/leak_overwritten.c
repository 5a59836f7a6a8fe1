#include <stdlib.h>
static int *kept;
int main(void) {
    kept = malloc(4); // !leak
    kept = malloc(8);
    *kept = 0;
    return *kept;
}
