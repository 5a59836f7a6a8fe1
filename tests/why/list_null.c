// A node whose `next` was never set to the one after it: the search runs off the end.
#include <stdio.h>
#include <stdlib.h>

struct node {
    int key;
    struct node *next;
};

static struct node *push(struct node *list, int key) {
    struct node *node = malloc(sizeof *node);
    node->key = key;
    node->next = list;
    return node;
}

static struct node *find(struct node *list, int key) {
    while (list->key != key)
        list = list->next;
    return list;
}

int main(void) {
    struct node *list = NULL;
    for (int i = 1; i <= 5; i++)
        list = push(list, i * 10);
    printf("%d\n", find(list, 30)->key);
    printf("%d\n", find(list, 35)->key);
    return 0;
}
