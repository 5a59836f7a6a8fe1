// Floating arguments on the stack, where the stack pointer moves: an array of variable length, alloca.
#include <stdio.h>
#include <alloca.h>
void f(int n) { int a[n]; a[0] = 7; printf("%d %d %g %g\n", a[0], 2, 2.5, 3.5); }
double g(int a, int b, int c, int d, double e, float h) { return e * 10 + h; }
void k(int n) { char *p = alloca(n); p[0] = 1; printf("%g\n", g(1, 2, 3, 4, 5.5, 6.5f)); }
int main(void) { f(3); k(40); return 0; }
