// Formats of printf and scanf against their arguments (C11 7.21.6), as gcc's -Wformat.

#include "parse.h"

#include <stdio.h>
#include <string.h>

enum length { LENGTH_NONE, LENGTH_CHAR, LENGTH_SHORT, LENGTH_LONG, LENGTH_LONG_LONG, LENGTH_OTHER };

// A conversion specification.
struct conversion_of_format {
    char letter;
    char length_letter; // of LENGTH_OTHER: j z t
    enum length length;
    uint32_t letter_at;  // in the text of the format
    uint32_t length_at;  // of the length modifiers
    uint32_t stars;      // width and precision that are arguments,
    uint32_t star_at[2]; // and where they are in the text
    bool is_suppressed;  // scanf: assigns nothing
    bool has_minus, has_zero, has_plus, has_space, has_hash; // flags
};

static struct type *integer_of(const struct conversion_of_format *to, bool is_unsigned) {
    switch (to->length) {
    case LENGTH_CHAR: return is_unsigned ? type_unsigned_char : type_signed_char;
    case LENGTH_SHORT: return is_unsigned ? type_unsigned_short : type_short;
    case LENGTH_LONG: return is_unsigned ? type_unsigned_long : type_long;
    case LENGTH_LONG_LONG: return is_unsigned ? type_unsigned_long_long : type_long_long;
    case LENGTH_OTHER:
        if (to->length_letter == 'j' || to->length_letter == 'L' || to->length_letter == 'q')
            return is_unsigned ? type_unsigned_long_long : type_long_long;
        return is_unsigned ? type_unsigned : type_int;
    default: return is_unsigned ? type_unsigned : type_int;
    }
}

// What a conversion expects, for printf its promoted type; NULL if any will do.
static struct type *expected_type(const struct conversion_of_format *to, bool is_scan) {
    struct type *type = NULL;
    switch (to->letter) {
    case 'd':
    case 'i': type = integer_of(to, false); break;
    case 'o':
    case 'u':
    case 'x':
    case 'X': type = integer_of(to, true); break;
    case 'c':
        if (to->length == LENGTH_LONG)
            return NULL;
        type = is_scan ? type_char : type_int;
        break;
    case 's':
    case '[':
        if (to->length == LENGTH_LONG)
            return NULL;
        return type_char_pointer;
    case 'C':
    case 'S': return NULL;
    case 'n': return type_pointer(integer_of(to, false));
    case 'p': type = type_pointer(type_void); break;
    default: // floating
        type = is_scan && to->length == LENGTH_NONE ? type_float : type_double;
        if (to->length == LENGTH_OTHER)
            type = type_long_double;
    }
    if (is_scan)
        return type_pointer(type);
    return type->kind == TYPE_CHAR || type->kind == TYPE_SHORT ? type_int : type;
}

static bool fits_number(const struct type *wanted, const struct type *given) {
    if (given->kind == TYPE_ENUM)
        given = given->base;
    return wanted->kind == given->kind;
}

static bool fits(const struct type *wanted, const struct type *given) {
    if (wanted->kind != TYPE_POINTER)
        return fits_number(wanted, given);
    if (given->kind != TYPE_POINTER)
        return false;
    const struct type *to = wanted->base, *from = given->base->unqualified;
    return to->kind == TYPE_VOID || fits_number(to, from) ||
           (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER);
}

static void read_length(const char *text, uint32_t length, uint32_t *at,
                        struct conversion_of_format *to) {
    uint32_t i = *at;
    to->length_at = i;
    for (; i < length && text[i] != '\0' && strchr("hlLjztq", text[i]) != NULL; i++) {
        bool is_double = to->length != LENGTH_NONE;
        to->length_letter = text[i];
        to->length = text[i] == 'h'   ? (is_double ? LENGTH_CHAR : LENGTH_SHORT)
                     : text[i] == 'l' ? (is_double ? LENGTH_LONG_LONG : LENGTH_LONG)
                                      : LENGTH_OTHER;
    }
    *at = i;
}

// Reads what is behind a %. False for one that is none, %%.
static bool read_conversion(const char *text, uint32_t length, uint32_t *at, bool is_scan,
                            struct conversion_of_format *to) {
    uint32_t i = *at;
    *to = (struct conversion_of_format){0};
    if (is_scan && i < length && text[i] == '*') {
        to->is_suppressed = true;
        i++;
    }
    for (; i < length && !is_scan && text[i] != '\0' && strchr("-+ #0'I", text[i]) != NULL; i++) {
        to->has_minus = to->has_minus || text[i] == '-';
        to->has_zero = to->has_zero || text[i] == '0';
        to->has_plus = to->has_plus || text[i] == '+';
        to->has_space = to->has_space || text[i] == ' ';
        to->has_hash = to->has_hash || text[i] == '#';
    }
    for (; i < length && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.' || text[i] == '*');
         i++)
        if (text[i] == '*' && to->stars < 2)
            to->star_at[to->stars++] = i;
    read_length(text, length, &i, to);
    to->letter = i < length ? text[i] : '\0';
    to->letter_at = i;
    if (to->letter == '[') {
        i += i + 1 < length && text[i + 1] == '^' ? 2 : 1;
        i += i < length && text[i] == ']';
        while (i < length && text[i] != ']')
            i++;
        to->letter_at = i - 1;
    }
    *at = i + 1;
    return to->letter != '%';
}

// How many bytes of source text an escape sequence has.
static uint32_t escape_length(const char *text) {
    uint32_t length = 2;
    if (text[1] == 'x')
        while (text[length] != '\0' && strchr("0123456789abcdefABCDEF", text[length]) != NULL)
            length++;
    if (text[1] >= '0' && text[1] <= '7')
        while (length < 4 && text[length] >= '0' && text[length] <= '7')
            length++;
    return length;
}

// Where a byte of a string literal stands in the source text, if that can be told. Else where the
// literal begins.
static bool is_in_macro; // the call is, to which the literal may be an argument

static place_t place_in_string(const struct expression *string, uint32_t index) {
    uint32_t length, at = 1;
    place_t place = string->place;
    if (place_in_file(place) != place || is_in_macro)
        return place;
    const char *text = source_text_at(place, &length);
    if (text[0] != '"')
        return place;
    for (; index > 0 && at < length && text[at] != '"'; index--) {
        if (text[at] == '\\' && strchr("uUN", text[at + 1]) != NULL)
            return place;
        at += text[at] == '\\' ? escape_length(text + at) : 1;
    }
    return index > 0 || text[at] == '"' ? place : place + at; // or in the next literal
}

// The format that is being checked.
struct format {
    const struct expression *string;
    const char *text;
    uint32_t length;
    bool is_scan;
    const struct expression *argument; // the next one, and its number
    uint32_t number;
};

// What takes an argument: "format '%ld'", "field width specifier '*'".
struct taker {
    char text[48];
    place_t place;
};

static void take_argument(struct format *format, const struct taker *taker, struct type *wanted) {
    const struct expression *argument = format->argument;
    if (argument == NULL) {
        if (wanted != NULL)
            warn(WARNING_FORMAT, taker->place, "%s expects a matching %s argument", taker->text,
                 type_quoted(wanted));
        return;
    }
    if (wanted != NULL && !is_error(argument) && !fits(wanted, argument->type))
        warn(WARNING_FORMAT, taker->place,
             "%s expects argument of type %s, but argument %u has type %s", taker->text,
             type_quoted(wanted), (unsigned)format->number, type_quoted(argument->type));
    format->argument = argument->next;
    format->number++;
}

static void take_stars(struct format *format, const struct conversion_of_format *to) {
    struct taker taker;
    for (uint32_t i = 0; i < to->stars; i++) {
        bool is_precision = to->star_at[i] > 0 && format->text[to->star_at[i] - 1] == '.';
        strcpy(taker.text,
               is_precision ? "field precision specifier '.*'" : "field width specifier '*'");
        taker.place = place_in_string(format->string, to->star_at[i]);
        take_argument(format, &taker, type_int);
    }
}

static void warn_unknown(const struct format *format, const struct conversion_of_format *to) {
    place_t place = place_in_string(format->string, to->letter_at);
    if (to->letter > ' ' && to->letter < 127)
        warn(WARNING_FORMAT, place, "unknown conversion type character '%c' in format", to->letter);
    else
        warn(WARNING_FORMAT, place, "unknown conversion type character '\\x%02x' in format",
             (unsigned)(unsigned char)to->letter);
}

// Flags that mean nothing to a conversion (gcc's print_char_table).
static void check_flags(const struct format *format, const struct conversion_of_format *to) {
    const struct {
        bool is_there;
        char flag;
        const char *letters; // that know it
    } flags[] = {{to->has_zero, '0', "dioxXufFeEgGaA"},
                 {to->has_space, ' ', "difFeEgGaA"},
                 {to->has_plus, '+', "difFeEgGaA"},
                 {to->has_hash, '#', "oxXfFeEgGaA"}};
    for (uint32_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
        if (flags[i].is_there && strchr(flags[i].letters, to->letter) == NULL)
            warn(WARNING_FORMAT, place_in_string(format->string, to->letter_at),
                 "'%c' flag used with '%%%c' gnu_printf format", flags[i].flag, to->letter);
    if (to->has_zero && to->has_minus)
        warn(WARNING_FORMAT, format->string->place,
             "'0' flag ignored with '-' flag in gnu_printf format");
    if (to->has_space && to->has_plus)
        warn(WARNING_FORMAT, format->string->place,
             "' ' flag ignored with '+' flag in gnu_printf format");
}

// One conversion; false if nothing can be said of what follows.
static bool check_conversion(struct format *format, const struct conversion_of_format *to) {
    if (to->letter == '$' || (format->is_scan && to->letter == 'm'))
        return false; // extensions: numbered arguments, allocated strings
    if (to->letter == '\0' && to->letter_at >= format->length) {
        bool is_alone = format->text[format->length - 1] == '%';
        warn(WARNING_FORMAT, place_in_string(format->string, format->length - 1),
             is_alone ? "spurious trailing '%%' in format"
                      : "conversion lacks type at end of format");
        return true;
    }
    if (to->letter == 'm')
        return true;
    if (strchr("diouxXcsnpeEfFgGaA[CS", to->letter) == NULL ||
        (to->letter == '[' && !format->is_scan)) {
        warn_unknown(format, to);
        return true;
    }
    check_flags(format, to);
    take_stars(format, to);
    if (to->is_suppressed)
        return true;
    struct taker taker;
    uint32_t length = to->letter_at + 1 - to->length_at;
    snprintf(taker.text, sizeof taker.text, "format '%%%.*s'", length < 30 ? (int)length : 30,
             format->text + to->length_at);
    taker.place = place_in_string(format->string, to->letter_at);
    take_argument(format, &taker, expected_type(to, format->is_scan));
    return true;
}

// If it has no arguments, they are in a va_list.
static void check_format(struct format *format, bool has_arguments) {
    const char *percent;
    uint32_t at = 0;
    if (format->length == 0 && !format->is_scan)
        warn(WARNING_FORMAT_ZERO_LENGTH, format->string->place,
             "zero-length gnu_printf format string");
    while (at < format->length && (percent = memchr(format->text + at, '%', format->length - at))) {
        struct conversion_of_format to;
        at = (uint32_t)(percent - format->text) + 1;
        if (!read_conversion(format->text, format->length, &at, format->is_scan, &to))
            continue;
        if (!has_arguments || !check_conversion(format, &to))
            return;
    }
    if (format->argument != NULL)
        warn(WARNING_FORMAT_EXTRA_ARGS, format->string->place, "too many arguments for format");
}

// A call whose arguments have been converted.
void warn_format(const struct function_facts *facts, const struct expression *arguments,
                 place_t place) {
    const struct expression *format = arguments;
    uint32_t number = 1;
    if (!options.is_warned[WARNING_FORMAT])
        return;
    for (; format != NULL && number < facts->string; number++)
        format = format->next;
    while (format != NULL && format->kind == EXPRESSION_CAST)
        format = format->left;
    if (format == NULL || format->kind != EXPRESSION_ADDRESS ||
        format->left->kind != EXPRESSION_STRING || format->left->type->base->kind != TYPE_CHAR)
        return;
    const struct expression *argument = format->next;
    for (; argument != NULL && number + 1 < facts->first; number++)
        argument = argument->next;
    struct format checked = {.string = format->left,
                             .text = format->left->object->text,
                             .length = format->left->object->length - 1,
                             .is_scan = facts->format == FORMAT_SCAN,
                             .argument = facts->first == 0 ? NULL : argument,
                             .number = number + 1};
    is_in_macro = place_in_file(place) != place;
    check_format(&checked, facts->first != 0);
}
