// Writing to a string literal ends with SIGSEGV: constants live in read-only pages.
#include <stdio.h>
int main(void) {
    char volatile *text = "constant";
    printf("%c\n", text[0]);
    fflush(stdout);
    text[0] = 'C';
    printf("%c\n", text[0]);
    return 0;
}
