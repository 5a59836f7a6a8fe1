#include <stdlib.h>
int main(int argc, char **argv) {
    int *p = calloc(3, sizeof *p);
    (void)argv;
    int sum = p[0] + p[2 + argc]; // !read
    free(p);
    return sum == 12345;
}
