#include <stdlib.h>
#include <unistd.h>
int main(void) {
    char *line = malloc(10);
    int failed = read(0, line, 20) < 0; // !write
    free(line);
    return failed;
}
