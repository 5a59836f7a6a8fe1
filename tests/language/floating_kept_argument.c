// An argument in a register of the unit that is stored since its address is taken, and read again at once.
#include <stdio.h>
#include <string.h>

static double zero = 0.0, minus_zero = -0.0;
static float single = 1.5f;

static __attribute__((noinline)) int differs(double value, double expected) {
    if (expected != expected)
        return value == value;
    return memcmp((void *)&value, (void *)&expected, sizeof(double)) != 0;
}

static __attribute__((noinline)) unsigned bits(float value) {
    unsigned word;
    if (value != value)
        return 0;
    memcpy(&word, &value, sizeof word);
    return word;
}

int main(void) {
    printf("%d %d %d\n", differs(zero, zero), differs(zero, minus_zero), differs(zero, zero / zero));
    printf("%x\n", bits(single));
    return 0;
}
