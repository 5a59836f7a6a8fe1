// libcstar: characters of Unicode. Between the two units of a pair, the state holds the one that is
// known already: the count says so.
#include <errno.h>
#include <uchar.h>

enum { SECOND_UNIT = 100 };

size_t mbrtoc32(char32_t *restrict character, const char *restrict text, size_t size,
                mbstate_t *restrict state) {
    static mbstate_t own;
    wchar_t wide;
    size_t length = mbrtowc(&wide, text, size, state != NULL ? state : &own);
    if (character != NULL && text != NULL && length <= size) {
        *character = (char32_t)wide;
    }
    return length;
}

size_t c32rtomb(char *restrict text, char32_t character, mbstate_t *restrict state) {
    static mbstate_t own;
    return wcrtomb(text, (wchar_t)character, state != NULL ? state : &own);
}

size_t mbrtoc16(char16_t *restrict unit, const char *restrict text, size_t size,
                mbstate_t *restrict state) {
    static mbstate_t own;
    wchar_t wide;
    if (state == NULL) {
        state = &own;
    }
    if (text == NULL) {
        unit = NULL;
        text = "";
        size = 1;
    }
    if (state->__count == SECOND_UNIT) {
        if (unit != NULL) {
            *unit = (char16_t)state->__value;
        }
        *state = (mbstate_t){0, 0, 0};
        return (size_t)-3;
    }
    size_t length = mbrtowc(&wide, text, size, state);
    if (length > size) {
        return length;
    }
    unsigned value = (unsigned)wide;
    if (value >= 0x10000) {
        *state = (mbstate_t){SECOND_UNIT, 0xdc00 + (value & 0x3ff), 0};
        value = 0xd7c0 + (value >> 10);
    }
    if (unit != NULL) {
        *unit = (char16_t)value;
    }
    return length;
}

size_t c16rtomb(char *restrict text, char16_t unit, mbstate_t *restrict state) {
    static mbstate_t own;
    if (state == NULL) {
        state = &own;
    }
    if (text == NULL) {
        *state = (mbstate_t){0, 0, 0};
        return 1;
    }
    if (state->__count == SECOND_UNIT) {
        unsigned first = state->__value;
        *state = (mbstate_t){0, 0, 0};
        if (unit >> 10 != 0xdc00 >> 10) {
            errno = EILSEQ;
            return (size_t)-1;
        }
        return wcrtomb(text, (wchar_t)(((first - 0xd7c0) << 10) + (unit & 0x3ffu)), state);
    }
    if (unit >> 10 == 0xd800 >> 10) {
        *state = (mbstate_t){SECOND_UNIT, unit, 0};
        return 0;
    }
    return wcrtomb(text, (wchar_t)unit, state);
}
