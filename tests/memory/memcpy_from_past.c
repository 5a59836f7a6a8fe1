#include <stdlib.h>
#include <string.h>
int main(void) {
    char to[16];
    char *from = calloc(1, 12);
    memcpy(to, from, sizeof to); // !read
    free(from);
    return 0;
}
