// Undefined in C (6.3.1.4), and still done by programs: numbers that do not fit are converted as
// gcc for MIPS does it, with a floating-point unit and without one.
#include <stdio.h>

volatile double large = 4294967295.5, below = -14.25, huge = 1e20, lowest = -1e20;
volatile float small = -1.5f, most = 4294967040.0f, beyond = 1e10f;

int main(void) {
    printf("%d %d %d\n", (int)large, (int)huge, (int)beyond);
    printf("%u %u %u %u\n", (unsigned)large, (unsigned)below, (unsigned)huge, (unsigned)lowest);
    printf("%u %u %u\n", (unsigned)small, (unsigned)most, (unsigned)beyond);
    printf("%d %d\n", (unsigned short)below, (unsigned char)small);
}
