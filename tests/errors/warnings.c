// What is probably a mistake, as gcc -Wall -Wextra warns of it.
#include <stdio.h>
#include <string.h>

static int *local(void) { int x = 3; return &x; }
static char *array(void) { char b[10] = "abc"; return b; }
static int size(int a[10]) { return sizeof(a) / sizeof a[0]; }

static int choose(int n, unsigned u) {
    int unset, later;
    if (n = 5)
        puts("five");
    while (n == 3);
    n == 7;
    n + 1, n--;
    if (n & 1 == 0 || n == 2 && u)
        n = 1 << n + 1;
    if (1 < n < 3)
        puts("x");
    if (n > 1)
        if (n > 2) puts("a");
    else puts("b");
    if (n > 5);
        puts("many");
    for (int i = 0; i < 3; i++)
        n++;
        puts("misled");
    switch (n) {
    case 1: puts("one");
    case 2: puts("two"); // falls through
    case 3: puts("three"); break;
    case 4: puts("four"); __attribute__((fallthrough));
    default: puts("many");
    }
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            n += later;
        later = i;
        unset += i;
    }
    return u >= 0 ? unset : (n > 1) > 1;
}

static void formats(int x, char *s, long l) {
    char buffer[10];
    int a[5] = {0};
    printf("%s %ld %f\n", x, x, x);
    printf("%d %d\n", x);
    printf("%5.*d %lu %hhd %p %c %%\n", x, x, l, x, (void *)s, 'c');
    printf("%d\n", x, s);
    scanf("%d %s", x, buffer);
    printf("%y");
    memset(s, 0, sizeof(s));
    memset(buffer, 0, sizeof(s));
    a[5] = a[-1];
    s = &buffer[10];
    if (s == "x")
        printf("%d\n", a[4]);
}

int main(void) {
    formats(choose(*local(), 2), array(), size(NULL));
    return 0;
}
