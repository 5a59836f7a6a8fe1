// ISO C11 7.28: characters of Unicode, as units of UTF-16 and whole.
#ifndef __UCHAR_H
#define __UCHAR_H

#include <stddef.h>
#include <wchar.h>

typedef unsigned short char16_t;
typedef unsigned int char32_t;

#pragma library "unicode.c"
size_t mbrtoc16(char16_t *restrict __unit, const char *restrict __text, size_t __size,
                mbstate_t *restrict __state);
size_t c16rtomb(char *restrict __text, char16_t __unit, mbstate_t *restrict __state);
size_t mbrtoc32(char32_t *restrict __character, const char *restrict __text, size_t __size,
                mbstate_t *restrict __state);
size_t c32rtomb(char *restrict __text, char32_t __character, mbstate_t *restrict __state);

#endif
