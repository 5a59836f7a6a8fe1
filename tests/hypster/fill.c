// fill SEED ROUNDS [touch ADDRESS | write ADDRESS | loop]: fills memory of all kinds with numbers of its own, checks
// again and again that nobody else has written there, then does what it is told.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 50000 };
static unsigned global[WORDS];

static unsigned check(unsigned *words, unsigned seed) {
    unsigned bad = 0;
    for (unsigned i = 0; i < WORDS; i++)
        bad += words[i] != seed * 1000003 + i;
    return bad;
}

static void fill(unsigned *words, unsigned seed) {
    for (unsigned i = 0; i < WORDS; i++)
        words[i] = seed * 1000003 + i;
}

int main(int argc, char **argv) {
    unsigned seed = argc > 1 ? (unsigned)atoi(argv[1]) : 1, local[WORDS], bad = 0;
    unsigned *heap = malloc(sizeof local);
    for (unsigned i = 0; i < (argc > 2 ? (unsigned)atoi(argv[2]) : 1); i++) {
        fill(global, seed + i), fill(local, seed + i), fill(heap, seed + i);
        bad += check(global, seed + i) + check(local, seed + i) + check(heap, seed + i);
    }
    printf("%u: %u\n", seed, bad);
    fflush(stdout);
    if (argc > 4 && strcmp(argv[3], "touch") == 0)
        printf("%x\n", *(volatile unsigned *)strtoul(argv[4], NULL, 0));
    if (argc > 4 && strcmp(argv[3], "write") == 0)
        *(volatile unsigned *)strtoul(argv[4], NULL, 0) = 0xdead;
    while (argc > 3 && strcmp(argv[3], "loop") == 0) {}
    return bad != 0;
}
