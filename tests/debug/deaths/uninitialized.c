#include <stdlib.h>
struct tree { struct tree *left, *right; int key; };
static void insert(struct tree **at, int key) {
    struct tree *new = malloc(sizeof *new);
    while (*at != NULL)
        at = (*at)->key < key ? &(*at)->right : &(*at)->left;
    *at = new;
    new->key = key; /* left and right are not set */
}
int main(void) {
    struct tree *root = NULL;
    char *dirty = malloc(400);
    for (int i = 0; i < 400; i++) dirty[i] = 'x';
    free(dirty);
    for (int i = 0; i < 5; i++)
        insert(&root, i * 7 % 5);
    "text"[0] = 'T';
    return 0;
}
