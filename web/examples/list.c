#include <stdio.h>

struct node {
    int value;
    struct node *next;
};

static int sum(const struct node *list) {
    int total = 0;
    while (list != NULL) {
        total += list->value;
        list = list->next;
    }
    return total;
}

int main(void) {
    struct node nodes[6];
    for (int i = 0; i < 6; i++) {
        nodes[i].value = i * i;
        nodes[i].next = i < 5 ? &nodes[i + 1] : NULL;
    }
    printf("sum %d\n", sum(nodes));
    return 0;
}
