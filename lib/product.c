// libcstar: products and quotients of complex numbers, by gcc's names for them. What comes out as
// two NaNs may stand for infinities or zeros, which C11 G.5.1 finds again. Quotients scale by the
// larger part of the divisor (Smith 1962) and choose powers of two and the order of the operations
// so that little is lost to overflow and underflow (Baudin and Smith, A Robust Complex Division in
// Scilab, 2012), as gcc 12's do.
#include "complex.h"
#include "float.h"
#include "math.h"

// ---- infinities and zeros of NaNs ----

struct number {
    double real, imaginary;
};

static int is_infinite(struct number x) {
    return isinf(x.real) || isinf(x.imaginary);
}

static int is_finite(struct number x) {
    return isfinite(x.real) && isfinite(x.imaginary);
}

// Infinite parts become 1, others 0.
static struct number box(struct number x) {
    struct number boxed = {copysign(isinf(x.real) ? 1 : 0, x.real),
                           copysign(isinf(x.imaginary) ? 1 : 0, x.imaginary)};
    return boxed;
}

static struct number without_nan(struct number x) {
    struct number numbers = {isnan(x.real) ? copysign(0, x.real) : x.real,
                             isnan(x.imaginary) ? copysign(0, x.imaginary) : x.imaginary};
    return numbers;
}

// The product of two numbers, of which both parts are NaNs; *product remains if nothing infinite
// was in it. overflows: one of the four products of parts is infinite.
static void mend_product(struct number a, struct number b, int overflows, struct number *product) {
    int is_mended = 0;
    if (is_infinite(a)) {
        a = box(a);
        b = without_nan(b);
        is_mended = 1;
    }
    if (is_infinite(b)) {
        b = box(b);
        a = without_nan(a);
        is_mended = 1;
    }
    if (!is_mended && overflows) {
        a = without_nan(a);
        b = without_nan(b);
        is_mended = 1;
    }
    if (is_mended) {
        product->real = INFINITY * (a.real * b.real - a.imaginary * b.imaginary);
        product->imaginary = INFINITY * (a.real * b.imaginary + a.imaginary * b.real);
    }
}

// The same of a quotient: something by zero, by something finite, or by something infinite.
static void mend_quotient(struct number a, struct number b, struct number *quotient) {
    if (b.real == 0 && b.imaginary == 0 && (!isnan(a.real) || !isnan(a.imaginary))) {
        quotient->real = copysign(INFINITY, b.real) * a.real;
        quotient->imaginary = copysign(INFINITY, b.real) * a.imaginary;
    } else if (is_infinite(a) && is_finite(b)) {
        a = box(a);
        quotient->real = INFINITY * (a.real * b.real + a.imaginary * b.imaginary);
        quotient->imaginary = INFINITY * (a.imaginary * b.real - a.real * b.imaginary);
    } else if (is_infinite(b) && is_finite(a)) {
        b = box(b);
        quotient->real = 0 * (a.real * b.real + a.imaginary * b.imaginary);
        quotient->imaginary = 0 * (a.imaginary * b.real - a.real * b.imaginary);
    }
}

static double _Complex complex_of(struct number x) {
    return CMPLX(x.real, x.imaginary);
}

static float _Complex single_of(struct number x) {
    return CMPLXF((float)x.real, (float)x.imaginary);
}

// ---- products ----

double _Complex __muldc3(double a, double b, double c, double d) {
    double ac = a * c, bd = b * d, ad = a * d, bc = b * c;
    struct number product = {ac - bd, ad + bc};
    if (isnan(product.real) && isnan(product.imaginary)) {
        struct number left = {a, b}, right = {c, d};
        mend_product(left, right, isinf(ac) || isinf(bd) || isinf(ad) || isinf(bc), &product);
    }
    return complex_of(product);
}

float _Complex __mulsc3(float a, float b, float c, float d) {
    float ac = a * c, bd = b * d, ad = a * d, bc = b * c;
    float real = ac - bd, imaginary = ad + bc;
    struct number product = {real, imaginary};
    if (isnan(real) && isnan(imaginary)) {
        struct number left = {a, b}, right = {c, d};
        mend_product(left, right, isinf(ac) || isinf(bd) || isinf(ad) || isinf(bc), &product);
    }
    return single_of(product);
}

// ---- quotients ----

// Powers of two that bring numbers away from the ends of the range.
static double scale_of(double a, double b, double larger) {
    const double most = DBL_MAX / 2, least = DBL_MIN, up = 1 / DBL_EPSILON;
    const double safe = most * DBL_EPSILON;
    if (larger >= most) {
        return 0.5;
    }
    if (larger < DBL_EPSILON ||
        (larger < safe && ((a < least && b < safe) || (b < least && a < safe)))) {
        return up;
    }
    return 1;
}

// (a + bi) / (c + di), where |c| >= |d|.
static struct number divide(double a, double b, double c, double d) {
    double ratio = d / c, divisor = d * ratio + c;
    struct number quotient;
    if (fabs(ratio) > DBL_MIN) {
        quotient.real = (b * ratio + a) / divisor;
        quotient.imaginary = (b - a * ratio) / divisor;
    } else {
        quotient.real = (a + d * (b / c)) / divisor;
        quotient.imaginary = (b - d * (a / c)) / divisor;
    }
    return quotient;
}

double _Complex __divdc3(double a, double b, double c, double d) {
    int is_imaginary = fabs(c) < fabs(d);
    double scale = scale_of(fabs(a), fabs(b), is_imaginary ? fabs(d) : fabs(c));
    if (scale != 1) {
        a *= scale;
        b *= scale;
        c *= scale;
        d *= scale;
    }
    struct number left = {a, b}, right = {c, d};
    struct number quotient = is_imaginary ? divide(b, -a, d, -c) : divide(a, b, c, d);
    if (isnan(quotient.real) && isnan(quotient.imaginary)) {
        mend_quotient(left, right, &quotient);
    }
    return complex_of(quotient);
}

// In double, where nothing over- or underflows.
float _Complex __divsc3(float a, float b, float c, float d) {
    struct number left = {a, b}, right = {c, d}, quotient;
    double divisor = right.real * right.real + right.imaginary * right.imaginary;
    quotient.real = (float)((left.real * right.real + left.imaginary * right.imaginary) / divisor);
    quotient.imaginary =
        (float)((left.imaginary * right.real - left.real * right.imaginary) / divisor);
    if (isnan(quotient.real) && isnan(quotient.imaginary)) {
        mend_quotient(left, right, &quotient);
    }
    return single_of(quotient);
}
