// Pointers to pointers, void pointers, casts to and from integers, byte access, aliases of structures.
#include <stdint.h>
#include <stdio.h>

struct Node { int value; struct Node *left, *right; };
static struct Node nodes[16];
static int used;

static struct Node **find(struct Node **p, int value) {
    while (*p && (*p)->value != value)
        p = value < (*p)->value ? &(*p)->left : &(*p)->right;
    return p;
}
static void insert(struct Node **root, int value) {
    struct Node **p = find(root, value);
    if (!*p) {
        *p = &nodes[used++];
        (*p)->value = value;
    }
}
static void print(const struct Node *n) {
    if (!n)
        return;
    print(n->left);
    printf("%d ", n->value);
    print(n->right);
}
static void swap(void *a, void *b, unsigned size) {
    char *p = a, *q = b;
    while (size--) {
        char t = *p;
        *p++ = *q;
        *q++ = t;
    }
}
static void set(int ***p, int *q) { **p = q; }

int main(void) {
    struct Node *root = 0;
    int values[] = {50, 20, 70, 10, 30, 60, 80, 20, 65};
    for (int i = 0; i < 9; i++)
        insert(&root, values[i]);
    print(root);
    printf("%d %d\n", used, (*find(&root, 65))->value);
    int x = 1, y = 2;
    swap(&x, &y, sizeof x);
    long long big = 0x1122334455667788, small = -1;
    swap(&big, &small, sizeof big);
    printf("%d %d %llx %lld\n", x, y, (unsigned long long)small, big);
    // Little-endian bytes of wider objects.
    unsigned char *bytes = (unsigned char *)&small;
    for (int i = 0; i < 8; i++)
        printf("%02x", bytes[i]);
    bytes[3] = 0;
    *(unsigned short *)(bytes + 6) = 0xabcd;
    printf(" %llx %x\n", (unsigned long long)small, *(unsigned *)(bytes + 4));
    int a = 10, *p = &a, **pp = &p, ***ppp = &pp, b = 20;
    ***ppp += 5;
    set(&pp, &b);
    printf("%d %d %d %d\n", a, *p, **pp, *p == ***ppp);
    uintptr_t address = (uintptr_t)&a;
    printf("%d %d %d\n", (int)(address % 4), *(int *)address, (uintptr_t)(&a + 1) - address == 4);
    char *null = 0;
    printf("%d %d %d\n", null == (void *)0, (int)(uintptr_t)null, !null);
    char *one = (char *)1;
    printf("%d %d\n", (int)(uintptr_t)(one + 4), (int)(uintptr_t)((int *)8 + 1));
    const void *v = "text";
    const char *t = v;
    printf("%s %c\n", t, *((const char *)v + 1));
    int array[4] = {1, 2, 3, 4};
    void *vp = array;
    int *q = vp;
    printf("%d %d\n", q[2], *((int *)vp + 3));
    char *names[] = {"a", "bc", "def", 0}, **walk = names;
    while (*walk)
        printf("%s ", *walk++);
    printf("%d\n", (int)(walk - names));
    struct Node *n = (struct Node *)(void *)nodes;
    struct Node local = *n;
    printf("%d %d\n", local.value, (&local)->left->value);
    int *self = &*&*p;
    printf("%d %d\n", self == p, &*p == &p[0]);
    return 0;
}
