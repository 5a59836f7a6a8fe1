// libcstar for gcc: constructors and destructors, in the arrays that the linker makes (System V
// ABI, chapter 5, "Initialization and Termination Functions").

#include <stdlib.h>
#include <unistd.h>

typedef void constructor(int count, char **arguments, char **environment);
extern constructor *__preinit_array_start[], *__preinit_array_end[];
extern constructor *__init_array_start[], *__init_array_end[];
extern void (*__fini_array_start[])(void), (*__fini_array_end[])(void);

_Noreturn void __start_main(int *stack);

static void finish(void) {
    for (void (**function)(void) = __fini_array_end; function != __fini_array_start;)
        (*--function)();
}

_Noreturn void __start_arrays(int *stack) {
    char **arguments = (char **)(stack + 1);
    environ = arguments + stack[0] + 1;
    if (&__fini_array_start[0] != &__fini_array_end[0])
        atexit(finish);
    for (constructor **function = __preinit_array_start; function != __preinit_array_end;
         function++)
        (*function)(stack[0], arguments, environ);
    for (constructor **function = __init_array_start; function != __init_array_end; function++)
        (*function)(stack[0], arguments, environ);
    __start_main(stack);
}
