int n = 3;
int at_file_scope[n];
struct s {
    int a;
};
void f(int n) {
    struct t {
        int member[n];
    };
    int initialized[n] = {1};
    static int fixed[n];
    extern int linked[n];
    static int(*fine)[3];
    goto into;
    {
        int a[n];
    into:
        a[0] = 1;
    }
    switch (n) {
        int b[n];
    case 1: b[0] = 1;
    }
    int twice[n];
    int twice[n];
    int unknown[*];
    float length = 3;
    int by_float[length];
    int (*p)[n] = 3;
    int *q = (int[n]){1};
    struct s of_record[(struct s){1}];
    goto back;
back:;
    int later[n];
    if (later[0])
        goto back;
}
