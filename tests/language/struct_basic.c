// Structures: members of every type, assignment, pointers, arrays of, comparison by members, self-reference.
#include <stdio.h>
#include <string.h>

struct All {
    char c;
    signed char sc;
    unsigned char uc;
    short s;
    unsigned short us;
    int i;
    unsigned u;
    long l;
    long long ll;
    unsigned long long ull;
    _Bool b;
    char *text;
    int array[3];
    struct { int x, y; } inner;
    struct All *self;
};

static struct All global = {'c', -1, 255, -2, 65535, -3, 4000000000u, -4, -5, 6, 1, "text", {7, 8, 9}, {10, 11}, &global};

static void show(const struct All *a) {
    printf("%c %d %d %d %d %d %u %ld %lld %llu %d %s %d %d %d %d %d %d\n", a->c, a->sc, a->uc, a->s, a->us, a->i, a->u, a->l,
           a->ll, a->ull, a->b, a->text, a->array[0], a->array[1], a->array[2], a->inner.x, a->inner.y, a->self == &global);
}

static int equal(const struct All *a, const struct All *b) {
    return a->c == b->c && a->s == b->s && a->ll == b->ll && a->inner.y == b->inner.y && !strcmp(a->text, b->text);
}

int main(void) {
    show(&global);
    struct All local = global, other;
    local.c = 'd', local.sc -= 100, local.uc++, local.s *= 2, local.us += 2, local.i = ~local.i, local.u /= 7, local.l <<= 3;
    local.ll *= local.ll, local.ull = -local.ull, local.b = 0, local.text++, local.array[1] = local.array[0] + local.array[2];
    local.inner.x = local.self->inner.y;
    show(&local);
    other = local;
    other.inner = global.inner;
    show(&other);
    printf("%d %d %d\n", equal(&local, &other), equal(&local, &local), equal(&global, &other));
    struct All *p = &other, **pp = &p;
    p->self->i += 100, (*pp)->array[2] = (**pp).inner.x, (*p).ll = p->self->self->self->ll - 1;
    show(p);
    show(&global);
    struct All array[3] = {[1] = local};
    array[0] = array[1], array[2] = *p, array[2].array[array[2].b ? 1 : 0] = 1234;
    for (int i = 0; i < 3; i++)
        show(array + i);
    p = array;
    printf("%d", (p + 2)->array[0]);
    printf(" %d\n", (++p)->sc);
    struct Point { int x, y; } a = {1, 2}, b = {3, 4}, t;
    t = a, a = b, b = t;
    printf("%d %d %d %d\n", a.x, a.y, b.x, b.y);
    struct Point c = a = b = (struct Point){7, 8};
    printf("%d %d\n", a.x + b.y, c.x);
    printf("%d\n", (a = c).y);
    int *px = &c.x, *py = &c.y;
    *px = 20, *py = 30;
    printf("%d %d %d\n", c.x, c.y, (int)(py - px));
    memset(&c, 0, sizeof c);
    printf("%d %d\n", c.x, c.y);
    return 0;
}
