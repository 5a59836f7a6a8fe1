#include <stdio.h>

struct node {
    int value;
    struct node *next;
};

struct node *reverse(struct node *list) {
    struct node *reversed = NULL;
    while (list != NULL) {
        struct node *next = list->next;
        list->next = reversed;
        reversed = list;
        list = next;
    }
    return reversed;
}

int main(void) {
    struct node nodes[4] = {{1, &nodes[1]}, {2, &nodes[2]}, {3, &nodes[3]}, {4, NULL}};
    for (struct node *node = reverse(nodes); node != NULL; node = node->next)
        printf("%d ", node->value);
    printf("\n");
    return 0;
}
