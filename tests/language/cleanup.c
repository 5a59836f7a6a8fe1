// The attribute cleanup: its function is called with the variable's address wherever the scope is left.
#include <stdio.h>

#define CLEANUP(f) __attribute__((cleanup(f)))
struct two { int a, b; };

static int count;
static void done(int *p) { printf(" %d", *p); count++; }
static void done_two(struct two *p) { printf(" {%d %d}", p->a, p->b); p->a = 0; }
static void done_any(void *p) { printf(" any %d", *(int *)p); }
static void done_pointer(int **p) { printf(" ->%d", **p); }
static void zero(int *p) { *p = 0; }

static int early(int n) {
    CLEANUP(done) int x = n;
    if (n == 1)
        return x + 10;
    for (CLEANUP(done) int i = 100; i < 103; i++) {
        int y CLEANUP(done) = 200 + i;
        if (n == 2)
            break;
        if (n == 3)
            continue;
        if (n == 4)
            return i;
        if (n == 5)
            goto out;
    }
    while (n == 6) {
        CLEANUP(done) int z = 300;
        switch (z) {
            CLEANUP(done_any) int unset;
        case 300:
            unset = 5;
            break;
        }
        n++;
    }
out:
    printf(" out");
again: {
    CLEANUP(done) int w = 400 + n;
    if (n++ < 9)
        goto again;
}
    return n;
}

static struct two record(void) {
    CLEANUP(done_two) struct two t = {1, 2};
    return t;
}

static int value(void) {
    CLEANUP(zero) int x = 7;
    return x;
}

static void nothing(int n) {
    CLEANUP(done) int x = n;
    if (n) {
        CLEANUP(done) int y = n + 1, z = n + 2;
        return;
    }
    return (void)count;
}

int main(void) {
    for (int i = 0; i < 8; i++)
        printf(" = %d\n", early(i));
    struct two t = record();
    printf(" = %d %d\n", t.a, t.b);
    nothing(0), nothing(1);
    printf(" = %d %d\n", value(), count);
    {
        CLEANUP(done) int a = 1;
        CLEANUP(done) int b = 2;
        __attribute__((unused)) static int c;
        a += b;
    }
    {
        int *CLEANUP(done_pointer) behind_star = &count;
        int(CLEANUP(done) parenthesis) = 6;
    }
    puts("");
    switch (count) {
    case 1: puts("1"); __attribute__((fallthrough));
    default: puts("default");
    }
    CLEANUP(done) int last = 9;
}
