// sizeof in all forms and _Alignof: types, expressions, unevaluated operands, arrays, structs.
#include <stddef.h>
#include <stdio.h>

struct Empty1 { char c; };
struct Pair { char c; int i; };
struct Wide { char c; long long l; };
struct Tail { int i; char c; };
struct Nest { char a; struct Wide w; short s; };
union Any { char c[9]; int i; long long l; };

enum Named { X };
static int calls;
static int called(void) { return ++calls; }

#define BOTH(T) printf("%s %d %d\n", #T, (int)sizeof(T), (int)_Alignof(T))

int main(void) {
    BOTH(char);
    BOTH(signed char);
    BOTH(unsigned char);
    BOTH(short);
    BOTH(unsigned short int);
    BOTH(int);
    BOTH(long int unsigned);
    BOTH(long long);
    BOTH(unsigned long long);
    BOTH(_Bool);
    BOTH(void *);
    BOTH(char **);
    BOTH(int (*)(void));
    BOTH(int[3]);
    BOTH(char[3][5]);
    BOTH(short *[4]);
    BOTH(long long[2]);
    BOTH(struct Empty1);
    BOTH(struct Pair);
    BOTH(struct Wide);
    BOTH(struct Tail);
    BOTH(struct Nest);
    BOTH(union Any);
    BOTH(struct Pair[3]);
    BOTH(enum Named);
    BOTH(size_t);
    BOTH(ptrdiff_t);
    BOTH(wchar_t);
    int array[7][3], i = 3;
    char *p = 0;
    printf("%d %d %d %d\n", (int)sizeof array, (int)sizeof array[0], (int)sizeof array[0][0], (int)sizeof &array);
    printf("%d %d %d %d\n", (int)sizeof *p, (int)sizeof p, (int)sizeof(*p), (int)sizeof &p);
    printf("%d %d\n", (int)sizeof i++, (int)sizeof called());
    printf("%d %d\n", i, calls);
    printf("%d %d\n", (int)sizeof(int) * 2, (int)(sizeof i + sizeof(char)));
    printf("%d %d %d\n", (int)sizeof "hello", (int)sizeof('a'), (int)sizeof((struct Pair *)0)->i);
    printf("%d\n", (int)sizeof(struct Local { char x[11]; }));
    struct Local local = {"ten chars."};
    printf("%s %d\n", local.x, (int)sizeof local);
    printf("%d %d\n", sizeof(int) - 5 > 0, (int)sizeof - 1);
    printf("%d\n", (int)sizeof(array) / (int)sizeof(*array));
    int s = sizeof(int[sizeof(char[4]) * 2]);
    printf("%d\n", s);
    return 0;
}
