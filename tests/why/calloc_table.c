// A table of pointers from calloc, one of which was never set.
#include <stdio.h>
#include <stdlib.h>

int main(void) {
    int **table = calloc(8, sizeof *table);
    static int values[8];
    for (int i = 0; i < 8; i++)
        if (i % 3 != 2)
            table[i] = &values[i];
    int sum = 0;
    for (int i = 0; i < 8; i++)
        sum += *table[i];
    printf("%d\n", sum);
    return 0;
}
