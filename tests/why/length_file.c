// The length of a record comes from a damaged file.
#include <stdio.h>

static char buffer[64];

static unsigned read_length(FILE *file) {
    unsigned char bytes[4];
    fread(bytes, 1, sizeof bytes, file);
    return bytes[0] | bytes[1] << 8 | bytes[2] << 16 | (unsigned)bytes[3] << 24;
}

int main(void) {
    FILE *file = fopen("length_file.dat", "rb");
    unsigned length = read_length(file);
    buffer[length] = 0;
    printf("%u\n", length);
    return 0;
}
