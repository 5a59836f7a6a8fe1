// What the sessions debug: a list, a sum that goes wrong, and a pointer that is none.
#include <stdio.h>

struct item {
    int value;
    struct item *next;
};

static struct item items[4];
static int used, sum;

static struct item *push(struct item *list, int value) {
    struct item *item = &items[used++];
    item->value = value;
    item->next = list;
    return item;
}

static void add(const struct item *list) {
    for (; list != NULL; list = list->next)
        sum += list->value;
}

int main(void) {
    struct item *list = NULL;
    for (int i = 0; i < 4; i++)
        list = push(list, i * i);
    add(list);
    printf("sum %d\n", sum);
    fflush(stdout);
    items[1].next = (struct item *)(long)sum;
    add(list);
    return 0;
}
