struct S { int a; };
int main(void) {
    struct S s = {1};
    int x = (int)s;
    s = (struct S)x;
    x = (int[2])x;
    (void)s;
    return x;
}
