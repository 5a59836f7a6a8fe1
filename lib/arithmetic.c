// libcstar: integer arithmetic (ISO C11 7.22.6, 7.8.2) and pseudo-random numbers (7.22.2).
#include <inttypes.h>
#include <stdlib.h>

int abs(int value) {
    return value < 0 ? -value : value;
}

long labs(long value) {
    return value < 0 ? -value : value;
}

long long llabs(long long value) {
    return value < 0 ? -value : value;
}

intmax_t imaxabs(intmax_t value) {
    return value < 0 ? -value : value;
}

div_t div(int dividend, int divisor) {
    div_t result;
    result.quot = dividend / divisor;
    result.rem = dividend - result.quot * divisor;
    return result;
}

ldiv_t ldiv(long dividend, long divisor) {
    ldiv_t result;
    result.quot = dividend / divisor;
    result.rem = dividend - result.quot * divisor;
    return result;
}

lldiv_t lldiv(long long dividend, long long divisor) {
    lldiv_t result;
    result.quot = dividend / divisor;
    result.rem = dividend - result.quot * divisor;
    return result;
}

imaxdiv_t imaxdiv(intmax_t dividend, intmax_t divisor) {
    imaxdiv_t result;
    result.quot = dividend / divisor;
    result.rem = dividend - result.quot * divisor;
    return result;
}

// A linear congruential generator (Knuth, TAOCP 3.3.4, the multiplier of MMIX); the upper bits are
// the good ones.
static unsigned long long random_state = 1;

int rand(void) {
    random_state = random_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (int)((unsigned)(random_state >> 32) / 2);
}

void srand(unsigned seed) {
    random_state = seed;
}
