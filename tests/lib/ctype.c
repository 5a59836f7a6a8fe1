// <ctype.h>: all classes of all characters and EOF.
#include <ctype.h>
#include <stdio.h>

int main(void) {
    for (int c = -1; c < 256; c++) {
        printf("%d: %d%d%d%d%d%d%d%d%d%d%d%d %d %d\n", c, isalnum(c) != 0, isalpha(c) != 0,
               isblank(c) != 0, iscntrl(c) != 0, isdigit(c) != 0, isgraph(c) != 0, islower(c) != 0,
               isprint(c) != 0, ispunct(c) != 0, isspace(c) != 0, isupper(c) != 0, isxdigit(c) != 0,
               tolower(c), toupper(c));
    }
    return 0;
}
