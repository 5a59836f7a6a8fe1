// Functions in the old style: identifier lists, default promotions, no prototype.
#include <stdio.h>

int add(a, b)
int a, b;
{
    return a + b;
}

static char narrow(c, s, u)
char c;
short s;
unsigned char u;
{
    return c + s + u;
}

long long mixed(i, l, p)
    int i;
    long long l;
    const char *p;
{ return i + l + p[0]; }

int implicit_free() { return 7; }

static int no_arguments();
static int later();

int main() {
    printf("%d %d\n", add(2, 3), narrow('a', 300, 3));
    printf("%lld\n", mixed(1, 2LL << 33, "A"));
    printf("%d %d %d\n", no_arguments(), later(4, 5), implicit_free());
    int (*f)() = add;
    printf("%d\n", f(10, 20));
    return 0;
}

static int no_arguments() { return 42; }
static int later(int a, int b) { return a * b; }
