// Unions: overlapping members, by value, in structures, initialisation, arrays, tagged values.
#include <stdio.h>

union Word { unsigned u; int i; unsigned short h[2]; unsigned char b[4]; struct { unsigned char low; short skip; } s; };
union Long { unsigned long long l; unsigned w[2]; unsigned char b[8]; };
struct Tagged { enum { INT, TEXT, PAIR, WIDE } kind; union { int i; const char *text; struct { short a, b; } pair; long long w; } value; };
union Mixed { char name[10]; int number; };

static union Word global = {0x01020304};
static union Word chosen = {.b = {1, 2, 3, 4}};
static union Mixed mixed[3] = {{"abc"}, {.number = 65}, {{'x', 'y'}}};

static void show(struct Tagged t) {
    switch (t.kind) {
    case INT: printf("int %d\n", t.value.i); break;
    case TEXT: printf("text %s\n", t.value.text); break;
    case PAIR: printf("pair %d %d\n", t.value.pair.a, t.value.pair.b); break;
    case WIDE: printf("wide %lld\n", t.value.w); break;
    }
}
static union Word reverse(union Word w) {
    unsigned char t = w.b[0];
    w.b[0] = w.b[3], w.b[3] = t;
    t = w.b[1], w.b[1] = w.b[2], w.b[2] = t;
    return w;
}
static union Long join(unsigned low, unsigned high) {
    union Long l;
    l.w[0] = low, l.w[1] = high;
    return l;
}
static union Mixed rename_(union Mixed m, char c) { m.name[1] = c; return m; }

int main(void) {
    printf("%x %x %x %x\n", global.h[0], global.h[1], global.b[0], global.b[3]);
    printf("%x %d\n", chosen.u, chosen.i);
    global.b[2] = 0xff;
    printf("%x %d %x\n", global.u, global.i, global.s.low);
    global.i = -2;
    printf("%u %d %x\n", global.u, (short)global.h[0], global.b[1]);
    printf("%x\n", reverse((union Word){0x11223344}).u);
    printf("%llx %x\n", join(0x89abcdef, 0x01234567).l, join(1, 2).b[4]);
    show((struct Tagged){INT, {5}});
    show((struct Tagged){TEXT, {.text = "hello"}});
    show((struct Tagged){PAIR, {.pair = {-1, 300}}});
    show((struct Tagged){.value.w = 1LL << 50, .kind = WIDE});
    for (int i = 0; i < 3; i++)
        printf("%s %d;", mixed[i].name, mixed[i].number);
    union Mixed m = rename_(mixed[0], 'Z');
    printf("%s %d\n", m.name, (int)sizeof m);
    union Word array[4] = {{1}, {.i = -1}, {.h = {2, 3}}}, *p = array;
    p++->b[3] = 9;
    printf("%x %x %x %x %d\n", array[0].u, p->u, array[2].u, array[3].u, (int)(p - array));
    struct { char c; union Word w; } s = {1, {2}}, t;
    t = s;
    t.w.h[1] = 5;
    printf("%x %x %d\n", s.w.u, t.w.u, (int)sizeof s);
    union { struct { int kind; int a; } x; struct { int kind; char b; } y; } common = {{3, 4}};
    printf("%d %d\n", common.y.kind, common.y.b);
    return 0;
}
