// Object-like and function-like macros: nesting, arguments with commas and parentheses, empty arguments, undefinition.
#include <stdio.h>

#define EMPTY
#define ONE 1
#define TWO (ONE + ONE)
#define ADD(a, b) ((a) + (b))
#define TWICE(x) ADD(x, x)
#define NOTHING()
#define CALL(f, arguments) f arguments
#define FIRST(a, b) a
#define SECOND(a, b) b
#define BLOCK(body) do { body } while (0)
#define SPREAD(a) a
#define SPREAD2(a) a
#define F(x) f_##x
#define NAME value
#define LPAREN (
#define OBJECT (x) (x + 1)
#define UNUSED(x)
#define LONG(a, b, \
             c) (a) * 100 \
                + (b) * 10 + (c)
#define SEMI ;
#define IF if (
#define THEN ) {
#define END }

static int f_x(int x) { return x * 3; }
static int value = 5;
static int max(int a, int b) { return a > b ? a : b; }
#define max(a, b) (max((a), (b)) + 1000)

int main(void) {
    printf("%d %d %d %d\n", ONE, TWO, TWO * TWO, TWICE(TWICE(3)));
    printf("%d %d %d\n", ADD((1, 2), 3), ADD(ADD(1, 2), ADD(3, 4)), CALL(ADD, (5, 6)));
    printf("%d %d\n", FIRST(1 EMPTY, NOTHING() 2), SECOND(, 7));
    int x = 4;
    printf("%d %d %d\n", F(x)(2), NAME, F (x) (x));
    BLOCK(int y = 1; y++; printf("%d\n", y););
    BLOCK({ int z = 1 SEMI z++; }) SEMI
    printf("%d\n", LONG(1, 2, 3));
    printf("%d %d\n", max(3, 9), (max)(3, 9));
    int ADD = 12, NOTHING = 13;
    printf("%d %d %d\n", ADD, NOTHING, ADD - NOTHING);
#undef ONE
#define ONE 11
    printf("%d %d\n", ONE, TWO);
#undef ONE
#undef NEVER_DEFINED
    int ONE = 3;
    printf("%d\n", TWO);
#define SAME(a, b) a + b
#define SAME(a, b) a  +  b
    printf("%d\n", SAME(1, 2) * 3);
    IF x == 4 THEN printf("then\n"); END
    printf("%d\n", SPREAD(SPREAD2)(7));
    printf("%d %s\n", ADD(
        1,
        2
    ), "done" UNUSED("not, seen"));
#define LOOKS_LIKE(a)a
    printf("%d %d\n", LOOKS_LIKE (5), LOOKS_LIKE
           (6));
#define EMPTY_ARG(a, b, c) (0 a) + (0 b) + (0 c)
    printf("%d %d\n", EMPTY_ARG(, , ), EMPTY_ARG(+1,,+2));
    return 0;
}
