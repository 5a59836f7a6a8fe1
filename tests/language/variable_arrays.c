// Arrays of variable length and alloca: sizes, scopes, jumps, pointers to them, parameters, typedefs.
#include <stdio.h>
#include <string.h>

static int calls;
static int count(int n) {
    calls++;
    return n;
}

static int sum(int n, int m, int a[n][m]) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        for (int k = 0; k < m; k++)
            sum += a[i][k];
    return sum + (int)(sizeof *a / sizeof **a) * 10000;
}

static int old_style(n, a)
int n;
int a[n][n];
{
    return a[n - 1][n - 1] + (int)sizeof a[0];
}

static void prototype(int n, int a[*][*]);
static void prototype(int n, int a[n][count(n) + 1]) {
    printf("%d %d\n", (int)sizeof a[0], a[1][2]);
}

static int sizes(int n) {
    int a[n], b[n + 1][3], c[2][n], d[n][n * 2];
    char e[n++];
    typedef short row[n];
    row f, g[2];
    n = 100;
    a[0] = d[1][1] = 0;
    return (int)(sizeof a + sizeof b + sizeof c + sizeof d + sizeof e + sizeof f + sizeof g) + (int)sizeof(row) +
           (int)sizeof(int[count(7)]) + (int)sizeof b[0] + a[0] + d[1][1];
}

static int scopes(int n) {
    char *first = NULL;
    int rounds = 0;
    for (int i = 0; i < 10000; i++) {
        char a[n * 1000];
        if (i == 0)
            first = a;
        a[0] = a[n * 1000 - 1] = (char)i;
        if (i % 3 == 0)
            continue;
        if (a != first)
            return -1;
        if (i > 9000)
            break;
        rounds++;
    }
again:;
    char b[n * 10000];
    b[0] = 1;
    if (rounds++ < 9000)
        goto again;
    while (1) {
        int c[n];
        c[n - 1] = 3;
        if (c[n - 1] == 3)
            goto out;
    }
out:
    return rounds;
}

static void pointers(int n) {
    int a[n][n + 1];
    for (int i = 0; i < n; i++)
        for (int k = 0; k <= n; k++)
            a[i][k] = i * 10 + k;
    int(*p)[n + 1] = a, (*end)[n + 1] = &a[n - 1];
    printf("%d %d %d %d\n", p[1][2], (*++p)[3], (int)(end - p), (int)((char *)end - (char *)p));
    p += 2;
    printf("%d %d %d\n", **p, p[-1][0], (int)sizeof *p);
    int(*whole)[n][n + 1] = &a;
    printf("%d %d\n", (*whole)[2][1], (int)sizeof *whole);
    int(*cast)[n] = (int(*)[n])a;
    printf("%d\n", cast[1][0]);
    typeof(a[0]) copy;
    memcpy(copy, a[2], sizeof copy);
    printf("%d %d\n", copy[n], (int)(sizeof copy / sizeof copy[0]));
    printf("%d\n", sum(n, n + 1, a));
}

static int deep(int n) {
    int a[n], before = n;
    a[n - 1] = n;
    char *text = __builtin_alloca(20 + n);
    sprintf(text, "%d", n);
    int rest = n > 1 ? deep(n - 1) : 0;
    return rest + a[n - 1] + (int)strlen(text) + (before != n);
}

struct large {
    int words[40];
};
static int take(struct large one, int n, struct large other) {
    return one.words[39] + n + other.words[0];
}

static int with_calls(int n) {
    struct large large = {.words = {[39] = 5, [0] = 7}};
    int sum = 0;
    for (int i = 1; i < 20; i++) {
        char a[i * n];
        memset(a, i, sizeof a);
        sum += take(large, a[i * n - 1], large) + snprintf(a, sizeof a, "%d %d %d %d", i, n, 3, 4);
        double d = a[0] + 0.5;
        sum += (int)d;
    }
    return sum;
}

static int in_expression(int n) {
    return ({
        int a[n];
        for (int i = 0; i < n; i++)
            a[i] = i * i;
        a[n - 1];
    }) + ({ char b[n]; (int)sizeof b; });
}

static void list(int n) {
    struct node {
        struct node *next;
        int value;
    } *first = NULL;
    for (int i = 0; i < n; i++) {
        struct node *node = __builtin_alloca(sizeof *node);
        node->next = first;
        node->value = i;
        first = node;
    }
    for (; first != NULL; first = first->next)
        printf("%d ", first->value);
    printf("\n");
}

int main(void) {
    int square[2][2] = {{1, 2}, {3, 4}}, other[2][3] = {{1, 2, 3}, {4, 5, 6}};
    printf("%d %d\n", sum(2, 2, square), sum(2, 3, other));
    printf("%d\n", old_style(2, square));
    prototype(2, other);
    printf("%d %d\n", sizes(5), calls);
    printf("%d\n", scopes(3));
    pointers(4);
    printf("%d\n", deep(50));
    printf("%d\n", with_calls(9));
    printf("%d\n", in_expression(6));
    list(5);
    int n = count(3), zero[n - 3];
    printf("%d\n", (int)sizeof zero);
    return 0;
}
