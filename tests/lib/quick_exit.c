// quick_exit calls its own functions only and flushes nothing.
#include <stdio.h>
#include <stdlib.h>

static void quick(void) {
    printf("quick\n");
    fflush(stdout);
}

static void never(void) {
    printf("never\n");
    fflush(stdout);
}

int main(void) {
    atexit(never);
    at_quick_exit(quick);
    printf("main\n");
    fflush(stdout);
    quick_exit(5);
}
