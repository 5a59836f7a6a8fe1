struct S { int a; };
static int f(int *p, struct S s, int i) { return *p + s.a + i; }
int main(void) {
    struct S s = {1};
    int i = 2;
    char c = 3;
    f(&c, s, i);
    f(i, s, i);
    f(&i, i, i);
    f(&i, s, s);
    f(&i, s, &i);
    return 0;
}
