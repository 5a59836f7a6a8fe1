// The end of a program: functions of atexit in reverse order, which may add more; streams are
// flushed.
#include <stdio.h>
#include <stdlib.h>

static void first(void) {
    printf("first, and no newline at the end");
}

static void added(void) {
    printf("added\n");
}

static void second(void) {
    printf("second\n");
    atexit(added);
}

static void many(void) {
    static int calls;
    calls++;
    if (calls == 30) {
        printf("thirty\n");
    }
}

int main(void) {
    int failed = atexit(first) != 0;
    for (int i = 0; i < 30; i++) {
        failed += atexit(many) != 0;
    }
    failed += atexit(second) != 0;
    printf("main %d\n", failed);
    exit(263);
}
