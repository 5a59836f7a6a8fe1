// Types go by the names of their typedefs, as in gcc's messages.
#include <stddef.h>
#include <stdint.h>
typedef struct { int x; } person;
typedef struct named { int x; } nm;
typedef int number;
typedef number *np;
typedef union { int a; } un;
typedef struct { int y; } other;
person p;
other o;
nm n;
un u;
int f(person *q, size_t s, const person *r);
void g(void) {
    int i = p;
    p = o;
    person *pp = &o;
    np v = &p;
    uint32_t w = p;
    const number *c = &p;
    p.z = 3;
    n.zet = 3;
    pp->z = 3;
    u + 1;
    person (*fp)(number) = &i;
    f(&o, p, &n);
}
