// Scopes and name spaces: shadowing, parameters, tags, members, typedefs, prototype scope, extern in blocks, static locals.
#include <stdio.h>

int x = 1;
static int y = 2;
struct x { int x; };
typedef int number;
enum tag { y_tag = 9 };

static int shadow(int x) {
    int r = x;
    {
        int x = 100;
        r += x;
        {
            extern int x;
            r += x;
            x++;
        }
        for (int x = 0; x < 2; x++) {
            int y = x * 1000;
            r += y;
        }
        r += y;
    }
    return r + x;
}
static int counter(void) {
    static int count = 10, *p = &count;
    {
        static int count = 500;
        count++;
        *p += count > 501;
    }
    return ++count;
}
static int other(void) {
    static int count;
    return count += 2;
}
static int recursive(int n) {
    static int depth, deepest;
    depth++;
    if (depth > deepest) deepest = depth;
    if (n > 0) recursive(n - 1);
    depth--;
    return deepest;
}
int function(int), declared_twice(int a, int b);
int declared_twice(int c, int d) { return c - d; }
static number typed(number number) { return number + 1; }

int main(void) {
    printf("%d", shadow(5));
    printf(" %d", shadow(6));
    printf(" %d\n", x);
    printf("%d", counter());
    printf(" %d", counter());
    printf(" %d", counter());
    printf(" %d", other());
    printf(" %d\n", other());
    printf("%d", recursive(5));
    printf(" %d\n", recursive(2));
    struct x x = {.x = 7};
    printf("%d %d\n", x.x, (int)sizeof(struct x));
    {
        struct x { char c[3]; } inner = {"ab"};
        enum tag { y_tag = 4 } e = y_tag;
        printf("%d %s %d\n", (int)sizeof(struct x), inner.c, e);
    }
    printf("%d %d\n", (int)sizeof(struct x), y_tag);
    number n = 5;
    {
        char number = 'n';
        printf("%c %d\n", number, (int)sizeof(number));
    }
    number m = n + 1;
    printf("%d %d\n", m, typed(m));
    int y = y_tag, z = y;
    printf("%d %d %d\n", y, z, declared_twice(9, 4));
    int function(int);
    printf("%d\n", function(3));
    {
        int printf = 3;
        y = printf;
    }
    printf("%d\n", y);
    struct forward;
    struct user { struct forward *p; } u = {0};
    struct forward { int v; } f = {3};
    u.p = &f;
    printf("%d\n", u.p->v);
    int self = (int)sizeof self;
    if (1) { int self = 1; self++; }
    printf("%d\n", self);
    return 0;
}
int function(int a) { return a * a; }
