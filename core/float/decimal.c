// Between binary and decimal (IEEE 754, section 5.12), exact, and rounded once.
//
// Where the digits fit 64 bits, and the power of ten is exact in as many, one product or quotient
// is rounded. All else goes through fixed-point numbers of limbs in base 10^9, which are doubled or
// halved until their integer part is the significand.
#include "parts.h"

enum { LIMB_DIGITS = 9, MOST_SHIFTED = 29 };
enum {
    INTEGER_LIMBS = 40,   // more digits than the greatest number has
    FRACTION_LIMBS = 140, // those of the least one, and what is beyond counts as one digit
    LIMBS = INTEGER_LIMBS + FRACTION_LIMBS
};
static const uint32_t base = 1000000000;

struct fixed { // limbs[INTEGER_LIMBS] are the first digits of the fraction
    uint32_t first;
    uint32_t end;
    uint32_t limbs[LIMBS];
};

static void fixed_trim(struct fixed *fixed) {
    while (fixed->first < INTEGER_LIMBS && fixed->limbs[fixed->first] == 0)
        fixed->first++;
    while (fixed->end > INTEGER_LIMBS && fixed->limbs[fixed->end - 1] == 0)
        fixed->end--;
}

// Times 2^count, up to MOST_SHIFTED.
static void fixed_shift_left(struct fixed *fixed, uint32_t count) {
    uint32_t carry = 0;
    for (uint32_t i = fixed->end; i > fixed->first; i--) {
        uint64_t limb = ((uint64_t)fixed->limbs[i - 1] << count) + carry;
        carry = (uint32_t)(limb / base);
        fixed->limbs[i - 1] = (uint32_t)limb - carry * base;
    }
    if (carry != 0)
        fixed->limbs[--fixed->first] = carry;
    fixed_trim(fixed);
}

static void fixed_shift_right(struct fixed *fixed, uint32_t count) {
    uint32_t mask = ((uint32_t)1 << count) - 1;
    uint32_t carry = 0;
    for (uint32_t i = fixed->first; i < fixed->end || (carry != 0 && i < LIMBS); i++) {
        if (i == fixed->end)
            fixed->limbs[fixed->end++] = 0;
        uint64_t limb = (uint64_t)carry * base + fixed->limbs[i];
        fixed->limbs[i] = (uint32_t)(limb >> count);
        carry = (uint32_t)limb & mask;
    }
    if (carry != 0)
        fixed->limbs[LIMBS - 1] |= 1;
    fixed_trim(fixed);
}

static uint64_t integer_part(const struct fixed *fixed) {
    uint64_t integer = 0;
    for (uint32_t i = fixed->first; i < INTEGER_LIMBS; i++)
        integer = integer * base + fixed->limbs[i];
    return integer;
}

// ---- from decimal ----

void decimal_add_digit(struct decimal *decimal, uint32_t digit) {
    if (decimal->count == DECIMAL_DIGITS) {
        decimal->has_more |= digit != 0;
        decimal->exponent++;
    } else if (decimal->count != 0 || digit != 0) {
        decimal->digits[decimal->count++] = (uint8_t)digit;
    }
}

// Digits that fit 64 bits times or by a power of ten that does but for its factors of 2.
static bool parts_from_few(struct parts *parts, const struct decimal *decimal) {
    enum { MOST_DIGITS = 19, MOST_EXPONENT = 27 };
    struct float_environment environment = {0};
    struct parts power = {.class = CLASS_FINITE, .exponent = SIGN_BIT, .significand = 1};
    bool is_negative = decimal->exponent < 0;
    uint32_t exponent = (uint32_t)(is_negative ? -decimal->exponent : decimal->exponent);
    if (decimal->count > MOST_DIGITS || exponent > MOST_EXPONENT)
        return false;
    parts->significand = 0;
    for (uint32_t i = 0; i < decimal->count; i++)
        parts->significand = parts->significand * 10 + decimal->digits[i];
    parts_normalize(parts);
    power.exponent += (int32_t)exponent;
    for (; exponent > 0; exponent--)
        power.significand *= 5;
    parts_normalize(&power);
    if (is_negative)
        parts_divide(parts, &power, &environment);
    else
        parts_multiply(parts, &power, &environment);
    return true;
}

// The digits at their places: the last one counts 10^exponent.
static void fixed_from_digits(struct fixed *fixed, const struct decimal *decimal) {
    int32_t place = (int32_t)(INTEGER_LIMBS * LIMB_DIGITS) - decimal->exponent -
                    (int32_t)decimal->count; // of the first digit, counted from limbs[0]
    fixed->first = 0;
    fixed->end = LIMBS;
    for (uint32_t i = 0; i < LIMBS; i++)
        fixed->limbs[i] = 0;
    for (uint32_t i = 0; i <= decimal->count; i++, place++) {
        uint32_t digit = i < decimal->count ? decimal->digits[i] : decimal->has_more;
        for (uint32_t right = (uint32_t)place % LIMB_DIGITS + 1; right < LIMB_DIGITS; right++)
            digit *= 10;
        if ((uint32_t)place / LIMB_DIGITS < LIMBS)
            fixed->limbs[(uint32_t)place / LIMB_DIGITS] += digit;
        else if (digit != 0)
            fixed->limbs[LIMBS - 1] |= 1;
    }
    fixed_trim(fixed);
}

static void parts_from_fixed(struct parts *parts, struct fixed *fixed) {
    for (; INTEGER_LIMBS - fixed->first >= 3; parts->exponent += MOST_SHIFTED)
        fixed_shift_right(fixed, MOST_SHIFTED);
    for (; fixed->first == INTEGER_LIMBS; parts->exponent -= MOST_SHIFTED)
        fixed_shift_left(fixed, MOST_SHIFTED);
    parts->significand = integer_part(fixed);
    int32_t exponent = parts->exponent;
    parts_normalize(parts);
    for (uint32_t left = (uint32_t)(exponent - parts->exponent); left > 0;) {
        uint32_t count = left < MOST_SHIFTED ? left : MOST_SHIFTED;
        fixed_shift_left(fixed, count);
        left -= count;
    }
    parts->significand = integer_part(fixed);
    if (fixed->end > INTEGER_LIMBS && parts->significand % 2 == 0)
        parts->significand++;
}

static void parts_from_decimal(struct parts *parts, const struct decimal *decimal) {
    enum { TOO_GREAT = 310, TOO_SMALL = -345 }; // powers of ten
    struct fixed fixed;
    int32_t magnitude = decimal->exponent + (int32_t)decimal->count;
    parts_set_zero(parts, false);
    if (decimal->count == 0)
        return;
    parts->class = CLASS_FINITE;
    parts->exponent = SIGN_BIT;
    parts->significand = ((uint64_t)1 << SIGN_BIT) + 1;
    if (magnitude > TOO_GREAT) {
        parts->exponent = 1100;
    } else if (magnitude < TOO_SMALL) {
        parts->exponent = -1200;
    } else if (!parts_from_few(parts, decimal)) {
        fixed_from_digits(&fixed, decimal);
        parts_from_fixed(parts, &fixed);
    }
}

uint64_t decimal_to_double(const struct decimal *decimal, struct float_environment *environment) {
    struct parts parts;
    parts_from_decimal(&parts, decimal);
    parts.negative = decimal->is_negative;
    return pack_double(&parts, environment);
}

uint32_t decimal_to_single(const struct decimal *decimal, struct float_environment *environment) {
    struct parts parts;
    parts_from_decimal(&parts, decimal);
    parts.negative = decimal->is_negative;
    return pack_single(&parts, environment);
}

// ---- from binary, as hexadecimal digits have it ----

void binary_add_digit(struct binary *binary, uint32_t digit) {
    if (binary->significand >> 60 == 0) {
        binary->significand = (binary->significand << 4) + digit;
        return;
    }
    binary->exponent += 4;
    if (digit != 0 && binary->significand % 2 == 0)
        binary->significand++; // so far beyond the last digit of a result that it is sticky
}

static void parts_from_binary(struct parts *parts, const struct binary *binary) {
    enum { TOO_GREAT = 1100, TOO_SMALL = -1200 };
    parts_set_zero(parts, binary->is_negative);
    if (binary->significand == 0)
        return;
    parts->class = CLASS_FINITE;
    parts->exponent = SIGN_BIT;
    parts->significand = binary->significand;
    parts_normalize(parts);
    int64_t exponent = (int64_t)parts->exponent + binary->exponent;
    if (exponent > TOO_GREAT)
        exponent = TOO_GREAT;
    if (exponent < TOO_SMALL)
        exponent = TOO_SMALL;
    parts->exponent = (int32_t)exponent;
}

uint64_t binary_to_double(const struct binary *binary, struct float_environment *environment) {
    struct parts parts;
    parts_from_binary(&parts, binary);
    return pack_double(&parts, environment);
}

uint32_t binary_to_single(const struct binary *binary, struct float_environment *environment) {
    struct parts parts;
    parts_from_binary(&parts, binary);
    return pack_single(&parts, environment);
}

// ---- to decimal ----

static void digits_from_fixed(struct decimal *decimal, const struct fixed *fixed) {
    for (uint32_t i = fixed->first; i < fixed->end; i++) {
        uint32_t rest = fixed->limbs[i];
        for (uint32_t power = base / 10; power > 0; power /= 10) {
            decimal_add_digit(decimal, rest / power);
            rest %= power;
        }
    }
    decimal->exponent -= (int32_t)(LIMB_DIGITS * fixed->end) - LIMB_DIGITS * INTEGER_LIMBS;
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0) {
        decimal->count--;
        decimal->exponent++;
    }
}

void decimal_from_double(struct decimal *decimal, uint64_t bits) {
    struct float_environment environment = {0};
    struct fixed fixed = {.first = INTEGER_LIMBS, .end = INTEGER_LIMBS};
    struct parts parts;
    unpack_double(&parts, bits, &environment);
    decimal->count = 0;
    decimal->exponent = 0;
    decimal->has_more = false;
    decimal->is_negative = parts.negative;
    if (parts.class != CLASS_FINITE)
        return;
    uint64_t integer = parts.significand >> 11;
    int32_t exponent = parts.exponent - 52;
    for (; integer != 0; integer /= base)
        fixed.limbs[--fixed.first] = (uint32_t)(integer % base);
    while (exponent != 0) {
        int32_t count = exponent < 0 ? -exponent : exponent;
        count = count < MOST_SHIFTED ? count : MOST_SHIFTED;
        if (exponent < 0)
            fixed_shift_right(&fixed, (uint32_t)count);
        else
            fixed_shift_left(&fixed, (uint32_t)count);
        exponent += exponent < 0 ? count : -count;
    }
    digits_from_fixed(decimal, &fixed);
}

// ---- for people ----

// The nearest number of so many digits.
static void keep_digits(struct decimal *decimal, uint32_t count) {
    if (decimal->count <= count)
        return;
    bool is_up = decimal->digits[count] >= 5;
    decimal->exponent += (int32_t)(decimal->count - count);
    decimal->count = count;
    for (; is_up && decimal->count > 0 && decimal->digits[decimal->count - 1] == 9;
         decimal->count--)
        decimal->exponent++;
    if (is_up && decimal->count == 0)
        decimal->digits[decimal->count++] = 0;
    if (is_up)
        decimal->digits[decimal->count - 1]++;
}

static bool is_read_as(const struct decimal *decimal, uint64_t bits, bool is_single) {
    struct float_environment environment = {0};
    return is_single ? decimal_to_single(decimal, &environment) == (uint32_t)bits
                     : decimal_to_double(decimal, &environment) == bits;
}

static uint32_t write_text(char *text, const struct decimal *decimal) {
    enum { MOST_PLAIN = 17, LEAST_PLAIN = -5 };
    int32_t count = (int32_t)decimal->count, before = count + decimal->exponent;
    bool is_plain = before <= MOST_PLAIN && before > LEAST_PLAIN;
    int32_t point = is_plain ? before : 1, first = point < 1 ? point - 1 : 0;
    char *at = text;
    if (decimal->is_negative)
        *at++ = '-';
    for (int32_t i = first; i < count || i < point; i++) {
        if (i == point && i != first)
            *at++ = '.';
        *at++ = i >= 0 && i < count ? (char)('0' + decimal->digits[i]) : '0';
    }
    if (!is_plain) {
        uint32_t exponent = (uint32_t)(before < 1 ? 1 - before : before - 1);
        *at++ = 'e';
        *at++ = before < 1 ? '-' : '+';
        for (uint32_t power = exponent < 100 ? 10 : 100; power > 0; power /= 10)
            *at++ = (char)('0' + exponent / power % 10);
    }
    *at = '\0';
    return (uint32_t)(at - text);
}

static uint32_t write_word(char *text, const char *word) {
    uint32_t length = 0;
    for (; word[length] != '\0'; length++)
        text[length] = word[length];
    text[length] = '\0';
    return length;
}

uint32_t float_text(char *text, uint64_t bits, bool is_single) {
    enum { MOST_DIGITS = 17 };
    struct float_environment environment = {0};
    struct decimal exact, shorter;
    uint64_t wide = is_single ? single_to_double((uint32_t)bits, &environment) : bits;
    bool is_negative = wide >> 63 != 0;
    if (wide << 1 >> 53 == 0x7ff)
        return write_word(text, wide << 12 != 0 ? "nan" : is_negative ? "-inf" : "inf");
    if (wide << 1 == 0)
        return write_word(text, is_negative ? "-0" : "0");
    decimal_from_double(&exact, wide);
    for (uint32_t count = 1; count <= MOST_DIGITS; count++) {
        shorter = exact;
        keep_digits(&shorter, count);
        if (is_read_as(&shorter, bits, is_single))
            break;
    }
    return write_text(text, &shorter);
}
