// # and ##, stringification of all tokens, pasting into names, numbers, operators, with and without expansion.
#include <stdio.h>

#define STRING(x) #x
#define EXPAND(x) STRING(x)
#define PASTE(a, b) a##b
#define GLUE(a, b) PASTE(a, b)
#define THREE(a, b, c) a##b##c
#define NUMBER 42
#define PREFIX(n) prefix_ ## n
#define SHOW(x) printf("%s = %d\n", #x, x)
#define VAR(name) int name##_value = sizeof #name
#define LEFT(a) a##1
#define RIGHT(a) x##a
#define HASH_HASH # ## #
#define IN_BETWEEN(a) mkstr(a)
#define mkstr(a) # a
#define JOIN(c, d) IN_BETWEEN(c HASH_HASH d)

int main(void) {
    printf("[%s] [%s] [%s]\n", STRING(NUMBER), EXPAND(NUMBER), STRING());
    printf("[%s]\n", STRING(  a   +  b/* comment */c  ));
    printf("[%s]\n", STRING("text" 'c' "\n" '\0' '"' "\"" L"wide"));
    printf("[%s]\n", STRING(@ \n $ `));
    printf("[%s]\n", STRING((a, b) [c]));
    printf("[%s]\n", STRING(-> ++ -- << >>= ... :: %: <: .5e+3 0x1p-4));
    printf("[%s]\n", EXPAND(NUMBER NUMBER STRING(NUMBER)));
    int x1 = 10, NUMBER1 = 20, xNUMBER = 30, prefix_7 = 7, x42 = 50;
    printf("%d %d %d %d\n", PASTE(x, 1), LEFT(NUMBER), RIGHT(NUMBER), PREFIX(7));
    printf("%d %d %d\n", GLUE(x, NUMBER), PASTE(4, 2), THREE(1, , 2));
    printf("%d %d %d\n", 1 PASTE(<, <) 4, 7 PASTE(>, =) 7, x1 PASTE(+, +));
    VAR(hello);
    SHOW(hello_value);
    SHOW(x1 + 2 * NUMBER);
    printf("%s\n", JOIN(x, y));
    printf("[%s]\n", STRING(a

        b));
    long long wide = PASTE(1, LL) << PASTE(0x, 20);
    printf("%lld %s\n", wide, PASTE(, "s") PASTE("t", ));
#define CAT3(a, b) a ## b ## _end
    int first_second_end = 9;
    printf("%d\n", CAT3(first, _second));
    printf("%s\n", EXPAND(PASTE(N, UMBER)) " " STRING(PASTE(N, UMBER)));
    return 0;
}
