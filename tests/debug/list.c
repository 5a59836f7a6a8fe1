#include <stdio.h>
#include <stdlib.h>

typedef struct node node_t;
enum color { RED, GREEN = 5, BLUE };
struct node {
    int value;
    enum color color;
    node_t *next;
    union { char c[4]; unsigned word; } u;
};
typedef int (*visit_fn)(const node_t *node, void *data);

static int total;
int counters[3];

__attribute__((noinline)) static node_t *push(node_t *list, int value) {
    node_t *new = malloc(sizeof *new);
    new->value = value;
    new->color = BLUE;
    new->next = list;
    new->u.word = 0x41424344;
    return new;
}

static int add(const node_t *node, void *data) {
    long long *sum = data;
    static int calls;
    calls++;
    *sum += node->value;
    return 0;
}

int walk(node_t *list, visit_fn visit, void *data) {
    int count = 0;
    for (node_t *n = list; n != NULL; n = n->next) {
        int result = visit(n, data);
        if (result != 0) {
            int count = -1;
            return count;
        }
        count++;
    }
    return count;
}

static int value_of(node_t *node) { return node->value; }

int main(int argc, char **argv) {
    node_t *list = NULL;
    long long sum = 0;
    char name[8] = "abc";
    for (int i = 0; i < 5; i++)
        list = push(list, i * i);
    int n = walk(list, add, &sum);
    total = n + name[0] + argc;
    counters[1] = total;
    printf("%d %lld\n", n, sum);
    list = list->next->next->next->next->next;
    return value_of(list) + (argv != NULL);
}
