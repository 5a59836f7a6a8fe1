struct S { int a; };
int main(void) {
    struct S s = {1};
    int x = 1, *p = &x;
    char *c = 0;
    x = 1 ? s : x;
    p = x ? p : c;
    p = x ? p : x;
    s ? 1 : 2;
    return x;
}
