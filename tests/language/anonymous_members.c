// Anonymous structure and union members, nested, with designators.
#include <stddef.h>
#include <stdio.h>

struct Value {
    int kind;
    union {
        int number;
        struct { short low, high; };
        const char *text;
    };
    struct { int line; union { int column; char mark; }; } place;
    union { struct { char a, b; }; unsigned short ab; };
};

static struct Value global = {1, {42}, {10, {20}}, {{1, 2}}};
static struct Value designated = {.kind = 2, .low = 5, .high = 6, .place.column = 'x', .b = 7};

static int sum(struct Value v) { return v.kind + v.number + v.place.line + v.place.column + v.a + v.b; }

int main(void) {
    printf("%d %d %d %d %d %d\n", global.kind, global.number, global.place.line, global.place.column, global.a, global.b);
    printf("%d %d %d %d %c %x\n", designated.kind, designated.low, designated.high, designated.number, designated.place.mark,
           designated.ab);
    struct Value *p = &global;
    p->high = 1;
    p->ab = 0x0304;
    printf("%d %d %d %d\n", p->number, p->a, p->b, sum(*p));
    printf("%d %d %d %d\n", (int)offsetof(struct Value, number), (int)offsetof(struct Value, high),
           (int)offsetof(struct Value, place), (int)offsetof(struct Value, b));
    struct { union { struct { struct { int deep; }; int less; }; long long whole; }; int after; } n = {.whole = 0x100000002};
    n.after = 3;
    printf("%d %d %d %d\n", n.deep, n.less, n.after, (int)sizeof n);
    struct Value local = {.text = "text", .kind = 9}, copy = local;
    printf("%s %d %d\n", copy.text, copy.kind, copy.a);
    return 0;
}
