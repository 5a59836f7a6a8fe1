#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = calloc(3, sizeof *p);
    (void)argv;
    int word = p[-argc]; // !read
    free(p);
    return word == 12345;
}
