// A pointer in a packed structure, which is stored and loaded in two parts, was never set.
#include <stdio.h>

struct __attribute__((packed)) entry {
    char kind;
    int *count;
    short flags;
};

static struct entry entries[3];
static int count = 4;

static void fill(struct entry *entry, int *pointer) {
    entry->kind = 'c';
    entry->count = pointer;
}

int main(void) {
    fill(&entries[0], &count);
    fill(&entries[1], NULL);
    fill(&entries[2], &count);
    int sum = 0;
    for (int i = 0; i < 3; i++)
        sum += *entries[i].count;
    printf("%d\n", sum);
    return 0;
}
