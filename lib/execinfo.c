// libcstar: addresses of calls, as far as a program can tell: none, by their numbers alone.
#include <execinfo.h>
#include <stdio.h>
#include <stdlib.h>

enum { ADDRESS_SIZE = sizeof "[0x00000000]" };

int backtrace(void **addresses, int most) {
    (void)addresses, (void)most;
    return 0;
}

// Texts and the pointers to them are one block.
char **backtrace_symbols(void *const *addresses, int count) {
    size_t pointers = (size_t)count * sizeof(char *);
    char **texts = malloc(pointers + (size_t)count * ADDRESS_SIZE + 1);
    for (int i = 0; texts != NULL && i < count; i++) {
        texts[i] = (char *)texts + pointers + i * ADDRESS_SIZE;
        sprintf(texts[i], "[%#x]", (unsigned)addresses[i]);
    }
    return texts;
}

void backtrace_symbols_fd(void *const *addresses, int count, int descriptor) {
    for (int i = 0; i < count; i++) {
        dprintf(descriptor, "[%#x]\n", (unsigned)addresses[i]);
    }
}
