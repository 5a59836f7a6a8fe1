// libcstar: trees whose sides differ in height by one at most (Adelson-Velsky and Landis 1962).
#include <search.h>
#include <stdlib.h>

enum { MOST_LINKS = 48 }; // higher than a tree that fills the memory

struct node {
    const void *key; // first: what programs see of a node
    struct node *child[2];
    int height;
};

// The links from the root to what was searched, whose last is NULL if it is not there.
struct path {
    struct node **links[MOST_LINKS];
    int count;
};

static int height(const struct node *node) {
    return node == NULL ? 0 : node->height;
}

static void measure(struct node *node) {
    int left = height(node->child[0]), right = height(node->child[1]);
    node->height = 1 + (left > right ? left : right);
}

// The child on a side takes the place of its parent.
static void lift(struct node **link, int side) {
    struct node *node = *link, *child = node->child[side];
    node->child[side] = child->child[!side];
    child->child[!side] = node;
    measure(node);
    measure(child);
    *link = child;
}

static void balance(struct path *path) {
    while (path->count > 0) {
        struct node **link = path->links[--path->count];
        if (*link == NULL) {
            continue;
        }
        for (int side = 0; side < 2; side++) {
            struct node *child = (*link)->child[side];
            if (height(child) > height((*link)->child[!side]) + 1) {
                if (height(child->child[side]) < height(child->child[!side])) {
                    lift(&(*link)->child[side], !side);
                }
                lift(link, side);
            }
        }
        measure(*link);
    }
}

static void find(struct path *path, const void *key, void **root,
                 int (*compare)(const void *, const void *)) {
    struct node **link = (struct node **)root;
    path->count = 0;
    for (;;) {
        path->links[path->count++] = link;
        int order = *link == NULL ? 0 : compare(key, (*link)->key);
        if (order == 0) {
            return;
        }
        link = &(*link)->child[order > 0];
    }
}

void *tsearch(const void *key, void **root, int (*compare)(const void *, const void *)) {
    struct path path;
    if (root == NULL) {
        return NULL;
    }
    find(&path, key, root, compare);
    struct node **link = path.links[path.count - 1], *node = *link;
    if (node == NULL) {
        node = calloc(1, sizeof *node);
        if (node != NULL) {
            node->key = key;
            *link = node;
            balance(&path);
        }
    }
    return node;
}

void *tfind(const void *key, void *const *root, int (*compare)(const void *, const void *)) {
    struct path path;
    if (root == NULL) {
        return NULL;
    }
    find(&path, key, (void **)root, compare);
    return *path.links[path.count - 1];
}

// A node between two others is replaced by the next one in order, not only its key: programs hold
// pointers to nodes.
void *tdelete(const void *restrict key, void **restrict root,
              int (*compare)(const void *, const void *)) {
    struct path path;
    if (root == NULL) {
        return NULL;
    }
    find(&path, key, root, compare);
    int last = path.count - 1;
    struct node **link = path.links[last], *node = *link;
    if (node == NULL) {
        return NULL;
    }
    void *parent = last == 0 ? (void *)root : *path.links[last - 1];
    if (node->child[0] == NULL || node->child[1] == NULL) {
        *link = node->child[node->child[0] == NULL];
    } else {
        struct node **next = &node->child[1];
        for (path.links[path.count++] = next; (*next)->child[0] != NULL;) {
            next = &(*next)->child[0];
            path.links[path.count++] = next;
        }
        struct node *heir = *next;
        *next = heir->child[1];
        heir->child[0] = node->child[0];
        heir->child[1] = node->child[1];
        path.links[last + 1] = &heir->child[1];
        *link = heir;
    }
    free(node);
    balance(&path);
    return parent;
}

static void walk(const struct node *node, void (*visit)(const void *, VISIT, int), int depth) {
    if (node->child[0] == NULL && node->child[1] == NULL) {
        visit(node, leaf, depth);
        return;
    }
    visit(node, preorder, depth);
    if (node->child[0] != NULL) {
        walk(node->child[0], visit, depth + 1);
    }
    visit(node, postorder, depth);
    if (node->child[1] != NULL) {
        walk(node->child[1], visit, depth + 1);
    }
    visit(node, endorder, depth);
}

void twalk(const void *root, void (*visit)(const void *, VISIT, int)) {
    if (root != NULL && visit != NULL) {
        walk(root, visit, 0);
    }
}

void tdestroy(void *root, void (*release)(void *)) {
    struct node *node = root;
    if (node != NULL) {
        tdestroy(node->child[0], release);
        tdestroy(node->child[1], release);
        release((void *)node->key);
        free(node);
    }
}
