// Constants (C11 6.4.4, 6.4.5): converts preprocessing numbers, character constants and string
// literals to values and bytes of the target.

#include "preprocess.h"

#include "../float/float.h"

#include <string.h>

// The parts of an integer constant.
struct integer {
    uint64_t value;
    uint32_t base;
    bool is_unsigned; // suffix u
    uint32_t longs;   // suffix l: 1, ll: 2
    bool is_too_large;
};

uint32_t digit_value(char c) {
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0');
    if (c >= 'a' && c <= 'f')
        return (uint32_t)(c - 'a') + 10;
    return c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10 : 99;
}

// Reads the suffix of an integer constant; false if it is invalid.
static bool read_suffix(const char *text, uint32_t length, struct integer *integer) {
    uint32_t i = 0;
    for (int part = 0; part < 2 && i < length; part++) {
        char c = text[i];
        if ((c == 'u' || c == 'U') && !integer->is_unsigned) {
            integer->is_unsigned = true;
            i++;
        } else if ((c == 'l' || c == 'L') && integer->longs == 0) {
            integer->longs = i + 1 < length && text[i + 1] == c ? 2 : 1;
            i += integer->longs;
        }
    }
    return i == length;
}

// Determines the base and where the digits start.
static uint32_t number_base(const struct token *token, uint32_t *first) {
    const char *text = token->text;
    *first = 0;
    if (text[0] != '0' || token->length == 1)
        return 10;
    *first = 2;
    if ((text[1] == 'x' || text[1] == 'X') && token->length > 2 &&
        (digit_value(text[2]) < 16 || text[2] == '.'))
        return 16;
    if ((text[1] == 'b' || text[1] == 'B') && token->length > 2 && digit_value(text[2]) < 10)
        return 2;
    *first = 0;
    return 8;
}

static bool is_floating(const struct token *token, uint32_t base) {
    for (uint32_t i = 0; i < token->length; i++) {
        char c = token->text[i];
        if (c == '.' || (base == 16 && (c == 'p' || c == 'P')))
            return true;
        if (base != 16 && base != 2 && (c == 'e' || c == 'E'))
            return true;
    }
    return false;
}

// Reads an integer constant and diagnoses errors.
static bool read_integer(const struct token *token, struct integer *integer) {
    uint32_t i;
    uint32_t base = number_base(token, &i);
    uint32_t digits_base = base == 16 ? 16 : 10; // 08 is a bad octal constant, not a suffix
    *integer = (struct integer){.base = base};
    uint64_t limit = UINT64_MAX / base;
    for (; i < token->length && digit_value(token->text[i]) < digits_base; i++) {
        uint32_t digit = digit_value(token->text[i]);
        if (digit >= base) {
            error_at(token->place, "invalid digit \"%c\" in %s constant", token->text[i],
                     base == 8 ? "octal" : "binary");
            return false;
        }
        if (integer->value > limit || integer->value * base > UINT64_MAX - digit)
            integer->is_too_large = true;
        integer->value = integer->value * base + digit;
    }
    if (!read_suffix(token->text + i, token->length - i, integer)) {
        bool is_imaginary = strchr("iIjJ", token->text[token->length - 1]) != NULL;
        error_at(token->place,
                 is_imaginary ? "imaginary integer constants are not supported: suffix \"%.*s\""
                              : "invalid suffix \"%.*s\" on integer constant",
                 (int)(token->length - i < 80 ? token->length - i : 80), token->text + i);
        return false;
    }
    if (integer->is_too_large)
        warning_at(token->place, "integer constant is too large for its type");
    return true;
}

// The first type in the table of C11 6.4.4.1 that can represent the value; long is as wide as int.
static enum number_type integer_type(const struct token *token, const struct integer *integer) {
    uint64_t value = integer->value;
    bool may_be_unsigned = integer->is_unsigned || integer->base != 10;
    bool may_be_signed = !integer->is_unsigned;
    if (integer->longs < 2 && value <= 0xFFFFFFFF) {
        if (may_be_signed && value <= 0x7FFFFFFF)
            return integer->longs == 0 ? NUMBER_INT : NUMBER_LONG;
        if (may_be_unsigned)
            return integer->longs == 0 ? NUMBER_UNSIGNED : NUMBER_UNSIGNED_LONG;
    }
    if (may_be_signed && value <= INT64_MAX)
        return NUMBER_LONG_LONG;
    if (!may_be_unsigned && !integer->is_too_large)
        warning_at(token->place, "integer constant is so large that it is unsigned");
    return NUMBER_UNSIGNED_LONG_LONG;
}

// Reads the exponent of a floating constant, if there is one; huge ones are clamped.
static int32_t read_exponent(const struct token *token, uint32_t i) {
    enum { LIMIT = 100000000 };
    int32_t exponent = 0;
    if (i == token->length || strchr("eEpP", token->text[i]) == NULL)
        return 0;
    bool is_negative = token->text[++i] == '-';
    i += is_negative || token->text[i] == '+';
    for (; i < token->length && digit_value(token->text[i]) < 10; i++)
        if (exponent < LIMIT)
            exponent = exponent * 10 + (int32_t)digit_value(token->text[i]);
    return is_negative ? -exponent : exponent;
}

static uint32_t skip_digits(const struct token *token, uint32_t i, uint32_t base) {
    while (i < token->length && digit_value(token->text[i]) < base)
        i++;
    return i;
}

// The bits of a constant whose form has been checked, in the format of its type.
static uint64_t floating_value(const struct token *token, uint32_t base) {
    static struct decimal decimal;
    struct float_environment environment = {0};
    struct binary binary = {0};
    bool is_hexadecimal = base == 16, is_fraction = false,
         is_single = token->number == NUMBER_FLOAT;
    bool is_zero = true;
    uint32_t i = is_hexadecimal ? 2 : 0;
    decimal.count = 0;
    decimal.exponent = 0;
    decimal.has_more = false;
    for (; i < token->length && (token->text[i] == '.' || digit_value(token->text[i]) < base);
         i++) {
        if (token->text[i] == '.') {
            is_fraction = true;
            continue;
        }
        is_zero = is_zero && token->text[i] == '0';
        if (is_hexadecimal)
            binary_add_digit(&binary, digit_value(token->text[i]));
        else
            decimal_add_digit(&decimal, digit_value(token->text[i]));
        binary.exponent -= is_fraction ? 4 : 0;
        decimal.exponent -= is_fraction;
    }
    int32_t exponent = read_exponent(token, i);
    decimal.exponent += exponent;
    binary.exponent += exponent;
    uint64_t value;
    if (is_hexadecimal)
        value = is_single ? binary_to_single(&binary, &environment)
                          : binary_to_double(&binary, &environment);
    else
        value = is_single ? decimal_to_single(&decimal, &environment)
                          : decimal_to_double(&decimal, &environment);
    if ((environment.flags & FLOAT_OVERFLOW) != 0)
        warn(WARNING_OVERFLOW, token->place, "floating constant exceeds range of '%s'",
             is_single                             ? "float"
             : token->number == NUMBER_LONG_DOUBLE ? "long double"
                                                   : "double");
    else if (value == 0 && !is_zero)
        warn(WARNING_OVERFLOW, token->place, "floating constant truncated to zero");
    return value;
}

// suffix = "f" | "l", "i" | "j" (GNU C), in any order
static bool read_floating_suffix(const char *text, uint32_t length, uint32_t *number,
                                 bool *is_imaginary) {
    bool has_type = false;
    for (uint32_t i = 0; i < length; i++) {
        if (strchr("iIjJ", text[i]) != NULL && !*is_imaginary) {
            *is_imaginary = true;
        } else if (strchr("fFlL", text[i]) != NULL && !has_type) {
            *number = strchr("fF", text[i]) != NULL ? NUMBER_FLOAT : NUMBER_LONG_DOUBLE;
            has_type = true;
        } else {
            return false;
        }
    }
    return true;
}

// C11 6.4.4.2
static void floating_convert(struct token *token, uint32_t base) {
    const char *text = token->text;
    uint32_t end = token->length;
    token->kind = TOKEN_FLOATING;
    token->number = NUMBER_DOUBLE;
    if (base == 8)
        base = 10;
    uint32_t i = skip_digits(token, base == 16 ? 2 : 0, base);
    if (i < end && text[i] == '.')
        i = skip_digits(token, i + 1, base);
    if (i < end && text[i] == '.') {
        error_at(token->place, "too many decimal points in number");
        return;
    }
    char mark = base == 16 ? 'p' : 'e';
    bool has_exponent = i < end && (text[i] == mark || text[i] == mark - 32);
    if (has_exponent) {
        i++;
        if (i < end && (text[i] == '+' || text[i] == '-'))
            i++;
        uint32_t digits = i;
        i = skip_digits(token, i, 10);
        if (i == digits) {
            error_at(token->place, "exponent has no digits");
            return;
        }
    } else if (base == 16) {
        error_at(token->place, "hexadecimal floating constants require an exponent");
        return;
    }
    bool is_imaginary = false;
    if (!read_floating_suffix(text + i, end - i, &token->number, &is_imaginary))
        error_at(token->place, "invalid suffix \"%.*s\" on floating constant",
                 (int)(end - i < 80 ? end - i : 80), text + i);
    token->value = floating_value(token, base);
    if (is_imaginary)
        token->number += NUMBER_FLOAT_IMAGINARY - NUMBER_FLOAT;
}

// Without the marks that separate digits (C23).
static void join_digits(struct token *token) {
    if (!options.c23 || memchr(token->text, '\'', token->length) == NULL)
        return;
    char *text = allocate_text(token->text, token->length);
    uint32_t length = 0;
    for (uint32_t i = 0; i < token->length; i++)
        if (token->text[i] != '\'')
            text[length++] = token->text[i];
    text[length] = '\0';
    token->text = text;
    token->length = length;
}

void number_convert(struct token *token) {
    join_digits(token);
    token->kind = TOKEN_NUMBER;
    token->number = NUMBER_INT;
    uint32_t value = 0;
    uint32_t i = 0;
    while (i < token->length && i < 9 && token->text[i] >= '0' && token->text[i] <= '9') {
        value = value * 10 + (uint32_t)(token->text[i] - '0');
        i++;
    }
    token->value = value;
    if (i == token->length && (i == 1 || token->text[0] != '0'))
        return;
    uint32_t first;
    uint32_t base = number_base(token, &first);
    if (is_floating(token, base)) {
        floating_convert(token, base);
        return;
    }
    struct integer integer;
    token->value = 0;
    if (!read_integer(token, &integer))
        return;
    token->value = integer.value;
    token->number = integer_type(token, &integer);
}

bool number_in_condition(struct token *token, uint64_t *value, bool *is_unsigned) {
    join_digits(token);
    uint32_t first;
    struct integer integer;
    if (is_floating(token, number_base(token, &first))) {
        error_at(token->place, "floating constant in preprocessor expression");
        return false;
    }
    if (!read_integer(token, &integer))
        return false;
    *value = integer.value;
    *is_unsigned = integer.is_unsigned || integer.value > INT64_MAX;
    return true;
}

// ---- characters ----

// The text between the quotes, and the type given by the prefix.
struct literal {
    const char *text;
    const char *end;
    enum number_type type;
    bool is_utf8; // u8
};

static struct literal literal_open(const struct token *token) {
    struct literal literal = {token->text, token->text + token->length - 1, NUMBER_CHAR, false};
    char prefix = *literal.text;
    if (prefix == 'L')
        literal.type = NUMBER_WCHAR;
    else if (prefix == 'U')
        literal.type = NUMBER_CHAR32;
    else if (prefix == 'u' && literal.text[1] != '8')
        literal.type = NUMBER_CHAR16;
    else if (prefix == 'u')
        literal.is_utf8 = true;
    while (*literal.text != '"' && *literal.text != '\'')
        literal.text++;
    literal.text++;
    return literal;
}

// The place of a character in a literal, or of the literal if it does not stand in a file.
static place_t character_place(const struct token *token, const char *character) {
    struct source *source = source_at(token->place);
    if (source == NULL ||
        source->text + (place_in_file(token->place) - source->start) != token->text)
        return token->place;
    return token->place + (place_t)(character - token->text);
}

static uint32_t element_size(enum number_type type) {
    return type == NUMBER_CHAR ? 1 : type == NUMBER_CHAR16 ? 2 : 4;
}

// Octal and hexadecimal escapes; text points to the first digit.
static uint32_t read_digits(const struct token *token, struct literal *literal, uint32_t base,
                            enum number_type type) {
    uint32_t most = element_size(type) == 4 ? UINT32_MAX : element_size(type) == 2 ? 0xFFFF : 0xFF;
    uint32_t value = 0;
    bool is_large = false;
    const char *escape = literal->text - (base == 16 ? 2 : 1);
    for (uint32_t count = 0; literal->text < literal->end && (base == 16 || count < 3); count++) {
        uint32_t digit = digit_value(*literal->text);
        if (digit >= base)
            break;
        if (value > most / base)
            is_large = true;
        value = value * base + digit;
        literal->text++;
    }
    if (is_large || value > most)
        warning_at(character_place(token, escape), "%s escape sequence out of range",
                   base == 16 ? "hex" : "octal");
    return most == UINT32_MAX ? value : value % (most + 1);
}

// A universal character name; text points to its u or U.
static uint32_t read_universal(struct literal *literal, place_t place) {
    const char *name = literal->text - 1;
    uint32_t length;
    uint32_t code = universal_character(name, &length);
    if (code == 0 || name + length > literal->end) {
        literal->text++;
        while (literal->text < literal->end && digit_value(*literal->text) < 16 &&
               literal->text - name < 10)
            literal->text++;
        error_at(place, "incomplete universal character name %.*s", (int)(literal->text - name),
                 name);
        return 0;
    }
    literal->text += length - 1;
    if ((code < 0xA0 && code != '$' && code != '@' && code != '`') || code > 0x10FFFF ||
        (code >= 0xD800 && code < 0xE000))
        error_at(place, "%.*s is not a valid universal character", (int)length, name);
    return code;
}

// An escape sequence; text points past its backslash. *is_code: it denotes a character rather than
// the value of an element.
static uint32_t read_escape(const struct token *token, struct literal *literal,
                            enum number_type type, bool *is_code) {
    static const char names[] = "abefnrtv\\'\"?E";
    static const char values[] = "\a\b\033\f\n\r\t\v\\'\"?\033";
    char c = *literal->text;
    place_t place = character_place(token, literal->text - 1);
    if (digit_value(c) < 8)
        return read_digits(token, literal, 8, type);
    if (c == 'u' || c == 'U') {
        *is_code = true;
        return read_universal(literal, place);
    }
    literal->text++;
    if (c == 'x') {
        if (literal->text == literal->end || digit_value(*literal->text) >= 16)
            error_at(place, "\\x used with no following hex digits");
        return read_digits(token, literal, 16, type);
    }
    const char *name = c == '\0' ? NULL : strchr(names, c);
    if (name != NULL)
        return (unsigned char)values[name - names];
    warning_at(place, "unknown escape sequence: '\\%c'", c);
    return (unsigned char)c;
}

// The next character, or byte of a narrow literal. *is_code as above.
static uint32_t read_character(const struct token *token, struct literal *literal,
                               enum number_type type, bool *is_code) {
    *is_code = false;
    unsigned char c = (unsigned char)*literal->text;
    if (c == '\\') {
        literal->text++;
        return read_escape(token, literal, type, is_code);
    }
    uint32_t length = 1;
    uint32_t code = c;
    if (c >= 128 && type != NUMBER_CHAR) {
        code = utf8_decode(literal->text, &length);
        *is_code = true;
        if (code == UINT32_MAX) {
            error_at(token->place, "invalid UTF-8 in literal");
            code = c;
        }
    }
    literal->text += length;
    return code;
}

void character_convert(struct token *token) {
    struct literal literal = literal_open(token);
    uint32_t value = 0;
    uint32_t count = 0;
    while (literal.text < literal.end) {
        bool is_code;
        uint32_t c = read_character(token, &literal, literal.type, &is_code);
        char bytes[4];
        uint32_t length = 1;
        if (literal.type != NUMBER_CHAR) {
            value = c;
        } else if (is_code) {
            length = utf8_encode(c, bytes);
            for (uint32_t i = 0; i < length; i++)
                value = value * 256 + (unsigned char)bytes[i];
        } else {
            value = value * 256 + c;
        }
        count += length;
    }
    token->kind = TOKEN_NUMBER;
    token->number = literal.type == NUMBER_CHAR ? NUMBER_INT : literal.type;
    if (count == 0)
        error_at(token->place, "empty character constant");
    else if (count > 4 || (count > 1 && literal.type != NUMBER_CHAR))
        warning_at(token->place, "character constant too long for its type");
    else if (count > 1)
        warn(WARNING_MULTICHAR, token->place, "multi-character character constant");
    if (count == 1 && literal.type == NUMBER_CHAR && value >= 128)
        value -= 256;
    if (literal.type == NUMBER_CHAR16)
        value &= 0xffff;
    token->value = value;
    if (value >= 0x80000000 && (literal.type == NUMBER_CHAR || literal.type == NUMBER_WCHAR))
        token->value = value - ((uint64_t)1 << 32);
}

// ---- strings ----

// Stores one element, or a character that needs several; returns the number of bytes.
static uint32_t store_character(char *bytes, uint32_t c, enum number_type type, bool is_code) {
    if (type == NUMBER_CHAR && is_code)
        return utf8_encode(c, bytes);
    if (type == NUMBER_CHAR16 && is_code && c >= 0x10000) {
        uint32_t pair = c - 0x10000;
        store_character(bytes, 0xD800 | pair >> 10, type, false);
        store_character(bytes + 2, 0xDC00 | (pair & 0x3ff), type, false);
        return 4;
    }
    uint32_t size = element_size(type);
    for (uint32_t i = 0; i < size; i++) {
        bytes[i] = (char)(c & 0xff);
        c >>= 8;
    }
    return size;
}

// Stores the bytes of one literal; returns their number.
static uint32_t store_literal(char *bytes, const struct token *token, enum number_type type) {
    struct literal literal = literal_open(token);
    char *next = bytes;
    while (literal.text < literal.end) {
        if (type == NUMBER_CHAR) {
            const char *escape = memchr(literal.text, '\\', (size_t)(literal.end - literal.text));
            const char *end = escape == NULL ? literal.end : escape;
            memcpy(next, literal.text, (size_t)(end - literal.text));
            next += end - literal.text;
            literal.text = end;
            if (escape == NULL)
                break;
        }
        bool is_code;
        uint32_t c = read_character(token, &literal, type, &is_code);
        next += store_character(next, c, type, is_code);
    }
    return (uint32_t)(next - bytes);
}

void string_join(struct token *result, const struct token *parts, uint32_t count) {
    enum number_type type = NUMBER_CHAR;
    bool is_utf8 = false;
    uint64_t size = 1;
    for (uint32_t i = 0; i < count; i++) {
        struct literal literal = literal_open(&parts[i]);
        is_utf8 = is_utf8 || literal.is_utf8;
        if (literal.type != NUMBER_CHAR) {
            if (type != NUMBER_CHAR && literal.type != type)
                error_at(parts[i].place,
                         "unsupported non-standard concatenation of string literals");
            type = literal.type;
        }
        size += parts[i].length;
    }
    if (is_utf8 && type != NUMBER_CHAR)
        error_at(parts[0].place, "unsupported non-standard concatenation of string literals");
    size *= element_size(type);
    if (size > INT32_MAX)
        fatal_at(parts[0].place, "string literal is too large");
    char *bytes = allocate((size_t)size);
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++)
        used += store_literal(bytes + used, &parts[i], type);
    *result = parts[0];
    result->kind = TOKEN_STRING;
    result->number = type;
    result->text = bytes;
    result->length = used;
}
