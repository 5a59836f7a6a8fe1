// The address of a nested function is that of a trampoline on the stack, which gcc makes executable.
#include <stdio.h>

static int call(int (*function)(int), int x) {
    return function(x);
}

int main(int argc, char **argv) {
    int k = argc * 10;
    int add(int x) { return x + k; }
    int (*volatile pointer)(int) = add;
    (void)argv;
    printf("%d\n", call(pointer, 5));
    return 0;
}
