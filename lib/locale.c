// libcstar: the locale "C", and the same with UTF-8 for multibyte characters.
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

struct __locale {
    int is_utf8;
};

int __locale_utf8;

// That of setlocale, and the one that stands in for it.
static int global_utf8;
static __locale_t used = LC_GLOBAL_LOCALE;

size_t __mb_cur_max(void) {
    return __locale_utf8 ? 6 : 1;
}

static int names_utf8(const char *name) {
    const char *dot = strchr(name, '.');
    return dot != NULL && (strcmp(dot, ".UTF-8") == 0 || strcmp(dot, ".utf8") == 0);
}

// What the environment asks for.
static const char *wanted(void) {
    static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (int i = 0; i < 3; i++) {
        const char *name = getenv(variables[i]);
        if (name != NULL && *name != 0) {
            return names_utf8(name) ? name : "C";
        }
    }
    return "C";
}

char *setlocale(int category, const char *name) {
    int is_of_characters = category == LC_CTYPE || category == LC_ALL;
    if (category < LC_CTYPE || category > LC_ALL) {
        return NULL;
    }
    if (name != NULL) {
        if (*name == 0) {
            name = wanted();
        }
        int is_utf8 = names_utf8(name);
        if (!is_utf8 && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0) {
            return NULL;
        }
        if (is_of_characters) {
            global_utf8 = is_utf8;
            __locale_utf8 = __locale_is_utf8(used);
        }
    }
    return is_of_characters && global_utf8 ? "C.UTF-8" : "C";
}

// ---- locales as objects ----

static const struct __locale plain = {0}, utf8 = {1};

int __locale_is_utf8(__locale_t locale) {
    return locale == LC_GLOBAL_LOCALE ? global_utf8 : locale->is_utf8;
}

__locale_t newlocale(int mask, const char *name, __locale_t base) {
    if ((mask & ~LC_ALL_MASK) != 0 || name == NULL) {
        errno = EINVAL;
        return NULL;
    }
    if (*name == 0) {
        name = wanted();
    }
    int is_utf8 = names_utf8(name);
    if (!is_utf8 && strcmp(name, "C") != 0 && strcmp(name, "POSIX") != 0) {
        errno = ENOENT;
        return NULL;
    }
    if ((mask & LC_CTYPE_MASK) == 0) {
        is_utf8 = base != NULL && base->is_utf8;
    }
    return is_utf8 ? &utf8 : &plain;
}

__locale_t duplocale(__locale_t locale) {
    return __locale_is_utf8(locale) ? &utf8 : &plain;
}

void freelocale(__locale_t locale) {
    (void)locale;
}

__locale_t uselocale(__locale_t locale) {
    __locale_t before = used;
    if (locale != NULL) {
        used = locale;
        __locale_utf8 = __locale_is_utf8(used);
    }
    return before;
}

struct lconv *localeconv(void) {
    static struct lconv conventions = {
        ".",      "",       "",       "",       "",       "",       "",       "",
        "",       "",       CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
        CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX, CHAR_MAX,
    };
    return &conventions;
}

int strcoll(const char *left, const char *right) {
    return strcmp(left, right);
}

size_t strxfrm(char *restrict target, const char *restrict source, size_t size) {
    size_t length = strlen(source);
    if (length < size) {
        memcpy(target, source, length + 1);
    } else if (size != 0) {
        memcpy(target, source, size);
    }
    return length;
}
