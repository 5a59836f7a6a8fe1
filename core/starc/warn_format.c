// Formats of printf and scanf against their arguments (C11 7.21.6), as gcc's -Wformat.

#include "parse.h"

#include <stdio.h>
#include <string.h>

struct formatted {
    const char *name;
    uint32_t format;   // which argument it is, from 0
    uint32_t argument; // the first one that it is about; 0: they are in a va_list
    bool is_scan;
};
static const struct formatted functions[] = {
    {"printf", 0, 1, false},  {"fprintf", 1, 2, false},  {"dprintf", 1, 2, false},
    {"sprintf", 1, 2, false}, {"snprintf", 2, 3, false}, {"scanf", 0, 1, true},
    {"fscanf", 1, 2, true},   {"sscanf", 1, 2, true},
};

enum length { LENGTH_NONE, LENGTH_CHAR, LENGTH_SHORT, LENGTH_LONG, LENGTH_LONG_LONG, LENGTH_OTHER };

// A conversion specification.
struct conversion_of_format {
    char letter;
    char length_letter; // of LENGTH_OTHER: j z t
    enum length length;
    uint32_t letter_at; // in the text of the format
    uint32_t length_at; // of the length modifiers
    uint32_t stars;     // width and precision that are arguments
    bool is_suppressed; // scanf: assigns nothing
};

static struct type *integer_of(const struct conversion_of_format *to, bool is_unsigned) {
    switch (to->length) {
    case LENGTH_CHAR: return is_unsigned ? type_unsigned_char : type_signed_char;
    case LENGTH_SHORT: return is_unsigned ? type_unsigned_short : type_short;
    case LENGTH_LONG: return is_unsigned ? type_unsigned_long : type_long;
    case LENGTH_LONG_LONG: return is_unsigned ? type_unsigned_long_long : type_long_long;
    case LENGTH_OTHER:
        if (to->length_letter == 'j')
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
    return to->kind == TYPE_VOID || from->kind == TYPE_VOID || fits_number(to, from) ||
           (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER);
}

// Reads what is behind a %. False at the end of the format, or for %%.
static bool read_conversion(const char *text, uint32_t length, uint32_t *at, bool is_scan,
                            struct conversion_of_format *to) {
    uint32_t i = *at;
    *to = (struct conversion_of_format){0};
    if (is_scan && i < length && text[i] == '*') {
        to->is_suppressed = true;
        i++;
    }
    while (i < length && !is_scan && text[i] != '\0' && strchr("-+ #0'", text[i]) != NULL)
        i++;
    for (; i < length && ((text[i] >= '0' && text[i] <= '9') || text[i] == '.' || text[i] == '*');
         i++)
        to->stars += text[i] == '*';
    to->length_at = i;
    for (; i < length && text[i] != '\0' && strchr("hlLjztq", text[i]) != NULL; i++) {
        bool is_double = to->length != LENGTH_NONE;
        to->length_letter = text[i];
        to->length = text[i] == 'h'   ? (is_double ? LENGTH_CHAR : LENGTH_SHORT)
                     : text[i] == 'l' ? (is_double ? LENGTH_LONG_LONG : LENGTH_LONG)
                                      : LENGTH_OTHER;
    }
    to->letter = i < length ? text[i] : '\0';
    to->letter_at = i;
    if (to->letter == '[') {
        i += i + 1 < length && text[i + 1] == '^' ? 2 : 1;
        i += i < length && text[i] == ']';
        while (i < length && text[i] != ']')
            i++;
    }
    *at = i + 1;
    return to->letter != '\0' && to->letter != '%';
}

// Where a byte of a string literal stands in the source text, if that can be told: there are no
// escapes before it. Else where the literal begins.
static place_t place_in_string(const struct expression *string, uint32_t index) {
    uint32_t length;
    place_t place = string->place;
    if (place_in_file(place) != place)
        return place;
    const char *text = source_text_at(place, &length);
    if (length < index + 2 || text[0] != '"' ||
        memcmp(text + 1, string->object->text, index + 1) != 0)
        return place;
    return place + 1 + index;
}

static void check_argument(const struct conversion_of_format *to, const struct type *wanted,
                           const struct expression *argument, uint32_t number,
                           const struct expression *string, const char *length_text) {
    if (wanted == NULL || is_error(argument) || fits(wanted, argument->type))
        return;
    warn(WARNING_FORMAT, place_in_string(string, to->letter_at),
         "format '%%%s%c' expects argument of type %s, but argument %u has type %s", length_text,
         to->letter, type_quoted(wanted), (unsigned)number, type_quoted(argument->type));
}

static void check_format(const struct expression *string, const struct expression *argument,
                         uint32_t number, bool is_scan) {
    const char *text = string->object->text;
    uint32_t length = string->object->length - 1;
    const char *percent;
    uint32_t at = 0;
    while ((percent = memchr(text + at, '%', length - at)) != NULL) {
        struct conversion_of_format to;
        at = (uint32_t)(percent - text) + 1;
        if (!read_conversion(text, length, &at, is_scan, &to)) {
            if (to.letter == '\0')
                warn(WARNING_FORMAT, place_in_string(string, (uint32_t)(percent - text)),
                     "spurious trailing '%%' in format");
            if (at > length)
                return;
            continue;
        }
        char spelled[16];
        snprintf(spelled, sizeof spelled, "%.*s",
                 (int)(to.letter_at - to.length_at < 15 ? to.letter_at - to.length_at : 15),
                 text + to.length_at);
        if (strchr("diouxXcsnpeEfFgGaA[", to.letter) == NULL) {
            warn(WARNING_FORMAT, place_in_string(string, to.letter_at),
                 "unknown conversion type character '%c' in format", to.letter);
            return;
        }
        for (uint32_t i = 0; i <= to.stars; i++) {
            bool is_star = i < to.stars;
            struct type *wanted = is_star ? type_int : expected_type(&to, is_scan);
            if (to.is_suppressed)
                break;
            if (argument == NULL) {
                if (wanted != NULL)
                    warn(WARNING_FORMAT, place_in_string(string, to.letter_at),
                         "format '%%%s%c' expects a matching %s argument", spelled, to.letter,
                         type_quoted(wanted));
                return;
            }
            check_argument(&to, wanted, argument, number, string, spelled);
            argument = argument->next;
            number++;
        }
    }
    if (argument != NULL)
        warn(WARNING_FORMAT_EXTRA_ARGS, string->place, "too many arguments for format");
}

// A call whose arguments have been converted.
void warn_format(const struct object *function, const struct expression *arguments) {
    if (function == NULL || function->name == NULL || !function->is_external)
        return;
    const struct formatted *formatted = functions;
    const struct formatted *end = functions + sizeof functions / sizeof functions[0];
    while (formatted != end && strcmp(formatted->name, function->name->text) != 0)
        formatted++;
    if (formatted == end)
        return;
    const struct expression *format = arguments;
    uint32_t number = 0;
    while (format != NULL && number < formatted->format) {
        format = format->next;
        number++;
    }
    if (format == NULL || format->kind != EXPRESSION_ADDRESS ||
        format->left->kind != EXPRESSION_STRING || format->left->type->base->kind != TYPE_CHAR)
        return;
    check_format(format->left, format->next, number + 2, formatted->is_scan);
}
