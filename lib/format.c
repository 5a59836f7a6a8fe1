// libcstar: floating numbers as text (ISO C11 7.21.6.1, a e f g): all digits that a number has,
// rounded once as <fenv.h> says.
#include "printf.h"

#include <string.h>

#include "soft.h"

enum { FRACTION_BITS = 52, FRACTION_DIGITS = 13, BIAS = 1023, MOST_EXPONENT = 2047 };

static int lower(int specifier) {
    return specifier >= 'a' ? specifier : specifier - 'A' + 'a';
}

static int rounds_up(enum float_rounding rounding, int is_negative, int is_odd, int half) {
    if (rounding == ROUND_NEAREST) {
        return half > 0 || (half == 0 && is_odd);
    }
    return rounding == (is_negative ? ROUND_DOWN : ROUND_UP);
}

// ---- decimal ----

// Keeps so many digits; from 0 down, a number that is too small for the last place to show it.
static void round_digits(struct decimal *number, int keep, enum float_rounding rounding) {
    int count = (int)number->count;
    if (count <= keep) {
        return;
    }
    int half = -1; // less than a half is lost, a half, or more
    if (keep >= 0 && number->digits[keep] >= 5) {
        half = number->digits[keep] > 5 || count > keep + 1;
    }
    int kept = keep > 0 ? keep : 0;
    int is_odd = kept > 0 && number->digits[kept - 1] % 2 != 0;
    number->count = (unsigned)kept;
    number->exponent += count - keep;
    if (!rounds_up(rounding, number->is_negative, is_odd, half)) {
        return;
    }
    while (kept > 0 && number->digits[kept - 1] == 9) {
        kept--;
        number->exponent++;
    }
    if (kept == 0) {
        number->digits[kept++] = 0;
    }
    number->digits[kept - 1]++;
    number->count = (unsigned)kept;
}

static void add(struct floating_text *to, int character) {
    to->text[to->size++] = (char)character;
}

// Digits from the first one, which counts 10^-from, on; zeros where there are none.
static void add_digits(struct floating_text *to, const struct decimal *number, int from,
                       int count) {
    for (int i = from; i < from + count; i++) {
        add(to, i >= 0 && i < (int)number->count ? number->digits[i] + '0' : '0');
    }
}

// A point and so many digits behind it, of which the last ones may be zeros.
static void add_fraction(struct floating_text *to, const struct decimal *number, int from,
                         int precision, int is_alternative) {
    int count = (int)number->count - from;
    if (precision > 0 || is_alternative) {
        add(to, '.');
    }
    if (count < 0 || number->count == 0) {
        count = 0;
    }
    if (count > precision) {
        count = precision;
    }
    add_digits(to, number, from, count);
    to->zero_count = precision - count;
}

static void set_exponent(struct floating_text *to, int letter, int exponent, int least) {
    char digits[8];
    int count = 0;
    to->exponent[to->exponent_size++] = (char)letter;
    to->exponent[to->exponent_size++] = exponent < 0 ? '-' : '+';
    unsigned rest = (unsigned)(exponent < 0 ? -exponent : exponent);
    for (; rest != 0 || count < least; rest /= 10) {
        digits[count++] = (char)(rest % 10 + '0');
    }
    while (count > 0) {
        to->exponent[to->exponent_size++] = digits[--count];
    }
}

static int places(const struct decimal *number) { // before the point
    return number->count == 0 ? 1 : (int)number->count + number->exponent;
}

static void format_fixed(struct floating_text *to, const struct decimal *number, int precision,
                         int is_alternative) {
    int before = number->count == 0 ? 0 : places(number);
    if (before > 0) {
        add_digits(to, number, 0, before);
    } else {
        add(to, '0');
    }
    add_fraction(to, number, before, precision, is_alternative);
}

static void format_scientific(struct floating_text *to, const struct decimal *number, int precision,
                              const struct conversion *conversion) {
    add_digits(to, number, 0, 1);
    add_fraction(to, number, 1, precision, conversion->alternative);
    int letter = conversion->specifier < 'a' ? 'E' : 'e';
    set_exponent(to, letter, places(number) - 1, 2);
}

// The shorter of both, without zeros at the end unless they are wanted.
static void format_general(struct floating_text *to, struct decimal *number,
                           const struct conversion *conversion, enum float_rounding rounding) {
    int digits = conversion->precision < 0    ? 6
                 : conversion->precision == 0 ? 1
                                              : conversion->precision;
    round_digits(number, digits, rounding);
    int exponent = places(number) - 1;
    int is_fixed = exponent >= -4 && exponent < digits;
    int precision = digits - 1 - (is_fixed ? exponent : 0);
    if (!conversion->alternative) {
        int count = (int)number->count;
        while (count > 0 && number->digits[count - 1] == 0) {
            count--;
        }
        int least = count - (is_fixed ? exponent + 1 : 1);
        precision = least < 0 || count == 0 ? 0 : least < precision ? least : precision;
    }
    if (is_fixed) {
        format_fixed(to, number, precision, conversion->alternative);
    } else {
        format_scientific(to, number, precision, conversion);
    }
}

static void format_decimal(struct floating_text *to, const struct conversion *conversion,
                           unsigned long long bits) {
    struct decimal number;
    enum float_rounding rounding = __float_rounding();
    int precision = conversion->precision < 0 ? 6 : conversion->precision;
    __decimal_from_double(&number, bits);
    switch (lower(conversion->specifier)) {
    case 'e':
        round_digits(&number, precision < DECIMAL_DIGITS ? precision + 1 : DECIMAL_DIGITS,
                     rounding);
        format_scientific(to, &number, precision, conversion);
        break;
    case 'f':
        if (number.count != 0 && precision < 1100) {
            round_digits(&number, places(&number) + precision, rounding);
        }
        format_fixed(to, &number, precision, conversion->alternative);
        break;
    default: format_general(to, &number, conversion, rounding); break;
    }
}

// ---- hexadecimal ----

// 0x1.8p+0: a digit before the point, which is 0 of numbers below the normal ones.
static void format_hexadecimal(struct floating_text *to, const struct conversion *conversion,
                               unsigned long long bits) {
    int letter = (conversion->specifier == 'A' ? 'A' : 'a') - 10;
    int exponent = (int)(bits >> FRACTION_BITS) % (MOST_EXPONENT + 1);
    unsigned long long number = bits & (((unsigned long long)1 << FRACTION_BITS) - 1);
    int precision = conversion->precision;
    if (exponent != 0) {
        number += (unsigned long long)1 << FRACTION_BITS;
    }
    exponent = number == 0 ? 0 : exponent != 0 ? exponent - BIAS : 1 - BIAS;
    if (precision >= 0 && precision < FRACTION_DIGITS) {
        int lost = 4 * (FRACTION_DIGITS - precision);
        unsigned long long unit = (unsigned long long)1 << lost;
        unsigned long long rest = number & (unit - 1);
        int half = rest > unit / 2 ? 1 : rest == unit / 2 ? 0 : -1;
        int is_odd = (number & unit) != 0;
        number -= rest;
        if (rest != 0 && rounds_up(__float_rounding(), bits >> 63 != 0, is_odd, half)) {
            number += unit;
        }
    }
    to->prefix[to->prefix_size++] = '0';
    to->prefix[to->prefix_size++] = conversion->specifier == 'A' ? 'X' : 'x';
    add(to, (int)(number >> FRACTION_BITS) + '0');
    number = number << (64 - FRACTION_BITS);
    if (precision < 0) {
        for (precision = 0; number << (4 * precision) != 0 && precision < FRACTION_DIGITS;) {
            precision++;
        }
    }
    if (precision > 0 || conversion->alternative) {
        add(to, '.');
    }
    for (int i = 0; i < precision && i < FRACTION_DIGITS; i++) {
        int digit = (int)(number >> 60);
        add(to, digit + (digit < 10 ? '0' : letter));
        number = number << 4;
    }
    to->zero_count = precision > FRACTION_DIGITS ? precision - FRACTION_DIGITS : 0;
    set_exponent(to, conversion->specifier == 'A' ? 'P' : 'p', exponent, 1);
}

// ---- all ----

void __format_floating(struct floating_text *to, const struct conversion *conversion,
                       double number) {
    union double_number bits = {.number = number};
    int is_infinite = bits.bits << 1 == (unsigned long long)MOST_EXPONENT << (FRACTION_BITS + 1);
    to->prefix_size = 0;
    to->size = 0;
    to->zero_count = 0;
    to->exponent_size = 0;
    to->is_number = (int)(bits.bits >> FRACTION_BITS) % (MOST_EXPONENT + 1) != MOST_EXPONENT;
    if (bits.bits >> 63 != 0 || conversion->plus || conversion->space) {
        to->prefix[to->prefix_size++] = bits.bits >> 63 != 0 ? '-' : conversion->plus ? '+' : ' ';
    }
    if (!to->is_number) {
        int is_upper = conversion->specifier < 'a';
        const char *text = is_infinite ? is_upper ? "INF" : "inf" : is_upper ? "NAN" : "nan";
        memcpy(to->text, text, 3);
        to->size = 3;
    } else if (lower(conversion->specifier) == 'a') {
        format_hexadecimal(to, conversion, bits.bits);
    } else {
        format_decimal(to, conversion, bits.bits);
    }
}
