#include <stdlib.h>
struct node { int value; struct node *next; };
int main(void) {
    struct node *node = malloc(sizeof *node);
    node->value = 7;
    free(node);
    return node->value == 12345; // !read
}
