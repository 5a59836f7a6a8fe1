float g; double d; int i; long double l; _Complex double z; _Complex float zf; char c; _Bool b; unsigned u;
int f(float x);
int h(void) {
    i = g * 2;
    i = d + 1.5;
    g = d * 2;
    g = -d;
    d = l;
    zf = z;
    d = z;
    c = 65.0;
    i += 1;
    i *= 1.5;
    g += d;
    f(d);
    f(0.5);
    f(0.1);
    i = (int)d;
    float a[] = {1, 0.5, 0.3};
    g = 16777217;
    g = i;
    if (g == 0.5f) i = 1;
    while (d != 0) i = 2;
    if (z == 1) i = 3;
    u = 4294967296.0;
    c = 127.9;
    return d / 2;
}
unsigned char v = 300.5;
int large = 1e10, negative = -2147483649.0, fits = -2147483648.0;
float too_large = 1e39f, to_infinity = 1e300;
double tiny = 1e-400;
long long whole = 9007199254740993LL;
double rounded = 9007199254740993LL;

int f(float x) {
    return x > 0;
}

int main(void) {
    return h();
}
