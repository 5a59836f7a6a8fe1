// libcstar: floating numbers from text (ISO C11 7.22.1.3), rounded once, as <fenv.h> says.
#include "strtod.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

enum { END = -1, MOST_EXPONENT = 100000000 };

static void next(struct floating_reader *reader) {
    reader->count++;
    if (reader->count >= reader->width) {
        reader->is_cut = 1;
        reader->character = END;
        return;
    }
    reader->character = reader->take(reader->from);
}

static int lower(int character) {
    return character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
}

static int digit_of(int character, int base) {
    int letter = lower(character);
    int digit = letter >= 'a' && letter <= 'z' ? letter - 'a' + 10 : character - '0';
    return digit >= 0 && digit < base && (digit >= 10 || letter < 'a') ? digit : -1;
}

// As many characters of a word as there are; true if all.
static int read_word(struct floating_reader *reader, const char *word) {
    for (; *word != 0; word++) {
        if (lower(reader->character) != *word) {
            return 0;
        }
        next(reader);
    }
    return 1;
}

static int is_name(int character) {
    return character == '_' || digit_of(character, 36) >= 0;
}

static void read_nan(struct floating_reader *reader) {
    reader->kind = FLOATING_NAN;
    reader->valid = reader->count;
    if (reader->character != '(') {
        return;
    }
    do {
        next(reader);
    } while (is_name(reader->character));
    if (reader->character == ')') {
        next(reader);
        reader->valid = reader->count;
    }
}

static void read_infinity(struct floating_reader *reader) {
    reader->kind = FLOATING_INFINITE;
    reader->valid = reader->count;
    if (read_word(reader, "inity")) {
        reader->valid = reader->count;
    }
}

static void read_exponent(struct floating_reader *reader) {
    int is_negative = 0;
    int exponent = 0;
    next(reader);
    if (reader->character == '+' || reader->character == '-') {
        is_negative = reader->character == '-';
        next(reader);
    }
    for (int digit; (digit = digit_of(reader->character, 10)) >= 0; next(reader)) {
        if (exponent < MOST_EXPONENT) {
            exponent = exponent * 10 + digit;
        }
        reader->valid = reader->count + 1;
    }
    reader->written_exponent = is_negative ? -exponent : exponent;
}

static void read_digits(struct floating_reader *reader) {
    int is_hexadecimal = reader->kind == FLOATING_HEXADECIMAL;
    int is_fraction = 0;
    int has_digit = reader->valid != 0 && !is_hexadecimal;
    for (;; next(reader)) {
        int digit = digit_of(reader->character, is_hexadecimal ? 16 : 10);
        if (reader->character == '.' && !is_fraction) {
            is_fraction = 1;
        } else if (digit < 0) {
            break;
        } else if (is_hexadecimal) {
            __binary_add_digit(&reader->binary, (unsigned)digit);
            reader->binary.exponent -= is_fraction ? 4 : 0;
        } else {
            __decimal_add_digit(&reader->decimal, (unsigned)digit);
            reader->decimal.exponent -= is_fraction;
        }
        has_digit |= digit >= 0;
        if (has_digit) {
            reader->valid = reader->count + 1;
        }
    }
    if (has_digit && lower(reader->character) == (is_hexadecimal ? 'p' : 'e')) {
        read_exponent(reader);
    }
}

// Takes characters as long as they can begin a number.
void __read_floating(struct floating_reader *reader) {
    reader->decimal.count = 0;
    reader->decimal.exponent = 0;
    reader->decimal.has_more = 0;
    reader->binary.significand = 0;
    reader->binary.exponent = 0;
    reader->kind = FLOATING_DECIMAL;
    reader->valid = reader->written_exponent = reader->is_cut = reader->is_negative = 0;
    reader->count = -1;
    next(reader);
    if (reader->character == '-' || reader->character == '+') {
        reader->is_negative = reader->character == '-';
        next(reader);
    }
    if (lower(reader->character) == 'i') {
        if (read_word(reader, "inf")) {
            read_infinity(reader);
        }
    } else if (lower(reader->character) == 'n') {
        if (read_word(reader, "nan")) {
            read_nan(reader);
        }
    } else {
        if (reader->character == '0') {
            next(reader);
            reader->valid = reader->count;
            if (lower(reader->character) == 'x') {
                next(reader);
                reader->kind = FLOATING_HEXADECIMAL;
            }
        }
        read_digits(reader);
    }
}

// ---- values ----

// What a number that was too great, or so small that digits are lost, is told by.
static void note_range(const struct float_environment *environment) {
    if ((environment->flags & (FLOAT_OVERFLOW | FLOAT_UNDERFLOW)) != 0) {
        errno = ERANGE;
    }
}

// The exponent counts only if it is part of the number.
static void add_exponent(struct floating_reader *reader) {
    reader->decimal.exponent += reader->written_exponent;
    reader->binary.exponent += reader->written_exponent;
    reader->decimal.is_negative = reader->binary.is_negative = reader->is_negative != 0;
}

static double double_of(struct floating_reader *reader) {
    struct float_environment environment = {.rounding = __float_rounding()};
    union double_number result = {.bits = 0};
    add_exponent(reader);
    switch (reader->kind) {
    case FLOATING_DECIMAL: result.bits = __decimal_to_double(&reader->decimal, &environment); break;
    case FLOATING_HEXADECIMAL:
        result.bits = __binary_to_double(&reader->binary, &environment);
        break;
    case FLOATING_INFINITE: result.number = __builtin_inf(); break;
    case FLOATING_NAN: result.number = __builtin_nan(""); break;
    }
    if (reader->kind >= FLOATING_INFINITE && reader->is_negative) {
        result.number = -result.number;
    }
    note_range(&environment);
    return result.number;
}

static float single_of(struct floating_reader *reader) {
    struct float_environment environment = {.rounding = __float_rounding()};
    union single_number result = {.bits = 0};
    if (reader->kind >= FLOATING_INFINITE) {
        return (float)double_of(reader);
    }
    add_exponent(reader);
    result.bits = reader->kind == FLOATING_DECIMAL
                      ? __decimal_to_single(&reader->decimal, &environment)
                      : __binary_to_single(&reader->binary, &environment);
    note_range(&environment);
    return result.number;
}

void __store_floating(struct floating_reader *reader, void *target, int is_single) {
    if (is_single) {
        *(float *)target = single_of(reader);
    } else {
        *(double *)target = double_of(reader);
    }
}

// ---- from strings ----

static int take_character(void *from) {
    const unsigned char **text = from;
    int character = **text;
    if (character == 0) {
        return END;
    }
    (*text)++;
    return character;
}

static void read_string(struct floating_reader *reader, const char *text, char **end) {
    const unsigned char *start = (const unsigned char *)text;
    while (*start == ' ' || (*start >= '\t' && *start <= '\r')) {
        start++;
    }
    const unsigned char *at = start;
    reader->take = take_character;
    reader->from = &at;
    reader->width = INT_MAX;
    __read_floating(reader);
    if (end != NULL) {
        *end = (char *)(reader->valid == 0 ? text : (const char *)start + reader->valid);
    }
    if (reader->valid == 0) { // nothing is a zero
        reader->kind = FLOATING_DECIMAL;
        reader->decimal.count = 0;
        reader->is_negative = 0;
    }
}

double strtod(const char *restrict text, char **restrict end) {
    struct floating_reader reader;
    read_string(&reader, text, end);
    return double_of(&reader);
}

float strtof(const char *restrict text, char **restrict end) {
    struct floating_reader reader;
    read_string(&reader, text, end);
    return single_of(&reader);
}

long double strtold(const char *restrict text, char **restrict end) {
    return strtod(text, end);
}

double atof(const char *text) {
    return strtod(text, NULL);
}
