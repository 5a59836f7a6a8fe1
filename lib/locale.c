// libcstar: the locale "C", whose multibyte characters are single bytes below 128.
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

char *setlocale(int category, const char *name) {
    if (category < LC_CTYPE || category > LC_ALL) {
        return NULL;
    }
    if (name == NULL || *name == 0 || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0) {
        return "C";
    }
    return NULL;
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

int mbtowc(wchar_t *restrict wide, const char *restrict text, size_t size) {
    if (text == NULL) {
        return 0;
    }
    if (size == 0) {
        return -1;
    }
    int character = (unsigned char)*text;
    if (character > 127) {
        errno = EILSEQ;
        return -1;
    }
    if (wide != NULL) {
        *wide = character;
    }
    return character != 0;
}

int mblen(const char *text, size_t size) {
    return mbtowc(NULL, text, size);
}

int wctomb(char *text, wchar_t wide) {
    if (text == NULL) {
        return 0;
    }
    if (wide < 0 || wide > 127) {
        errno = EILSEQ;
        return -1;
    }
    *text = (char)wide;
    return 1;
}

size_t mbstowcs(wchar_t *restrict wide, const char *restrict text, size_t size) {
    size_t count = 0;
    for (; wide == NULL || count < size; count++) {
        wchar_t character = 0;
        if (mbtowc(&character, text + count, 1) < 0) {
            return (size_t)-1;
        }
        if (wide != NULL) {
            wide[count] = character;
        }
        if (character == 0) {
            break;
        }
    }
    return count;
}

size_t wcstombs(char *restrict text, const wchar_t *restrict wide, size_t size) {
    size_t count = 0;
    for (; text == NULL || count < size; count++) {
        char character;
        if (wctomb(&character, wide[count]) < 0) {
            return (size_t)-1;
        }
        if (text != NULL) {
            text[count] = character;
        }
        if (character == 0) {
            break;
        }
    }
    return count;
}
