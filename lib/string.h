// ISO C11 7.24: bytes and strings, and the POSIX functions beside them.
#ifndef __STRING_H
#define __STRING_H

#include <features.h>
#include <stddef.h>
#include "locale_type.h"

#pragma library "memory.c"
void *memcpy(void *restrict __target, const void *restrict __source, size_t __size);
void *memmove(void *__target, const void *__source, size_t __size);
void *memset(void *__target, int __byte, size_t __size);
int memcmp(const void *__left, const void *__right, size_t __size);
void *memchr(const void *__memory, int __byte, size_t __size);

#pragma library "string.c"
size_t strlen(const char *__text);
#ifdef __USE_POSIX
size_t strnlen(const char *__text, size_t __limit);
#endif
char *strcpy(char *restrict __target, const char *restrict __source);
char *strncpy(char *restrict __target, const char *restrict __source, size_t __size);
#ifdef __USE_POSIX
char *stpncpy(char *restrict __target, const char *restrict __source, size_t __size);
char *stpcpy(char *restrict __target, const char *restrict __source);
#endif
#ifdef __USE_GNU
void *mempcpy(void *restrict __target, const void *restrict __source, size_t __size);
#endif
char *strcat(char *restrict __target, const char *restrict __source);
char *strncat(char *restrict __target, const char *restrict __source, size_t __size);
int strcmp(const char *__left, const char *__right);
int strncmp(const char *__left, const char *__right, size_t __size);
char *strchr(const char *__text, int __character);
#ifdef __USE_GNU
char *strchrnul(const char *__text, int __character);
#endif

#pragma library "search.c"
char *strrchr(const char *__text, int __character);
size_t strspn(const char *__text, const char *__accepted);
size_t strcspn(const char *__text, const char *__rejected);
char *strpbrk(const char *__text, const char *__accepted);
char *strstr(const char *__text, const char *__part);
char *strtok(char *restrict __text, const char *restrict __separators);
#ifdef __USE_POSIX
char *strtok_r(char *restrict __text, const char *restrict __separators, char **restrict __rest);
char *strsep(char **__text, const char *__separators);
#endif
#ifdef __USE_POSIX
void *memccpy(void *restrict __target, const void *restrict __source, int __byte, size_t __size);
#endif
#ifdef __USE_GNU
void *memrchr(const void *__memory, int __byte, size_t __size);
#endif

#pragma library "locale.c"
int strcoll(const char *__left, const char *__right);
size_t strxfrm(char *restrict __target, const char *restrict __source, size_t __size);

#pragma library "strdup.c"
#ifdef __USE_POSIX
char *strdup(const char *__text);
char *strndup(const char *__text, size_t __limit);
#endif

#pragma library "strerror.c"
char *strerror(int __number);
#ifdef __USE_POSIX
int strerror_r(int __number, char *__text, size_t __size);
#endif

#pragma library "strsignal.c"
#ifdef __USE_POSIX
char *strsignal(int __number);
#endif

#pragma library "version.c"
int strverscmp(const char *__left, const char *__right);

#ifdef __USE_MISC
#include <strings.h>
#endif

#ifdef __USE_MISC
#pragma library "strings_gnu.c"
char *strcasestr(const char *__text, const char *__part);
void explicit_bzero(void *__memory, size_t __size);
#endif

#ifdef __USE_GNU
#pragma library "strings_gnu.c"
void *rawmemchr(const void *__memory, int __byte);
void *memmem(const void *__memory, size_t __size, const void *__part, size_t __part_size);

#ifndef basename // as <libgen.h> has it
char *basename(const char *__path);
#endif
#endif

#ifdef __USE_POSIX
#pragma library "text_locale.c"
int strcoll_l(const char *__left, const char *__right, __locale_t __locale);
size_t strxfrm_l(char *restrict __target, const char *restrict __source, size_t __size,
                 __locale_t __locale);
char *strerror_l(int __number, __locale_t __locale);
#endif

#endif
