// libcstar: <complex.h>, all but the inverse trigonometric functions. What infinities, NaNs and
// zeros give is C11 annex G's. Parts are computed with some 100 bits (wide.h) and rounded once.
#include "complex.h"

#include "math.h"

#include "wide.h"

static double rounded(struct wide x) {
    return x.high + x.low;
}

double creal(double _Complex z) {
    return __real__ z;
}

double cimag(double _Complex z) {
    return __imag__ z;
}

double cabs(double _Complex z) {
    return hypot(__real__ z, __imag__ z);
}

double carg(double _Complex z) {
    return atan2(__imag__ z, __real__ z);
}

double _Complex conj(double _Complex z) {
    return ~z;
}

double _Complex cproj(double _Complex z) {
    if (isinf(__real__ z) || isinf(__imag__ z)) {
        return CMPLX(INFINITY, copysign(0, __imag__ z));
    }
    return z;
}

// ---- roots ----

static double _Complex special_root(double x, double y) {
    if (isinf(y)) {
        return CMPLX(INFINITY, y);
    }
    if (isnan(x)) {
        return CMPLX(x, x);
    }
    if (!isinf(x)) {
        return CMPLX(y, y);
    }
    if (signbit(x)) {
        return CMPLX(isnan(y) ? y : 0, copysign(INFINITY, y));
    }
    return CMPLX(INFINITY, isnan(y) ? y : copysign(0, y));
}

// With m = |z|: one part is the root of (|x| + m) / 2, the other y by twice that.
double _Complex csqrt(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    if (!isfinite(x) || !isfinite(y)) {
        return special_root(x, y);
    }
    if (x == 0 && y == 0) {
        return CMPLX(0, y);
    }
    int exponent = ilogb(fabs(x) > fabs(y) ? x : y) / 2 * 2;
    double right = scalbn(fabs(x), -exponent), up = scalbn(fabs(y), -exponent);
    struct wide length = wide_root(wide_add(wide_product(right, right), wide_product(up, up)));
    struct wide root = wide_root(wide_scale(wide_add(length, wide_of(right)), 0.5));
    struct wide other = wide_divide(wide_of(up), wide_scale(root, 2));
    double greater = scalbn(rounded(root), exponent / 2);
    double less = __wide_round(other, exponent / 2);
    if (up != 0 && up < 0x1p-1000) { // which is rounded already
        less = fabs(y) / (2 * greater);
    }
    return signbit(x) ? CMPLX(less, copysign(greater, y)) : CMPLX(greater, copysign(less, y));
}

// ---- powers and logarithms ----

// What is beyond over- or underflows whatever it is multiplied with.
static double limited(double x) {
    return x > 3000 ? 3000 : x < -3000 ? -3000 : x;
}

// e^x, but for a factor of 2^*exponent.
static struct wide power_of(struct wide x, int *exponent) {
    if (fabs(x.high) > 2999) {
        x = wide_of(limited(x.high));
    }
    return wide_add(wide_of(1), __wide_exponential(x, exponent));
}

// 2^exponent a times b; zeros and signs remain.
static double scaled_product(struct wide a, struct wide b, int exponent) {
    struct wide product = wide_multiply(a, b);
    if (product.high == 0) {
        return a.high * b.high;
    }
    return __wide_round(product, exponent);
}

// e^x (cos y + i sin y) of finite numbers, to which 2^exponent is a factor.
static double _Complex polar_power(struct wide x, struct wide y) {
    struct wide over, right;
    int exponent;
    struct wide power = power_of(x, &exponent);
    __wide_circle(y, &over, &right);
    double real = scaled_product(power, right, exponent);
    return CMPLX(real, y.high == 0 ? y.high : scaled_product(power, over, exponent));
}

double _Complex cexp(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    if (isfinite(x) && isfinite(y)) {
        return polar_power(wide_of(x), wide_of(y));
    }
    if (y == 0) {
        return CMPLX(exp(x), y);
    }
    if (isfinite(y)) { // of infinite x, or no number
        double size = exp(x);
        return isnan(x) ? CMPLX(x, x) : CMPLX(size * cos(y), size * sin(y));
    }
    if (isinf(x)) {
        return signbit(x) ? CMPLX(0, copysign(0, y)) : CMPLX(INFINITY, y - y);
    }
    return CMPLX(y - y, y - y);
}

// log |z|, of a finite number that is not 0. Near 1 what is more than 1 is left of the squares.
static struct wide logarithm_of_length(double x, double y) {
    static const struct wide ln2 = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    double greater = fabs(x), less = fabs(y);
    if (greater < less) {
        greater = less;
        less = fabs(x);
    }
    int exponent = ilogb(greater);
    if (exponent == 0 || exponent == -1) {
        struct wide one = wide_product(greater, greater);
        struct wide other = less < 0x1p-500 ? wide_of(0) : wide_product(less, less);
        struct wide rest = wide_add(wide_sum(one.high, -1), other);
        rest = wide_add(rest, wide_of(one.low));
        if (fabs(rest.high) < 0x1p-20) {
            double log = log1p(rest.high);
            return wide_scale(wide_sum(log, rest.low / (1 + rest.high)), 0.5);
        }
        return wide_scale(__wide_logarithm(wide_add(wide_of(1), rest)), 0.5);
    }
    greater = scalbn(greater, -exponent);
    less = scalbn(less, -exponent);
    struct wide square = wide_product(greater, greater);
    if (less > 0x1p-200) {
        square = wide_add(square, wide_product(less, less));
    }
    struct wide log = wide_scale(__wide_logarithm(square), 0.5);
    return wide_add(wide_multiply(ln2, wide_of(exponent)), log);
}

double _Complex clog(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    double angle = atan2(y, x);
    if (isinf(x) || isinf(y)) {
        return CMPLX(INFINITY, angle);
    }
    if (isnan(x) || isnan(y)) {
        return CMPLX(x + y, x + y);
    }
    if (x == 0 && y == 0) {
        return CMPLX(-1 / fabs(x), angle);
    }
    if (fabs(x) == 1 && fabs(y) < 0x1p-500) {
        return CMPLX(y * y / 2, angle);
    }
    if (fabs(y) == 1 && fabs(x) < 0x1p-500) {
        return CMPLX(x * x / 2, angle);
    }
    return CMPLX(rounded(logarithm_of_length(x, y)), angle);
}

static struct wide angle_of(double y, double x) {
    static const struct wide half_turn = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
    int exponent = ilogb(fabs(x) > fabs(y) ? x : y);
    struct wide angle =
        __wide_angle(wide_of(scalbn(fabs(y), -exponent)), wide_of(scalbn(fabs(x), -exponent)));
    if (signbit(x)) {
        angle = wide_add(half_turn, wide_negate(angle));
    }
    return signbit(y) ? wide_negate(angle) : angle;
}

static int is_finite(double _Complex z) {
    return isfinite(__real__ z) && isfinite(__imag__ z);
}

// e^(y log x), as the standard has it, with more digits where nothing is infinite.
double _Complex cpow(double _Complex x, double _Complex y) {
    double a = __real__ x, b = __imag__ x, c = __real__ y, d = __imag__ y;
    if (!is_finite(x) || !is_finite(y) || x == 0 || fabs(c) > 0x1p100 || fabs(d) > 0x1p100) {
        return y == 0 ? 1 : cexp(y * clog(x));
    }
    struct wide log = logarithm_of_length(a, b), angle = angle_of(b, a);
    struct wide real =
        wide_add(wide_multiply(log, wide_of(c)), wide_negate(wide_multiply(angle, wide_of(d))));
    struct wide imaginary =
        wide_add(wide_multiply(angle, wide_of(c)), wide_multiply(log, wide_of(d)));
    return polar_power(real, imaginary);
}

// ---- hyperbolic functions ----

// sinh and cosh of a number that is not negative, but for a factor of 2^*exponent.
static void hyperbola(double x, struct wide *sine, struct wide *cosine, int *exponent) {
    *exponent = 0;
    if (x > 40) {
        *sine = power_of(wide_of(x), exponent);
        *cosine = *sine;
        --*exponent;
        return;
    }
    if (x < 0x1p-100) {
        *sine = wide_of(x);
        *cosine = wide_of(1);
        return;
    }
    struct wide less = __wide_exponential_less_one(wide_of(x)); // u; sinh = (u + u / (u + 1)) / 2
    struct wide power = wide_add(less, wide_of(1));
    *sine = wide_scale(wide_add(less, wide_divide(less, power)), 0.5);
    *cosine = wide_scale(wide_add(power, wide_divide(wide_of(1), power)), 0.5);
}

double _Complex ccosh(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    struct wide sine, cosine, over, right;
    int exponent;
    if (isfinite(x) && isfinite(y)) {
        hyperbola(fabs(x), &sine, &cosine, &exponent);
        __wide_circle(wide_of(y), &over, &right);
        double imaginary = x == 0 || y == 0 ? fabs(x) * y : scaled_product(sine, over, exponent);
        return CMPLX(scaled_product(cosine, right, exponent), signbit(x) ? -imaginary : imaginary);
    }
    if (y == 0) {
        return CMPLX(x * x, isnan(x) ? y : copysign(1, x) * y);
    }
    if (x == 0) {
        return CMPLX(y - y, 0);
    }
    if (isinf(x)) {
        return isfinite(y) ? CMPLX(INFINITY * cos(y), x * sin(y)) : CMPLX(INFINITY, y - y);
    }
    return isnan(x) ? CMPLX(x, x) : CMPLX(y - y, y - y);
}

double _Complex csinh(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    struct wide sine, cosine, over, right;
    int exponent;
    if (isfinite(x) && isfinite(y)) {
        hyperbola(fabs(x), &sine, &cosine, &exponent);
        __wide_circle(wide_of(y), &over, &right);
        double real = scaled_product(sine, right, exponent);
        return CMPLX(signbit(x) ? -real : real,
                     y == 0 ? y : scaled_product(cosine, over, exponent));
    }
    if (y == 0) {
        return CMPLX(x, y);
    }
    if (x == 0) {
        return CMPLX(x, y - y);
    }
    if (isinf(x)) {
        return isfinite(y) ? CMPLX(x * cos(y), INFINITY * sin(y)) : CMPLX(INFINITY, y - y);
    }
    return isnan(x) ? CMPLX(x, x) : CMPLX(y - y, y - y);
}

// (sinh x cosh x + i sin y cos y) / (sinh^2 x + cos^2 y)
double _Complex ctanh(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    struct wide sine, cosine, over, right;
    int exponent;
    if (isinf(x)) {
        return CMPLX(copysign(1, x), isfinite(y) ? copysign(0, sin(2 * y)) : copysign(0, y));
    }
    if (y == 0) {
        return CMPLX(tanh(x), y);
    }
    if (isnan(x) || !isfinite(y)) {
        double none = isnan(x) ? x : y - y;
        return CMPLX(x == 0 ? x : none, none);
    }
    __wide_circle(wide_of(y), &over, &right);
    struct wide turned = wide_multiply(over, right);
    if (fabs(x) > 25) { // 4 sin y cos y e^-2|x|
        struct wide power = power_of(wide_of(-2 * fabs(x)), &exponent);
        return CMPLX(copysign(1 - 0x1p-60, x), scaled_product(turned, power, exponent + 2));
    }
    hyperbola(fabs(x), &sine, &cosine, &exponent);
    struct wide divisor = wide_add(wide_multiply(sine, sine), wide_multiply(right, right));
    double real = rounded(wide_divide(wide_multiply(sine, cosine), divisor));
    double imaginary = rounded(wide_divide(turned, divisor));
    if (fabs(x) < 0x1p-450) { // whose square is nothing
        real = fabs(x) / rounded(divisor);
    }
    if (fabs(y) < 0x1p-450) {
        imaginary = y / rounded(wide_multiply(cosine, cosine));
    }
    return CMPLX(copysign(real, x), imaginary);
}

// ---- trigonometric functions: f(iz) = i g(z) ----

double _Complex csin(double _Complex z) {
    double _Complex turned = csinh(CMPLX(-__imag__ z, __real__ z));
    return CMPLX(__imag__ turned, -__real__ turned);
}

double _Complex ccos(double _Complex z) {
    return ccosh(CMPLX(-__imag__ z, __real__ z));
}

double _Complex ctan(double _Complex z) {
    double _Complex turned = ctanh(CMPLX(-__imag__ z, __real__ z));
    return CMPLX(__imag__ turned, -__real__ turned);
}
