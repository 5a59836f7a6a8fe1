// libcstar: the locale "C", and the same with UTF-8 for multibyte characters.
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

int __locale_utf8;

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
            __locale_utf8 = is_utf8;
        }
    }
    return is_of_characters && __locale_utf8 ? "C.UTF-8" : "C";
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
