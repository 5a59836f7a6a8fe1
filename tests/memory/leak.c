#include <stdlib.h>
int main(void) {
    char *p = malloc(10); // !leak
    p[0] = 1;
    return 0;
}
