// Writes to hundreds of pages between system calls, then to few; and for long to many.
#include <stdio.h>
#include <unistd.h>

enum { PAGES = 200, WORDS = 1024 };

static unsigned memory[PAGES * WORDS];

static void touch(unsigned pages, unsigned value) {
    for (unsigned i = 0; i < pages; i++)
        memory[i * WORDS + value % WORDS] += value + i;
}

int main(void) {
    for (unsigned i = 0; i < 30; i++) {
        touch(PAGES, i);
        write(1, memory, 4);
    }
    for (unsigned i = 0; i < 4000000; i++)
        memory[i % (PAGES * WORDS)] += i;
    for (unsigned i = 0; i < 6; i++) {
        for (unsigned j = 0; j < 400000; j++)
            touch(1, j);
        write(1, memory, 4);
    }
    unsigned sum = 0;
    for (unsigned i = 0; i < PAGES * WORDS; i++)
        sum = sum * 31 + memory[i];
    printf("%u\n", sum);
    return 0;
}
