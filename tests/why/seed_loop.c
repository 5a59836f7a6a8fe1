// A generator of random numbers whose result is not brought into the range of the table.
#include <stdio.h>

static int table[16];

static unsigned twist(unsigned value) {
    return value * 5 + 3;
}

int main(void) {
    unsigned seed = 7;
    for (int i = 0; i < 30; i++)
        seed = twist(seed);
    table[seed % 0x4000000] = 1;
    printf("%d\n", table[0]);
    return 0;
}
