// POSIX: text from one encoding to another: UTF-8, UTF-16, UTF-32, ASCII and ISO-8859-1.
#ifndef __ICONV_H
#define __ICONV_H

#include <stddef.h>

typedef void *iconv_t;

#pragma library "iconv.c"
iconv_t iconv_open(const char *__to, const char *__from);
size_t iconv(iconv_t __conversion, char **restrict __text, size_t *restrict __size,
             char **restrict __result, size_t *restrict __room);
int iconv_close(iconv_t __conversion);

#endif
