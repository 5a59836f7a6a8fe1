static int f(int a, int a) { return a; }
static int g(int) { return 1; }
static int h(void, int a) { return a; }
static int k(..., int b) { return b; }
static int l(int a, ...,) { return a; }
static int m(struct Inside { int x; } *p) { return p->x; }
int main(void) { return 0; }
