// Changes in an order that C leaves open, as gcc 12 warns of them.
struct pair { int x, y; };
static int cells[3];
static int f(int n) { return n; }
static int *g(void) { return cells; }
int t(int i, int j, int *p, int a[], int **q) {
  i = i++; i = ++i; i = i++ + 1; i++ + ++i; a[i] = i++; a[i++] = i; f(i) + f(i++); i = f(i++); i += i++; (i++, i++); i++ && i++; i++ ? i++ : i; i = (i = 2) + 1; i = i + 1; j = i = 3; i = (j = i++); *p++ = *p; *p = *p++; p[0] = *p; j = i++ + j++; j = i-- - i; i = -i++; a[i] = a[i] + 1; a[i++]++; (i = 1) + i; f((i = 1) + i); g()[i] = i++; i = a[i]++; if (i++ == i) j++; while (i-- > i) j++; for (i = i++;;) break; return i++ + i; }
int u(int i, int a[], struct pair *s) { s->x = s->x++; s->x = s->y++; a[0] = a[0]++; a[1] = a[0]++; *a = (*a)++; i = (i++) * 2; i |= i++; i = i++ & 3; int k = i++ + i; f(i = i + 1); f(i), f(i++); i = i-- ? 1 : 2; i = !i++; (void)(i++ + i++); a[i] = (i = 2); return k; }
int main(void) { return 0; }
