#include <stdio.h>
int main(int argc, char **argv) {
    int seen;
    (void)argv;
    if (argc > 1)
        seen = 1;
    if (seen) // !branch
        puts("seen");
    return 0;
}
