static int f(void) { return 1; }
int main(void) {
    int x = 1, a[2] = {1, 2}, b[2];
    5 = x;
    x + 1 = 2;
    f() = 3;
    &5;
    &(x + 1);
    x++++;
    ++f();
    b = a;
    (x ? x : x) = 1;
    return x;
}
