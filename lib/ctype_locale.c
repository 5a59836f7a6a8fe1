// libcstar: classes of characters in a locale, which are the same in all that there are.
#define _GNU_SOURCE
#include <ctype.h>
#include <locale.h>

int isalnum_l(int character, __locale_t locale) {
    (void)locale;
    return isalnum(character);
}

int isalpha_l(int character, __locale_t locale) {
    (void)locale;
    return isalpha(character);
}

int isblank_l(int character, __locale_t locale) {
    (void)locale;
    return isblank(character);
}

int iscntrl_l(int character, __locale_t locale) {
    (void)locale;
    return iscntrl(character);
}

int isdigit_l(int character, __locale_t locale) {
    (void)locale;
    return isdigit(character);
}

int isgraph_l(int character, __locale_t locale) {
    (void)locale;
    return isgraph(character);
}

int islower_l(int character, __locale_t locale) {
    (void)locale;
    return islower(character);
}

int isprint_l(int character, __locale_t locale) {
    (void)locale;
    return isprint(character);
}

int ispunct_l(int character, __locale_t locale) {
    (void)locale;
    return ispunct(character);
}

int isspace_l(int character, __locale_t locale) {
    (void)locale;
    return isspace(character);
}

int isupper_l(int character, __locale_t locale) {
    (void)locale;
    return isupper(character);
}

int isxdigit_l(int character, __locale_t locale) {
    (void)locale;
    return isxdigit(character);
}

int tolower_l(int character, __locale_t locale) {
    (void)locale;
    return tolower(character);
}

int toupper_l(int character, __locale_t locale) {
    (void)locale;
    return toupper(character);
}
