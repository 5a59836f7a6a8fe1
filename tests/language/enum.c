// Enumerations: values, scopes, use in constant expressions, sizes, anonymous and forward use.
#include <stdio.h>

enum Plain { A, B, C };
enum Valued { LOW = -10, NEXT, JUMP = 100, AFTER, SAME = 100, HEX = 0xff, EXPRESSION = JUMP * 2 + (B << 3), LAST, };
typedef enum { NORTH, EAST, SOUTH, WEST, DIRECTIONS } Direction;
enum { ANONYMOUS = 'a', BIG = 0x7fffffff, SMALL = -BIG - 1 };
struct Holder { enum Kind { KIND_A = 5, KIND_B } kind; Direction direction; };

static const char *names[DIRECTIONS] = {[SOUTH] = "south", [NORTH] = "north", [WEST] = "west", [EAST] = "east"};
static int sizes[LAST];

static Direction turn(Direction d) { return (Direction)((d + 1) % DIRECTIONS); }
static enum Valued pick(enum Plain p) {
    switch (p) {
    case A: return LOW;
    case B: return JUMP;
    case C: return LAST;
    }
    return 0;
}

int main(void) {
    printf("%d %d %d\n", A, B, C);
    printf("%d %d %d %d %d %d %d %d\n", LOW, NEXT, JUMP, AFTER, SAME, HEX, EXPRESSION, LAST);
    printf("%d %d %d %d\n", ANONYMOUS, BIG, SMALL, (int)(sizeof sizes / sizeof *sizes));
    printf("%d %d\n", (int)sizeof(enum Plain), (int)sizeof(enum Valued));
    Direction d = NORTH;
    for (int i = 0; i < 6; i++, d = turn(d))
        printf("%s ", names[d]);
    printf("\n%d %d %d\n", pick(A), pick(B), pick(C));
    enum { A = 50, INNER = A + 1 };
    printf("%d %d\n", A, INNER);
    {
        enum Plain { B = 70, Z };
        enum Plain p = Z;
        printf("%d %d %d\n", A, B, p);
    }
    struct Holder h = {KIND_B, SOUTH};
    printf("%d %d %d\n", h.kind, h.direction, KIND_A);
    enum Plain p = C;
    p++;
    p += 10;
    printf("%d %d\n", p, p > C);
    enum Valued v = -3;
    printf("%d %d\n", v < 0, v * 2);
    for (enum Plain q = 0; q <= C; q++)
        printf("%d", q);
    printf("\n");
    return 0;
}
