// The examples of the C standard (6.10.3) for rescanning, stringification and pasting, shown through stringification.
#include <stdio.h>
#include <string.h>

// Blanks are left out: where they go between tokens of an expansion is not said exactly.
static void show(const char *text) {
    for (; *text; text++)
        if (*text != 32 && *text != 10)
            putchar(*text);
    putchar(10);
}
static int f(int a) { return a * 3; }
static int m(int a, int b) { return a + b; }

#define SHOW_(...) #__VA_ARGS__
#define SHOW(...) show(SHOW_(__VA_ARGS__))

#define x 3
#define f(a) f(x * (a))
#undef x
#define x 2
#define g f
#define z z[0]
#define h g(~
#define m(a) a(w)
#define w 0,1
#define t(a) a
#define p() int
#define q(x) x
#define r(x,y) x ## y
#define str(x) # x

#define xstr(s) str(s)
#define debug(s, t) printf("x" # s "= %d, x" # t "= %s", x ## s, x ## t)
#define INCFILE(n) vers ## n
#define glue(a, b) a ## b
#define xglue(a, b) glue(a, b)
#define HIGHLOW "hello"
#define LOW LOW ", world"

#define t2(x,y,z) x ## y ## z

#define obj a obj b
#define foo(x) bar x
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
#define AA BB
#define BB AA

int main(void) {
    SHOW(f(y+1) + f(f(z)) % t(t(g)(0) + t)(1););

    SHOW(g(x+(3,4)-w));
    printf("%d\n", g(x+(3,4)-w) | h 5) & m
        (f)^m(m));
    SHOW(p() i[q()] = { q(1), r(2,3), r(4,), r(,5), r(,) };);
    SHOW(char c[2][6] = { str(hello), str() };);
    SHOW(debug(1, 2););
    SHOW(fputs(str(strncmp("abc\0d", "abc", '\4') // this goes away
        == 0) str(: @\n), s););
#undef h
    SHOW(xstr(INCFILE(2).h));
    SHOW(glue(HIGH, LOW););
    SHOW(xglue(HIGH, LOW));
    SHOW(int j[] = { t2(1,2,3), t2(,4,5), t2(6,,7), t2(8,9,), t2(10,,), t2(,11,), t2(,,12), t2(,,) };);
    SHOW(obj);
    SHOW(foo(foo) (2));
    SHOW(G_0(42));
    SHOW(AA BB AA(BB));
    return 0;
}
