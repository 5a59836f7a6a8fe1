#include <stdlib.h>
#include <string.h>
int main(void) {
    char to[8];
    char *p = calloc(1, 8);
    free(p);
    memcpy(to, p, sizeof to); // !read
    return 0;
}
