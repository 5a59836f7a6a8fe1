struct S { int a; };
int main(void) {
    struct S s = {1};
    int x = 1, *p = &x, *q = &x;
    x = s + 1;
    x = p * 2;
    p = p + q;
    x = s == s;
    x = p % 3;
    x = ~p;
    x = -s;
    x = !s;
    x = p << 1;
    x = s && 1;
    return x;
}
