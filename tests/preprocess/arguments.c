// Arguments: nesting, empty ones, lines, directives between them, names that are no calls.
#define id(x) x
#define two(a, b) [a|b]
#define none() nothing
#define str(x) #x
#define xstr(x) str(x)
id() id(()) id((a, b)) two((1, 2), (3)) two(,) two( , x) none() none( )
id
(1) id (2) id /* comment */ (3) id
id id(id)(4) (id)(5) id
id(a
   b
   c) after
two(
id(1),
id(2)
)
id(
#define inside 7
inside
#undef inside
) inside
str() str( ) str( a  b ) str("a\n" 'b\'' "\\") str(a/* c */b) str(
x
y) str(#) str(a ## b) str("\"") str('"')
xstr(id(a)id(b)) xstr(two(1, 2)) xstr(none) xstr(none())
xstr( id( ) x ) xstr(-id(-)-) xstr(a id() b) xstr(a id()b) xstr(id(a) )
two(str(a), xstr(id(b))) id(two)(3, 4) id(id(id(id(5))))
id(id)(id)(6) none()() id(none)()
#define obj id
obj(7) obj
#define call two(1
call, 2) call , 3)
