// locale.h and its like: locales as objects, and functions that take one; langinfo.h.
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <nl_types.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <wchar.h>
#include <wctype.h>

int main(void) {
    locale_t plain = newlocale(LC_ALL_MASK, "C", NULL), utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
    printf("%d %d", plain != NULL, utf8 != NULL);
    printf(" %d", newlocale(LC_ALL_MASK, "nowhere", NULL) == NULL && errno == ENOENT);
    printf(" %d\n", newlocale(1 << 20, "C", NULL) == NULL && errno == EINVAL);
    printf("%d %s", uselocale(NULL) == LC_GLOBAL_LOCALE, nl_langinfo(CODESET));
    wchar_t wide = 0;
    printf(" %d", mbtowc(&wide, "\xc3\xa9", 2));
    printf(" %d", uselocale(utf8) == LC_GLOBAL_LOCALE);
    printf(" %s %d", nl_langinfo(CODESET), mbtowc(&wide, "\xc3\xa9", 2));
    printf(" %x %d\n", (unsigned)wide, (int)MB_CUR_MAX);
    printf("%s", setlocale(LC_ALL, "C"));
    printf(" %s %d", nl_langinfo(CODESET), uselocale(NULL) == utf8);
    printf(" %d", uselocale(LC_GLOBAL_LOCALE) == utf8);
    printf(" %s %s\n", nl_langinfo(CODESET), nl_langinfo_l(CODESET, plain));
    locale_t copy = duplocale(plain);
    printf("%d %d %d %d %d\n", isalpha_l('a', copy) != 0, isdigit_l('a', plain) != 0, toupper_l('x', plain), tolower_l('X', copy), isspace_l('\t', plain) != 0);
    printf("%d %d %x %d\n", iswalpha_l(L'z', plain) != 0, iswdigit_l(L'z', plain) != 0, (unsigned)towupper_l(L'q', plain),
           iswctype_l(L'1', wctype_l("digit", plain), plain) != 0);
    printf("%d %d %d %d\n", strcoll_l("a", "b", plain) < 0, (int)strxfrm_l(NULL, "abc", 0, plain), strcasecmp_l("AbC", "aBc", plain), strncasecmp_l("ABx", "aby", 2, plain));
    printf("%s %d %d\n", strerror_l(ENOENT, plain), wcscoll_l(L"b", L"a", plain) > 0, wcscasecmp_l(L"AB", L"ab", plain));
    printf("%g %ld %llu\n", strtod_l("1.5x", NULL, plain), strtol_l("-7f", NULL, 16, plain), strtoull_l("99", NULL, 10, plain));
    struct tm date = {.tm_year = 100, .tm_mon = 1, .tm_mday = 29, .tm_wday = 2};
    char text[100];
    strftime_l(text, sizeof text, "%A %d %B %Y", &date, plain);
    printf("%s\n", text);
    freelocale(copy);
    static const int items[] = {RADIXCHAR, THOUSEP, YESEXPR, NOEXPR, CRNCYSTR, D_T_FMT, D_FMT, T_FMT, T_FMT_AMPM, AM_STR, PM_STR, DAY_1, DAY_7, ABDAY_1, ABDAY_7, MON_1,
                                MON_12, ABMON_1, ABMON_12, ERA, ERA_D_FMT, ALT_DIGITS};
    for (unsigned i = 0; i < sizeof items / sizeof items[0]; i++)
        printf("[%s]", nl_langinfo(items[i]));
    nl_catd catalog = catopen("nowhere", 0);
    printf("\n%d %s\n", catalog == (nl_catd)-1, catgets(catalog, 1, 1, "text"));
    return 0;
}
