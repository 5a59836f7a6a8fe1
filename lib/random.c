// libcstar: random numbers of POSIX. The sequences are none that it prescribes but for drand48's.
#include <stdint.h>
#include <stdlib.h>

static uint32_t state = 1;

static uint32_t next(uint32_t *from) {
    *from = *from * 1664525u + 1013904223u;
    uint32_t mixed = *from;
    mixed ^= mixed >> 16;
    mixed *= 0x7feb352du;
    mixed ^= mixed >> 15;
    return mixed;
}

long random(void) {
    return (long)(next(&state) >> 1);
}

void srandom(unsigned seed) {
    state = seed;
}

int rand_r(unsigned *seed) {
    uint32_t local = *seed;
    int result = (int)(next(&local) >> 1);
    *seed = local;
    return result;
}

static uint64_t state_48 = 0x1234abcd330e;

static uint64_t next_48(void) {
    state_48 = (state_48 * 0x5deece66d + 0xb) & 0xffffffffffff;
    return state_48;
}

double drand48(void) {
    return (double)next_48() / 281474976710656.0;
}

void srand48(long seed) {
    state_48 = (uint64_t)(uint32_t)seed << 16 | 0x330e;
}

long lrand48(void) {
    return (long)(next_48() >> 17);
}
