#include <stdlib.h>
struct node { int *value; };
int main(void) {
    int value = 0, other = 1;
    struct node *node = malloc(sizeof *node);
    struct node *copy = malloc(sizeof *copy);
    node->value = &value;
    int **from = value == other ? &node->value : &copy->value;
    int **null = &node->value;
    int **p = (int)(size_t)*from != 1 ? from : null; // !branch
    free(node);
    free(copy);
    return p == NULL;
}
