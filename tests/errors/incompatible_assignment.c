struct S { int a; };
int main(void) {
    struct S s = {1};
    int i = 2, *p = &i;
    char *c;
    i = s;
    s = i;
    p = s;
    p = i;
    i = p;
    c = p;
    return i + *c;
}
