// A callback leaves a global pointer that nobody expects to be changed.
#include <stdio.h>
#include <stdlib.h>

static int *current;
static int first = 1;

static void visit(int *value) {
    current = *value > 3 ? NULL : value;
}

static void each(int *values, int count, void (*callback)(int *)) {
    for (int i = 0; i < count; i++)
        callback(&values[i]);
}

int main(void) {
    int values[] = {1, 2, 3, 4};
    current = &first;
    each(values, 4, visit);
    printf("%d\n", *current);
    return 0;
}
