// libcstar: <math.h>, trigonometric functions and their inverses.
#include "math.h"

#include <stdint.h>

#include "wide.h"

static const struct wide quarter_turn = {0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54}; // pi / 2
static const struct wide half_turn = {0x1.921fb54442d18p+1, 0x1.1a62633145c07p-53};

// ---- what is left of an angle in quarters of a turn ----

enum {
    WORD_BITS = 32,
    USED_WORDS = 7,
    NUMBER_WORDS = 2,
    PRODUCT_WORDS = USED_WORDS + NUMBER_WORDS
};

// The digits of 2 / pi.
static const uint32_t quarters[] = {
    0xa2f9836e, 0x4e441529, 0xfc2757d1, 0xf534ddc0, 0xdb629599, 0x3c439041, 0xfe5163ab, 0xdebbc561,
    0xb7246e3a, 0x424dd2e0, 0x06492eea, 0x09d1921c, 0xfe1deb1c, 0xb129a73e, 0xe88235f5, 0x2ebb4484,
    0xe99c7026, 0xb45f7e41, 0x3991d639, 0x835339f4, 0x9c845f8b, 0xbdf9283b, 0x1ff897ff, 0xde05980f,
    0xef2f118b, 0x5a0a6d1f, 0x6d367ecf, 0x27cb09b7, 0x4f463f66, 0x9e5fea2d, 0x7527bac7, 0xebe5f17b,
    0x3d0739f7, 0x8a5292ea, 0x6bfb5fb1, 0x1f8d5d08, 0x56033046, 0xfc7b6bab, 0xf0cfbc20, 0x9af4361d};

// A large number, which is number * 2^exponent, times 2 / pi: only digits that make less than four
// quarters are multiplied, and enough of them that 100 bits are left of a fraction however small
// (Payne and Hanek 1983). Returns the quarters; the fraction is from -1/2 to 1/2.
static int reduce_large(uint64_t number, int exponent, struct wide *fraction) {
    uint32_t words[PRODUCT_WORDS + 1] = {0}; // lowest first
    int start = exponent < 2 ? 0 : (exponent - 2) / WORD_BITS;
    for (int i = 0; i < USED_WORDS; i++) {
        uint64_t digits = quarters[start + USED_WORDS - 1 - i];
        uint64_t carry = 0;
        for (int j = 0; j < NUMBER_WORDS; j++) {
            carry += digits * (uint32_t)(number >> (WORD_BITS * j)) + words[i + j];
            words[i + j] = (uint32_t)carry;
            carry >>= WORD_BITS;
        }
        words[i + NUMBER_WORDS] = (uint32_t)carry;
    }
    int places = WORD_BITS * (start + USED_WORDS) - exponent; // of the fraction
    int shift = (WORD_BITS - places % WORD_BITS) % WORD_BITS;
    for (int i = PRODUCT_WORDS; i > 0 && shift != 0; i--) {
        words[i] = words[i] << shift | words[i - 1] >> (WORD_BITS - shift);
    }
    words[0] <<= shift;
    int whole = (places + shift) / WORD_BITS; // the word with the quarters
    int count = (int)(words[whole] % 4);
    double sign = 1;
    if (words[whole - 1] >> (WORD_BITS - 1) != 0) {
        count++;
        sign = -1;
        uint32_t carry = 1;
        for (int i = 0; i < whole; i++) {
            words[i] = ~words[i] + carry;
            carry = carry != 0 && words[i] == 0;
        }
    }
    struct wide sum = wide_of(0);
    double unit = 0x1p-32;
    for (int i = whole - 1; i >= 0; i--, unit *= 0x1p-32) {
        sum = wide_add(sum, wide_of(words[i] * unit));
    }
    *fraction = wide_scale(sum, sign);
    return count;
}

// The angle without its quarters of a turn, up to an eighth in magnitude; returns how many these
// are, modulo 4.
static int reduce(double x, struct wide *angle) {
    if (fabs(x) <= 0x1.921fb54442d18p-1) {
        *angle = wide_of(x);
        return 0;
    }
    if (fabs(x) < 0x1p19) {
        double count = rint(x * 0x1.45f306dc9c883p-1);
        // Parts of pi / 2 of 33 bits, so that the products are exact.
        *angle = wide_sum(x - count * 0x1.921fb54400000p+0, -count * 0x1.0b4611a600000p-34);
        *angle = wide_add(*angle, wide_of(-count * 0x1.3198a2e000000p-69));
        *angle = wide_add(*angle, wide_of(-count * 0x1.b839a252049c1p-104));
        return (int)count & 3;
    }
    int exponent;
    double number = frexp(fabs(x), &exponent) * 0x1p53;
    int count = reduce_large((uint64_t)(long long)number, exponent - 53, angle);
    *angle = wide_multiply(*angle, quarter_turn);
    if (x < 0) {
        *angle = wide_negate(*angle);
        count = -count;
    }
    return count & 3;
}

// ---- sine and cosine ----

// 1 / n! - z / (n + 2)! + …, but for the factor 1 / n!
static double alternating_tail(double z, int n) {
    enum { TERMS = 9 };
    double tail = 1;
    for (int i = TERMS; i > 0; i--) {
        int m = n + 2 * i;
        tail = 1 - z * tail / (m * (m - 1));
    }
    return tail;
}

struct wide __wide_sine(struct wide x) {
    static const struct wide first[] = {{1, 0},
                                        {-0x1.5555555555555p-3, -0x1.5555555555555p-57},
                                        {0x1.1111111111111p-7, 0x1.1111111111111p-63},
                                        {-0x1.a01a01a01a01ap-13, -0x1.a01a01a01a01ap-73}};
    struct wide z = wide_multiply(x, x);
    double tail = alternating_tail(z.high, 9) / 362880;
    return wide_multiply(x, wide_series(z, first, 4, tail));
}

static struct wide cosine(struct wide x) {
    static const struct wide first[] = {{1, 0},
                                        {-0.5, 0},
                                        {0x1.5555555555555p-5, 0x1.5555555555555p-59},
                                        {-0x1.6c16c16c16c17p-10, 0x1.f49f49f49f49fp-65}};
    struct wide z = wide_multiply(x, x);
    return wide_series(z, first, 4, alternating_tail(z.high, 8) / 40320);
}

// The sine of a number of quarters of a turn and an angle.
static double sine(int count, struct wide angle) {
    struct wide result = count % 2 == 0 ? __wide_sine(angle) : cosine(angle);
    return count >= 2 ? -(result.high + result.low) : result.high + result.low;
}

void __wide_circle(struct wide x, struct wide *over, struct wide *right) {
    struct wide angle;
    int count = reduce(x.high, &angle);
    angle = wide_add(angle, wide_of(x.low));
    *over = count % 2 == 0 ? __wide_sine(angle) : cosine(angle);
    *right = count % 2 == 0 ? cosine(angle) : __wide_sine(angle);
    if (count >= 2) {
        *over = wide_negate(*over);
    }
    if (count == 1 || count == 2) {
        *right = wide_negate(*right);
    }
}

double sin(double x) {
    struct wide angle;
    if (!isfinite(x) || fabs(x) < 0x1p-27) {
        return isfinite(x) ? x : x - x;
    }
    int count = reduce(x, &angle);
    return sine(count, angle);
}

double cos(double x) {
    struct wide angle;
    if (!isfinite(x)) {
        return x - x;
    }
    int count = reduce(x, &angle);
    return sine((count + 1) & 3, angle);
}

double tan(double x) {
    struct wide angle;
    if (!isfinite(x) || fabs(x) < 0x1p-27) {
        return isfinite(x) ? x : x - x;
    }
    int count = reduce(x, &angle);
    struct wide over = __wide_sine(angle);
    struct wide under = cosine(angle);
    struct wide result =
        count % 2 == 0 ? wide_divide(over, under) : wide_negate(wide_divide(under, over));
    return result.high + result.low;
}

// ---- inverses ----

// For 0 <= x <= 1: atan x = atan c + atan((x - c) / (1 + c x)), with c an eighth of an integer.
static struct wide arc_tangent(struct wide x) {
    static const struct wide eighths[] = {{0, 0},
                                          {0x1.fd5ba9aac2f6ep-4, -0x1.cd37686760c17p-59},
                                          {0x1.f5b75f92c80ddp-3, 0x1.8ab6e3cf7afbdp-57},
                                          {0x1.6f61941e4def1p-2, -0x1.c63aae6f6e918p-56},
                                          {0x1.dac670561bb4fp-2, 0x1.a2b7f222f65e2p-56},
                                          {0x1.1e00babdefeb4p-1, -0x1.928df287a668fp-58},
                                          {0x1.4978fa3269ee1p-1, 0x1.2419a87f2a458p-56},
                                          {0x1.700a7c5784634p-1, -0x1.8c34d25aadef6p-56},
                                          {0x1.921fb54442d18p-1, 0x1.1a62633145c07p-55}};
    static const struct wide first[] = {{1, 0},
                                        {-0x1.5555555555555p-2, -0x1.5555555555555p-56},
                                        {0x1.999999999999ap-3, -0x1.999999999999ap-57}};
    enum { FIRST = 3, TERMS = 10 };
    int i = (int)(x.high * 8 + 0.5);
    if (i != 0) {
        struct wide c = wide_of(i / 8.0);
        x = wide_divide(wide_add(x, wide_negate(c)), wide_add(wide_of(1), wide_multiply(x, c)));
    }
    struct wide z = wide_multiply(x, x);
    double tail = 0;
    for (int n = TERMS; n >= FIRST; n--) {
        tail = (n % 2 == 0 ? 1.0 : -1.0) / (2 * n + 1) + tail * z.high;
    }
    return wide_add(eighths[i], wide_multiply(x, wide_series(z, first, FIRST, tail)));
}

struct wide __wide_angle(struct wide y, struct wide x) {
    if (y.high <= x.high) {
        return arc_tangent(wide_divide(y, x));
    }
    return wide_add(quarter_turn, wide_negate(arc_tangent(wide_divide(x, y))));
}

double atan(double x) {
    if (isnan(x) || fabs(x) < 0x1p-27) {
        return x;
    }
    double magnitude = fabs(x) > 0x1p60 ? 0x1p60 : fabs(x);
    struct wide angle = __wide_angle(wide_of(magnitude), wide_of(1));
    return copysign(angle.high + angle.low, x);
}

// Both of one magnitude if they are infinite, and moderate; one so small that it is nothing to the
// other stays what it is.
static void scale_both(double *y, double *x) {
    if (isinf(*y) || isinf(*x)) {
        *y = isinf(*y) ? 1 : 0;
        *x = isinf(*x) ? 1 : 0;
        return;
    }
    int exponent = ilogb(*y > *x ? *y : *x);
    *y = scalbn(*y, -exponent);
    *x = scalbn(*x, -exponent);
}

double atan2(double y, double x) {
    double up = fabs(y);
    double right = fabs(x);
    if (isnan(x) || isnan(y)) {
        return x + y;
    }
    if (y == 0) {
        return signbit(x) ? copysign(half_turn.high, y) : y;
    }
    if (!signbit(x) && up < right * 0x1p-40) {
        double ratio = up / right; // perhaps below the normal numbers
        return copysign(ratio, y);
    }
    scale_both(&up, &right);
    struct wide angle = __wide_angle(wide_of(up), wide_of(right));
    if (signbit(x)) {
        angle = wide_add(half_turn, wide_negate(angle));
    }
    return copysign(angle.high + angle.low, y);
}

double asin(double x) {
    if (!(fabs(x) <= 1)) {
        return (x - x) / (x - x);
    }
    if (fabs(x) < 0x1p-27) {
        return x;
    }
    struct wide rest = wide_multiply(wide_sum(1, -fabs(x)), wide_sum(1, fabs(x)));
    struct wide angle = __wide_angle(wide_of(fabs(x)), wide_root(rest));
    return copysign(angle.high + angle.low, x);
}

double acos(double x) {
    if (!(fabs(x) <= 1)) {
        return (x - x) / (x - x);
    }
    if (x == 1) {
        return 0;
    }
    struct wide rest = wide_multiply(wide_sum(1, -fabs(x)), wide_sum(1, fabs(x)));
    struct wide angle = __wide_angle(wide_root(rest), wide_of(fabs(x)));
    if (x < 0) {
        angle = wide_add(half_turn, wide_negate(angle));
    }
    return angle.high + angle.low;
}
