// Powers of numbers of 1024 bits: products of 64 bits, carries, divisions.
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 32 };
static unsigned number[WORDS], result[WORDS];

static void multiply(unsigned *to, const unsigned *a, const unsigned *b) {
    unsigned product[2 * WORDS] = {0};
    for (int i = 0; i < WORDS; i++) {
        unsigned long long carry = 0;
        for (int j = 0; j < WORDS; j++) {
            carry += (unsigned long long)a[i] * b[j] + product[i + j];
            product[i + j] = (unsigned)carry;
            carry >>= 32;
        }
        product[i + WORDS] = (unsigned)carry;
    }
    for (int i = 0; i < WORDS; i++)
        to[i] = product[i] ^ product[i + WORDS];
}

static unsigned digits(unsigned n, unsigned base) {
    unsigned sum = 0;
    for (; n != 0; n /= base)
        sum += n % base;
    return sum;
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 1000;
    unsigned sum = 0;
    for (int i = 0; i < WORDS; i++)
        number[i] = result[i] = 2654435761u * (unsigned)(i + 1);
    for (int round = 0; round < rounds; round++) {
        multiply(result, result, number);
        sum += digits(result[round % WORDS], (unsigned)(round % 7 + 3));
    }
    printf("%u %u\n", result[3], sum);
    return 0;
}
