// POSIX: comparison without regard to case.
#ifndef STRINGS_H
#define STRINGS_H

#include <stddef.h>

#pragma library "strings.c"
int strcasecmp(const char *left, const char *right);
int strncasecmp(const char *left, const char *right, size_t size);

#endif
