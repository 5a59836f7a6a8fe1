#include <stdio.h>
#include <stdlib.h>
int main(void) {
    int *count = malloc(sizeof *count);
    if (*count == 3) // !branch
        puts("three");
    free(count);
    return 0;
}
