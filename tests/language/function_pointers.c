// Function pointers: calls in all spellings, arrays, struct members, returned, compared, passed, nested types.
#include <stdio.h>

typedef int Binary(int, int);
typedef int (*BinaryPointer)(int, int);

static int add(int a, int b) { return a + b; }
static int subtract(int a, int b) { return a - b; }
static int multiply(int a, int b) { return a * b; }
static Binary divide;
static int divide(int a, int b) { return a / b; }

static BinaryPointer table[] = {add, &subtract, multiply, *divide};
static int (*const constants[2])(int, int) = {multiply, add};
struct Operation { char symbol; Binary *function; int (*unary[2])(int); };

static int negate(int x) { return -x; }
static int square(int x) { return x * x; }
static const struct Operation operations[] = {{'+', add, {negate, square}}, {'-', subtract, {square}}, {'*', multiply}};

static int apply(int f(int, int), int a, int b) { return f(a, b); }
static Binary *choose(char c) {
    for (unsigned i = 0; i < sizeof operations / sizeof *operations; i++)
        if (operations[i].symbol == c)
            return operations[i].function;
    return 0;
}
static int (*pick(int n))(int, int) { return table[n]; }
static int (*(*picker(void))(int))(int, int) { return pick; }
static int fold(const int *p, int n, int start, Binary *f) {
    while (n--)
        start = f(start, *p++);
    return start;
}
static void each(int n, void (*visit)(int, void *), void *context) {
    for (int i = 0; i < n; i++)
        visit(i, context);
}
static void collect(int i, void *context) { *(int *)context = *(int *)context * 10 + i; }
static long long wide(char a, short b, long long c) { return a + b + c; }
static struct Operation make(char c) { return (struct Operation){c, choose(c), {0}}; }
static void nothing(void) {}

int main(void) {
    for (int i = 0; i < 4; i++)
        printf("%d %d %d %d\n", table[i](20, 6), (*table[i])(21, 7), (**table[i])(5, 2), (***pick(i))(9, 3));
    printf("%d %d\n", apply(add, 3, 4), apply(constants[0], 3, 4));
    printf("%d %d\n", picker()(2)(6, 7), (*(*picker)())(1)(6, 7));
    int numbers[] = {1, 2, 3, 4, 5};
    printf("%d %d %d\n", fold(numbers, 5, 0, add), fold(numbers, 5, 1, multiply), fold(numbers, 5, 100, subtract));
    printf("%d %d\n", choose('?') == 0, choose('-') == subtract);
    if (!choose('%') && choose('*'))
        printf("%d\n", choose('*')(11, 11));
    printf("%d %d %d\n", operations[0].unary[0](5), operations[1].unary[0](5), operations[1].unary[1] == 0);
    int result = 0;
    each(5, collect, &result);
    printf("%d\n", result);
    long long (*w)(char, short, long long) = wide;
    printf("%lld\n", w(300, 70000, 1LL << 33));
    printf("%d\n", make('*').function(3, 5));
    Binary *local[2][2] = {{add, subtract}, {multiply, divide}}, *(*row)[2] = &local[1];
    printf("%d %d\n", local[1][0](4, 5), (*row)[1](40, 5));
    void (*n)(void) = nothing;
    n();
    (1 ? nothing : n)();
    void *raw = (void *)add;
    printf("%d %d\n", ((BinaryPointer)raw)(1, 2), raw == (void *)table[0]);
    BinaryPointer changing = add;
    int total = 0;
    for (int i = 0; i < 6; i++) {
        total = changing(total, i + 1);
        changing = changing == add ? multiply : changing == multiply ? subtract : add;
    }
    printf("%d %d\n", total, (int)sizeof changing);
    return 0;
}
