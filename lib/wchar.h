// ISO C11 7.29: wide characters, and POSIX's functions beside them. A wide character is a code
// point of Unicode; a multibyte one UTF-8, or in the locale "C" a byte below 128.
#ifndef __WCHAR_H
#define __WCHAR_H

#include <features.h>
#include <stdarg.h>
#include <stddef.h>
#include "locale_type.h"

typedef unsigned wint_t;
typedef struct __file FILE;
typedef struct {
    unsigned __count; // of bytes that are still to come
    unsigned __value; // of those that have been read
    unsigned __least; // that so many bytes may stand for
} mbstate_t;
struct tm;

#define WEOF ((wint_t)-1)
#ifndef WCHAR_MIN
#define WCHAR_MIN (-2147483647 - 1)
#define WCHAR_MAX 2147483647
#endif

#pragma library "multibyte.c"
size_t mbrtowc(wchar_t *restrict __wide, const char *restrict __text, size_t __size,
               mbstate_t *restrict __state);
size_t wcrtomb(char *restrict __text, wchar_t __wide, mbstate_t *restrict __state);
size_t mbrlen(const char *restrict __text, size_t __size, mbstate_t *restrict __state);
int mbsinit(const mbstate_t *__state);
size_t mbsrtowcs(wchar_t *restrict __wide, const char **restrict __text, size_t __limit,
                 mbstate_t *restrict __state);
size_t wcsrtombs(char *restrict __text, const wchar_t **restrict __wide, size_t __limit,
                 mbstate_t *restrict __state);
size_t mbsnrtowcs(wchar_t *restrict __wide, const char **restrict __text, size_t __size,
                  size_t __limit, mbstate_t *restrict __state);
size_t wcsnrtombs(char *restrict __text, const wchar_t **restrict __wide, size_t __count,
                  size_t __limit, mbstate_t *restrict __state);
wint_t btowc(int __byte);
int wctob(wint_t __wide);

#pragma library "wide_string.c"
size_t wcslen(const wchar_t *__text);
size_t wcsnlen(const wchar_t *__text, size_t __limit);
wchar_t *wcscpy(wchar_t *restrict __target, const wchar_t *restrict __source);
wchar_t *wcsncpy(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
wchar_t *wcpcpy(wchar_t *restrict __target, const wchar_t *restrict __source);
wchar_t *wcpncpy(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
wchar_t *wcscat(wchar_t *restrict __target, const wchar_t *restrict __source);
wchar_t *wcsncat(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
int wcscmp(const wchar_t *__left, const wchar_t *__right);
int wcsncmp(const wchar_t *__left, const wchar_t *__right, size_t __count);
int wcscasecmp(const wchar_t *__left, const wchar_t *__right);
int wcsncasecmp(const wchar_t *__left, const wchar_t *__right, size_t __count);
int wcscoll(const wchar_t *__left, const wchar_t *__right);
size_t wcsxfrm(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
wchar_t *wcschr(const wchar_t *__text, wchar_t __wide);
wchar_t *wcsrchr(const wchar_t *__text, wchar_t __wide);
wchar_t *wcsstr(const wchar_t *__text, const wchar_t *__part);
size_t wcsspn(const wchar_t *__text, const wchar_t *__accepted);
size_t wcscspn(const wchar_t *__text, const wchar_t *__rejected);
wchar_t *wcspbrk(const wchar_t *__text, const wchar_t *__accepted);
wchar_t *wcstok(wchar_t *restrict __text, const wchar_t *restrict __separators,
                wchar_t **restrict __rest);
wchar_t *wcsdup(const wchar_t *__text);
wchar_t *wmemcpy(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
wchar_t *wmemmove(wchar_t *__target, const wchar_t *__source, size_t __count);
wchar_t *wmemset(wchar_t *__target, wchar_t __wide, size_t __count);
int wmemcmp(const wchar_t *__left, const wchar_t *__right, size_t __count);
wchar_t *wmemchr(const wchar_t *__text, wchar_t __wide, size_t __count);

#pragma library "wide_number.c"
long wcstol(const wchar_t *restrict __text, wchar_t **restrict __end, int __base);
unsigned long wcstoul(const wchar_t *restrict __text, wchar_t **restrict __end, int __base);
long long wcstoll(const wchar_t *restrict __text, wchar_t **restrict __end, int __base);
unsigned long long wcstoull(const wchar_t *restrict __text, wchar_t **restrict __end, int __base);

#pragma library "wide_floating.c"
float wcstof(const wchar_t *restrict __text, wchar_t **restrict __end);
double wcstod(const wchar_t *restrict __text, wchar_t **restrict __end);
long double wcstold(const wchar_t *restrict __text, wchar_t **restrict __end);

#pragma library "wide_class.c"
int wcwidth(wchar_t __wide);
int wcswidth(const wchar_t *__text, size_t __count);

#pragma library "wide_stream.c"
wint_t fgetwc(FILE *__stream);
wint_t getwc(FILE *__stream);
wint_t getwchar(void);
wint_t ungetwc(wint_t __wide, FILE *__stream);
wint_t fputwc(wchar_t __wide, FILE *__stream);
wint_t putwc(wchar_t __wide, FILE *__stream);
wint_t putwchar(wchar_t __wide);
wchar_t *fgetws(wchar_t *restrict __line, int __count, FILE *restrict __stream);
int fputws(const wchar_t *restrict __text, FILE *restrict __stream);
int fwide(FILE *__stream, int __mode);

#pragma library "wide_format.c"
int wprintf(const wchar_t *restrict __format, ...);
int fwprintf(FILE *restrict __stream, const wchar_t *restrict __format, ...);
int swprintf(wchar_t *restrict __text, size_t __count, const wchar_t *restrict __format, ...);
int vwprintf(const wchar_t *restrict __format, va_list __arguments);
int vfwprintf(FILE *restrict __stream, const wchar_t *restrict __format, va_list __arguments);
int vswprintf(wchar_t *restrict __text, size_t __count, const wchar_t *restrict __format,
              va_list __arguments);
size_t wcsftime(wchar_t *restrict __text, size_t __count, const wchar_t *restrict __format,
                const struct tm *restrict __time);

#pragma library "wide_scan.c"
int wscanf(const wchar_t *restrict __format, ...);
int fwscanf(FILE *restrict __stream, const wchar_t *restrict __format, ...);
int vwscanf(const wchar_t *restrict __format, va_list __arguments);
int vfwscanf(FILE *restrict __stream, const wchar_t *restrict __format, va_list __arguments);
int swscanf(const wchar_t *restrict __text, const wchar_t *restrict __format, ...);
int vswscanf(const wchar_t *restrict __text, const wchar_t *restrict __format, va_list __arguments);

#ifdef __USE_GNU
#pragma library "wide_string.c"
wchar_t *wmempcpy(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count);
wchar_t *wcschrnul(const wchar_t *__text, wchar_t __wide);
#endif

#ifdef __USE_MISC
#pragma library "wide_unlocked.c"
wint_t getwc_unlocked(FILE *__stream);
wint_t getwchar_unlocked(void);
wint_t fgetwc_unlocked(FILE *__stream);
wint_t fputwc_unlocked(wchar_t __wide, FILE *__stream);
wint_t putwc_unlocked(wchar_t __wide, FILE *__stream);
wint_t putwchar_unlocked(wchar_t __wide);
wchar_t *fgetws_unlocked(wchar_t *restrict __line, int __count, FILE *restrict __stream);
int fputws_unlocked(const wchar_t *restrict __text, FILE *restrict __stream);
#endif

#ifdef __USE_POSIX
#pragma library "wide_locale.c"
int wcscoll_l(const wchar_t *__left, const wchar_t *__right, __locale_t __locale);
size_t wcsxfrm_l(wchar_t *restrict __target, const wchar_t *restrict __source, size_t __count,
                 __locale_t __locale);
int wcscasecmp_l(const wchar_t *__left, const wchar_t *__right, __locale_t __locale);
int wcsncasecmp_l(const wchar_t *__left, const wchar_t *__right, size_t __count,
                  __locale_t __locale);
size_t wcsftime_l(wchar_t *restrict __text, size_t __count, const wchar_t *restrict __format,
                  const struct tm *restrict __time, __locale_t __locale);
#endif

#ifdef __USE_POSIX
#pragma library "wide_memory_stream.c"
FILE *open_wmemstream(wchar_t **__to, size_t *__length);
#endif

#ifdef __USE_XOPEN
#include <wctype.h>

#pragma library "wide_string.c"
wchar_t *wcswcs(const wchar_t *__text, const wchar_t *__part);
#endif

#endif
