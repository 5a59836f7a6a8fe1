struct S { int a; };
int main(void) {
    int x = 1, *p = &x;
    struct S s = {1}, *q = &s;
    return x.a + p->a + s->a + q.a;
}
