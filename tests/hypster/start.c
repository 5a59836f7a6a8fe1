// Prints all that a program is started with: the stack from the count of arguments on, word by word
// with the strings that words point to, and the break.
#include <stdio.h>

#include "../../lib/syscall.h"

extern char **environ;

int main(int argc, char **argv) {
    unsigned *word = (unsigned *)argv - 1;
    printf("%d arguments, %x break\n", argc, (unsigned)__syscall(4045, 0));
    for (; (unsigned)word < 0x7fff8000; word++) {
        printf("%x: %x", (unsigned)word, *word);
        if (word < (unsigned *)environ && *word > 0x7f000000)
            printf(" %s", (char *)*word);
        printf("\n");
    }
    for (char **variable = environ; *variable != NULL; variable++)
        printf("%s\n", *variable);
    return 0;
}
