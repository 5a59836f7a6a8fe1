extern int n;
enum e { A = 1, B = 9 };
struct a {
    float f : 3;
    int x : 33;
    int y : 0;
    int z : -1;
};
struct b {
    int q : n;
    int *p : 3;
    _Bool bb : 2;
    int g(void) : 3;
    int a : 3.0;
    enum e k : 2;
};
struct c {
    unsigned a : 3;
    const int c : 4;
    int d;
};
static struct c s = {9, 2};
void f(void) {
    int *p = (void *)&s.a;
    n = sizeof s.a;
    n = sizeof(s.a + 0);
    n = _Alignof(s.a);
    n = __builtin_offsetof(struct c, a);
    s.a = -1;
    s.d = 1;
    p = &(s.a);
    p = &s.d;
    s = s;
    int *q = &s.c;
}
struct d { int a : 3 int b; };
struct g { : 3; };
