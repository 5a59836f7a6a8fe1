// Initialisers of globals and locals: partial, nested braces present and omitted, strings, trailing commas, sizes from them.
#include <stdio.h>

struct Pair { int a, b; };
struct Line { struct Pair from, to; char label[8]; };
static int zero, one = 1, many[] = {1, 2, 3, 4, 5}, partial[5] = {1, 2}, empty[3] = {0};
static struct Pair pair = {1, 2}, half = {3}, pairs[] = {{1, 2}, {3}, 5, 6, 7};
static struct Line line = {{1, 2}, {3, 4}, "line"}, flat = {1, 2, 3, 4, 'f', 'l'}, mixed = {{1}, 2, 3, {"m"}};
static int grid[2][3] = {{1, 2}, {4}}, flow[2][3] = {1, 2, 3, 4}, jagged[][2] = {{1}, {2, 3}, 4};
static char texts[][5] = {"one", {"two"}, {'x'}}, letters[] = {'a', 'b', 0,};
static struct { int n; struct { char c; short s[3]; } in[2]; } deep = {1, {{'a', {1, 2, 3}}, {'b', {4}}}};
static char scalar = {'s'};
static const char *const names[] = {"first", "second", 0};

static void show(const int *p, int n) {
    while (n--)
        printf("%d ", *p++);
    printf("\n");
}

static int next(void) {
    static int n;
    return ++n;
}

int main(void) {
    printf("%d %d %c\n", zero, one, scalar);
    show(many, sizeof many / 4);
    show(partial, 5);
    show(empty, 3);
    show((int *)&pair, 2);
    show((int *)&half, 2);
    show((int *)pairs, sizeof pairs / 4);
    show((int *)&line, 4);
    show((int *)&flat, 4);
    show((int *)&mixed, 4);
    printf("%s %s %s\n", line.label, flat.label, mixed.label);
    show(grid[0], 6);
    show(flow[0], 6);
    show(jagged[0], sizeof jagged / 4);
    printf("%s %s %s %s %d\n", texts[0], texts[1], texts[2], letters, (int)sizeof texts);
    printf("%d %c %d %d %c %d %d\n", deep.n, deep.in[0].c, deep.in[0].s[2], deep.in[1].s[0], deep.in[1].c, deep.in[1].s[1],
           (int)sizeof deep);
    printf("%s %s %d\n", names[0], names[1], names[2] == 0);
    // The same forms in automatic storage, with run-time values.
    int x = next(), local[4] = {x, next()}, counted[] = {x, x + 1, x + 2}, square[2][2] = {{next()}, {next(), next()}};
    show(local, 4);
    show(counted, sizeof counted / 4);
    show(square[0], 4);
    struct Line l = {{x, -x}, .label = "abc"}, copy = l, from_parts = {pair, half, "parts"};
    show((int *)&l, 4);
    show((int *)&copy, 4);
    show((int *)&from_parts, 4);
    printf("%s %s %d\n", l.label, from_parts.label, l.label[7]);
    char text[8] = "hi", exact[2] = "hi", braces[] = {"braces"};
    printf("%s %d %.2s %s %d\n", text, text[7], exact, braces, (int)sizeof braces);
    struct Pair array[3] = {pair, {x, 9}};
    show((int *)array, 6);
    char bytes[10] = {1, [8] = 2};
    short shorts[7] = {-1, -2, -3};
    long long longs[3] = {1LL << 40, -1};
    for (int i = 0; i < 10; i++) printf("%d", bytes[i]);
    for (int i = 0; i < 7; i++) printf(" %d", shorts[i]);
    printf(" %lld %lld %lld\n", longs[0], longs[1], longs[2]);
    for (int i = 0; i < 3; i++) {
        int fresh[6] = {i}, y = {i * 2};
        fresh[5] += i + y;
        show(fresh, 6);
    }
    int self = sizeof self, *pointer = &self, **pp = &pointer;
    printf("%d\n", **pp);
    return 0;
}
