// libcstar: formatted input (ISO C11 7.21.6.2). Every conversion takes the longest run of
// characters that could begin a right one, and gives back the one behind it. Floating conversions
// are made in strtod.c, if the program has floating point; else they fail to match.
#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include "strtod.h"
#include "stream.h"

enum { BYTE = 256, DIGITS = 72 };

// Where input comes from: a stream, or the text.
struct source {
    FILE *stream;
    const unsigned char *text;
    unsigned count; // characters consumed
};

enum outcome { MATCHED, MISMATCHED, ENDED };

enum length { CHAR = -2, SHORT, INT, LONG, LONG_LONG };

struct conversion {
    int suppressed;
    int width; // INT_MAX: any
    enum length length;
    int specifier;
    int accepted[BYTE]; // of a %[: whether a character is in the set
};

static int take(struct source *source) {
    int character;
    if (source->stream != NULL) {
        character = fgetc(source->stream);
    } else {
        character = *source->text;
        if (character == 0) {
            return EOF;
        }
        source->text++;
    }
    if (character != EOF) {
        source->count++;
    }
    return character;
}

static void give_back(struct source *source, int character) {
    if (character == EOF) {
        return;
    }
    source->count--;
    if (source->stream != NULL) {
        ungetc(character, source->stream);
    } else {
        source->text--;
    }
}

static void skip_space(struct source *source) {
    int character;
    do {
        character = take(source);
    } while (isspace(character));
    give_back(source, character);
}

static void store(const struct conversion *from, void *target, unsigned long long value) {
    switch (from->length) {
    case CHAR: *(unsigned char *)target = (unsigned char)value; break;
    case SHORT: *(unsigned short *)target = (unsigned short)value; break;
    case LONG_LONG: *(unsigned long long *)target = value; break;
    default: *(unsigned *)target = (unsigned)value; break;
    }
}

// ---- integers ----

static int is_digit(int character, int base) {
    if (character >= '0' && character <= '9') {
        return character - '0' < base;
    }
    return base == 16 && isxdigit(character);
}

// Collects an integer as text: the digits behind zeros, as far as they matter. `*base` may be 0.
static enum outcome collect(struct source *source, int width, int *base, char *digits) {
    int count = 0;
    int any = 0;
    int character = take(source);
    if (character == EOF) {
        return ENDED;
    }
    if (character == '+' || character == '-') {
        digits[count++] = (char)character;
        character = --width > 0 ? take(source) : EOF;
    }
    if (character == '0' && (*base == 0 || *base == 16)) {
        any = 1;
        character = --width > 0 ? take(source) : EOF;
        if (character == 'x' || character == 'X') {
            any = 0;
            *base = 16;
            character = --width > 0 ? take(source) : EOF;
        } else if (*base == 0) {
            *base = 8;
        }
    }
    if (*base == 0) {
        *base = 10;
    }
    int significant = 0;
    while (is_digit(character, *base)) {
        any = 1;
        significant = significant || character != '0';
        if (significant && count < DIGITS - 2) {
            digits[count++] = (char)character;
        }
        character = --width > 0 ? take(source) : EOF;
    }
    if (width > 0) {
        give_back(source, character);
    }
    if (!significant) {
        digits[count++] = '0';
    }
    digits[count] = 0;
    return any ? MATCHED : MISMATCHED;
}

static enum outcome scan_integer(struct source *source, const struct conversion *from,
                                 void *target) {
    char digits[DIGITS];
    int base = 10;
    switch (from->specifier) {
    case 'i': base = 0; break;
    case 'o': base = 8; break;
    case 'x':
    case 'X':
    case 'p': base = 16; break;
    default: break;
    }
    enum outcome outcome = collect(source, from->width, &base, digits);
    if (outcome != MATCHED || from->suppressed) {
        return outcome;
    }
    int is_signed = from->specifier == 'd' || from->specifier == 'i';
    if (from->length == LONG_LONG) {
        store(from, target,
              is_signed ? (unsigned long long)strtoll(digits, NULL, base)
                        : strtoull(digits, NULL, base));
    } else if (is_signed) {
        store(from, target, (unsigned)strtol(digits, NULL, base));
    } else {
        store(from, target, (unsigned)strtoul(digits, NULL, base));
    }
    return MATCHED;
}

// ---- floating numbers ----

static int take_next(void *source) {
    return take(source);
}

static enum outcome scan_floating(struct source *source, const struct conversion *from,
                                  void *target) {
    struct floating_reader reader = {.take = take_next, .from = source, .width = from->width};
    if (!HAS_READER) {
        return MISMATCHED;
    }
    __read_floating(&reader);
    if (!reader.is_cut) {
        give_back(source, reader.character);
    }
    if (reader.count == 0 && reader.character == EOF) {
        return ENDED;
    }
    if (reader.valid == 0 || reader.valid != reader.count) {
        return MISMATCHED;
    }
    if (!from->suppressed) {
        __store_floating(&reader, target, from->length == INT);
    }
    return MATCHED;
}

// ---- characters ----

static void put_character(const struct conversion *from, char *target, int index, int character) {
    if (from->suppressed) {
        return;
    }
    if (from->length == LONG) {
        ((wchar_t *)target)[index] = character;
    } else {
        target[index] = (char)character;
    }
}

static int belongs(const struct conversion *from, int character) {
    if (character == EOF) {
        return 0;
    }
    switch (from->specifier) {
    case 'c': return 1;
    case 's': return !isspace(character);
    default: return from->accepted[character];
    }
}

// %c, %s and %[. Only %c may end by its width alone and puts no end.
static enum outcome scan_characters(struct source *source, const struct conversion *from,
                                    char *target) {
    int count = 0;
    int character = EOF;
    while (count < from->width) {
        character = take(source);
        if (!belongs(from, character)) {
            give_back(source, character);
            break;
        }
        put_character(from, target, count, character);
        count++;
    }
    if (count == 0) {
        return character == EOF ? ENDED : MISMATCHED;
    }
    if (from->specifier != 'c') {
        put_character(from, target, count, 0);
    }
    return MATCHED;
}

// ---- the format ----

// The set behind %[; a - between two characters is a range.
static const char *parse_set(struct conversion *from, const char *format) {
    int inverted = *format == '^';
    if (inverted) {
        format++;
    }
    for (int i = 0; i < BYTE; i++) {
        from->accepted[i] = inverted;
    }
    const char *first = format;
    for (; *format != 0 && (*format != ']' || format == first); format++) {
        unsigned low = (unsigned char)*format;
        unsigned high = low;
        if (format[1] == '-' && format[2] != ']' && format[2] != 0) {
            high = (unsigned char)format[2];
            format += 2;
        }
        for (; low <= high; low++) {
            from->accepted[low] = !inverted;
        }
    }
    return *format == 0 ? format : format + 1;
}

static const char *parse(struct conversion *from, const char *format) {
    from->suppressed = *format == '*';
    if (from->suppressed) {
        format++;
    }
    from->width = 0;
    for (; *format >= '0' && *format <= '9'; format++) {
        from->width = from->width > INT_MAX / 10 - 1 ? INT_MAX : from->width * 10 + (*format - '0');
    }
    from->length = INT;
    switch (*format) {
    case 'h':
        from->length = format[1] == 'h' ? CHAR : SHORT;
        format += format[1] == 'h' ? 2 : 1;
        break;
    case 'l':
        from->length = format[1] == 'l' ? LONG_LONG : LONG;
        format += format[1] == 'l' ? 2 : 1;
        break;
    case 'j':
    case 'q':
    case 'L':
        from->length = LONG_LONG;
        format++;
        break;
    case 'z':
    case 't': format++; break;
    default: break;
    }
    from->specifier = *format;
    if (*format == 0) {
        return format;
    }
    if (from->width == 0) {
        from->width = *format == 'c' ? 1 : INT_MAX;
    }
    return *format == '[' ? parse_set(from, format + 1) : format + 1;
}

static enum outcome match_literal(struct source *source, int wanted) {
    int character = take(source);
    if (character == wanted) {
        return MATCHED;
    }
    give_back(source, character);
    return character == EOF ? ENDED : MISMATCHED;
}

static enum outcome scan(struct source *source, const struct conversion *from, void *target) {
    switch (from->specifier) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
    case 'p': skip_space(source); return scan_integer(source, from, target);
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G': skip_space(source); return scan_floating(source, from, target);
    case 's': skip_space(source); return scan_characters(source, from, target);
    case 'c':
    case '[': return scan_characters(source, from, target);
    default: return MISMATCHED;
    }
}

static int scan_from(struct source *source, const char *format, va_list *arguments) {
    struct conversion from;
    int assigned = 0;
    while (*format != 0) {
        enum outcome outcome = MATCHED;
        if (isspace((unsigned char)*format)) {
            skip_space(source);
            format++;
        } else if (*format != '%') {
            outcome = match_literal(source, (unsigned char)*format);
            format++;
        } else {
            format = parse(&from, format + 1);
            if (from.specifier == '%') {
                skip_space(source);
                outcome = match_literal(source, '%');
            } else if (from.specifier == 'n') {
                if (!from.suppressed) {
                    store(&from, va_arg(*arguments, void *), source->count);
                }
            } else {
                outcome = scan(source, &from, from.suppressed ? NULL : va_arg(*arguments, void *));
                assigned += outcome == MATCHED && !from.suppressed;
            }
        }
        if (outcome != MATCHED) {
            return outcome == ENDED && assigned == 0 ? EOF : assigned;
        }
    }
    return assigned;
}

// ---- the functions ----

int vfscanf(FILE *restrict stream, const char *restrict format, va_list arguments) {
    va_list rest;
    struct source source = {stream, NULL, 0};
    va_copy(rest, arguments);
    int result = scan_from(&source, format, &rest);
    va_end(rest);
    return result;
}

int vsscanf(const char *restrict text, const char *restrict format, va_list arguments) {
    va_list rest;
    struct source source = {NULL, (const unsigned char *)text, 0};
    va_copy(rest, arguments);
    int result = scan_from(&source, format, &rest);
    va_end(rest);
    return result;
}

int vscanf(const char *restrict format, va_list arguments) {
    return vfscanf(stdin, format, arguments);
}

int scanf(const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfscanf(stdin, format, arguments);
    va_end(arguments);
    return result;
}

int fscanf(FILE *restrict stream, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfscanf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int sscanf(const char *restrict text, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vsscanf(text, format, arguments);
    va_end(arguments);
    return result;
}
