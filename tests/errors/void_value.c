static void f(void) {}
int main(void) {
    int x = f();
    x = f() + 1;
    if (f()) return 1;
    return f();
}
