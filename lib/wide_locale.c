// libcstar: classes and order of wide characters in a locale. They are those of Unicode in all that
// there are.
#define _GNU_SOURCE
#include <locale.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

int iswalnum_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswalnum(wide);
}

int iswalpha_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswalpha(wide);
}

int iswblank_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswblank(wide);
}

int iswcntrl_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswcntrl(wide);
}

int iswdigit_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswdigit(wide);
}

int iswgraph_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswgraph(wide);
}

int iswlower_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswlower(wide);
}

int iswprint_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswprint(wide);
}

int iswpunct_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswpunct(wide);
}

int iswspace_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswspace(wide);
}

int iswupper_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswupper(wide);
}

int iswxdigit_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return iswxdigit(wide);
}

wint_t towlower_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return towlower(wide);
}

wint_t towupper_l(wint_t wide, __locale_t locale) {
    (void)locale;
    return towupper(wide);
}

wctype_t wctype_l(const char *name, __locale_t locale) {
    (void)locale;
    return wctype(name);
}

int iswctype_l(wint_t wide, wctype_t class, __locale_t locale) {
    (void)locale;
    return iswctype(wide, class);
}

wctrans_t wctrans_l(const char *name, __locale_t locale) {
    (void)locale;
    return wctrans(name);
}

wint_t towctrans_l(wint_t wide, wctrans_t mapping, __locale_t locale) {
    (void)locale;
    return towctrans(wide, mapping);
}

int wcscoll_l(const wchar_t *left, const wchar_t *right, __locale_t locale) {
    (void)locale;
    return wcscoll(left, right);
}

size_t wcsxfrm_l(wchar_t *restrict target, const wchar_t *restrict source, size_t count,
                 __locale_t locale) {
    (void)locale;
    return wcsxfrm(target, source, count);
}

int wcscasecmp_l(const wchar_t *left, const wchar_t *right, __locale_t locale) {
    (void)locale;
    return wcscasecmp(left, right);
}

int wcsncasecmp_l(const wchar_t *left, const wchar_t *right, size_t count, __locale_t locale) {
    (void)locale;
    return wcsncasecmp(left, right, count);
}

size_t wcsftime_l(wchar_t *restrict text, size_t count, const wchar_t *restrict format,
                  const struct tm *restrict time, __locale_t locale) {
    (void)locale;
    return wcsftime(text, count, format, time);
}
