// Where a variable is used uninitialized, as gcc 12 says it.
void use(int n) { (void)n; } 
int f(int n, char *q) { int a,b,c,d,e,h,i,j,k,l,m; int *p; int z = a; int y; y = b; use(c); if (d) n++; while (e) n++; n = h + 1; n = -i; q[j] = 1; n += k; long long w = l; return m; }
int f2(int n) { int a,c; int *p, *o; struct s { int x; } *r; short s; n = *p; n = p[1]; n = r->x; *o = 1; n = (char)a; n = s;  if (c == 1) n++; return n; }
int f3(int n) { int x = x + 1; int y = y; int *p = (int *)sizeof *p; int z = f2(z) + n; return x + z + *p; }
int main(void) { return f(1, 0) + f2(2); }
