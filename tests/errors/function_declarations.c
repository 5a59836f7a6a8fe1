// What functions and their parameters cannot be declared with.

int n;

void starred(int x[*]) {
}
void inner(int x[][*]) {
}
void prototype(int x[*], int y[][*]); // is good

void old(x)
int x[*];
{
}

void variably(void) {
    typedef int type[n];
    type *one(void);
    extern int (*other(void))[n];
    int (*pointer)[n] = 0;
    (void)pointer;
}

register int registered();
auto int automatic();

void
attributed(void) __attribute__((noreturn)) {
    for (;;)
        ;
}

int parameter(a)
enum b {
    a
};
{
    return 0;
}

union u {
    float v;
};
void tags(void) {
    extern struct u *p;
    const struct u;
}

struct {
    int member[1];
} braces = {{1}, {2}};
int array[1][1] = {{1}, {2}};

int twice __attribute__((vector_size(8), vector_size(8)));
