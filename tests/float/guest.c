// guest [RUNS]: executes each sequence that sequences.c has made RUNS times, each time with other
// registers, memory and FCSR, and prints a digest of what they are afterwards, a line for each.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEQUENCE_BYTES = 12 * 4 };

extern const char sequences[];
extern const uint32_t sequence_count;

// What a sequence reads and writes: guest.S loads and stores it. FCSR is set in the sequence, too.
static struct {
    uint32_t floating[32];
    uint32_t fcsr;
    uint32_t results[6];  // $v0, $v1, $t0 to $t3
    uint32_t general[9];  // $t0 to $t7, $t8: FCSR
    uint32_t memory[128]; // $a0
} state __attribute__((aligned(8)));

void execute(const void *code, void *state);

static uint64_t seed = 1;

static uint32_t random_word(void) {
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 32);
}

// Halves of doubles, singles and integers at edges.
static bool ordinary; // numbers near one

static uint32_t random_number(void) {
    static const uint32_t edges[] = {
        0,          1,          0x80000000, 0x80000001, 0x3f800000, 0xbf800000, 0x3ff00000,
        0xbff00000, 0x7f800000, 0xff800000, 0x7ff00000, 0xfff00000, 0x7f7fffff, 0x7fefffff,
        0x7fbfffff, 0x7ff7ffff, 0x7fc00000, 0x7ff80000, 0x00800000, 0x00100000, 0x007fffff,
        0x000fffff, 0xffffffff, 0x7fffffff, 0x4f000000, 0xcf000000, 0x41dfffff, 0x41e00000,
        0xc1e00000, 0x3f000000, 0x3fe00000, 0x4b000000, 0x43300000, 0x36a00000, 0x38100000,
        0x47efffff, 0x380fffff, 0x80800000, 0x80100000, 0x33800000, 0x3ca00000};
    uint32_t word = random_word();
    if (ordinary && word % 16 != 0)
        return word >> 28 == 0 ? 0 : 0x3f000000 + (random_word() & 0x80efffff);
    switch (word % 8) {
    case 0:
    case 1:
    case 2:
    case 3: return edges[word / 8 % (sizeof edges / sizeof edges[0])];
    case 4: return edges[word / 8 % (sizeof edges / sizeof edges[0])] + (word >> 30) - 2;
    case 5: return 0x3f000000 + (random_word() & 0x80ffffff); // near one, in both formats
    case 6: return random_word() >> word / 8 % 32;
    default: return random_word();
    }
}

// Nothing is enabled, no cause is set; results are flushed to zero now and then. Most often it is
// what programs have: to nearest, and something has been inexact.
static uint32_t random_fcsr(void) {
    uint32_t word = random_word() & 0xfe80007f;
    if (random_word() % 2 == 0)
        return (word & ~3u) | 4 | (random_word() % 4 == 0 ? 0x01000000 : 0);
    return random_word() % 8 == 0 ? word | 0x01000000 : word;
}

static uint32_t digest;

static void mix(const uint32_t *words, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        digest = (digest ^ words[i]) * 16777619u ^ digest >> 15;
}

int main(int argc, char **argv) {
    uint32_t runs = argc > 1 ? (uint32_t)strtoul(argv[1], NULL, 0) : 20;
    for (uint32_t i = 0; i < sequence_count; i++) {
        digest = 2166136261u;
        for (uint32_t run = 0; run < runs; run++) {
            ordinary = random_word() % 2 == 0;
            for (uint32_t j = 0; j < 32; j++)
                state.floating[j] = random_number();
            for (uint32_t j = 0; j < 8; j++)
                state.general[j] = random_number();
            for (uint32_t j = 0; j < 128; j++)
                state.memory[j] = j * 0x01010101;
            state.fcsr = random_fcsr();
            state.general[8] = random_fcsr();
            execute(sequences + i * SEQUENCE_BYTES, &state);
            mix((const uint32_t *)&state, sizeof state / sizeof(uint32_t));
        }
        printf("%u %08x\n", (unsigned)i, (unsigned)digest);
    }
}
