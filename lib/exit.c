// libcstar: the end of a program.
#include <stdlib.h>
#include <unistd.h>
#include "exit.h"

enum { MAX_FUNCTIONS = 64 };

static void (*functions[MAX_FUNCTIONS])(void);
static int count;
static void (*quick_functions[MAX_FUNCTIONS])(void);
static int quick_count;

void (*__exit_flush)(void);

int atexit(void (*function)(void)) {
    if (count == MAX_FUNCTIONS) {
        return -1;
    }
    functions[count] = function;
    count++;
    return 0;
}

int at_quick_exit(void (*function)(void)) {
    if (quick_count == MAX_FUNCTIONS) {
        return -1;
    }
    quick_functions[quick_count] = function;
    quick_count++;
    return 0;
}

_Noreturn void exit(int status) {
    while (count != 0) {
        count--;
        functions[count]();
    }
    if (__exit_flush != NULL) {
        __exit_flush();
    }
    _exit(status);
}

_Noreturn void quick_exit(int status) {
    while (quick_count != 0) {
        quick_count--;
        quick_functions[quick_count]();
    }
    _exit(status);
}

_Noreturn void _Exit(int status) {
    _exit(status);
}
