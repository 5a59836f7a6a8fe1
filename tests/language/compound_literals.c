// Compound literals: scalars, arrays, structures, addresses, lifetimes in loops and blocks, file scope.
#include <stdio.h>

struct Point { int x, y; };
struct Node { int value; struct Node *next; };
static struct Point *file_scope = &(struct Point){11, 22};
static const char **words = (const char *[]){"alpha", "beta", 0};

static int sum(const int *p, int n) {
    int total = 0;
    while (n--)
        total += *p++;
    return total;
}
static int dot(struct Point a, struct Point b) { return a.x * b.x + a.y * b.y; }
static int length(const struct Node *n) { return n ? 1 + length(n->next) : 0; }

int main(void) {
    printf("%d %d %s\n", file_scope->x, file_scope->y, words[1]);
    printf("%d %d\n", sum((int[]){1, 2, 3, 4}, 4), sum((int[5]){[2] = 7}, 5));
    printf("%d\n", dot((struct Point){1, 2}, (struct Point){.y = 4, .x = 3}));
    printf("%d %d\n", (struct Point){5, 6}.y, ((int[]){7, 8, 9})[1]);
    printf("%d\n", length(&(struct Node){1, &(struct Node){2, &(struct Node){3, 0}}}));
    int *p = &(int){42};
    *p += 1;
    printf("%d %d\n", *p, (int){5} + (char){300 - 256});
    struct Point *q = &(struct Point){.y = 3};
    q->x = q->y * 2;
    *q = (struct Point){q->y, q->x};
    printf("%d %d\n", q->x, q->y);
    for (int i = 0; i < 3; i++) {
        int *fresh = (int[3]){i, [2] = i * i};
        fresh[1] += 5;
        printf("%d %d %d;", fresh[0], fresh[1], fresh[2]);
    }
    printf("\n");
    char *text = (char[]){"modifiable"};
    text[0] = 'M';
    printf("%s %d\n", text, (int)sizeof((char[]){"modifiable"}));
    const char *choice = ((const char *[]){"zero", "one", "two"})[2];
    printf("%s\n", choice);
    struct { struct Point a[2]; } nested = {{(struct Point){1, 2}, {3, 4}}};
    nested.a[0] = (struct Point){nested.a[1].x, nested.a[0].x};
    printf("%d %d\n", nested.a[0].x, nested.a[0].y);
    p = (int[]){1, 2, 3};
    int *end = p + 3, total = 0;
    while (p < end)
        total = total * 10 + *p++;
    printf("%d %lld\n", total, (long long){1LL << 40} + 1);
    printf("%d\n", ((union { int i; unsigned char b[4]; }){0x01020304}).b[1]);
    return 0;
}
