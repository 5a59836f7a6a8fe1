// A pointer into a block that has moved.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct vector {
    int **items;
    int count;
};

static void append(struct vector *vector, int *item) {
    vector->items = realloc(vector->items, (size_t)(vector->count + 1) * sizeof *vector->items);
    vector->items[vector->count++] = item;
}

int main(void) {
    static int values[64];
    struct vector vector = {NULL, 0};
    append(&vector, &values[0]);
    int **first = vector.items;
    char *behind = malloc(100);
    for (int i = 1; i < 40; i++)
        append(&vector, &values[i]);
    char *again = malloc(8);
    memset(again, 0x6b, 8);
    **first = 1;
    printf("%d %p %p\n", values[0], (void *)behind, (void *)again);
    return 0;
}
