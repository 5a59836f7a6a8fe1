// libcstar: numbers from wide text.
#include <inttypes.h>
#include "narrow.h"

char *__narrow(const wchar_t *text) {
    size_t length = 0;
    while (text[length] > 0 && text[length] < 128) {
        length++;
    }
    char *copy = malloc(length + 1);
    for (size_t i = 0; copy != NULL && i < length; i++) {
        copy[i] = (char)text[i];
    }
    if (copy != NULL) {
        copy[length] = 0;
    }
    return copy;
}

// The same by the function for narrow text.
#define WIDE(type, name, narrow)                                                                   \
    type name(const wchar_t *restrict text, wchar_t **restrict end, int base) {                    \
        char *copy = __narrow(text), *rest = copy;                                                 \
        type result = copy != NULL ? narrow(copy, &rest, base) : 0;                                \
        if (end != NULL) {                                                                         \
            *end = (wchar_t *)text + (rest - copy);                                                \
        }                                                                                          \
        free(copy);                                                                                \
        return result;                                                                             \
    }

WIDE(long, wcstol, strtol)
WIDE(unsigned long, wcstoul, strtoul)
WIDE(long long, wcstoll, strtoll)
WIDE(unsigned long long, wcstoull, strtoull)
WIDE(intmax_t, wcstoimax, strtoll)
WIDE(uintmax_t, wcstoumax, strtoull)
