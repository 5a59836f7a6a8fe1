// Linked lists: building, reversing, merging and sorting nodes on the heap.
#include <stdio.h>
#include <stdlib.h>

typedef struct Node Node;
struct Node { Node *next; int value; };

static Node *merge(Node *a, Node *b) {
    Node head, *last = &head;
    while (a && b) {
        Node **smaller = a->value <= b->value ? &a : &b;
        last = last->next = *smaller;
        *smaller = last->next;
    }
    last->next = a ? a : b;
    return head.next;
}

static Node *sort(Node *list) {
    if (!list || !list->next)
        return list;
    Node *slow = list, *fast = list->next;
    while (fast && fast->next)
        slow = slow->next, fast = fast->next->next;
    Node *second = slow->next;
    slow->next = 0;
    return merge(sort(list), sort(second));
}

int main(int argc, char **argv) {
    int rounds = argc > 1 ? atoi(argv[1]) : 4;
    unsigned seed = 7, hash = 0;
    for (int r = 0; r < rounds; r++) {
        Node *list = 0;
        for (int i = 0; i < 20000; i++) {
            Node *n = malloc(sizeof *n);
            *n = (Node){list, (int)((seed = seed * 1664525 + 1013904223) / 4096)};
            list = n;
        }
        list = sort(list);
        for (Node *n = list, *next; n; n = next) {
            next = n->next;
            hash = hash * 31 + (unsigned)n->value;
            free(n);
        }
    }
    printf("%u\n", hash);
    return 0;
}
