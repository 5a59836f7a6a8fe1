// -Wunused, as gcc 12 has it.
struct s { int x; int a[2]; };
void f(int p1, int p2, int p3) {
    int v1; v1 = 1;
    int v2 = 1; v2++;
    int v3 = 1; ++v3;
    int v4 = 1; v4 += 2;
    int v5[3]; v5[0] = 1;
    struct s v6; v6.x = 1;
    struct s v7; v7.a[1] = 1;
    struct s v8; v8.a[1]++;
    int v9; (void)v9;
    int v10; (void)sizeof v10;
    int v11; __typeof__(v11) *v12 = 0;
    int v13, v14; v13 = v14 = 1;
    int *v15; *v15 = 1;
    int v16; v16;
    int v17; for (v17 = 0; ; v17++) { break; }
    int v18[3][3]; v18[1][1] = 2;
    static int v19; v19 = 2;
    static int v20;
    int v21 = v21;
    int v22; v22 = p3, 1;
    int v23; &v23;
    struct s v24, v25; v24 = v25;
    p1 = 1;
    p2 += 1;
    extern int v26;
    register int v27;
    typedef int t1; typedef int t2; t2 v30;
    enum e1 { A1 }; struct v31 { int x; };
    goto l2;
l1: ;
l2: ;
}
static int s1; static int s2 = 1; static int s3; static const int s4 = 1; static int s5(void) { return 1; } static int s6(void) { return s6(); }
static inline int s7(void) { return 1; } static int s8(void); int g(void) { s8(); s3 = 1; return sizeof(s5()); }
inline int s9(void);
static int s10(void) __attribute__((unused)); static int s10(void) { return 1;}
static volatile int s11; extern int s12; static int s13[3]; static struct s s14;
int h(int a[], int (*b)(int), struct s c, register int d, const int e, ...) { int x [[gnu::unused]]; return 0; }
int k(a, b) int a, b; { return a; }
int main(void) { return 0; }
