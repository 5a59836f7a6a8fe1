// libcstar: formatted input (ISO C11 7.21.6.2, 7.29.2.2). Every conversion takes the longest run of
// characters that could begin a right one, and gives back the one behind it. Floating conversions
// are made in strtod.c, if the program has floating point; else they fail to match. Input and
// format are both of bytes, or both wide: then wide_scan.c says how characters are taken.
#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include "scan.h"
#include "strtod.h"
#include "stream.h"

enum { DIGITS = 72, FIRST_ROOM = 32 };

enum outcome { MATCHED, MISMATCHED, ENDED };

enum length { CHAR = -2, SHORT, INT, LONG, LONG_LONG };

struct conversion {
    int suppressed;
    int allocates; // the memory for characters (%ms)
    int width;     // INT_MAX: any
    enum length length;
    int specifier;
    int inverted;   // of a %[: the set has all but these characters,
    unsigned first; // which are in the format from here
    unsigned end;   // to here
};

static int take_byte(struct source *source) {
    const unsigned char *text = source->text;
    if (source->stream != NULL) {
        return fgetc(source->stream);
    }
    if (*text == 0) {
        return EOF;
    }
    source->text = text + 1;
    return *text;
}

static void give_back_byte(struct source *source, int character) {
    if (source->stream != NULL) {
        ungetc(character, source->stream);
    } else {
        source->text = (const char *)source->text - 1;
    }
}

static int is_space_byte(int character) {
    return isspace(character);
}

static const struct scan_kind of_bytes = {0, take_byte, give_back_byte, is_space_byte, NULL};

static int take(struct source *source) {
    int character = source->kind->take(source);
    if (character != EOF) {
        source->count++;
    }
    return character;
}

static void give_back(struct source *source, int character) {
    if (character != EOF) {
        source->count--;
        source->kind->give_back(source, character);
    }
}

// A character of the format.
static int at(const struct source *source, unsigned index) {
    return source->kind->is_wide ? ((const wchar_t *)source->format)[index]
                                 : ((const unsigned char *)source->format)[index];
}

static void skip_space(struct source *source) {
    int character;
    do {
        character = take(source);
    } while (source->kind->is_space(character));
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

// Where characters go: memory of the program, or some that grows, of which it gets the address.
struct target {
    char *bytes;
    size_t count; // of units, which are bytes or wide characters
    size_t room;  // of memory that grows
    mbstate_t state;
};

static int has_room(const struct conversion *from, struct target *target, size_t units) {
    size_t size = from->length == LONG ? sizeof(wchar_t) : 1;
    if (!from->allocates || target->count + units <= target->room) {
        return 1;
    }
    size_t room = 2 * target->room + FIRST_ROOM;
    char *bytes = realloc(target->bytes, room * size);
    if (bytes == NULL) {
        return 0;
    }
    target->bytes = bytes;
    target->room = room;
    return 1;
}

// Puts a character. 1, or 0: it is the start of a multibyte one; -1: it is none, or there is no
// memory.
static int put_character(const struct source *source, const struct conversion *from,
                         struct target *target, int character) {
    char text[MB_LEN_MAX] = {(char)character};
    wchar_t wide = character;
    size_t length = 1;
    int is_wide = source->kind->is_wide;
    if (from->length == LONG && !is_wide && (character >= 128 || target->state.__count != 0)) {
        length = mbrtowc(&wide, text, 1, &target->state);
    } else if (from->length != LONG && is_wide && character >= 128) {
        length = source->kind->put(text, wide);
    }
    if (length == (size_t)-2) {
        return 0;
    }
    if (length == (size_t)-1 || (!from->suppressed && !has_room(from, target, MB_LEN_MAX))) {
        return -1;
    }
    if (from->suppressed) {
        return 1;
    }
    if (from->length == LONG) {
        ((wchar_t *)(void *)target->bytes)[target->count++] = wide;
    } else {
        memcpy(target->bytes + target->count, text, length);
        target->count += length;
    }
    return 1;
}

// Whether a character is in the set of a %[; a - between two is a range.
static int is_in_set(const struct source *source, const struct conversion *from, int character) {
    for (unsigned i = from->first; i < from->end; i++) {
        int low = at(source, i), high = low;
        if (i + 2 < from->end && at(source, i + 1) == '-') {
            high = at(source, i + 2);
            i += 2;
        }
        if (character >= low && character <= high) {
            return 1;
        }
    }
    return 0;
}

static int belongs(const struct source *source, const struct conversion *from, int character) {
    if (character == EOF) {
        return 0;
    }
    switch (from->specifier) {
    case 'c': return 1;
    case 's': return !source->kind->is_space(character);
    default: return is_in_set(source, from, character) != from->inverted;
    }
}

// %c, %s and %[. Only %c may end by its width alone and puts no end.
static enum outcome scan_characters(struct source *source, const struct conversion *from,
                                    void *to) {
    struct target target = {from->allocates ? NULL : to, 0, 0, {0, 0, 0}};
    int count = 0, put = 1;
    int character = EOF;
    while (count < from->width && put >= 0) {
        character = take(source);
        if (!belongs(source, from, character)) {
            give_back(source, character);
            break;
        }
        put = put_character(source, from, &target, character);
        count += put;
    }
    if (count == 0 || put <= 0) {
        free(from->allocates ? target.bytes : NULL);
        return character == EOF && count == 0 ? ENDED : MISMATCHED;
    }
    if (from->specifier != 'c') {
        put_character(source, from, &target, 0);
    }
    if (from->allocates && !from->suppressed) {
        *(char **)to = target.bytes;
    }
    return MATCHED;
}

// ---- the format ----

// The set behind %[, which begins at the index; the index behind it.
static unsigned parse_set(const struct source *source, struct conversion *from, unsigned index) {
    from->inverted = at(source, index) == '^';
    index += (unsigned)from->inverted;
    from->first = index;
    while (at(source, index) != 0 && (at(source, index) != ']' || index == from->first)) {
        index++;
    }
    from->end = index;
    return at(source, index) == 0 ? index : index + 1;
}

static unsigned parse_length(const struct source *source, struct conversion *from, unsigned index) {
    int letter = at(source, index), is_double = letter != 0 && at(source, index + 1) == letter;
    from->length = INT;
    switch (letter) {
    case 'h': from->length = is_double ? CHAR : SHORT; return index + 1 + (unsigned)is_double;
    case 'l': from->length = is_double ? LONG_LONG : LONG; return index + 1 + (unsigned)is_double;
    case 'j':
    case 'q':
    case 'L': from->length = LONG_LONG; return index + 1;
    case 'z':
    case 't': return index + 1;
    default: return index;
    }
}

static unsigned parse(const struct source *source, struct conversion *from, unsigned index) {
    from->suppressed = at(source, index) == '*';
    index += (unsigned)from->suppressed;
    from->width = 0;
    for (; at(source, index) >= '0' && at(source, index) <= '9'; index++) {
        int digit = at(source, index) - '0';
        from->width = from->width > INT_MAX / 10 - 1 ? INT_MAX : from->width * 10 + digit;
    }
    from->allocates = at(source, index) == 'm';
    index = parse_length(source, from, index + (unsigned)from->allocates);
    from->specifier = at(source, index);
    if (from->specifier == 0) {
        return index;
    }
    if (from->specifier == 'S' || from->specifier == 'C') {
        from->specifier += 'a' - 'A';
        from->length = LONG;
    }
    if (from->width == 0) {
        from->width = from->specifier == 'c' ? 1 : INT_MAX;
    }
    return from->specifier == '[' ? parse_set(source, from, index + 1) : index + 1;
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

int __scan(struct source *source, va_list *arguments) {
    struct conversion from;
    int assigned = 0;
    unsigned index = 0;
    int character;
    while ((character = at(source, index)) != 0) {
        enum outcome outcome = MATCHED;
        if (source->kind->is_space(character)) {
            skip_space(source);
            index++;
        } else if (character != '%') {
            outcome = match_literal(source, character);
            index++;
        } else {
            index = parse(source, &from, index + 1);
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
    struct source source = {&of_bytes, format, stream, NULL, 0};
    va_copy(rest, arguments);
    int result = __scan(&source, &rest);
    va_end(rest);
    return result;
}

int vsscanf(const char *restrict text, const char *restrict format, va_list arguments) {
    va_list rest;
    struct source source = {&of_bytes, format, NULL, text, 0};
    va_copy(rest, arguments);
    int result = __scan(&source, &rest);
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
