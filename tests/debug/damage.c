// damage FILE COPY SEED: copies a program with some bytes of its debugging information changed: what is behind its
// loaded parts.
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 1 << 20, START = 0x18 };

static unsigned char bytes[MOST];

static unsigned word(unsigned at) {
    return bytes[at] + bytes[at + 1] * 0x100u + bytes[at + 2] * 0x10000u + bytes[at + 3] * 0x1000000u;
}

int main(int argc, char **argv) {
    FILE *file = argc == 4 ? fopen(argv[1], "rb") : NULL;
    unsigned size = file != NULL ? (unsigned)fread(bytes, 1, MOST, file) : 0;
    if (size < 64)
        return 1;
    unsigned random = (unsigned)atoi(argv[3]) * 2654435761u + 12345;
    unsigned headers = word(32), count = bytes[48];
    for (int n = 0; n < 40; n++) { // in a section from .debug_info on, or in its header
        random = random * 1664525u + 1013904223u;
        unsigned header = headers + (9 + (random >> 8) % (count - 9)) * 40;
        unsigned start = word(header + 16), length = word(header + 20);
        random = random * 1664525u + 1013904223u;
        if (n >= 38 && (random >> 30) == 0)
            bytes[header + 16 + (random >> 8) % 8] = (unsigned char)(random >> 16);
        else if (length > 0 && start < size && length <= size - start)
            bytes[start + (random >> 4) % length] = (unsigned char)((random >> 27) % 3 == 0 ? 0xff : random >> 20);
    }
    fclose(file);
    file = fopen(argv[2], "wb");
    if (file == NULL || fwrite(bytes, 1, size, file) != size || fclose(file) != 0)
        return 1;
    return 0;
}
