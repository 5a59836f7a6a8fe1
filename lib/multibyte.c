// libcstar: multibyte characters: UTF-8 (RFC 3629), or in the locale "C" bytes below 128.
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include "printf.h"

enum { INVALID = -1, INCOMPLETE = -2 };

static size_t fail(mbstate_t *state) {
    *state = (mbstate_t){0, 0, 0};
    errno = EILSEQ;
    return (size_t)INVALID;
}

static int is_character(unsigned value) {
    return value < 0xd800 || (value >= 0xe000 && value < 0x110000);
}

// How many bytes follow the first one, and in the state what that says; -1: it is no first one.
static int start(mbstate_t *state, unsigned byte) {
    if (byte >= 0xc2 && byte < 0xe0) {
        *state = (mbstate_t){1, byte & 31, 0x80};
    } else if (byte >= 0xe0 && byte < 0xf0) {
        *state = (mbstate_t){2, byte & 15, 0x800};
    } else if (byte >= 0xf0 && byte < 0xf5) {
        *state = (mbstate_t){3, byte & 7, 0x10000};
    } else {
        return -1;
    }
    return (int)state->__count;
}

// Is what has been read so far the start of a character?
static int may_become_character(const mbstate_t *state) {
    unsigned rest = state->__count;
    unsigned least = state->__value << 6 * rest;
    unsigned most = least | ((1u << 6 * rest) - 1);
    return most >= state->__least && least < 0x110000 && !(least >= 0xd800 && most < 0xe000);
}

size_t mbrtowc(wchar_t *restrict wide, const char *restrict text, size_t size,
               mbstate_t *restrict state) {
    static mbstate_t own;
    if (state == NULL) {
        state = &own;
    }
    if (text == NULL) {
        wide = NULL;
        text = "";
        size = 1;
    }
    for (size_t i = 0; i < size; i++) {
        unsigned byte = (unsigned char)text[i];
        if (state->__count == 0) {
            if (byte < 128) {
                if (wide != NULL) {
                    *wide = (wchar_t)byte;
                }
                return byte == 0 ? 0 : i + 1;
            }
            if (!__locale_utf8 || start(state, byte) < 0) {
                return fail(state);
            }
            continue;
        }
        if (byte >> 6 != 2) {
            return fail(state);
        }
        state->__value = state->__value << 6 | (byte & 63);
        state->__count--;
        if (!may_become_character(state)) {
            return fail(state);
        }
        if (state->__count == 0) {
            if (wide != NULL) {
                *wide = (wchar_t)state->__value;
            }
            return i + 1;
        }
    }
    return (size_t)INCOMPLETE;
}

size_t wcrtomb(char *restrict text, wchar_t wide, mbstate_t *restrict state) {
    char unused[MB_LEN_MAX];
    unsigned value = (unsigned)wide;
    if (text == NULL) {
        text = unused;
        value = 0;
    }
    if (state != NULL) {
        *state = (mbstate_t){0, 0, 0};
    }
    if (value < 128) {
        *text = (char)value;
        return 1;
    }
    if (!__locale_utf8 || !is_character(value)) {
        errno = EILSEQ;
        return (size_t)INVALID;
    }
    int rest = value < 0x800 ? 1 : value < 0x10000 ? 2 : 3;
    static const unsigned char firsts[] = {0, 0xc0, 0xe0, 0xf0};
    text[0] = (char)(firsts[rest] | value >> 6 * rest);
    for (int i = 1; i <= rest; i++) {
        text[i] = (char)(0x80 | (value >> 6 * (rest - i) & 63));
    }
    return (size_t)rest + 1;
}

int __multibyte_encode(char *bytes, int wide) {
    return (int)wcrtomb(bytes, wide, NULL);
}

size_t mbrlen(const char *restrict text, size_t size, mbstate_t *restrict state) {
    static mbstate_t own;
    return mbrtowc(NULL, text, size, state != NULL ? state : &own);
}

int mbsinit(const mbstate_t *state) {
    return state == NULL || state->__count == 0;
}

size_t mbsnrtowcs(wchar_t *restrict wide, const char **restrict text, size_t size, size_t limit,
                  mbstate_t *restrict state) {
    static mbstate_t own;
    const char *from = *text;
    size_t count = 0;
    if (state == NULL) {
        state = &own;
    }
    while (wide == NULL || count < limit) {
        wchar_t character;
        size_t length = mbrtowc(&character, from, size, state);
        if (length == (size_t)INVALID) {
            count = length;
            break;
        }
        if (length == (size_t)INCOMPLETE) {
            from += size;
            break;
        }
        if (wide != NULL) {
            wide[count] = character;
        }
        if (length == 0) {
            from = NULL;
            break;
        }
        count++;
        from += length;
        size -= length;
    }
    if (wide != NULL) {
        *text = from;
    }
    return count;
}

size_t mbsrtowcs(wchar_t *restrict wide, const char **restrict text, size_t limit,
                 mbstate_t *restrict state) {
    return mbsnrtowcs(wide, text, SIZE_MAX, limit, state);
}

size_t wcsnrtombs(char *restrict text, const wchar_t **restrict wide, size_t count, size_t limit,
                  mbstate_t *restrict state) {
    const wchar_t *from = *wide;
    size_t size = 0;
    for (; count > 0; count--, from++) {
        char bytes[MB_LEN_MAX];
        size_t length = wcrtomb(bytes, *from, state);
        if (length == (size_t)INVALID) {
            size = length;
            break;
        }
        if (text != NULL && size + length > limit) {
            break;
        }
        for (size_t i = 0; text != NULL && i < length; i++) {
            text[size + i] = bytes[i];
        }
        if (*from == 0) {
            from = NULL;
            break;
        }
        size += length;
    }
    if (text != NULL) {
        *wide = from;
    }
    return size;
}

size_t wcsrtombs(char *restrict text, const wchar_t **restrict wide, size_t limit,
                 mbstate_t *restrict state) {
    return wcsnrtombs(text, wide, SIZE_MAX, limit, state);
}

wint_t btowc(int byte) {
    return byte >= 0 && byte < 128 ? (wint_t)byte : WEOF;
}

int wctob(wint_t wide) {
    return wide < 128 ? (int)wide : EOF;
}

// ---- without a state that the caller keeps ----

int mbtowc(wchar_t *restrict wide, const char *restrict text, size_t size) {
    mbstate_t state = {0, 0, 0};
    if (text == NULL) {
        return 0;
    }
    size_t length = mbrtowc(wide, text, size, &state);
    if (length == (size_t)INCOMPLETE && size > 0) {
        errno = EILSEQ;
    }
    return length >= (size_t)INCOMPLETE ? -1 : (int)length;
}

int mblen(const char *text, size_t size) {
    return mbtowc(NULL, text, size);
}

int wctomb(char *text, wchar_t wide) {
    return text == NULL ? 0 : (int)wcrtomb(text, wide, NULL);
}

size_t mbstowcs(wchar_t *restrict wide, const char *restrict text, size_t count) {
    mbstate_t state = {0, 0, 0};
    const char *from = text;
    return mbsrtowcs(wide, &from, count, &state);
}

size_t wcstombs(char *restrict text, const wchar_t *restrict wide, size_t size) {
    const wchar_t *from = wide;
    return wcsrtombs(text, &from, size, NULL);
}
