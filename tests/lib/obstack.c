// GNU's stacks of objects: contents and sizes as with glibc.
#define _GNU_SOURCE 1
#include <obstack.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int live;

static void *take(size_t size) {
    live++;
    return malloc(size);
}

static void give(void *chunk) {
    live--;
    free(chunk);
}

#define obstack_chunk_alloc take
#define obstack_chunk_free  give

int main(void) {
    struct obstack stack;
    printf("%d %d\n", obstack_init(&stack), live);
    char *first = obstack_copy0(&stack, "first", 5);
    printf("%s %d\n", first, (int)((uintptr_t)first % 8));
    for (int i = 0; i < 10000; i++)
        obstack_1grow(&stack, 'a' + i % 26);
    printf("%d %d\n", (int)obstack_object_size(&stack), live);
    obstack_1grow(&stack, 0);
    char *second = obstack_finish(&stack);
    printf("%d %.3s %s\n", (int)strlen(second), second, first);
    obstack_grow(&stack, "some", 4);
    obstack_grow0(&stack, " more", 5);
    printf("%d %s\n", (int)obstack_object_size(&stack), (char *)obstack_base(&stack));
    char *third = obstack_finish(&stack);
    obstack_ptr_grow(&stack, first);
    obstack_int_grow(&stack, 42);
    printf("%d\n", (int)obstack_object_size(&stack));
    void **pair = obstack_finish(&stack);
    printf("%s %d\n", (char *)pair[0], *(int *)&pair[1]);
    printf("%d", obstack_printf(&stack, "%d %s", 7, "printed"));
    obstack_1grow(&stack, 0);
    printf(" %s\n", (char *)obstack_finish(&stack));
    int *room = obstack_alloc(&stack, 400);
    for (int i = 0; i < 100; i++)
        room[i] = i;
    char *same = obstack_copy(&stack, "xyz", 3);
    printf("%d %.3s\n", room[99], same);
    obstack_make_room(&stack, 20);
    printf("%d\n", obstack_room(&stack) >= 20);
    obstack_1grow_fast(&stack, 'f');
    obstack_blank_fast(&stack, 3);
    printf("%d\n", (int)obstack_object_size(&stack));
    obstack_free(&stack, third);
    printf("%s %d\n", first, (int)strlen(second));
    char *again = obstack_copy0(&stack, "again", 5);
    printf("%d %s\n", again == third, again);
    obstack_free(&stack, first);
    printf("%d\n", live);
    obstack_free(&stack, NULL);
    printf("%d\n", live);
    return 0;
}
