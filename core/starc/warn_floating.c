// Warnings of floating point: comparisons for equality, and conversions that change a value.

#include "ir.h"
#include "parse.h"

#include "../float/float.h"

#include <stdio.h>

void warn_floating_equal(enum expression_kind kind, const struct type *type, place_t place) {
    if ((kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL) &&
        (type_is_floating(type) || type_is_complex(type)))
        warn(WARNING_FLOAT_EQUAL, place, "comparing floating-point with '==' or '!=' is unsafe");
}

// ---- constants, as gcc prints them ----

// To so many digits, of which those behind the last one that is not 0 go.
static void round_digits(struct decimal *decimal, uint32_t digits) {
    if (decimal->count > digits) {
        bool is_up = decimal->digits[digits] >= 5;
        decimal->exponent += (int32_t)(decimal->count - digits);
        decimal->count = digits;
        while (is_up && decimal->count > 0 && decimal->digits[decimal->count - 1] == 9) {
            decimal->count--;
            decimal->exponent++;
        }
        if (is_up && decimal->count == 0)
            decimal->digits[decimal->count++] = 1;
        else if (is_up)
            decimal->digits[decimal->count - 1]++;
    }
    while (decimal->count > 0 && decimal->digits[decimal->count - 1] == 0) {
        decimal->count--;
        decimal->exponent++;
    }
}

static const char *floating_number(uint64_t bits, const struct type *type) {
    enum { SINGLE_DIGITS = 9, DOUBLE_DIGITS = 17, TEXTS = 2 };
    static struct decimal decimal;
    static char texts[TEXTS][40];
    static uint32_t next;
    struct float_environment environment = {0};
    bool is_single = type->size == 4;
    char *text = texts[next++ % TEXTS], digits[DOUBLE_DIGITS + 1];
    const char *suffix = is_single ? "f" : "";
    if (is_single)
        bits = single_to_double((uint32_t)bits, &environment);
    const char *sign = bits >> 63 != 0 ? "-" : "";
    if (bits << 1 == 0xffe0000000000000u) {
        snprintf(text, sizeof texts[0], "%sInf%s", *sign == '-' ? "-" : "+", suffix);
        return text;
    }
    decimal_from_double(&decimal, bits);
    round_digits(&decimal, is_single ? SINGLE_DIGITS : DOUBLE_DIGITS);
    for (uint32_t i = 0; i < decimal.count; i++)
        digits[i] = (char)('0' + decimal.digits[i]);
    digits[decimal.count] = '\0';
    if (decimal.count == 0)
        snprintf(text, sizeof texts[0], "%s0.0%s", sign, suffix);
    else
        snprintf(text, sizeof texts[0], "%s%c.%se%+d%s", sign, digits[0],
                 decimal.count == 1 ? "0" : digits + 1,
                 (int)(decimal.exponent + (int32_t)decimal.count - 1), suffix);
    return text;
}

static const char *integer_number(uint64_t value, const struct type *type) {
    static char text[24];
    snprintf(text, sizeof text, type->is_unsigned ? "%llu" : "%lld", (unsigned long long)value);
    return text;
}

// ---- conversions ----

static void warn_integer_constant(uint64_t bits, const struct type *from, const struct type *to,
                                  place_t place) {
    struct float_environment environment = {.rounding = ROUND_TO_ZERO, .nans = NANS_2008};
    uint32_t width = type_width(to);
    uint64_t value = bits;
    if (from->size == 4)
        value = single_to_double((uint32_t)bits, &environment);
    value = to->is_unsigned ? double_to_unsigned(value, width, &environment)
                            : (uint64_t)double_to_signed(value, width, &environment);
    const char *form = "conversion from %s to %s changes value from '%s' to '%s'";
    if ((environment.flags & FLOAT_INVALID) != 0)
        warn(WARNING_OVERFLOW, place,
             "overflow in conversion from %s to %s changes value from '%s' to '%s'",
             type_quoted(from), type_quoted(to), floating_number(bits, from),
             integer_number(value, to));
    else if ((environment.flags & FLOAT_INEXACT) != 0)
        warn(WARNING_FLOAT_CONVERSION, place, form, type_quoted(from), type_quoted(to),
             floating_number(bits, from), integer_number(value, to));
}

static void warn_floating_constant(uint64_t value, const struct type *from, const struct type *to,
                                   place_t place) {
    struct float_environment environment = {0};
    bool is_single = to->size == 4, is_integer = type_is_integer(from);
    uint64_t bits = value;
    if (!is_integer && is_single && from->size > to->size)
        bits = double_to_single(value, &environment);
    else if (is_integer && from->is_unsigned)
        bits = is_single ? single_from_unsigned(value, &environment)
                         : double_from_unsigned(value, &environment);
    else if (is_integer)
        bits = is_single ? single_from_signed((int64_t)value, &environment)
                         : double_from_signed((int64_t)value, &environment);
    if ((environment.flags & FLOAT_INEXACT) != 0)
        warn(WARNING_FLOAT_CONVERSION, place,
             "conversion from %s to %s changes value from '%s' to '%s'", type_quoted(from),
             type_quoted(to),
             is_integer ? integer_number(value, from) : floating_number(value, from),
             floating_number(bits, to));
}

void warn_floating_types(const struct type *from, const struct type *to, place_t place) {
    bool is_cut = type_is_floating(from) && type_is_integer(to) && to->kind != TYPE_BOOL;
    bool is_narrower = from->size > to->size && ((type_is_floating(from) && type_is_floating(to)) ||
                                                 (type_is_complex(from) && type_is_complex(to)));
    if (is_cut || is_narrower)
        warn(WARNING_FLOAT_CONVERSION, place, "conversion from %s to %s may change value",
             type_quoted(from), type_quoted(to));
}

// The first operand of operators stands at the start of what is converted.
static place_t start_of(const struct expression *expression) {
    while (expression->kind >= EXPRESSION_MULTIPLY && expression->kind <= EXPRESSION_OR)
        expression = expression->left;
    return expression->place;
}

void warn_floating_conversion(const struct expression *expression, const struct type *to,
                              enum conversion conversion) {
    const struct type *from = expression->type;
    bool is_value = conversion == CONVERSION_ASSIGNMENT || conversion == CONVERSION_INITIALIZATION;
    place_t place = is_value ? start_of(expression) : expression->place;
    if (expression->kind == EXPRESSION_FLOATING && type_is_integer(to)) {
        if (to->kind != TYPE_BOOL)
            warn_integer_constant(expression->value, from, to, place);
    } else if ((expression->kind == EXPRESSION_FLOATING ||
                (expression->kind == EXPRESSION_NUMBER && type_is_integer(from))) &&
               type_is_floating(to)) {
        warn_floating_constant(expression->value, from, to, place);
    } else {
        warn_floating_types(from, to, place);
    }
}
