#include <stdio.h>
#include <string.h>

__attribute__((noinline)) static unsigned misaligned(const void *memory, unsigned alignment) {
    return (unsigned)memory & (alignment - 1);
}

__attribute__((noinline)) static void fill(unsigned size, unsigned char with) {
    unsigned char guard[8];
    memset(guard, 0x55, sizeof guard);
    unsigned char *plain = __builtin_alloca(size);
    unsigned char *line = __builtin_alloca_with_align(size, 64 * 8);
    unsigned char *page = __builtin_alloca_with_align(size, 4096 * 8);
    unsigned char *byte = __builtin_alloca_with_align(size, 8);
    memset(plain, with, size);
    memset(line, with + 1, size);
    memset(page, with + 2, size);
    memset(byte, with + 3, size);
    unsigned bad = 0;
    for (unsigned i = 0; i < size; i++)
        bad += (plain[i] != with) + (line[i] != with + 1) + (page[i] != with + 2) +
               (byte[i] != with + 3);
    for (unsigned i = 0; i < sizeof guard; i++)
        bad += guard[i] != 0x55;
    printf("%u: %u %u %u %u, %u bad\n", size, misaligned(plain, 8), misaligned(line, 64),
           misaligned(page, 4096), misaligned(byte, 8), bad);
}

int main(void) {
    for (unsigned size = 1; size < 200; size += 33)
        fill(size, (unsigned char)size);
    return 0;
}
