// libcstar: the start of a program. _start passes the stack as Linux lays it out: the number of
// arguments, the arguments, 0, the environment, 0, the auxiliary vector (pairs of words).
#include <stdlib.h>
#include <unistd.h>

char **environ;

int main(int count, char **arguments, char **environment);

void __start_main(int *stack) {
    int count = stack[0];
    char **arguments = (char **)(stack + 1);
    environ = arguments + count + 1;
    exit(main(count, arguments, environ));
}
