// guests ALIVE ROUNDS: a hypervisor with so many guests alive at once, each with a page table, a
// page of code and one of data of its own, which run a few instructions in turn, so often.
// guests -COUNT: so many guests, one after the other, all in the same pages.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/syscall.h"

typedef unsigned word;
enum { PAGE_WORDS = 1024, SLICE = 100, PC = 32, NEXT = 33, TABLE = 37, RETIRED = 41, T0 = 8, T1 = 9, PAGES = 5 };

// At 0x1000: t1 = t1 + 1; store it at 0x2000; again.
static const word code[] = {0x25290001, 0xad090000, 0x1000fffd, 0};

static void start(word *block) {
    word *directory = block + PAGE_WORDS, *table = directory + PAGE_WORDS, *text = table + PAGE_WORDS;
    memset(block, 0, 512);
    directory[0] = (word)table + 1;
    table[1] = (word)text + 5;
    table[2] = (word)(text + PAGE_WORDS) + 3;
    memcpy(text, code, sizeof code);
    block[TABLE] = (word)directory;
    block[PC] = 0x1000, block[NEXT] = 0x1004, block[T0] = 0x2000;
}

static void go(word *block) {
    if (__syscall(4901, block, SLICE, 0) != 1)
        exit(1);
}

int main(int argc, char **argv) {
    int count = argc > 1 ? atoi(argv[1]) : 1000, rounds = argc > 2 ? atoi(argv[2]) : 1, alive = count > 0 ? count : 1;
    char *memory = malloc((unsigned)alive * PAGES * 4096 + 4096);
    if (memory == NULL)
        return 1;
    memory += -(word)memory % 4096;
    for (int i = 0; i < alive; i++)
        start((word *)(void *)(memory + i * PAGES * 4096));
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < count; i++)
            go((word *)(void *)(memory + i * PAGES * 4096));
    for (int i = 0; i < -count; i++) {
        start((word *)(void *)memory);
        go((word *)(void *)memory);
    }
    printf("%u %u\n", ((word *)(void *)memory)[T1], ((word *)(void *)memory)[RETIRED]);
    return 0;
}
