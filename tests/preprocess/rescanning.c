// What is expanded again, and what never (C11 6.10.3.4).
#define self self + 1
#define ping pong
#define pong ping
#define f(x) x + f(x)
#define g(x) h(x)
#define h(x) g(x) x
self ping pong f(1) f(f(2)) g(3) h(4) f(self)
#define NIL(xxx) xxx
#define G_0(arg) NIL(G_1)(arg)
#define G_1(arg) NIL(arg)
G_0(42)
#define AA BB
#define BB AA CC
#define CC BB AA
AA | BB | CC
#define cat(a, b) a ## b
#define xcat(a, b) cat(a, b)
xcat(cat(1, 2), 3)
xcat(xcat(1, 2), 3)
cat(se, lf) cat(pi, ng) cat(, f)(6) cat(f, )(7)
#define EMPTY
#define DEFER(x) x EMPTY
#define EXPAND(x) x
#define A() 123
DEFER(A)() EXPAND(DEFER(A)())
#define plus +
plus+ +plus -plus- plus = minus-EMPTY-EMPTY-EMPTY> .EMPTY. 1 EMPTY.EMPTY 5 <EMPTY<EMPTY=
#define LPAREN (
#define RPAREN )
#define F(x, y) x + y
#define ELLIP_FUNC(...) __VA_ARGS__
ELLIP_FUNC(F, LPAREN, 'a', 'b', RPAREN);
#define int long
int unsigned
#undef int
int
#define repeat(x) x x
repeat(repeat(repeat(a)))
