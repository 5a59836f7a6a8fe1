struct S { const int a; int b; };
static const int table[] = {1, 2};
int main(void) {
    const int x = 1;
    const int *p = &x;
    int *const q = (int *)&x;
    struct S s = {1, 2}, t = {3, 4};
    const struct S u = {5, 6};
    x = 2;
    *p = 3;
    q = 0;
    table[0] = 1;
    s.a = 1;
    u.b = 2;
    s = t;
    x++;
    return 0;
}
