// The operations of IEEE 754, section 5.4.1: add, subtract, multiply, divide, square root, fused
// multiply-add. Each makes the result exact, or exact but for a sticky bit far enough beyond its
// last digit; packing rounds it.
#include "parts.h"

// ---- numbers of 128 bits ----

struct wide {
    uint64_t high;
    uint64_t low;
};

static struct wide wide_product(uint64_t a, uint64_t b) {
    uint32_t a_high = (uint32_t)(a >> 32);
    uint32_t b_high = (uint32_t)(b >> 32);
    uint32_t a_low = (uint32_t)a;
    uint32_t b_low = (uint32_t)b;
    struct wide product = {(uint64_t)a_high * b_high, 0};
    if (a_low == 0 && b_low == 0) // single precision
        return product;
    product.low = (uint64_t)a_low * b_low;
    uint64_t middle = (uint64_t)a_high * b_low + (product.low >> 32);
    product.high += middle >> 32;
    middle = (uint64_t)a_low * b_high + (uint32_t)middle;
    product.high += middle >> 32;
    product.low = (middle << 32) + (uint32_t)product.low;
    return product;
}

static void wide_shift_sticky(struct wide *wide, uint32_t count) {
    if (count >= 64) {
        wide->low = shift_sticky(wide->high + (wide->low != 0 && wide->high % 2 == 0), count - 64);
        wide->high = 0;
    } else if (count != 0) {
        uint64_t carried = wide->high << (64 - count);
        wide->low = shift_sticky(wide->low, count) + carried;
        wide->high >>= count;
    }
}

static void wide_shift_left(struct wide *wide) {
    wide->high = wide->high * 2 + (wide->low >> 63);
    wide->low *= 2;
}

// ---- sums ----

// The sign of a sum of zeros, or of numbers that cancel each other (section 6.3).
static bool zero_sign(bool a, bool b, enum float_rounding rounding) {
    return a == b ? a : rounding == ROUND_DOWN;
}

static void swap_parts(struct parts *a, struct parts *b) {
    struct parts other = *a;
    *a = *b;
    *b = other;
}

// Adds finite numbers; that in *a is at least as great as that in *b.
static void add_magnitudes(struct parts *a, const struct parts *b, uint32_t distance) {
    uint64_t small = shift_sticky(b->significand, distance);
    a->significand += small;
    if (a->significand < small) { // a carry
        a->significand = shift_sticky(a->significand, 1) + ((uint64_t)1 << SIGN_BIT);
        a->exponent++;
    }
}

static void subtract_magnitudes(struct parts *a, const struct parts *b, uint32_t distance,
                                enum float_rounding rounding) {
    // A sticky bit is lost in no cancellation: at a distance from 2 on, one digit at most is.
    a->significand -= shift_sticky(b->significand, distance);
    if (a->significand == 0)
        parts_set_zero(a, rounding == ROUND_DOWN);
    else if (a->significand >> SIGN_BIT == 0)
        parts_normalize(a);
}

// *a = *a + *b
static void add(struct parts *a, struct parts *b, struct float_environment *environment) {
    if (is_nan(a) || is_nan(b)) {
        parts_set_nan(a, b, environment);
    } else if (a->class == CLASS_INFINITE || b->class == CLASS_INFINITE) {
        if (a->class == b->class && a->negative != b->negative)
            parts_set_invalid(a, environment);
        else if (b->class == CLASS_INFINITE)
            *a = *b;
    } else if (b->class == CLASS_ZERO) {
        if (a->class == CLASS_ZERO)
            a->negative = zero_sign(a->negative, b->negative, environment->rounding);
    } else if (a->class == CLASS_ZERO) {
        *a = *b;
    } else {
        if (a->exponent < b->exponent ||
            (a->exponent == b->exponent && a->significand < b->significand))
            swap_parts(a, b);
        uint32_t distance = (uint32_t)(a->exponent - b->exponent);
        if (a->negative == b->negative)
            add_magnitudes(a, b, distance);
        else
            subtract_magnitudes(a, b, distance, environment->rounding);
    }
}

// ---- products ----

// The product of two numbers that are not both finite. True if there was one to make.
static bool multiply_special(struct parts *a, const struct parts *b,
                             struct float_environment *environment) {
    bool negative = a->negative != b->negative;
    if (is_nan(a) || is_nan(b))
        parts_set_nan(a, b, environment);
    else if (a->class == CLASS_FINITE && b->class == CLASS_FINITE)
        return false;
    else if (a->class != CLASS_INFINITE && b->class != CLASS_INFINITE)
        parts_set_zero(a, negative);
    else if (a->class == CLASS_ZERO || b->class == CLASS_ZERO)
        parts_set_invalid(a, environment);
    else
        parts_set_infinite(a, negative);
    return true;
}

// The product of finite numbers, exact: sign and exponent in *a, with bit 127 set.
static struct wide multiply_finite(struct parts *a, const struct parts *b) {
    struct wide product = wide_product(a->significand, b->significand);
    a->negative = a->negative != b->negative;
    a->exponent += b->exponent + 1;
    if (product.high >> SIGN_BIT == 0) {
        wide_shift_left(&product);
        a->exponent--;
    }
    return product;
}

static uint64_t wide_sticky(const struct wide *wide) {
    return wide->high + (wide->low != 0 && wide->high % 2 == 0);
}

// *a = *a * *b
void parts_multiply(struct parts *a, const struct parts *b, struct float_environment *environment) {
    if (multiply_special(a, b, environment))
        return;
    struct wide product = multiply_finite(a, b);
    a->significand = wide_sticky(&product);
}

// ---- fused multiply-add ----

static bool wide_less(const struct wide *a, const struct wide *b) {
    return a->high != b->high ? a->high < b->high : a->low < b->low;
}

static void wide_subtract(struct wide *a, const struct wide *b) {
    bool borrow = a->low < b->low;
    a->low -= b->low;
    a->high -= b->high + borrow;
}

// *a, whose significand is in *product, and *c: finite numbers with the same sign.
static void fuse_sum(struct parts *a, struct wide *product, struct wide *addend) {
    product->low += addend->low;
    bool carry = product->low < addend->low;
    uint64_t high = product->high + addend->high;
    bool overflow = high < product->high;
    product->high = high + carry;
    if (overflow || product->high < high) {
        wide_shift_sticky(product, 1);
        product->high += (uint64_t)1 << SIGN_BIT;
        a->exponent++;
    }
    a->significand = wide_sticky(product);
}

static void fuse_difference(struct parts *a, struct wide *great, const struct wide *small,
                            enum float_rounding rounding) {
    wide_subtract(great, small);
    if (great->high == 0) {
        great->high = great->low;
        great->low = 0;
        a->exponent -= 64;
    }
    if (great->high == 0) {
        parts_set_zero(a, rounding == ROUND_DOWN);
        return;
    }
    while (great->high >> SIGN_BIT == 0) {
        wide_shift_left(great);
        a->exponent--;
    }
    a->significand = wide_sticky(great);
}

// *a = *a * *b + *c
static void fuse(struct parts *a, const struct parts *b, struct parts *c,
                 struct float_environment *environment) {
    if (is_nan(c)) {
        if (a->class == CLASS_SIGNALING || b->class == CLASS_SIGNALING)
            environment->flags |= FLOAT_INVALID;
        parts_set_nan(a, c, environment);
        return;
    }
    if (multiply_special(a, b, environment)) {
        if (!is_nan(a))
            add(a, c, environment);
        return;
    }
    struct wide product = multiply_finite(a, b);
    if (c->class == CLASS_INFINITE) {
        *a = *c;
        return;
    }
    if (c->class == CLASS_ZERO) {
        a->significand = wide_sticky(&product);
        return;
    }
    struct wide addend = {c->significand, 0};
    struct wide *great = &product;
    struct wide *small = &addend;
    uint32_t distance = (uint32_t)(a->exponent - c->exponent);
    if (a->exponent < c->exponent || (distance == 0 && wide_less(&product, &addend))) {
        great = &addend;
        small = &product;
        distance = 0u - distance;
    }
    bool negative = great == &product ? a->negative : c->negative;
    bool same = a->negative == c->negative;
    if (great == &addend)
        a->exponent = c->exponent;
    a->negative = negative;
    wide_shift_sticky(small, distance);
    if (same)
        fuse_sum(a, great, small);
    else
        fuse_difference(a, great, small, environment->rounding);
}

// ---- quotients ----

// The next 32 digits of a quotient, in *digits, of `rest` by a divisor whose bit 63 is set, and
// which is greater than the rest; returns the new rest (Knuth, 4.3.1, algorithm D).
static uint64_t divide_step(uint64_t rest, uint64_t divisor, uint32_t *digits) {
    uint32_t high = (uint32_t)(divisor >> 32);
    uint32_t low = (uint32_t)divisor;
    uint64_t quotient = rest / high;
    uint64_t left = rest - quotient * high; // of the estimate by the high digit
    while (quotient >> 32 != 0 || quotient * low > left << 32) {
        quotient--;
        left += high;
        if (left >> 32 != 0)
            break;
    }
    *digits = (uint32_t)quotient;
    return (left << 32) - quotient * low;
}

// *a = *a / *b
void parts_divide(struct parts *a, const struct parts *b, struct float_environment *environment) {
    bool negative = a->negative != b->negative;
    if (is_nan(a) || is_nan(b)) {
        parts_set_nan(a, b, environment);
    } else if (a->class == b->class && a->class != CLASS_FINITE) {
        parts_set_invalid(a, environment);
    } else if (a->class == CLASS_INFINITE || b->class == CLASS_ZERO) {
        if (a->class == CLASS_FINITE)
            environment->flags |= FLOAT_DIVISION_BY_ZERO;
        parts_set_infinite(a, negative);
    } else if (a->class == CLASS_ZERO || b->class == CLASS_INFINITE) {
        parts_set_zero(a, negative);
    } else {
        uint32_t high;
        uint32_t low;
        uint64_t rest = a->significand;
        a->exponent -= b->exponent;
        if (rest >= b->significand)
            rest /= 2; // exact: its last digits are 0
        else
            a->exponent--;
        rest = divide_step(rest, b->significand, &high);
        rest = divide_step(rest, b->significand, &low);
        a->significand = ((uint64_t)high << 32) + low;
        if (rest != 0 && low % 2 == 0)
            a->significand++;
        a->negative = negative;
    }
}

// ---- square roots ----

// Of 32 bits, the highest two of them not both 0: one digit after the other.
static uint32_t root_of_word(uint32_t number) {
    uint32_t root = 0;
    for (uint32_t digit = 0x8000; digit != 0; digit /= 2)
        if ((root + digit) * (root + digit) <= number)
            root += digit;
    return root;
}

// Of 64 bits, the highest two not both 0 (Zimmermann, "Karatsuba Square Root"): half of the digits
// by the root of the high half, the other half by a division.
static uint32_t root_of_two_words(uint64_t number) {
    uint32_t high = root_of_word((uint32_t)(number >> 32));
    uint32_t rest = (uint32_t)(number >> 32) - high * high;
    uint64_t numerator = ((uint64_t)rest << 16) + ((uint32_t)number >> 16);
    uint64_t low = numerator / (2 * high);
    uint64_t root = ((uint64_t)high << 16) + low;
    // At most one too high; a root of 33 bits certainly is.
    if (root >> 32 != 0 || root * root > number)
        root--;
    return (uint32_t)root;
}

// The same for a number of 128 bits. The last digit is 1 if the root is not exact.
static uint64_t root_of_wide(const struct wide *number) {
    uint32_t high = root_of_two_words(number->high);
    uint64_t rest = number->high - (uint64_t)high * high; // at most 2 * high
    uint64_t numerator = (rest << 31) + (number->low >> 33);
    uint64_t low = numerator / high;
    if (low >> 32 != 0) // one too high; and nothing that is exact has that many digits
        return ((uint64_t)high << 32) + 0xffffffffu;
    rest = (numerator - low * high) * 2 + (number->low >> 32) % 2;
    uint64_t root = ((uint64_t)high << 32) + low;
    if (rest >> 32 == 0) {
        rest = (rest << 32) + (uint32_t)number->low;
        if (rest == low * low)
            return root;
        if (rest < low * low)
            root--;
    }
    return root % 2 == 0 ? root + 1 : root;
}

// *a = the square root of *a
static void square_root(struct parts *a, struct float_environment *environment) {
    if (is_nan(a)) {
        parts_set_nan(a, a, environment);
    } else if (a->class == CLASS_ZERO) {
        return;
    } else if (a->negative) {
        parts_set_invalid(a, environment);
    } else if (a->class == CLASS_FINITE) {
        // Of an odd exponent, one goes into the significand.
        bool odd = a->exponent % 2 != 0;
        struct wide number = {a->significand, 0};
        if (!odd) {
            number.high = a->significand >> 1;
            number.low = a->significand << 63;
        }
        a->exponent = (a->exponent - odd) / 2;
        a->significand = root_of_wide(&number);
    }
}

// ---- in both formats ----

uint32_t single_add(uint32_t a, uint32_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_single(&x, a, environment);
    unpack_single(&y, b, environment);
    add(&x, &y, environment);
    return pack_single(&x, environment);
}

uint32_t single_subtract(uint32_t a, uint32_t b, struct float_environment *environment) {
    return single_add(a, b + 0x80000000u, environment);
}

uint32_t single_multiply(uint32_t a, uint32_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_single(&x, a, environment);
    unpack_single(&y, b, environment);
    parts_multiply(&x, &y, environment);
    return pack_single(&x, environment);
}

uint32_t single_divide(uint32_t a, uint32_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_single(&x, a, environment);
    unpack_single(&y, b, environment);
    parts_divide(&x, &y, environment);
    return pack_single(&x, environment);
}

uint32_t single_square_root(uint32_t a, struct float_environment *environment) {
    struct parts x;
    unpack_single(&x, a, environment);
    square_root(&x, environment);
    return pack_single(&x, environment);
}

uint32_t single_fused(uint32_t a, uint32_t b, uint32_t c, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    struct parts z;
    unpack_single(&x, a, environment);
    unpack_single(&y, b, environment);
    unpack_single(&z, c, environment);
    fuse(&x, &y, &z, environment);
    return pack_single(&x, environment);
}

uint64_t double_add(uint64_t a, uint64_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_double(&x, a, environment);
    unpack_double(&y, b, environment);
    add(&x, &y, environment);
    return pack_double(&x, environment);
}

uint64_t double_subtract(uint64_t a, uint64_t b, struct float_environment *environment) {
    return double_add(a, b + ((uint64_t)1 << SIGN_BIT), environment);
}

uint64_t double_multiply(uint64_t a, uint64_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_double(&x, a, environment);
    unpack_double(&y, b, environment);
    parts_multiply(&x, &y, environment);
    return pack_double(&x, environment);
}

uint64_t double_divide(uint64_t a, uint64_t b, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    unpack_double(&x, a, environment);
    unpack_double(&y, b, environment);
    parts_divide(&x, &y, environment);
    return pack_double(&x, environment);
}

uint64_t double_square_root(uint64_t a, struct float_environment *environment) {
    struct parts x;
    unpack_double(&x, a, environment);
    square_root(&x, environment);
    return pack_double(&x, environment);
}

uint64_t double_fused(uint64_t a, uint64_t b, uint64_t c, struct float_environment *environment) {
    struct parts x;
    struct parts y;
    struct parts z;
    unpack_double(&x, a, environment);
    unpack_double(&y, b, environment);
    unpack_double(&z, c, environment);
    fuse(&x, &y, &z, environment);
    return pack_double(&x, environment);
}
