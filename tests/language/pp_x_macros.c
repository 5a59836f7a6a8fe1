// Lists by macros that take macros, recursion blocked and unblocked, deferred expansion.
#include <stdio.h>

#define COLORS(X) X(RED, 0xff0000) X(GREEN, 0x00ff00) X(BLUE, 0x0000ff)
#define ENUM(name, value) name,
#define STRING(name, value) #name,
#define VALUE(name, value) [name] = value,
#define CASE(name, value) case name: return #name " is " #value;
enum { COLORS(ENUM) COUNT };
static const char *names[] = {COLORS(STRING)};
static const int values[] = {COLORS(VALUE)};
static const char *describe(int c) { switch (c) { COLORS(CASE) } return "none"; }

#define EMPTY()
#define DEFER(m) m EMPTY()
#define EVAL1(...) __VA_ARGS__
#define EVAL2(...) EVAL1(EVAL1(__VA_ARGS__))
#define EVAL4(...) EVAL2(EVAL2(__VA_ARGS__))
#define EVAL8(...) EVAL4(EVAL4(__VA_ARGS__))
#define EVAL(...) EVAL8(EVAL8(__VA_ARGS__))
#define REPEAT_() REPEAT
#define CAT(a, ...) a##__VA_ARGS__
#define IF(c) CAT(IF_, c)
#define IF_1(t, f) t
#define IF_0(t, f) f
#define NOT0_5 1
#define NOT0_4 1
#define NOT0_3 1
#define NOT0_2 1
#define NOT0_1 1
#define NOT0_0 0
#define DEC_5 4
#define DEC_4 3
#define DEC_3 2
#define DEC_2 1
#define DEC_1 0
#define DEC(n) CAT(DEC_, n)
#define NOT0(n) CAT(NOT0_, n)
#define EAT(...)
#define REPEAT(n, m) IF(NOT0(n))(m(n) DEFER(REPEAT_)()(DEC(n), m), )
#define PLUS(n) + n * n
#define SELF SELF
#define OPERATORS(X) X(+) X(-) X(*) X(/) X(%) X(<<) X(>>) X(&) X(|) X(^) X(<) X(>) X(<=) X(>=) X(==) X(!=) X(&&) X(||)
#define APPLY(op) printf("%d %s %d = %d\n", a, #op, b, a op b);

int main(void) {
    for (int i = 0; i < COUNT; i++)
        printf("%s %x %s\n", names[i], values[i], describe(i));
    int SELF = 9;
    printf("%d\n", SELF);
    int a = 23, b = 5;
    OPERATORS(APPLY)
    printf("%d\n", 0 IF(1)(PLUS(5) PLUS(4), -1) IF(0)(, +100));
    return 0;
}
