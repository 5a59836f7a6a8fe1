// POSIX: comparison without regard to case.
#ifndef __STRINGS_H
#define __STRINGS_H

#include <stddef.h>

#pragma library "strings.c"
int strcasecmp(const char *__left, const char *__right);
int strncasecmp(const char *__left, const char *__right, size_t __size);

#endif
