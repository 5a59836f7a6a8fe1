// libcstar: the arguments of a program whose main takes them as words, `int *argv`, as C* does.
#include <stdlib.h>
#include <string.h>

// Has each argument begin at a word boundary, padded with zeros to one; the stack is as Linux lays
// it out.
void __start_words(int *stack) {
    for (int i = 1; i <= stack[0]; i++) {
        const char *argument = (const char *)stack[i];
        size_t length = strlen(argument);
        char *copy = calloc(length / sizeof(int) + 1, sizeof(int));
        if (copy != NULL) {
            memcpy(copy, argument, length);
            stack[i] = (int)copy;
        }
    }
}
