#include "panic.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void panic(const char *what) {
    fprintf(stderr, "mixter: internal error: %s\n", what);
    exit(125);
}

_Noreturn void out_of_memory(void) {
    fprintf(stderr, "mixter: out of memory\n");
    exit(125);
}
