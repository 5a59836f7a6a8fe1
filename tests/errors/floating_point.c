float f = 1e39f;
double d = 1e400;
double e = 1e-400, z = 0e-400, h = 0x1p-2000;
int i = 1.5 % 2;
int *p = 1.5;
int a[1.5];
double g(double x) { return ~x + (x << 1) + (x & 1); }
int s(double x, char *c) {
    switch (x) {
    case 1: return c[x];
    }
    x %= 2;
    return *x + sizeof(int[(int)1.5]);
}
double v = 1.5 + g(2);
double m = 1.5.5, n = 1e, o = 0x1.8, q = 1.5g;
int *r = (int *)1.5;
double t = (double)&f;
