#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    char *path = malloc(4);
    memcpy(path, "/dev", 4);
    int file = open(path, O_RDONLY); // !read
    free(path);
    return file < -1;
}
