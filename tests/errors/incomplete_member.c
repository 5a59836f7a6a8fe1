struct S {
    int a;
    struct S inner;
    void v;
    int f(void);
};
int main(void) { return 0; }
