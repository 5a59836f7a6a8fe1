// The sizes of arrays that are parameters are evaluated once on entry (C11 6.9.1p10).
#include <stdio.h>

static int calls;
static int called(int n) {
    calls++;
    printf("called %d\n", n);
    return n;
}

static int f(int n, int a[n++], int b[n + called(3)]) {
    (void)a, (void)b;
    return n;
}

static int g(int n, int a[const restrict static called(n) ? 1 + n : (n = 7)], int *p, char c[(*p += 2, n)], int [called(n)]) {
    return n + *p + (a[0] = 1) + c[0];
}

static int declared(int n, int a[called(n)]);
static int (*pointer)(int n, int a[called(n)]) = declared;
static int declared(int n, int a[called(n + 1)]) { return a[0] + (int)sizeof a; }
inline static int small(int n, char a[n++]) { return a[0] + n; }

int main(void) {
    int z[20] = {5}, v = 40;
    char text[4] = "x";
    printf("%d\n", f(10, z, z));
    printf("%d\n", g(2, z, &v, text, z));
    printf("%d\n", pointer(4, z));
    printf("%d %d %d\n", small(1, text), v, calls);
    return 0;
}
