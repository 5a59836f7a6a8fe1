// Runs for a while: memory that grows, a file, the clock, random numbers, output.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned state = 1;

unsigned next(void) {
    state = state * 1664525u + 1013904223u;
    return state >> 8;
}

int main(int argc, char **argv) {
    char text[32];
    char *blocks[40];
    int file = open(argc > 1 ? argv[1] : "/dev/null", O_RDWR);
    for (int i = 0; i < 40; i++) {
        unsigned size = 100 + next() % 6000;
        blocks[i] = malloc(size);
        memset(blocks[i], i, size);
        sprintf(text, "%d %u\n", i, size);
        write(1, text, strlen(text));
        if (read(file, text, 3) == 3)
            write(1, text, 3);
        if (i % 7 == 6) {
            free(blocks[i - 3]);
            blocks[i - 3] = NULL;
        }
        unsigned sum = 0;
        for (int j = 0; j < 300; j++)
            sum += (unsigned)blocks[i][next() % size];
        if (sum != 300u * (unsigned)i)
            return 1;
    }
    return 0;
}
