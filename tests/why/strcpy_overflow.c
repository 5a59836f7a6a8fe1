// A name that is too long overwrites the pointer behind it.
#include <stdio.h>
#include <string.h>

static struct {
    char name[8];
    int *count;
} entry;
static int count;

int main(int argc, char **argv) {
    entry.count = &count;
    strcpy(entry.name, argc > 1 ? argv[1] : "name");
    ++*entry.count;
    printf("%s %d\n", entry.name, count);
    return 0;
}
