// libcstar: functions with the attribute constructor, which run before main, and destructor, which
// run at exit behind all that atexit has been given.
#include <stdlib.h>
#include <unistd.h>

// Made by the linker, in order, with a null pointer behind them.
extern void (*const __constructors[])(int count, char **arguments, char **environment);
extern void (*const __destructors[])(void);

static void run_destructors(void) {
    for (int i = 0; __destructors[i] != NULL; i++) {
        __destructors[i]();
    }
}

// The stack is as Linux lays it out.
void __start_constructors(int *stack) {
    char **arguments = (char **)(stack + 1);
    environ = arguments + stack[0] + 1;
    if (__destructors[0] != NULL) {
        atexit(run_destructors);
    }
    for (int i = 0; __constructors[i] != NULL; i++) {
        __constructors[i](stack[0], arguments, environ);
    }
}
