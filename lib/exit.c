// libcstar: the end of a program.
#include <stdlib.h>
#include <unistd.h>
#include "exit.h"

enum { MAX_FUNCTIONS = 64 };

static struct {
    void (*function)(void);
    void (*with_status)(int status, void *argument); // or this
    void *argument;
} functions[MAX_FUNCTIONS];
static int count;
static void (*quick_functions[MAX_FUNCTIONS])(void);
static int quick_count;

void (*__exit_flush)(void);

int atexit(void (*function)(void)) {
    if (count == MAX_FUNCTIONS) {
        return -1;
    }
    functions[count].function = function;
    count++;
    return 0;
}

int on_exit(void (*function)(int status, void *argument), void *argument) {
    if (atexit(NULL) != 0) {
        return -1;
    }
    functions[count - 1].with_status = function;
    functions[count - 1].argument = argument;
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
        if (functions[count].function != NULL) {
            functions[count].function();
        } else {
            functions[count].with_status(status, functions[count].argument);
        }
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
