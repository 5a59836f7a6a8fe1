// libcstar: <complex.h>, inverse trigonometric and hyperbolic functions: by the roots of 1 - z and
// 1 + z (Kahan, Branch Cuts for Complex Elementary Functions, 1987), with some 100 bits (wide.h).
#include "complex.h"

#include "math.h"

#include "wide.h"

static const double quarter_turn = 0x1.921fb54442d18p+0, ln2 = 0x1.62e42fefa39efp-1;

static double rounded(struct wide x) {
    return x.high + x.low;
}

struct wide_complex {
    struct wide real, imaginary; // the imaginary part without its sign, which is that of y
};

// The root of x + iy, for y not negative.
static struct wide_complex root_of(struct wide x, double y) {
    struct wide right = x.high < 0 ? wide_negate(x) : x;
    struct wide square = wide_multiply(right, right);
    if (y > 0x1p-500) {
        square = wide_add(square, wide_product(y, y));
    }
    struct wide length = wide_root(square);
    struct wide root = wide_root(wide_scale(wide_add(length, right), 0.5));
    struct wide other = root.high == 0 ? wide_of(0) : wide_divide(wide_of(y), wide_scale(root, 2));
    struct wide_complex up = {root, other}, down = {other, root};
    return x.high < 0 ? down : up;
}

enum { SMALL = -30, LARGE = 100 }; // exponents beyond which the first term of a series will do

static int magnitude(double x, double y) { // exponent of the greater one
    return ilogb(fabs(x) > fabs(y) ? x : y);
}

// The angle x : Re(root(1 - z) root(1 + z)) and asinh Im(conj(root(1 - z)) root(1 + z)), for x and
// y not negative, and finite.
static double _Complex first_quadrant(double x, double y) {
    if (magnitude(x, y) < SMALL * 10) {
        return CMPLX(x, y);
    }
    if (magnitude(x, y) > LARGE) {
        double half_x = x / 2, half_y = y / 2;
        return CMPLX(atan2(x, y), log(hypot(half_x, half_y)) + 2 * ln2);
    }
    struct wide_complex less = root_of(wide_sum(1, -x), y), more = root_of(wide_sum(1, x), y);
    // The imaginary part of the first root is negative.
    struct wide along = wide_add(wide_multiply(less.real, more.real),
                                 wide_multiply(less.imaginary, more.imaginary));
    struct wide across = wide_add(wide_multiply(less.real, more.imaginary),
                                  wide_multiply(less.imaginary, more.real));
    return CMPLX(rounded(__wide_angle(wide_of(x), along)), asinh(rounded(across)));
}

static double _Complex special_sine(double x, double y) {
    if (isnan(x)) {
        return isinf(y) ? CMPLX(x, y) : CMPLX(x, x);
    }
    if (isnan(y)) {
        return isinf(x) ? CMPLX(y, INFINITY) : CMPLX(x == 0 ? x : y, y);
    }
    double angle = !isinf(x) ? 0 : isinf(y) ? quarter_turn / 2 : quarter_turn;
    return CMPLX(copysign(angle, x), copysign(INFINITY, y));
}

double _Complex casin(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    if (!isfinite(x) || !isfinite(y)) {
        return special_sine(x, y);
    }
    double _Complex angle = first_quadrant(fabs(x), fabs(y));
    return CMPLX(copysign(__real__ angle, x), copysign(__imag__ angle, y));
}

// The real part is a quarter of a turn less that of the arc sine, near 1 twice the angle of Re
// root(1 - z) : Re root(1 + z).
double _Complex cacos(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    if (isnan(x) || isnan(y)) {
        if (isinf(x) || isinf(y)) {
            return CMPLX(NAN, isinf(y) ? -y : -INFINITY);
        }
        return x == 0 ? CMPLX(quarter_turn, y) : CMPLX(x + y, x + y);
    }
    if (isinf(x) || isinf(y)) {
        return CMPLX(atan2(fabs(y), x), -copysign(INFINITY, y));
    }
    double _Complex angle = first_quadrant(fabs(x), fabs(y));
    double real;
    if (magnitude(x, y) > LARGE) {
        real = atan2(fabs(y), x);
    } else if (magnitude(x, y) < -200) {
        real = quarter_turn;
    } else {
        struct wide_complex less = root_of(wide_sum(1, -x), fabs(y));
        struct wide_complex more = root_of(wide_sum(1, x), fabs(y));
        real = 2 * rounded(__wide_angle(less.real, more.real));
    }
    return CMPLX(real, -copysign(__imag__ angle, y));
}

// log1p(4 x / ((1 - x)^2 + y^2)) / 4 and the angle 2 y : (1 - x) (1 + x) - y^2, halved, for x and y
// not negative.
static double _Complex tangent_quadrant(double x, double y) {
    if (magnitude(x, y) < SMALL * 10) {
        return CMPLX(x, y);
    }
    if (magnitude(x, y) > LARGE) { // 1 / z
        double greater = x > y ? x : y, ratio = x > y ? y / x : x / y;
        double real = x / greater / greater / (1 + ratio * ratio);
        return CMPLX(real, quarter_turn);
    }
    if (x == 1 && y < 0x1p-200) {
        double angle = quarter_turn / 2;
        return y == 0 ? CMPLX(1 / y, 0) : CMPLX((ln2 - log(y)) / 2, angle);
    }
    struct wide less = wide_sum(1, -x), square = wide_of(0);
    if (y > 0x1p-500) {
        square = wide_product(y, y);
    }
    struct wide ratio = wide_divide(wide_of(4 * x), wide_add(wide_multiply(less, less), square));
    struct wide right = wide_add(wide_multiply(less, wide_sum(1, x)), wide_negate(square));
    struct wide turn = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};
    struct wide across = wide_scale(wide_of(y), 2);
    struct wide angle = right.high < 0
                            ? wide_add(turn, wide_negate(__wide_angle(across, wide_negate(right))))
                            : __wide_angle(across, right);
    return CMPLX(x == 0 ? 0 : log1p(rounded(ratio)) / 4, rounded(angle) / 2);
}

double _Complex catanh(double _Complex z) {
    double x = __real__ z, y = __imag__ z;
    if (isfinite(x) && isfinite(y)) {
        double _Complex angle = tangent_quadrant(fabs(x), fabs(y));
        return CMPLX(copysign(__real__ angle, x), copysign(__imag__ angle, y));
    }
    if (isinf(x) || isinf(y)) {
        return CMPLX(copysign(0, x), isnan(y) ? y : copysign(quarter_turn, y));
    }
    return isnan(x) ? CMPLX(x, x) : CMPLX(x == 0 ? x : y, y);
}

// ---- by symmetry ----

double _Complex casinh(double _Complex z) {
    double _Complex turned = casin(CMPLX(__imag__ z, __real__ z));
    return CMPLX(__imag__ turned, __real__ turned);
}

double _Complex catan(double _Complex z) {
    double _Complex turned = catanh(CMPLX(__imag__ z, __real__ z));
    return CMPLX(__imag__ turned, __real__ turned);
}

double _Complex cacosh(double _Complex z) {
    double _Complex angle = cacos(z);
    return CMPLX(fabs(__imag__ angle), copysign(__real__ angle, __imag__ z));
}
