// An offset that was given as an argument.
#include <stdio.h>
#include <stdlib.h>

static char data[100];

int main(int argc, char **argv) {
    int offset = argc > 1 ? atoi(argv[1]) : 0;
    data[offset] = 1;
    printf("%d\n", data[0]);
    return 0;
}
