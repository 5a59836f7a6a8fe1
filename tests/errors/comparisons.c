// Comparisons, addresses, switches, main, as gcc 12 warns of them.
#include <stdio.h>
struct s { int a[3]; int x; } g, *pg; extern int w __attribute__((weak)); void f(void) { } enum e { A, B, C, D=B };
int t(int p[], enum e v, int n, unsigned u, unsigned char c, _Bool b, short sh, signed char sc, unsigned long long ull, long long ll) {
    if (f) n++; if (&g) n++; if (g.a) n++; if (pg->a) n++; if (&pg->x) n++; if (p) n++; if (&w) n++; if (!f) n++; if (f && n) n++;
    if (f == 0) n++; if (&g == NULL) n++; if (g.a != NULL) n++; if (pg->a == 0) n++; if (&pg->x == 0) n++; if (!&g) n++;   for (;g.a;) n++;
    if ("x") n++; if (&n == 0) n++; if (0) n++; if (0 == f) n++; n = !g.a; n = g.a;
    switch (v) { case A: n++; } switch (v) { case A: case B: case C: n++; case 7: n++; } switch (v) { case A: n++; default: n++; } switch (v) { n++; case A: case B: case C: break; }
    switch ((int)v) { case A: break; } switch (n) { int k; case 1: k = 2; n = k; } switch (v) { case A ... B: break; } switch (v) { { n = 1; } case A: case B: case C:; }
    n = c > 255; n = c >= 0; n = c < 0; n = c <= 255; n = c == 256; n = c != -1; n = 300 > c; n = sh > 40000; n = sh < -32768; n = sc == 128; n = u >= 0; n = u < 0; n = 0 > u; n = v >= 0; n = v < 0; n = b > 1; n = ull < 0; n = u == -1; n = u > -1; n = c == u; n = sh < u; n = n < c; n = n < u; n = n == 5u; n = 5 == u; n = (n & 5) < u; n = (n + 1) < u; n = n < sizeof(int); n = (c << 1) < u; n = (c + 1) < u; n = c * c < u; n = n * n < u; n = n % 5 < u; n = v < n; n = v == n; n = B < u; n = ll < ull; n = n < ull; n = sh == 5u; n = (n ? 1 : 2) < u; n = (n ? -1 : 2) < u; n = n > 'a' + u; n = (n >> 1) < u; n = (u >> 1) < n; n = (c >> 1) < u; n = -1 == u; n = (int)u < u; n = (unsigned)n < u; n = n == v; n = (n == 2) == u; n = !n < u; n = n < A; n = u < A; n = n <= 3u; n = ll < u; n = ~c == u;
    u = n ? u : n; u = n ? -1 : u; u = n ? 1 : u; u = n ? c : u; u = n ? u : sh; ll = n ? u : ll;
    return n == n || u != u || g.x == g.x || p[1] == p[1] || n < n || n - n == 0 || (n & 3) == 4 || (n | 1) == 2 || 3 == 3 || *p == *p || b == b || f == f;
}
float main(int x) { return t(0, A, 1, 2, 3, 1, 1, 2, 3, 4) + x; }
