// Selections, iterations and their substatements are blocks (C11 6.8.4p3, 6.8.5p5).
#include <stdio.h>

enum { in = 0, deep = 10 };

static int chain(int x) {
    if (x == (int)sizeof(enum { in = 1 })) // visible in both branches, also of the else-ifs
        return in;
    else if (x == (int)sizeof(char[sizeof(enum { deep = 20 }) + 1]))
        return in + deep;
    else if (x == 6)
        return in + deep + 1;
    else
        return in + deep + (int)(0 * sizeof(enum { in = 5 })) + in;
}

int main(void) {
    printf("%d %d %d %d\n", chain(4), chain(5), chain(6), chain(7));
    printf("%d %d\n", in, deep);
    if (in)
        (void)sizeof(struct tag { int x; });
    else
        (void)sizeof(struct tag { int x[2]; });
    struct tag { int x[3]; };
    printf("%d\n", (int)sizeof(struct tag));
    switch (sizeof(struct other { int x; }))
    case 4:
        printf("%d %d\n", in, (int)sizeof(enum { in = 7 }));
    struct other;
    do
        (void)sizeof(enum { in = 2 });
    while (in != 0 || sizeof(enum { in = 3 }) == 0);
    for (int i = in; i < (int)sizeof(enum { in = 4 }); i++)
        (void)sizeof(enum { in = 6 });
    while (sizeof(enum { in = 8 }) == 0)
        ;
    printf("%d\n", in);
    return in;
}
