// What ISO C has not, as gcc 12 -pedantic warns of it.
;
int z[0];
__extension__ int zz[0];
enum x { A, B, };
int f(int n) {
    int r = ({ 1; });
    n = n ?: 2;
    switch (n) { case 1 ... 3: break; }
    __extension__ void *p = &&l;
    p++;
    p = p + 1;
    n = sizeof(void) + sizeof(f);
    void *q = f;
    int (*g)(int) = p;
    long long ll = 1;
    goto *p;
l:
    return n + r + ll + !g + !q + __extension__ ({ 2; });
}
struct s { int n; struct { int a; }; int fl[]; } s = { 1, {2}, {1} };
void w(void) { return w(); }
extern int arr[]; typedef int T; ;
struct t { int a;; };
int main(void) { return f(1); }
