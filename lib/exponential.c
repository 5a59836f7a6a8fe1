// libcstar: <math.h>, exponential and hyperbolic functions, logarithms, powers and roots.
#include "math.h"

#include <fenv.h>

#include "wide.h"

enum { MOST_POWER = 1100 }; // beyond it everything over- or underflows

static const struct wide ln2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
static const struct wide inverse_ln2 = {0x1.71547652b82fep+0, 0x1.777d0ffda0d24p-56};
static const struct wide inverse_ln10 = {0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57};

// Raises what goes with it.
static double overflow(double sign) {
    volatile double great = 0x1p1023;
    return sign * great * great;
}

static double underflow(double sign) {
    volatile double small = 0x1p-1022;
    return sign * small * small;
}

// ---- kernels ----

// Below the normal numbers, a number is rounded where its last place will be by adding one whose
// last place is there.
double __wide_round(struct wide a, int exponent) {
    enum { LEAST_NORMAL = -1022, LEAST = -1080 };
    int top = ilogb(a.high) + exponent;
    if (top >= LEAST_NORMAL || top < LEAST || a.high == 0) {
        return scalbn(a.high + a.low, exponent);
    }
    double great = scalbn(copysign(1, a.high), LEAST_NORMAL - exponent);
    struct wide sum = wide_add(wide_of(great), a);
    if (sum.low != 0) {
        feraiseexcept(FE_UNDERFLOW | FE_INEXACT);
    }
    return copysign(scalbn(sum.high - great, exponent), a.high);
}

// e^r - 1 for |r| up to ln 2 / 2.
static struct wide exponential(struct wide r) {
    enum { TERMS = 17 };
    double tail = 1;
    for (int n = TERMS; n > 3; n--) {
        tail = 1 + r.high * tail / n;
    }
    struct wide square = wide_multiply(r, r);
    struct wide sum = wide_add(r, wide_scale(square, 0.5));
    return wide_add(sum, wide_of(square.high * r.high * (tail / 6)));
}

// x = exponent ln 2 + r.
struct wide __wide_exponential(struct wide x, int *exponent) {
    double count = rint(x.high * inverse_ln2.high);
    *exponent = (int)count;
    if (count == 0) {
        return exponential(x);
    }
    struct wide r = wide_add(x, wide_of(-count * 0x1.62e42fee00000p-1)); // exact
    r = wide_add(r, wide_of(-count * 0x1.a39ef35600000p-33));
    return exponential(wide_add(r, wide_of(-count * 0x1.93c7673007e5fp-65)));
}

static double add_one(struct wide a, int exponent) {
    return __wide_round(wide_add(wide_of(1), a), exponent);
}

double __wide_power(struct wide x) {
    int exponent;
    if (fabs(x.high) > MOST_POWER) {
        return x.high > 0 ? overflow(1) : underflow(1);
    }
    struct wide a = __wide_exponential(x, &exponent);
    return add_one(a, exponent);
}

// x = 2^n m with m from sqrt(1/2) to sqrt(2); log m = 2 artanh s with s = (m - 1) / (m + 1).
struct wide __wide_logarithm(struct wide x) {
    static const struct wide first[] = {{1, 0},
                                        {0x1.5555555555555p-2, 0x1.5555555555555p-56},
                                        {0x1.999999999999ap-3, -0x1.999999999999ap-57},
                                        {0x1.2492492492492p-3, 0x1.2492492492492p-57}};
    enum { FIRST = 4, TERMS = 15 };
    int n;
    double m = frexp(x.high, &n);
    if (m < 0x1.6a09e667f3bcdp-1) {
        n--;
    }
    x.high = scalbn(x.high, -n);
    x.low = scalbn(x.low, -n);
    struct wide s = wide_divide(wide_add(x, wide_of(-1)), wide_add(x, wide_of(1)));
    struct wide z = wide_multiply(s, s);
    double tail = 0;
    for (int i = TERMS; i >= FIRST; i--) {
        tail = tail * z.high + 1.0 / (2 * i + 1);
    }
    struct wide log = wide_scale(wide_multiply(s, wide_series(z, first, FIRST, tail)), 2);
    return n == 0 ? log : wide_add(wide_multiply(ln2, wide_of(n)), log);
}

// The logarithm of a number that may have none, times a factor.
static double logarithm(double x, struct wide factor) {
    if (x == 0) {
        return -1 / fabs(x);
    }
    if (x < 0 || isnan(x)) {
        return (x - x) / (x - x);
    }
    if (isinf(x)) {
        return x;
    }
    int is_small = x < 0x1p-1022;
    struct wide log = __wide_logarithm(wide_of(is_small ? x * 0x1p64 : x));
    if (is_small) {
        log = wide_add(log, wide_multiply(ln2, wide_of(-64)));
    }
    log = wide_multiply(log, factor);
    return log.high + log.low;
}

double log(double x) {
    return logarithm(x, wide_of(1));
}

double log2(double x) {
    int n;
    if (x > 0 && frexp(x, &n) == 0.5) {
        return n - 1;
    }
    return logarithm(x, inverse_ln2);
}

double log10(double x) {
    return logarithm(x, inverse_ln10);
}

static double log1p_wide(struct wide x) {
    struct wide log = __wide_logarithm(wide_add(wide_of(1), x));
    return log.high + log.low;
}

double log1p(double x) {
    if (!(x > -1) || isinf(x)) {
        return logarithm(x + 1, wide_of(1));
    }
    if (fabs(x) < 0x1p-54) {
        return x;
    }
    if (fabs(x) < 0x1p-30) { // 1 + x in two doubles loses too much
        return x - x * x * (0.5 - x / 3);
    }
    struct wide log = __wide_logarithm(wide_sum(1, x));
    return log.high + log.low;
}

// ---- powers ----

double exp(double x) {
    if (isnan(x) || isinf(x)) {
        return x < 0 ? 0 : x;
    }
    return __wide_power(wide_of(x));
}

double exp2(double x) {
    if (isnan(x) || isinf(x)) {
        return x < 0 ? 0 : x;
    }
    if (fabs(x) > MOST_POWER) {
        return x > 0 ? overflow(1) : underflow(1);
    }
    double whole = rint(x);
    return add_one(exponential(wide_multiply(ln2, wide_of(x - whole))), (int)whole);
}

// e^x - 1 = 2^n (1 + a) - 1
struct wide __wide_exponential_less_one(struct wide x) {
    int n;
    struct wide a = __wide_exponential(x, &n);
    if (n == 0) {
        return a;
    }
    double power = scalbn(1, n);
    return wide_add(wide_sum(power, -1), wide_scale(a, power));
}

double expm1(double x) {
    if (isnan(x) || fabs(x) < 0x1p-60) {
        return x;
    }
    if (x < -60) {
        return -1 + (isinf(x) ? 0 : 0x1p-60);
    }
    if (x > 700) {
        return exp(x);
    }
    struct wide result = __wide_exponential_less_one(wide_of(x));
    return result.high + result.low;
}

enum { NO_INTEGER, EVEN, ODD };

static int parity(double y) {
    if (y != floor(y)) {
        return NO_INTEGER;
    }
    return fabs(y) < 0x1p53 && y / 2 != floor(y / 2) ? ODD : EVEN;
}

// One of them is 0 or infinite. x is not negative.
static double special_power(double x, double y) {
    if (x == 1) {
        return 1;
    }
    if (isinf(y)) {
        return (x > 1) == (y > 0) ? INFINITY : 0;
    }
    if (isinf(x)) {
        return y > 0 ? INFINITY : 0;
    }
    return y > 0 ? 0 : 1 / x;
}

double pow(double x, double y) {
    double sign = 1;
    if (y == 0 || x == 1) {
        return 1;
    }
    if (isnan(x) || isnan(y)) {
        return x + y;
    }
    if (signbit(x)) {
        int kind = isinf(y) ? EVEN : parity(y);
        if (kind == NO_INTEGER && x != 0 && !isinf(x)) {
            return (x - x) / (x - x);
        }
        sign = kind == ODD ? -1 : 1;
        x = -x;
    }
    if (x == 0 || isinf(x) || isinf(y) || x == 1) {
        return sign * special_power(x, y);
    }
    int is_small = x < 0x1p-1022;
    struct wide log = __wide_logarithm(wide_of(is_small ? x * 0x1p64 : x));
    if (is_small) {
        log = wide_add(log, wide_multiply(ln2, wide_of(-64)));
    }
    double estimate = log.high * y;
    if (fabs(estimate) > MOST_POWER) {
        return estimate > 0 ? overflow(sign) : underflow(sign);
    }
    if (fabs(estimate) < 0x1p-60) {
        return sign * (1 + estimate);
    }
    return sign * __wide_power(wide_multiply(log, wide_of(y)));
}

// ---- roots ----

double cbrt(double x) {
    int exponent;
    if (x == 0 || !isfinite(x)) {
        return x + x;
    }
    double m = frexp(fabs(x), &exponent);
    int thirds = (exponent + 3000) / 3 - 1000; // rounded down
    m = scalbn(m, exponent - 3 * thirds);
    double root = 0.5 + 0.35 * m; // of a number from 1/2 to 4
    for (int i = 0; i < 6; i++) {
        root = root - (root * root * root - m) / (3 * root * root);
    }
    struct wide cube = wide_multiply(wide_product(root, root), wide_of(root));
    struct wide rest = wide_add(cube, wide_of(-m));
    root = root - rest.high / (3 * root * root);
    return copysign(scalbn(root, thirds), x);
}

double hypot(double x, double y) {
    x = fabs(x);
    y = fabs(y);
    if (isinf(x) || isinf(y)) {
        return INFINITY;
    }
    if (x < y) {
        double greater = y;
        y = x;
        x = greater;
    }
    if (isnan(x) || isnan(y) || y == 0 || x > y * 0x1p60) {
        return x + y;
    }
    int exponent = ilogb(x);
    x = scalbn(x, -exponent);
    y = scalbn(y, -exponent);
    struct wide root = wide_root(wide_add(wide_product(x, x), wide_product(y, y)));
    return scalbn(root.high + root.low, exponent);
}

// ---- hyperbolic functions ----

// e^x / 2 for x > 0
static double half_of_power(double x) {
    int n;
    if (x > MOST_POWER) {
        return overflow(1);
    }
    struct wide a = __wide_exponential(wide_of(x), &n);
    return add_one(a, n - 1);
}

// With u = e^|x| - 1: sinh = (u + u / (u + 1)) / 2.
double sinh(double x) {
    double magnitude = fabs(x);
    if (!isfinite(x) || magnitude < 0x1p-30) {
        return x + x * x * x / 6;
    }
    if (magnitude > 40) {
        return copysign(half_of_power(magnitude), x);
    }
    struct wide u = __wide_exponential_less_one(wide_of(magnitude));
    u = wide_add(u, wide_divide(u, wide_add(u, wide_of(1))));
    return copysign((u.high + u.low) / 2, x);
}

double cosh(double x) {
    double magnitude = fabs(x);
    if (!isfinite(x)) {
        return x * x;
    }
    if (magnitude > 40) {
        return half_of_power(magnitude);
    }
    struct wide e = wide_add(__wide_exponential_less_one(wide_of(magnitude)), wide_of(1));
    e = wide_add(e, wide_divide(wide_of(1), e));
    return (e.high + e.low) / 2;
}

// With u = e^2|x| - 1: u / (u + 2).
double tanh(double x) {
    double magnitude = fabs(x);
    if (isnan(x) || magnitude < 0x1p-30) {
        return x == 0 ? x : x - x * x * x / 3;
    }
    if (magnitude > 22) {
        return copysign(1 - 0x1p-60, x);
    }
    struct wide u = __wide_exponential_less_one(wide_of(2 * magnitude));
    u = wide_divide(u, wide_add(u, wide_of(2)));
    return copysign(u.high + u.low, x);
}

// log(x + sqrt(x^2 + 1)) = log1p(x + x^2 / (1 + sqrt(x^2 + 1)))
double asinh(double x) {
    double magnitude = fabs(x);
    if (!isfinite(x) || magnitude < 0x1p-29) {
        return isinf(x) || x == 0 ? x : x - x * x * x / 6;
    }
    struct wide log;
    if (magnitude > 0x1p30) {
        log = wide_add(__wide_logarithm(wide_of(magnitude)), ln2);
        return copysign(log.high + log.low, x);
    }
    struct wide square = wide_product(x, x);
    struct wide root = wide_root(wide_add(square, wide_of(1)));
    struct wide sum = wide_divide(square, wide_add(root, wide_of(1)));
    return copysign(log1p_wide(wide_add(wide_of(magnitude), sum)), x);
}

// log1p(t + sqrt(2 t + t^2)) with t = x - 1
double acosh(double x) {
    if (!(x >= 1)) {
        return (x - x) / (x - x);
    }
    if (x > 0x1p30) {
        if (isinf(x)) {
            return x;
        }
        struct wide log = wide_add(__wide_logarithm(wide_of(x)), ln2);
        return log.high + log.low;
    }
    struct wide t = wide_of(x - 1);
    struct wide root = wide_root(wide_add(wide_scale(t, 2), wide_multiply(t, t)));
    return log1p_wide(wide_add(t, root));
}

// log1p(2 x / (1 - x)) / 2
double atanh(double x) {
    double magnitude = fabs(x);
    if (!(magnitude < 1)) {
        return magnitude == 1 ? copysign(1 / (1 - magnitude), x) : (x - x) / (x - x);
    }
    if (magnitude < 0x1p-29) {
        return x + x * x * x / 3;
    }
    struct wide t = wide_divide(wide_of(2 * magnitude), wide_sum(1, -magnitude));
    return copysign(log1p_wide(t) / 2, x);
}
