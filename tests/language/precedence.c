// Precedence and associativity of all operators.
#include <stdio.h>

struct S { int v; int *p; struct S *next; int a[3]; };
static int f(int x) { return x + 1; }

int main(void) {
    int a = 2, b = 3, c = 5, d = 7;
    printf("%d %d %d %d\n", a + b * c - d, (a + b) * c - d, a * b % c / 2, a - b - c - d);
    printf("%d %d %d\n", a << b + 1, a << b << 1, d >> 1 + 1);
    printf("%d %d %d %d\n", a < b == c < d, a < b < c, d > c > b, a == b != c);
    printf("%d %d %d %d\n", a & b == 3, a | b & c, a ^ b | c & d, a & b ^ c);
    printf("%d %d %d\n", a && b || 0 && c, 0 || a && 0, a | 0 && b);
    printf("%d %d %d\n", -a * -b, !a + b, ~a + b);
    printf("%d", -a++ + b);
    printf(" %d %d\n", - -a, a);
    printf("%d %d\n", a ? b : c ? d : 0, a == 3 ? 1 : b == 3 ? 2 : 3);
    int x, y, z;
    x = y = z = 4;
    x += y -= z *= 2;
    printf("%d %d %d\n", x, y, z);
    int array[] = {10, 20, 30}, *p = array;
    struct S s = {1, array + 1, &s, {4, 5, 6}}, *q = &s;
    printf("%d %d %d\n", *p + 1, *(p + 1), *&p[2]);
    printf("%d %d %d %d\n", q->next->next->a[1], *q->p, *s.next->p + 1, (*q).a[2]);
    printf("%d %d\n", -q->v, !q->v);
    printf("%d", ++*p);
    printf(" %d", *p++);
    printf(" %d", ++q->a[0]);
    printf(" %d\n", q->a[0]++ * 2 + *p);
    printf("%d %d\n", (int)sizeof(int) * a, (int)sizeof a + 1);
    printf("%d %d %d\n", (char)300 + 1, (char)(300 + 1), -(unsigned char)255);
    printf("%d %d\n", f(1) * f(2), f(f(3)) - 1);
    printf("%d\n", (a = 1, b = 2, a) + b);
    printf("%d\n", 1 + 2 << 3 - 1 & 0x1f | 1 ^ 3);
    printf("%d\n", a+b*c<<1>d&1==0||x&&y);
    return 0;
}
