// ISO C11 7.30: classes of wide characters: ASCII in the locale "C"; with UTF-8 also the letters of
// the alphabets that wide_class.c lists.
#ifndef __WCTYPE_H
#define __WCTYPE_H

#include "locale_type.h"

typedef unsigned wint_t;
typedef unsigned wctype_t;
typedef const int *wctrans_t;

#ifndef WEOF
#define WEOF ((wint_t)-1)
#endif

#pragma library "wide_class.c"
int iswalnum(wint_t __wide);
int iswalpha(wint_t __wide);
int iswblank(wint_t __wide);
int iswcntrl(wint_t __wide);
int iswdigit(wint_t __wide);
int iswgraph(wint_t __wide);
int iswlower(wint_t __wide);
int iswprint(wint_t __wide);
int iswpunct(wint_t __wide);
int iswspace(wint_t __wide);
int iswupper(wint_t __wide);
int iswxdigit(wint_t __wide);
wint_t towlower(wint_t __wide);
wint_t towupper(wint_t __wide);
wctype_t wctype(const char *__name);
int iswctype(wint_t __wide, wctype_t __class);
wctrans_t wctrans(const char *__name);
wint_t towctrans(wint_t __wide, wctrans_t __mapping);

#ifdef __USE_POSIX
#pragma library "wide_locale.c"
int iswalnum_l(wint_t __wide, __locale_t __locale);
int iswalpha_l(wint_t __wide, __locale_t __locale);
int iswblank_l(wint_t __wide, __locale_t __locale);
int iswcntrl_l(wint_t __wide, __locale_t __locale);
int iswdigit_l(wint_t __wide, __locale_t __locale);
int iswgraph_l(wint_t __wide, __locale_t __locale);
int iswlower_l(wint_t __wide, __locale_t __locale);
int iswprint_l(wint_t __wide, __locale_t __locale);
int iswpunct_l(wint_t __wide, __locale_t __locale);
int iswspace_l(wint_t __wide, __locale_t __locale);
int iswupper_l(wint_t __wide, __locale_t __locale);
int iswxdigit_l(wint_t __wide, __locale_t __locale);
wint_t towlower_l(wint_t __wide, __locale_t __locale);
wint_t towupper_l(wint_t __wide, __locale_t __locale);
wctype_t wctype_l(const char *__name, __locale_t __locale);
int iswctype_l(wint_t __wide, wctype_t __class, __locale_t __locale);
wctrans_t wctrans_l(const char *__name, __locale_t __locale);
wint_t towctrans_l(wint_t __wide, wctrans_t __mapping, __locale_t __locale);
#endif

#endif
