// Variable arguments, and gcc's comma that disappears with them.
#define all(...) [__VA_ARGS__]
#define rest(a, ...) [a: __VA_ARGS__]
#define text(...) #__VA_ARGS__
#define comma(a, ...) f(a, ## __VA_ARGS__)
#define only(...) f(x, ## __VA_ARGS__)
#define named(a, b...) f(a, ## b)
#define paste(a, ...) a ## __VA_ARGS__
#define count(a, b, c, d, n, ...) n
all() all(1) all(1, 2, (3, 4)) rest(1) rest(1,) rest(1, 2) rest(1, 2, 3) rest(,)
text() text(a,b) text( a , b ) text("s", 'c')
comma(1) comma(1,) comma(1, 2) comma(1, 2, 3) only() only(1) only(1, 2) named(1) named(1, 2, 3)
paste(a, b) paste(a, b, c) paste(a,) count(1, 2, 3, 4, 5, 6)
#define e(...) all(__VA_ARGS__, __VA_ARGS__)
e(e(1), 2)
