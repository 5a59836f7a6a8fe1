#include <stdlib.h>
#include <string.h>
int main(void) {
    char *p = malloc(30);
    memset(p, 0, 32); // !write
    free(p);
    return 0;
}
