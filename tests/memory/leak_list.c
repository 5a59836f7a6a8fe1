#include <stdlib.h>
struct node { struct node *next; };
static struct node *list;
int main(void) {
    for (int i = 0; i < 5; i++) {
        struct node *node = malloc(sizeof *node); // !leak
        node->next = list;
        list = node;
    }
    list = NULL;
    return 0;
}
