// libcstar, internal: numbers of some 100 bits as the sum of two doubles, the second at most half a
// unit in the last place of the first (Dekker 1971, Knuth 4.2.2). What is computed with them is
// rounded once at the end, so that functions are off by little more than half a unit. Rounding has
// to be to nearest.
#ifndef __WIDE_H
#define __WIDE_H

struct wide {
    double high;
    double low;
};

static inline struct wide wide_of(double x) {
    struct wide result = {x, 0};
    return result;
}

// |a| >= |b|, or a = 0.
static inline struct wide wide_join(double a, double b) {
    double sum = a + b;
    struct wide result = {sum, b - (sum - a)};
    return result;
}

static inline struct wide wide_sum(double a, double b) {
    double sum = a + b;
    double of_b = sum - a;
    struct wide result = {sum, (a - (sum - of_b)) + (b - of_b)};
    return result;
}

// Exact below 2^996.
static inline struct wide wide_product(double a, double b) {
    const double splitter = 0x1p27 + 1;
    double a_high = a * splitter;
    double b_high = b * splitter;
    a_high = a_high - (a_high - a);
    b_high = b_high - (b_high - b);
    double a_low = a - a_high;
    double b_low = b - b_high;
    double product = a * b;
    struct wide result = {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) +
                                       a_low * b_low};
    return result;
}

static inline struct wide wide_add(struct wide a, struct wide b) {
    struct wide high = wide_sum(a.high, b.high);
    struct wide low = wide_sum(a.low, b.low);
    high = wide_join(high.high, high.low + low.high);
    return wide_join(high.high, high.low + low.low);
}

static inline struct wide wide_multiply(struct wide a, struct wide b) {
    struct wide product = wide_product(a.high, b.high);
    return wide_join(product.high, product.low + (a.high * b.low + a.low * b.high));
}

static inline struct wide wide_scale(struct wide a, double power_of_two) {
    struct wide result = {a.high * power_of_two, a.low * power_of_two};
    return result;
}

static inline struct wide wide_negate(struct wide a) {
    return wide_scale(a, -1);
}

static inline struct wide wide_divide(struct wide a, struct wide b) {
    double first = a.high / b.high;
    struct wide rest = wide_add(a, wide_negate(wide_multiply(b, wide_of(first))));
    double second = rest.high / b.high;
    rest = wide_add(rest, wide_negate(wide_multiply(b, wide_of(second))));
    struct wide quotient = wide_join(first, second);
    return wide_add(quotient, wide_of(rest.high / b.high));
}

static inline struct wide wide_root(struct wide a) {
    double root = __builtin_sqrt(a.high);
    if (root == 0) {
        return wide_of(root);
    }
    struct wide rest = wide_add(a, wide_negate(wide_product(root, root)));
    return wide_join(root, rest.high / (2 * root));
}

// first[0] + first[1] z + … + tail z^count
static inline struct wide wide_series(struct wide z, const struct wide *first, int count,
                                      double tail) {
    struct wide sum = wide_of(tail);
    for (int i = count; i > 0; i--) {
        sum = wide_add(wide_multiply(sum, z), first[i - 1]);
    }
    return sum;
}

// In exponential.c: 2^exponent a, rounded once, also below the normal numbers; e^x = 2^*exponent
// (1 + the result); the logarithm of a number above zero; e^x, rounded.
#pragma library "exponential.c"
double __wide_round(struct wide __a, int __exponent);
struct wide __wide_exponential(struct wide __x, int *__exponent);
struct wide __wide_logarithm(struct wide __x);
double __wide_power(struct wide __x);
struct wide __wide_exponential_less_one(struct wide __x); // e^x - 1, up to e^700

// In trigonometric.c: the sine of a number up to a quarter of a turn; sine and cosine of any finite
// one; the angle of a point whose coordinates are not negative, and not both 0.
#pragma library "trigonometric.c"
struct wide __wide_sine(struct wide __x);
void __wide_circle(struct wide __x, struct wide *__sine, struct wide *__cosine);
struct wide __wide_angle(struct wide __y, struct wide __x);

#endif
