_Complex _Complex double a;
_Complex void b;
_Complex _Bool c;
_Complex int d;
_Complex long double good;
double _Complex z, w;
double _Complex constant = 2.0 * 1.0i;
double _Complex variable = z;
struct s { int x; } s;
int *p;
int i = 3i;
double j = 1.0ifi;
int f(void) {
    const double _Complex k = 1;
    if (z < w)
        return 1;
    z % 2;
    p = z;
    z = p;
    (double _Complex)p;
    __real__ s;
    __imag__ p;
    __real__ 1 = 2;
    __imag__ k = 3;
    p[z];
    return __builtin_complex(1.0, 1.0f);
}
