// ISO C11 7.4: character classes of the C locale.
#ifndef __CTYPE_H
#define __CTYPE_H

#include "locale_type.h"

#pragma library "ctype.c"
int isalnum(int __character);
int isalpha(int __character);
int isblank(int __character);
int iscntrl(int __character);
int isdigit(int __character);
int isgraph(int __character);
int islower(int __character);
int isprint(int __character);
int ispunct(int __character);
int isspace(int __character);
int isupper(int __character);
int isxdigit(int __character);
int tolower(int __character);
int toupper(int __character);
int isascii(int __character);
int toascii(int __character);

#ifdef __USE_POSIX
#pragma library "ctype_locale.c"
int isalnum_l(int __character, __locale_t __locale);
int isalpha_l(int __character, __locale_t __locale);
int isblank_l(int __character, __locale_t __locale);
int iscntrl_l(int __character, __locale_t __locale);
int isdigit_l(int __character, __locale_t __locale);
int isgraph_l(int __character, __locale_t __locale);
int islower_l(int __character, __locale_t __locale);
int isprint_l(int __character, __locale_t __locale);
int ispunct_l(int __character, __locale_t __locale);
int isspace_l(int __character, __locale_t __locale);
int isupper_l(int __character, __locale_t __locale);
int isxdigit_l(int __character, __locale_t __locale);
int tolower_l(int __character, __locale_t __locale);
int toupper_l(int __character, __locale_t __locale);
#endif

#endif
