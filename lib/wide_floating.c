// libcstar: floating numbers from wide text.
#include "narrow.h"

#define WIDE(type, name, narrow)                                                                   \
    type name(const wchar_t *restrict text, wchar_t **restrict end) {                              \
        char *copy = __narrow(text), *rest = copy;                                                 \
        type result = copy != NULL ? narrow(copy, &rest) : 0;                                      \
        if (end != NULL) {                                                                         \
            *end = (wchar_t *)text + (rest - copy);                                                \
        }                                                                                          \
        free(copy);                                                                                \
        return result;                                                                             \
    }

WIDE(float, wcstof, strtof)
WIDE(double, wcstod, strtod)
WIDE(long double, wcstold, strtold)
