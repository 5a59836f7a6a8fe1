#include <stdio.h>

int main(void) {
    char name[40];
    printf("What is your name?\n");
    while (scanf("%39s", name) == 1)
        printf("Hello, %s!\n", name);
    printf("Goodbye.\n");
    return 0;
}
