// Offsets, sizes and alignments of structures and unions.
#include <stddef.h>
#include <stdio.h>

struct A { char a; short b; char c; int d; char e; };
struct B { char a; long long b; char c; };
struct C { struct A a; char b; struct B c; short d[3]; };
struct D { char a[3]; short b; char c[5]; void *d; };
struct E { struct { char x; } a; struct { short y; char z; } b[2]; union { char p; int q; } c; };
struct F { union { char a[7]; long long b; } u; char tail; };
struct G { _Bool a; enum { ONE } b; unsigned char c; unsigned short d; int (*e)(void); };
struct H { long a, b; unsigned long c; char d; long long e; };
struct I { int count; char flexible[]; };
struct J { char c; _Alignas(16) char aligned; short s; };
struct K { short a, b, *c, d[2], (*e)[2]; };
union U { char a[5]; short b[3]; int c; };
union V { struct B b; char c[25]; };

#define SIZE(T) printf("%s: size %d align %d\n", #T, (int)sizeof(T), (int)_Alignof(T))
#define OFFSET(T, m) printf("  %s %d %d\n", #m, (int)offsetof(T, m), (int)sizeof(((T *)0)->m))

int main(void) {
    SIZE(struct A);
    OFFSET(struct A, a);
    OFFSET(struct A, b);
    OFFSET(struct A, c);
    OFFSET(struct A, d);
    OFFSET(struct A, e);
    SIZE(struct B);
    OFFSET(struct B, b);
    OFFSET(struct B, c);
    SIZE(struct C);
    OFFSET(struct C, b);
    OFFSET(struct C, c);
    OFFSET(struct C, d);
    OFFSET(struct C, c.b);
    OFFSET(struct C, d[2]);
    SIZE(struct D);
    OFFSET(struct D, b);
    OFFSET(struct D, c);
    OFFSET(struct D, d);
    SIZE(struct E);
    OFFSET(struct E, a);
    OFFSET(struct E, b);
    OFFSET(struct E, b[1].z);
    OFFSET(struct E, c);
    OFFSET(struct E, c.q);
    SIZE(struct F);
    OFFSET(struct F, tail);
    SIZE(struct G);
    OFFSET(struct G, b);
    OFFSET(struct G, c);
    OFFSET(struct G, d);
    OFFSET(struct G, e);
    SIZE(struct H);
    OFFSET(struct H, d);
    OFFSET(struct H, e);
    SIZE(struct I);
    printf("  flexible %d\n", (int)offsetof(struct I, flexible));
    SIZE(struct J);
    OFFSET(struct J, aligned);
    OFFSET(struct J, s);
    SIZE(struct K);
    OFFSET(struct K, b);
    OFFSET(struct K, c);
    OFFSET(struct K, d);
    OFFSET(struct K, e);
    SIZE(union U);
    OFFSET(union U, b);
    OFFSET(union U, c);
    SIZE(union V);
    struct C c;
    printf("%d %d\n", (int)((char *)&c.c.c - (char *)&c), (int)((char *)&c.d[1] - (char *)&c.a.d));
    struct A array[3];
    printf("%d %d\n", (int)((char *)&array[2].d - (char *)array), (int)((char *)(array + 3) - (char *)array));
    return 0;
}
