struct point {
    int x;
    int y;
}

int main(void) {
    struct inner { int a; }
    unsigned u = 1;
    return undeclared + (int)u;
}

struct outer {
    struct { int b; }
    int c;
}

static long f(struct outer *o) {
    return o->c + o->b;
}

enum colour { RED }
void g(void) {
    f(0);
}

struct good { int x; } const first, *second(void);
typedef union { int x; } type;
struct type { int x; } extern type3;
