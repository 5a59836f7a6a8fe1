// Declarators and specifiers in every order, complicated types, several declarators, redundant parentheses.
#include <stdio.h>

int unsigned long typedef long ullong_t;
static const int ci = 1, *pci = &ci, *const cpci = &ci, aci[2] = {3, 4};
long static unsigned int weird = 5;
short int const signed csi = -6;
char (parenthesised) = 'p', (*(pointer)) = &parenthesised, ((*((two))[2])) = {&parenthesised};
int (*function_pointer)(int, char *), *function_returning_pointer(int), (*(*array_of[2])(void))[3];
int value[3] = {7, 8, 9};
static int (*returns_array(void))[3] { return &value; }
static int *function_returning_pointer_(int i), plain = 12;
static int *function_returning_pointer_(int i) { return &value[i]; }
extern int external, external;
int external = 13;
static void (*signal_like(int n, void (*handler)(int)))(int);
static int last;
static void handler(int n) { last = n; }
static void (*signal_like(int n, void (*h)(int)))(int) {
    h(n);
    return h;
}
typedef int (*Comparer)(const void *, const void *), Vector[3], *Pointer;
typedef struct node Node;
struct node { Node *next; int v; };
typedef struct { Vector v; Pointer p; Comparer c; } Bundle;
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int prototype(int, int (int), int [], int [4][2], const char *[], void (*)(void));
static int id(int x) { return x; }
static int prototype(int a, int f(int), int v[], int m[4][2], const char *s[], void (*g)(void)) { return f(a) + v[1] + m[1][1] + s[0][0] + !g; }
static int qualified(const int a[static 2], int b[const], register int c, int d[restrict]) { return a[0] + b[1] + c + d[0]; }
volatile int vi = 20;
int volatile *volatile pvi = &vi;
struct Outer { struct Inner { int x; } in; enum { E1 = 5, E2 } e; } outer = {{1}, E2};
struct Inner inner = {2};
long long int lli = 1LL << 40;
unsigned u = 3;
signed s = -3;
char signed sc = -1;

int main(void) {
    ullong_t big = 1ULL << 50;
    printf("%llu %d %d %d %d %lu %d\n", (unsigned long long)big, *pci, *cpci, aci[1], (int)sizeof aci, weird, csi);
    printf("%c %c %c\n", parenthesised, *pointer, **two);
    array_of[0] = returns_array;
    printf("%d %d %d\n", (*returns_array())[1], (*array_of[0]())[2], *function_returning_pointer_(0));
    signal_like(5, handler)(6);
    printf("%d %d %d\n", last, external, plain);
    Bundle b = {{1, 2, 3}, b.v + 1, compare};
    printf("%d %d %d\n", *b.p, b.c(&b.v[2], b.p), (int)sizeof(Vector));
    Node second = {0, 2}, first = {&second, 1};
    printf("%d\n", first.next->v);
    int m[4][2] = {{1, 2}, {3, 4}};
    const char *texts[] = {"a"};
    printf("%d %d\n", prototype(1, id, value, m, texts, 0), qualified(value, value, 3, value + 2));
    *pvi += 1;
    printf("%d %d %d %d %d\n", vi, outer.in.x, outer.e, inner.x, E1);
    printf("%lld %u %d %d\n", lli, u, s, sc);
    register int r = 3;
    auto int a = 4;
    int const *p = &a, **pp = (int const **)&p;
    printf("%d %d\n", r, **pp);
    int x, *px = &x, ax[2], (*pax)[2] = &ax, *apx[2] = {px, ax}, (*f)(int) = id;
    x = 1, ax[0] = 2, ax[1] = 3;
    printf("%d %d %d %d\n", *px, (*pax)[1], *apx[1], f(9));
    return 0;
}
