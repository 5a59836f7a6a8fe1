// libcstar: floating numbers in a locale, which has the same point in all that there are.
#define _GNU_SOURCE
#include <locale.h>
#include <stdlib.h>

float strtof_l(const char *restrict text, char **restrict end, __locale_t locale) {
    (void)locale;
    return strtof(text, end);
}

double strtod_l(const char *restrict text, char **restrict end, __locale_t locale) {
    (void)locale;
    return strtod(text, end);
}

long double strtold_l(const char *restrict text, char **restrict end, __locale_t locale) {
    (void)locale;
    return strtold(text, end);
}
