// The comma operator and sequence points.
#include <stdio.h>

static int counter;
static int next(void) { return ++counter; }
static int add(int a, int b) { return a * 10 + b; }

int main(void) {
    int a = (next(), next(), next());
    printf("%d %d\n", a, counter);
    int i, j;
    for (i = 0, j = 10; i < j; i++, j--)
        ;
    printf("%d %d\n", i, j);
    printf("%d\n", add((a = 1, a + 1), (counter, 7)));
    int x = 5, y;
    y = x++, x += y, x *= 2;
    printf("%d %d\n", x, y);
    if (x = 3, y = 0, x > y)
        printf("taken %d %d\n", x, y);
    while (y++, y < 5)
        x += y;
    printf("%d %d\n", x, y);
    long long l = (1, 2, 3LL << 33);
    char c = ((short)300, (char)'c');
    printf("%lld %c %d\n", l, c, (int)sizeof(0, l));
    int array[] = {(1, 2), (3, 4)};
    printf("%d %d %d\n", array[0], array[1], array[(x, 1)]);
    struct { int v; } s = {9}, t = {8};
    printf("%d\n", (s, t).v);
    (void)0, (void)a, a++;
    printf("%d\n", a);
    // A full expression is complete before the next.
    counter = 0;
    int r = next() ? next() : -1;
    r = r * 10 + (next(), counter);
    r = r * 10 + (next() && next());
    printf("%d %d\n", r, counter);
    return 0;
}
