// A pointer is used after its block was freed and given to somebody else.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shape {
    const char *name;
    int sides;
};

static void close_shape(struct shape *shape) {
    free(shape);
}

int main(void) {
    struct shape *shape = malloc(sizeof *shape);
    shape->name = "square";
    shape->sides = 4;
    close_shape(shape);
    char *text = malloc(sizeof *shape);
    memset(text, 'x', sizeof *shape);
    printf("%d %s\n", shape->sides, shape->name);
    return 0;
}
