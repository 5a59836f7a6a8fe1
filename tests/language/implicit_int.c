// What gcc accepts with a warning: declarations without a type mean int.
#include <stdio.h>

static x;
const y = 3;
typedef t;
struct s {
    const m;
    volatile n;
    int k;
};

old_style(a, b) register a;
register b;
{
    return a + b;
}

int qualified(a, b) const a;
volatile b;
{
    return a * b;
}

int prototyped(register a, const b, const *p) { return a - b + *p; }

int main(void) {
    register i = 3;
    struct s s = {1, 2, 4};
    t u = (const)9;
    x = 5;
    for (register j = 0; j < 2; j++)
        i++;
    printf("%d %d %d\n", old_style(1, 2), qualified(3, 4), prototyped(9, 2, &y));
    printf("%d %d %d %d\n", x, i, s.m + s.n + s.k, u);
    return sizeof(const *) + sizeof(volatile) - 8;
}
