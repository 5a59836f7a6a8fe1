// libcstar: texts and numbers in a locale, which are the same in all that there are.
#define _GNU_SOURCE
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

int strcoll_l(const char *left, const char *right, __locale_t locale) {
    (void)locale;
    return strcoll(left, right);
}

size_t strxfrm_l(char *restrict target, const char *restrict source, size_t size,
                 __locale_t locale) {
    (void)locale;
    return strxfrm(target, source, size);
}

char *strerror_l(int number, __locale_t locale) {
    (void)locale;
    return strerror(number);
}

int strcasecmp_l(const char *left, const char *right, __locale_t locale) {
    (void)locale;
    return strcasecmp(left, right);
}

int strncasecmp_l(const char *left, const char *right, size_t size, __locale_t locale) {
    (void)locale;
    return strncasecmp(left, right, size);
}

size_t strftime_l(char *restrict text, size_t size, const char *restrict format,
                  const struct tm *restrict date, __locale_t locale) {
    (void)locale;
    return strftime(text, size, format, date);
}

long strtol_l(const char *restrict text, char **restrict end, int base, __locale_t locale) {
    (void)locale;
    return strtol(text, end, base);
}

unsigned long strtoul_l(const char *restrict text, char **restrict end, int base,
                        __locale_t locale) {
    (void)locale;
    return strtoul(text, end, base);
}

long long strtoll_l(const char *restrict text, char **restrict end, int base, __locale_t locale) {
    (void)locale;
    return strtoll(text, end, base);
}

unsigned long long strtoull_l(const char *restrict text, char **restrict end, int base,
                              __locale_t locale) {
    (void)locale;
    return strtoull(text, end, base);
}
