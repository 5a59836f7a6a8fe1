#include <stdlib.h>
int main(int argc, char **argv) {
    unsigned char *p = calloc(1, 7);
    (void)argv;
    int byte = p[6 + argc]; // !read
    free(p);
    return byte == 12345;
}
