// argc, argv, environment-free; exit status from main.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[]) {
    printf("%d\n", argc);
    int total = 0;
    for (int i = 1; i < argc; i++) {
        printf("[%s] %d\n", argv[i], (int)strlen(argv[i]));
        total += atoi(argv[i]);
    }
    printf("%d %d\n", argv[argc] == 0, total);
    char **p = argv + 1;
    while (*p)
        putchar(**p++);
    putchar('\n');
    return total;
}
