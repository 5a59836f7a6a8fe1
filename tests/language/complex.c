// _Complex: types, constants, operators, conversions, calls, initializers.
#include <stdio.h>
#include <complex.h>
#include <math.h>
static double _Complex g1 = 1.0 + 2.0i;
static float _Complex g2 = 3.0f * 1.0if;
static double _Complex g3 = (1.0 + 2.0i) * (3.0 - 4.0i);
static double _Complex g4 = (1.0 + 2.0i) / (3.0 - 4.0i);
static double _Complex g5 = (1.3 + 2.7i) / (5.3 - 0.9i);
static double _Complex arr[3] = {1, 2.0i, -3.0i};
struct s {
    char c;
    float _Complex z;
    double _Complex w;
} gs = {'x', 1.0i, 2.0 - 3.0i};
static double gr = __real__(1.0 + 2.0i);
static void pr(const char *n, double _Complex z) {
    printf("%s %a %a\n", n, __real__ z, __imag__ z);
}
__attribute__((noinline)) double _Complex mul(double _Complex a, double _Complex b) {
    return a * b;
}
__attribute__((noinline)) double _Complex dv(double _Complex a, double _Complex b) {
    return a / b;
}
__attribute__((noinline)) float _Complex fdv(float _Complex a, float _Complex b) {
    return a / b;
}
__attribute__((noinline)) float _Complex fmul(float a, float _Complex b, int k) {
    return a * b + k;
}
__attribute__((noinline)) double sum(int n, ...) {
    __builtin_va_list ap;
    double s = 0;
    __builtin_va_start(ap, n);
    for (int i = 0; i < n; i++) {
        double _Complex z = __builtin_va_arg(ap, double _Complex);
        s += __real__ z * 10 + __imag__ z;
        float _Complex w = __builtin_va_arg(ap, float _Complex);
        s += __imag__ w * 100;
    }
    __builtin_va_end(ap);
    return s;
}
int main(void) {
    pr("g1", g1);
    pr("g2", g2);
    pr("g3", g3);
    pr("g4", g4);
    pr("g5", g5);
    pr("arr1", arr[1]);
    pr("arr2", arr[2]);
    pr("gs", gs.z);
    pr("gs", gs.w);
    printf("%g %d %d %d\n", gr, (int)sizeof gs, (int)sizeof(long double _Complex),
           (int)_Alignof(double _Complex));
    double _Complex z = 1.5, w = 2.0i;
    pr("z", z);
    z += w;
    pr("z", z);
    z *= w;
    pr("z", z);
    z /= 3;
    pr("z", z);
    z -= 1;
    pr("z", z);
    z = ~z;
    pr("conj", z);
    z = -z;
    pr("neg", z);
    pr("post", z++);
    pr("z", z);
    --z;
    pr("z", z);
    __real__ z = 7;
    __imag__ z += 3;
    pr("z", z);
    printf("%d %d %d %d\n", z == w, z != w, z == z, !z);
    if (z)
        puts("true");
    if (w && !(_Bool)0.0i)
        puts("w");
    while (w)
        w = 0;
    printf("%d\n", w ? 1 : 2);
    double x = 2;
    x *= z;
    printf("%a\n", x);
    int k = z;
    printf("%d\n", k);
    _Bool b = 1.0i;
    printf("%d\n", b);
    pr("mul", mul(z, 1.0 - 1.0i));
    pr("div", dv(z, 1.0 - 3.0i));
    pr("fd", fdv(z, 1.0 - 3.0i));
    pr("fm", fmul(2, z, 5));
    printf("%a\n", sum(2, 1.0 + 2.0i, 3.0if, 4.0 + 0.5i, 0.25if));
    double _Complex c = k > 3 ? 1.0i : 2;
    pr("c", c);
    c = (z++, w);
    pr("c", c);
    pr("inf", mul(CMPLX(INFINITY, NAN), 1.0 + 1.0i));
    pr("inf", dv(1.0 + 1.0i, 0.0));
    pr("x", dv(CMPLX(INFINITY, 1), CMPLX(1, 2)));
    pr("rc", 2 - z);
    pr("rc", z - 2);
    pr("rc", 2 * z);
    pr("rc", 2 / z);
    struct s t = gs;
    t.w *= t.z;
    pr("t", t.w);
    double _Complex *p = &t.w;
    __real__ *p = 99;
    pr("t", *p);
    float _Complex f = z;
    long double _Complex l = f;
    pr("l", l * l);
    double _Complex v[2] = {z, [1] = w + 1};
    pr("v", v[0]);
    pr("v", v[1]);
    pr("cl", (double _Complex){5});
    printf("%a %a\n", __imag__ x, __real__ k * 1.0);
    printf("%d\n", _Generic(1.0i, double _Complex : 1, default : 2) +
                       _Generic(1.0if + 1.0, double _Complex : 10, float _Complex : 20) +
                       _Generic(1.0iL, long double _Complex : 100, default : 0));
    printf("%d\n", __builtin_classify_type(z));
    return 0;
}
