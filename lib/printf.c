// libcstar: formatted output (ISO C11 7.21.6.1). A format is taken apart into conversions; each is
// made into one text (sign or prefix, zeros, digits or characters) that a sink receives with its
// padding. Floating conversions are made in format.c, if the program has any; else they print as
// they stand in the format.
#define _GNU_SOURCE 1
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include "printf.h"
#include "stream.h"

enum { WORD = sizeof(unsigned), BYTE = 256, DIGITS = 24 };

// Where output goes: a stream, or `room` bytes at `next` beyond which text is only counted.
struct sink {
    FILE *stream;
    char *next;
    size_t room;
    unsigned count;
    int failed;
};

static void put(struct sink *sink, const char *text, size_t size) {
    if (size > INT_MAX - sink->count) {
        errno = EOVERFLOW;
        sink->failed = 1;
        return;
    }
    sink->count += size;
    if (sink->stream != NULL) {
        if (__stream_write(sink->stream, text, size) != size) {
            sink->failed = 1;
        }
        return;
    }
    if (size > sink->room) {
        size = sink->room;
    }
    memcpy(sink->next, text, size);
    sink->next += size;
    sink->room -= size;
}

static void put_many(struct sink *sink, const char *sixteen, int count) {
    while (count > 16 && !sink->failed) {
        put(sink, sixteen, 16);
        count -= 16;
    }
    if (count > 0) {
        put(sink, sixteen, (size_t)count);
    }
}

static const char spaces[] = "                ";
static const char zeros[] = "0000000000000000";

// Prefix, zeros and text, padded to the width.
static void put_padded(struct sink *sink, const struct conversion *to, const char *prefix,
                       int prefix_size, int zero_count, const char *text, int size) {
    int padding = to->width - prefix_size - zero_count - size;
    if (padding > 0 && !to->left) {
        put_many(sink, spaces, padding);
    }
    if (prefix_size != 0) {
        put(sink, prefix, (size_t)prefix_size);
    }
    put_many(sink, zeros, zero_count);
    if (size != 0) {
        put(sink, text, (size_t)size);
    }
    if (padding > 0 && to->left) {
        put_many(sink, spaces, padding);
    }
}

// ---- digits ----

// Stores the digits of `value` up to `end`, which is aligned, and returns how many. Four digits
// make a word.
static int convert_word(char *end, unsigned value, unsigned base, unsigned letter) {
    unsigned *to = (unsigned *)end;
    int count = 0;
    unsigned word;
    do {
        word = 0;
        for (int i = 0; i != WORD; i++) {
            unsigned digit = value % base;
            value = value / base;
            word = word * BYTE + digit + (digit < 10 ? '0' : letter);
            count++;
            if (value == 0) {
                for (i++; i != WORD; i++) {
                    word = word * BYTE;
                }
                break;
            }
        }
        to--;
        *to = word;
    } while (value != 0);
    return count;
}

// The same for 64 bit: pieces of as many digits as fit a word, divided off by `piece` =
// base^digits. Inline, it would cost all numbers registers that few need; so with others below.
__attribute__((noinline)) static int convert_long(char *end, unsigned long long value,
                                                  unsigned base, unsigned letter) {
    unsigned piece = base == 10 ? 1000000000u : base == 8 ? 1u << 30 : 1u << 28;
    int digits = base == 10 ? 9 : base == 8 ? 10 : 7;
    int count = 0;
    while (value > UINT_MAX) {
        unsigned long long quotient = value / piece;
        unsigned rest = (unsigned)value - (unsigned)quotient * piece;
        for (int i = 0; i != digits; i++) {
            unsigned digit = rest % base;
            rest = rest / base;
            count++;
            end[-count] = (char)(digit + (digit < 10 ? '0' : letter));
        }
        value = quotient;
    }
    for (unsigned rest = (unsigned)value; rest != 0; rest = rest / base) {
        unsigned digit = rest % base;
        count++;
        end[-count] = (char)(digit + (digit < 10 ? '0' : letter));
    }
    return count;
}

// ---- conversions ----

static void put_integer(struct sink *sink, const struct conversion *to, unsigned long long value,
                        const char *prefix, int prefix_size) {
    unsigned buffer[DIGITS / WORD];
    char *end = (char *)(buffer + DIGITS / WORD);
    unsigned base = 10;
    if (to->specifier == 'o') {
        base = 8;
    } else if (to->specifier == 'x' || to->specifier == 'X' || to->specifier == 'p') {
        base = 16;
    }
    unsigned letter = (to->specifier == 'X' ? 'A' : 'a') - 10;
    int size = value > UINT_MAX ? convert_long(end, value, base, letter)
                                : convert_word(end, (unsigned)value, base, letter);
    if (value == 0 && to->precision == 0) {
        size = 0;
    }
    int zero_count = 0;
    if (to->precision >= 0) {
        if (to->precision > size) {
            zero_count = to->precision - size;
        }
    } else if (to->zero && !to->left && to->width > prefix_size + size) {
        zero_count = to->width - prefix_size - size;
    }
    if (base == 8 && to->alternative && zero_count == 0 && (value != 0 || size == 0)) {
        zero_count = 1;
    }
    put_padded(sink, to, prefix, prefix_size, zero_count, end - size, size);
}

static void put_signed(struct sink *sink, const struct conversion *to, va_list *arguments) {
    long long value;
    if (to->length == LONG_LONG) {
        value = va_arg(*arguments, long long);
    } else {
        int word = va_arg(*arguments, int);
        if (to->length == CHAR) {
            word = (signed char)word;
        } else if (to->length == SHORT) {
            word = (short)word;
        }
        value = word;
    }
    if (value < 0) {
        put_integer(sink, to, 0 - (unsigned long long)value, "-", 1);
    } else if (to->plus) {
        put_integer(sink, to, (unsigned long long)value, "+", 1);
    } else if (to->space) {
        put_integer(sink, to, (unsigned long long)value, " ", 1);
    } else {
        put_integer(sink, to, (unsigned long long)value, "", 0);
    }
}

static void put_unsigned(struct sink *sink, const struct conversion *to, va_list *arguments) {
    unsigned long long value;
    if (to->length == LONG_LONG) {
        value = va_arg(*arguments, unsigned long long);
    } else {
        unsigned word = va_arg(*arguments, unsigned);
        if (to->length == CHAR) {
            word = word % BYTE;
        } else if (to->length == SHORT) {
            word = word % 65536;
        }
        value = word;
    }
    int prefixed = to->alternative && value != 0;
    if (to->specifier == 'x' && prefixed) {
        put_integer(sink, to, value, "0x", 2);
    } else if (to->specifier == 'X' && prefixed) {
        put_integer(sink, to, value, "0X", 2);
    } else {
        put_integer(sink, to, value, "", 0);
    }
}

// A wide character as bytes: how many; -1: there are none. multibyte.c is there only if the program
// knows wide characters by other functions, too.
static int encode(char *bytes, wchar_t wide) {
    if (HAS_MULTIBYTE) {
        return __multibyte_encode(bytes, wide);
    }
    *bytes = (char)wide;
    return wide >= 0 && wide < 128 ? 1 : -1;
}

int __printf_counts_characters;

// Width and precision count characters of UTF-8.
static void put_characters(struct sink *sink, const struct conversion *to, const char *text) {
    int size = 0, count = 0;
    while (text[size] != 0 && count != to->precision) {
        do {
            size++;
        } while ((text[size] & 0xc0) == 0x80);
        count++;
    }
    struct conversion wider = *to;
    if (wider.width > count) {
        wider.width = size > INT_MAX - (wider.width - count) ? INT_MAX : wider.width - count + size;
    }
    put_padded(sink, &wider, "", 0, 0, text, size);
}

static void put_wide(struct sink *sink, const struct conversion *to, const wchar_t *text) {
    char bytes[MB_LEN_MAX];
    int size = 0, count = 0;
    for (; text[count] != 0; count++) {
        int length = encode(bytes, text[count]);
        if (length < 0) {
            errno = EILSEQ;
            sink->failed = 1;
            return;
        }
        if (__printf_counts_characters) {
            length = 1;
        }
        if (to->precision >= 0 && size + length > to->precision) {
            break;
        }
        size += length;
    }
    if (!to->left) {
        put_many(sink, spaces, to->width - size);
    }
    for (int i = 0; i < count; i++) {
        put(sink, bytes, (size_t)encode(bytes, text[i]));
    }
    if (to->left) {
        put_many(sink, spaces, to->width - size);
    }
}

__attribute__((noinline)) static void put_string(struct sink *sink, const struct conversion *to,
                                                 const void *text) {
    if (text == NULL) {
        int fits = to->precision < 0 || to->precision >= 6;
        put_padded(sink, to, "", 0, 0, "(null)", fits ? 6 : 0);
    } else if (to->length == LONG) {
        put_wide(sink, to, text);
    } else if (__printf_counts_characters) {
        put_characters(sink, to, text);
    } else {
        size_t size = to->precision < 0 ? strlen(text) : strnlen(text, (size_t)to->precision);
        if (size > INT_MAX) {
            size = INT_MAX;
        }
        put_padded(sink, to, "", 0, 0, text, (int)size);
    }
}

static void put_pointer(struct sink *sink, const struct conversion *to, const void *pointer) {
    if (pointer == NULL) {
        put_padded(sink, to, "", 0, 0, "(nil)", 5);
    } else if (to->plus || to->space) {
        put_integer(sink, to, (unsigned)pointer, to->plus ? "+0x" : " 0x", 3);
    } else {
        put_integer(sink, to, (unsigned)pointer, "0x", 2);
    }
}

static void store_count(struct sink *sink, const struct conversion *to, void *target) {
    switch (to->length) {
    case CHAR: *(signed char *)target = (signed char)sink->count; break;
    case SHORT: *(short *)target = (short)sink->count; break;
    case LONG_LONG: *(long long *)target = (long long)sink->count; break;
    default: *(int *)target = (int)sink->count; break;
    }
}

// False if there is no floating point.
__attribute__((noinline)) static int put_floating(struct sink *sink, const struct conversion *to,
                                                  va_list *arguments) {
    struct floating_text text;
    if (!HAS_FORMAT) {
        (void)va_arg(*arguments, long long);
        return 0;
    }
    __format_floating(&text, to, va_arg(*arguments, double));
    long long size = (long long)text.prefix_size + text.size + text.zero_count + text.exponent_size;
    if (size > INT_MAX) {
        errno = EOVERFLOW;
        sink->failed = 1;
        return 1;
    }
    int padding = to->width - (int)size;
    int zero_padding = padding > 0 && to->zero && !to->left && text.is_number ? padding : 0;
    if (!to->left && zero_padding == 0) {
        put_many(sink, spaces, padding);
    }
    put(sink, text.prefix, (size_t)text.prefix_size);
    put_many(sink, zeros, zero_padding);
    put(sink, text.text, (size_t)text.size);
    put_many(sink, zeros, text.zero_count);
    put(sink, text.exponent, (size_t)text.exponent_size);
    if (to->left) {
        put_many(sink, spaces, padding);
    }
    return 1;
}

// One conversion, whose specification begins at `start` and ends before `end`.
static void convert(struct sink *sink, const struct conversion *to, va_list *arguments,
                    const char *start, const char *end) {
    char character;
    switch (to->specifier) {
    case 'd':
    case 'i': put_signed(sink, to, arguments); break;
    case 'u':
    case 'o':
    case 'x':
    case 'X': put_unsigned(sink, to, arguments); break;
    case 'c':
        if (to->length == LONG) {
            wchar_t wide[] = {va_arg(*arguments, wchar_t), 0};
            put_wide(sink, to, wide);
            break;
        }
        character = (char)va_arg(*arguments, int);
        put_padded(sink, to, "", 0, 0, &character, 1);
        break;
    case 's': put_string(sink, to, va_arg(*arguments, const void *)); break;
    case 'p': put_pointer(sink, to, va_arg(*arguments, const void *)); break;
    case 'n': store_count(sink, to, va_arg(*arguments, void *)); break;
    case '%': put(sink, "%", 1); break;
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
        if (!put_floating(sink, to, arguments)) {
            put(sink, start, (size_t)(end - start));
        }
        break;
    default: put(sink, start, (size_t)(end - start)); break;
    }
}

// ---- the format ----

static const char *parse_flags(struct conversion *to, const char *format) {
    for (;;) {
        switch (*format) {
        case '-': to->left = 1; break;
        case '+': to->plus = 1; break;
        case ' ': to->space = 1; break;
        case '#': to->alternative = 1; break;
        case '0': to->zero = 1; break;
        case '\'': break; // POSIX: thousands apart, of which the locale "C" has none
        default: return format;
        }
        format++;
    }
}

// A decimal number or *; beyond INT_MAX it is INT_MAX, which no output can have.
static const char *parse_number(int *number, const char *format, va_list *arguments) {
    if (*format == '*') {
        *number = va_arg(*arguments, int);
        return format + 1;
    }
    unsigned value = 0;
    for (;;) {
        unsigned digit = *(const unsigned char *)format - (unsigned)'0';
        if (digit > 9) {
            *number = (int)value;
            return format;
        }
        value = value > INT_MAX / 10 - 1 ? INT_MAX : value * 10 + digit;
        format++;
    }
}

static const char *parse_length(struct conversion *to, const char *format) {
    switch (*format) {
    case 'h':
        to->length = format[1] == 'h' ? CHAR : SHORT;
        return format + (format[1] == 'h' ? 2 : 1);
    case 'l':
        to->length = format[1] == 'l' ? LONG_LONG : LONG;
        return format + (format[1] == 'l' ? 2 : 1);
    case 'j':
    case 'q':
    case 'L': to->length = LONG_LONG; return format + 1;
    case 'z':
    case 't': return format + 1;
    default: return format;
    }
}

// The specification behind a %. Those without flags, width and precision are most: a letter comes
// at once.
static const char *parse(struct conversion *to, const char *format, va_list *arguments) {
    to->left = 0;
    to->plus = 0;
    to->space = 0;
    to->alternative = 0;
    to->zero = 0;
    to->width = 0;
    to->precision = -1;
    to->length = INT;
    if (*(const unsigned char *)format < 'A') {
        format = parse_flags(to, format);
        format = parse_number(&to->width, format, arguments);
        if (to->width < 0) {
            to->left = 1;
            to->width = to->width == INT_MIN ? INT_MAX : -to->width;
        }
        if (*format == '.') {
            format = parse_number(&to->precision, format + 1, arguments);
            if (to->precision < 0) {
                to->precision = -1;
            }
        }
    }
    format = parse_length(to, format);
    to->specifier = *(const unsigned char *)format;
    return to->specifier == 0 ? format : format + 1;
}

// Conversions of one letter without anything else are most of all: 1 if it was one.
static int put_plain(struct sink *sink, int specifier, va_list *arguments) {
    if (specifier == 's') {
        const char *text = va_arg(*arguments, const char *);
        if (text == NULL) {
            text = "(null)";
        }
        put(sink, text, strlen(text));
        return 1;
    }
    if (specifier != 'd' && specifier != 'u' && specifier != 'x') {
        return 0;
    }
    unsigned buffer[DIGITS / WORD];
    char *end = (char *)(buffer + DIGITS / WORD);
    unsigned value = va_arg(*arguments, unsigned);
    int negative = specifier == 'd' && (int)value < 0;
    if (negative) {
        value = 0 - value;
    }
    int size = convert_word(end, value, specifier == 'x' ? 16 : 10, 'a' - 10);
    if (negative) {
        size++;
        end[-size] = '-';
    }
    put(sink, end - size, (size_t)size);
    return 1;
}

static int format_to(struct sink *sink, const char *format, va_list *arguments) {
    struct conversion to;
    for (;;) {
        const char *percent = strchrnul(format, '%');
        if (percent != format) {
            put(sink, format, (size_t)(percent - format));
        }
        if (*percent == 0) {
            return sink->failed ? -1 : (int)sink->count;
        }
        if (put_plain(sink, *(const unsigned char *)(percent + 1), arguments)) {
            format = percent + 2;
        } else {
            format = parse(&to, percent + 1, arguments);
            if (to.specifier == 0) {
                errno = EINVAL;
                return -1;
            }
            convert(sink, &to, arguments, percent, format);
        }
        if (sink->failed) {
            return -1;
        }
    }
}

// ---- the functions ----

// A stream without buffer gets one for the time of the call, so that its output is written in one
// piece.
int vfprintf(FILE *restrict stream, const char *restrict format, va_list arguments) {
    unsigned char buffer[256];
    va_list rest;
    struct sink sink = {stream, NULL, 0, 0, 0};
    int borrowed = stream->mode == _IONBF && stream->writable;
    if (borrowed) {
        setvbuf(stream, (char *)buffer, _IOFBF, sizeof buffer);
    }
    va_copy(rest, arguments);
    int result = format_to(&sink, format, &rest);
    va_end(rest);
    if (borrowed) {
        if (__stream_flush(stream) != 0) {
            result = -1;
        }
        setvbuf(stream, NULL, _IONBF, 0);
    }
    return result;
}

int vsnprintf(char *restrict text, size_t size, const char *restrict format, va_list arguments) {
    va_list rest;
    struct sink sink = {NULL, text, size == 0 ? 0 : size - 1, 0, 0};
    va_copy(rest, arguments);
    int result = format_to(&sink, format, &rest);
    va_end(rest);
    if (size != 0) {
        *sink.next = 0;
    }
    return result;
}

int vsprintf(char *restrict text, const char *restrict format, va_list arguments) {
    return vsnprintf(text, SIZE_MAX, format, arguments);
}

int vprintf(const char *restrict format, va_list arguments) {
    return vfprintf(stdout, format, arguments);
}

int printf(const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfprintf(stdout, format, arguments);
    va_end(arguments);
    return result;
}

int fprintf(FILE *restrict stream, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfprintf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int sprintf(char *restrict text, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vsnprintf(text, SIZE_MAX, format, arguments);
    va_end(arguments);
    return result;
}

int snprintf(char *restrict text, size_t size, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vsnprintf(text, size, format, arguments);
    va_end(arguments);
    return result;
}

int vdprintf(int descriptor, const char *restrict format, va_list arguments) {
    FILE stream = {.descriptor = descriptor, .mode = _IONBF, .writable = 1};
    return vfprintf(&stream, format, arguments);
}

int dprintf(int descriptor, const char *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vdprintf(descriptor, format, arguments);
    va_end(arguments);
    return result;
}
