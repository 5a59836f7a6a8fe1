// Flexible array members and dynamic structures.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct Buffer { int length; short flags; char data[]; };
struct Table { unsigned count; struct Row { int key; long long value; } rows[]; };

static struct Buffer *buffer(const char *text) {
    int length = (int)strlen(text);
    struct Buffer *b = malloc(sizeof *b + length + 1);
    b->length = length, b->flags = -1;
    memcpy(b->data, text, length + 1);
    return b;
}

int main(void) {
    printf("%d %d\n", (int)sizeof(struct Buffer), (int)offsetof(struct Buffer, data));
    printf("%d %d\n", (int)sizeof(struct Table), (int)offsetof(struct Table, rows));
    struct Buffer *b = buffer("flexible");
    printf("%d %d %s %c\n", b->length, b->flags, b->data, b->data[b->length - 1]);
    struct Table *t = malloc(sizeof *t + 10 * sizeof t->rows[0]);
    t->count = 10;
    for (unsigned i = 0; i < t->count; i++)
        t->rows[i] = (struct Row){i, (long long)i << 33};
    long long sum = 0;
    for (struct Row *r = t->rows; r < t->rows + t->count; r++)
        sum += r->value * r->key;
    printf("%lld %d\n", sum, (int)sizeof t->rows[0]);
    free(t);
    free(b);
    return 0;
}
