#include <stdio.h>

unsigned gcd(unsigned a, unsigned b) {
    return b == 0 ? a : gcd(b, a % b);
}

int main(void) {
    printf("%u\n", gcd(252, 105));
    return 0;
}
