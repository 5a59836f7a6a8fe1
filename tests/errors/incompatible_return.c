struct S { int a; };
static int *f(int i) { return i; }
static int g(struct S s) { return s; }
static struct S h(void) { return 1; }
static char *k(int *p) { return p; }
int main(void) { return 0; }
