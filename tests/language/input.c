// Reading standard input by characters and lines.
#include <ctype.h>
#include <stdio.h>

int main(void) {
    int c, lines = 0, words = 0, bytes = 0, inside = 0;
    unsigned sum = 0;
    while ((c = getchar()) != EOF) {
        bytes++;
        sum = sum * 31 + (unsigned)c;
        if (c == '\n') lines++;
        if (isspace(c)) inside = 0;
        else if (!inside) inside = 1, words++;
    }
    printf("%d %d %d %x\n", lines, words, bytes, sum);
    return 0;
}
