// abort ends with SIGABRT, after a handler that returns.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static void handler(int number) {
    printf("handler %d\n", number);
    fflush(stdout);
}

int main(void) {
    signal(SIGABRT, handler);
    printf("before\n");
    fflush(stdout);
    abort();
}
