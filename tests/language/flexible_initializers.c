// Initializers for flexible array members, and arrays of length zero.
#include <stdio.h>
#include <string.h>

struct numbers {
    int count;
    int items[];
};
struct name {
    char length;
    char text[];
};
struct zero {
    int before;
    int none[0];
};
struct tail {
    short a;
    struct {
        char b;
    } c;
    long long wide[];
};

static struct numbers small = {1, {7}};
static struct numbers five = {5, {1, 2, 3, 4, 5}};
const struct name name = {5, "flexible"};
static struct name letters = {.length = 2, .text = {'a', 'b'}};
static struct tail tail = {1, {2}, {3, -4}};
static struct numbers empty = {0, {}};
static struct numbers sparse = {3, {[2] = 9}};
static int after = 42;

static int sum(const struct numbers *numbers) {
    int sum = 0;
    for (int i = 0; i < numbers->count; i++)
        sum += numbers->items[i];
    return sum;
}

int main(void) {
    static struct numbers inner = {2, {10, 20}};
    struct zero zero = {3};
    int none[0];
    printf("%d %d %d %d\n", sum(&small), sum(&five), sum(&inner), sum(&sparse));
    small.items[0] = 100;
    five.items[4] = 100;
    printf("%d %d %d\n", sum(&small), sum(&five), after);
    printf("%s %c%c %d\n", name.text, letters.text[0], letters.text[1], empty.count);
    printf("%d %d %lld %lld\n", tail.a, tail.c.b, tail.wide[0], tail.wide[1]);
    printf("%d %d %d %d\n", (int)sizeof five, (int)sizeof name, (int)sizeof tail, (int)sizeof zero);
    printf("%d %d %d\n", (int)sizeof none, (int)sizeof zero.none, zero.before);
    printf("%d\n", (char *)zero.none - (char *)&zero == sizeof zero);
    return 0;
}
