// ISO C11 7.24: bytes and strings, and the POSIX functions beside them.
#ifndef STRING_H
#define STRING_H

#include <stddef.h>

#pragma library "memory.c"
void *memcpy(void *restrict target, const void *restrict source, size_t size);
void *memmove(void *target, const void *source, size_t size);
void *memset(void *target, int byte, size_t size);
int memcmp(const void *left, const void *right, size_t size);
void *memchr(const void *memory, int byte, size_t size);

#pragma library "string.c"
size_t strlen(const char *text);
size_t strnlen(const char *text, size_t limit);
char *strcpy(char *restrict target, const char *restrict source);
char *strncpy(char *restrict target, const char *restrict source, size_t size);
char *stpcpy(char *restrict target, const char *restrict source);
char *strcat(char *restrict target, const char *restrict source);
char *strncat(char *restrict target, const char *restrict source, size_t size);
int strcmp(const char *left, const char *right);
int strncmp(const char *left, const char *right, size_t size);
char *strchr(const char *text, int character);
char *strchrnul(const char *text, int character);

#pragma library "search.c"
char *strrchr(const char *text, int character);
size_t strspn(const char *text, const char *accepted);
size_t strcspn(const char *text, const char *rejected);
char *strpbrk(const char *text, const char *accepted);
char *strstr(const char *text, const char *part);
char *strtok(char *restrict text, const char *restrict separators);
char *strtok_r(char *restrict text, const char *restrict separators, char **restrict rest);
char *strsep(char **text, const char *separators);
void *memccpy(void *restrict target, const void *restrict source, int byte, size_t size);
void *memrchr(const void *memory, int byte, size_t size);

#pragma library "locale.c"
int strcoll(const char *left, const char *right);
size_t strxfrm(char *restrict target, const char *restrict source, size_t size);

#pragma library "strdup.c"
char *strdup(const char *text);
char *strndup(const char *text, size_t limit);

#pragma library "strerror.c"
char *strerror(int number);

#endif
