// libcstar: integers from text (ISO C11 7.22.1). Two loops, since 64-bit arithmetic costs several
// times more.
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>

enum { NOT_A_DIGIT = 99 };

// What was found: a sign, a magnitude, whether it did not fit. `end` is the text itself without
// digits.
struct number {
    int negative;
    int overflow;
    const char *end;
};

static unsigned digit_of(int character) {
    if (character >= '0' && character <= '9') {
        return (unsigned)(character - '0');
    }
    if (character >= 'a' && character <= 'z') {
        return (unsigned)(character - 'a' + 10);
    }
    if (character >= 'A' && character <= 'Z') {
        return (unsigned)(character - 'A' + 10);
    }
    return NOT_A_DIGIT;
}

// Skips space, sign and the prefix of the base, which it finds if it is 0; 0 for a base that is
// none.
static const unsigned char *start(const unsigned char *text, unsigned *base,
                                  struct number *number) {
    number->negative = 0;
    number->overflow = 0;
    int character = *text;
    while (character == ' ' || (character >= '\t' && character <= '\r')) {
        text++;
        character = *text;
    }
    if (character == '-' || character == '+') {
        number->negative = character == '-';
        text++;
        character = *text;
    }
    if (character == '0' && (*base == 0 || *base == 16)) {
        if ((text[1] == 'x' || text[1] == 'X') && digit_of(text[2]) < 16) {
            *base = 16;
            return text + 2;
        }
        if (*base == 0) {
            *base = 8;
        }
    }
    if (*base == 0) {
        *base = 10;
    }
    return text;
}

static int bad_base(int base) {
    if (base >= 0 && base != 1 && base <= 36) {
        return 0;
    }
    errno = EINVAL;
    return 1;
}

static unsigned scan_word(const char *string, int wanted, struct number *number) {
    const unsigned char *text = (const unsigned char *)string;
    unsigned base = (unsigned)wanted;
    number->end = string;
    text = start(text, &base, number);
    unsigned most = UINT_MAX / base;
    unsigned value = 0;
    for (;;) {
        unsigned digit = digit_of(*text);
        if (digit >= base) {
            return value;
        }
        if (value > most || value * base > UINT_MAX - digit) {
            number->overflow = 1;
        }
        value = value * base + digit;
        text++;
        number->end = (const char *)text;
    }
}

static unsigned long long scan_long(const char *string, int wanted, struct number *number) {
    const unsigned char *text = (const unsigned char *)string;
    unsigned base = (unsigned)wanted;
    number->end = string;
    text = start(text, &base, number);
    unsigned long long most = ULLONG_MAX / base;
    unsigned long long value = 0;
    for (;;) {
        unsigned digit = digit_of(*text);
        if (digit >= base) {
            return value;
        }
        if (value > most || value * base > ULLONG_MAX - digit) {
            number->overflow = 1;
        }
        value = value * base + digit;
        text++;
        number->end = (const char *)text;
    }
}

unsigned long strtoul(const char *restrict text, char **restrict end, int base) {
    struct number number;
    if (bad_base(base)) {
        return 0;
    }
    unsigned value = scan_word(text, base, &number);
    if (end != NULL) {
        *end = (char *)number.end;
    }
    if (number.overflow) {
        errno = ERANGE;
        return ULONG_MAX;
    }
    return number.negative ? 0 - value : value;
}

long strtol(const char *restrict text, char **restrict end, int base) {
    struct number number;
    if (bad_base(base)) {
        return 0;
    }
    unsigned value = scan_word(text, base, &number);
    if (end != NULL) {
        *end = (char *)number.end;
    }
    unsigned limit = (unsigned)LONG_MAX + (unsigned)number.negative;
    if (number.overflow || value > limit) {
        errno = ERANGE;
        return number.negative ? LONG_MIN : LONG_MAX;
    }
    return (long)(number.negative ? 0 - value : value);
}

unsigned long long strtoull(const char *restrict text, char **restrict end, int base) {
    struct number number;
    if (bad_base(base)) {
        return 0;
    }
    unsigned long long value = scan_long(text, base, &number);
    if (end != NULL) {
        *end = (char *)number.end;
    }
    if (number.overflow) {
        errno = ERANGE;
        return ULLONG_MAX;
    }
    return number.negative ? 0 - value : value;
}

long long strtoll(const char *restrict text, char **restrict end, int base) {
    struct number number;
    if (bad_base(base)) {
        return 0;
    }
    unsigned long long value = scan_long(text, base, &number);
    if (end != NULL) {
        *end = (char *)number.end;
    }
    unsigned long long limit = (unsigned long long)LLONG_MAX + (unsigned)number.negative;
    if (number.overflow || value > limit) {
        errno = ERANGE;
        return number.negative ? LLONG_MIN : LLONG_MAX;
    }
    return (long long)(number.negative ? 0 - value : value);
}

intmax_t strtoimax(const char *restrict text, char **restrict end, int base) {
    return strtoll(text, end, base);
}

uintmax_t strtoumax(const char *restrict text, char **restrict end, int base) {
    return strtoull(text, end, base);
}

int atoi(const char *text) {
    return (int)strtol(text, NULL, 10);
}

long atol(const char *text) {
    return strtol(text, NULL, 10);
}

long long atoll(const char *text) {
    return strtoll(text, NULL, 10);
}
