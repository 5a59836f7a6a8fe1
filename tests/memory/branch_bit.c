#include <stdio.h>
struct flags { unsigned a : 1, b : 1, rest : 6; };
int main(void) {
    struct flags flags;
    flags.a = 1;
    if (flags.a)
        puts("a");
    if (flags.b) // !branch
        puts("b");
    return 0;
}
