#include <stdio.h>
#include <stdlib.h>
int main(int argc, char **argv) {
    char *text = malloc(8);
    (void)argv;
    sprintf(text, "number %d", argc); // !write
    free(text);
    return 0;
}
