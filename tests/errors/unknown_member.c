struct S { int a; };
int main(void) {
    struct S s = {1}, *p = &s;
    return s.b + p->c + s.a;
}
