// Where a typedef name may be something else: members, labels, parameters, shadowing, casts against calls.
#include <stdio.h>

typedef int T;
typedef T U, *P, A[2], F(T);
typedef struct T { T T; U t; } S;
static T f(T T) { return T + 1; }
static F g;
static T g(T x) { return x * 2; }
static int h(int (q)(T)) { return q(4); }
static int k(T (x)) { return x; }
static int unnamed(T, int (T)) ;
static int unnamed(T a, int p(T)) { return p(a); }
typedef unsigned char byte;
typedef enum { T1 = 5 } E;

int main(void) {
    T a = (T)3, b = (T)-1, c = (a)-1;
    printf("%d %d %d %d %d\n", a, b, c, f(a), g(a));
    S s = {.T = 4, .t = 5}, *p = &s;
    struct T t = s;
    printf("%d %d %d\n", s.T, p->T, t.t);
    {
        T T = 7;
        T *= 2;
        a = sizeof(T) * T;
        printf("%d %d\n", T, a);
    }
    {
        T U = 8, V = U;
        printf("%d %d\n", U, V);
        unsigned T = 1;
        printf("%u\n", T - 2);
    }
    goto T;
    printf("skipped\n");
T:
    printf("%d %d %d\n", h(g), k(10), unnamed(11, g));
    P q = &a;
    A array = {1, 2};
    T(x);
    x = 5;
    T(*y) = &x, z[3] = {0};
    z[1] = *y;
    printf("%d %d %d %d\n", *q, array[1], *y, z[1]);
    for (T T = 0; T < 2; T++)
        printf("%d", T);
    printf("\n%d %d\n", (int)sizeof(A), (byte)300);
    E e = T1;
    const T constant = 6;
    T const volatile other = 7;
    printf("%d %d %d\n", e, constant, other);
    typedef struct { int v; } Local;
    Local l = {3};
    typedef T T2;
    {
        typedef char T;
        T c = 'c';
        printf("%d %c\n", (int)sizeof(T), c);
    }
    T2 last = l.v;
    printf("%d %d\n", last, (int)sizeof(T));
    return 0;
}
