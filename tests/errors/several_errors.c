int f(void) {
    return one;
}
int g(int a) {
    int b = a +;
    return b;
}
struct S { int x; };
int h(struct S s) {
    s.y = 1;
    two();
    return three;
}
int main(void) {
    return f(1);
}
