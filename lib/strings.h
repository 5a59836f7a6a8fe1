// POSIX: comparison without regard to case.
#ifndef __STRINGS_H
#define __STRINGS_H

#include <features.h>
#include <stddef.h>
#include "locale_type.h"

#pragma library "strings.c"
int strcasecmp(const char *__left, const char *__right);
int strncasecmp(const char *__left, const char *__right, size_t __size);

#pragma library "strings_bsd.c"
char *index(const char *__text, int __character);
char *rindex(const char *__text, int __character);
void bzero(void *__memory, size_t __size);
void bcopy(const void *__source, void *__target, size_t __size);
int bcmp(const void *__left, const void *__right, size_t __size);
int ffs(int __value);

#ifdef __USE_MISC
#pragma library "strings_gnu.c"
int ffsl(long __value);
int ffsll(long long __value);
#endif

#ifdef __USE_POSIX
#pragma library "text_locale.c"
int strcasecmp_l(const char *__left, const char *__right, __locale_t __locale);
int strncasecmp_l(const char *__left, const char *__right, size_t __size, __locale_t __locale);
#endif

#endif
