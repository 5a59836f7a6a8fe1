// A left-leaning red-black tree: insertion, depth, in-order walk, with 64-bit keys and a free list.
#include <stdio.h>
#include <stdlib.h>
typedef struct Node { long long key; struct Node *child[2]; _Bool red; } Node;
static Node *rotate(Node *n, int left) {
    Node *m = n->child[left];
    n->child[left] = m->child[!left];
    m->child[!left] = n;
    m->red = n->red, n->red = 1;
    return m;
}
static int is_red(const Node *n) { return n && n->red; }
static Node *insert(Node *n, long long key) {
    if (!n) {
        n = calloc(1, sizeof *n);
        n->key = key, n->red = 1;
        return n;
    }
    if (key != n->key) {
        int side = key > n->key;
        n->child[side] = insert(n->child[side], key);
    }
    if (is_red(n->child[1]) && !is_red(n->child[0])) n = rotate(n, 1);
    if (is_red(n->child[0]) && is_red(n->child[0]->child[0])) n = rotate(n, 0);
    if (is_red(n->child[0]) && is_red(n->child[1])) n->red = 1, n->child[0]->red = n->child[1]->red = 0;
    return n;
}
static int depth(const Node *n) {
    if (!n) return 0;
    int a = depth(n->child[0]), b = depth(n->child[1]);
    return 1 + (a > b ? a : b);
}
static int check(const Node *n) {
    if (!n) return 1;
    int a = check(n->child[0]), b = check(n->child[1]);
    if (a != b || (is_red(n) && is_red(n->child[0])) || is_red(n->child[1])) printf("broken at %lld\n", n->key);
    return a + !n->red;
}
static long long walk(const Node *n, long long before, unsigned *hash) {
    if (!n) return before;
    before = walk(n->child[0], before, hash);
    if (before >= n->key) printf("order %lld %lld\n", before, n->key);
    *hash = *hash * 31 + (unsigned)n->key;
    return walk(n->child[1], n->key, hash);
}
static void release(Node *n) {
    if (n) release(n->child[0]), release(n->child[1]), free(n);
}
int main(void) {
    Node *root = 0;
    unsigned seed = 12345, hash = 0;
    for (int i = 0; i < 500; i++) {
        seed = seed * 1664525 + 1013904223;
        root = insert(root, ((long long)seed << 8 | i) % 1000003 - 500000);
        root->red = 0;
    }
    int black = check(root);
    long long last = walk(root, -1000000, &hash);
    printf("%d %d %lld %x\n", depth(root), black, last, hash);
    release(root);
    return 0;
}
