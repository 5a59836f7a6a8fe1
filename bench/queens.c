// All solutions of the queens puzzle with sets of bits in words.
#include <stdio.h>
#include <stdlib.h>

static unsigned all;

static int solve(unsigned columns, unsigned left, unsigned right) {
    if (columns == all)
        return 1;
    int count = 0;
    for (unsigned free = all & ~(columns | left | right); free != 0;) {
        unsigned bit = free & -free;
        free ^= bit;
        count += solve(columns | bit, (left | bit) << 1, (right | bit) >> 1);
    }
    return count;
}

int main(int argc, char **argv) {
    int n = argc > 1 ? atoi(argv[1]) : 9;
    all = (1u << n) - 1;
    printf("%d\n", solve(0, 0, 0));
    return 0;
}
