// The sieve of Eratosthenes with bytes and with bits.
#include <stdio.h>
#include <string.h>
enum { LIMIT = 20000 };
static char composite[LIMIT];
static unsigned bits[LIMIT / 32 + 1];
int main(void) {
    int count = 0, last = 0, twins = 0;
    for (int i = 2; i < LIMIT; i++) {
        if (composite[i]) continue;
        if (i - last == 2) twins++;
        count++, last = i;
        for (int j = 2 * i; j < LIMIT; j += i) composite[j] = 1;
    }
    printf("%d %d %d\n", count, last, twins);
    memset(bits, 0xff, sizeof bits);
    count = 0;
    for (unsigned i = 2; i < LIMIT; i++)
        if (bits[i / 32] >> i % 32 & 1) {
            count++;
            for (unsigned j = i * i; j < LIMIT; j += i) bits[j >> 5] &= ~(1u << (j & 31));
        }
    printf("%d\n", count);
    return 0;
}
