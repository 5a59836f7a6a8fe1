// libcstar: strings of wide characters.
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

size_t wcslen(const wchar_t *text) {
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return length;
}

size_t wcsnlen(const wchar_t *text, size_t limit) {
    size_t length = 0;
    while (length < limit && text[length] != 0) {
        length++;
    }
    return length;
}

wchar_t *wmemcpy(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    return memcpy(target, source, count * sizeof *target);
}

wchar_t *wmemmove(wchar_t *target, const wchar_t *source, size_t count) {
    return memmove(target, source, count * sizeof *target);
}

wchar_t *wmemset(wchar_t *target, wchar_t wide, size_t count) {
    for (size_t i = 0; i < count; i++) {
        target[i] = wide;
    }
    return target;
}

static int compare(wchar_t left, wchar_t right) {
    return left < right ? -1 : left > right;
}

int wmemcmp(const wchar_t *left, const wchar_t *right, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (left[i] != right[i]) {
            return compare(left[i], right[i]);
        }
    }
    return 0;
}

wchar_t *wmemchr(const wchar_t *text, wchar_t wide, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (text[i] == wide) {
            return (wchar_t *)text + i;
        }
    }
    return NULL;
}

wchar_t *wcpcpy(wchar_t *restrict target, const wchar_t *restrict source) {
    size_t length = wcslen(source);
    wmemcpy(target, source, length + 1);
    return target + length;
}

wchar_t *wcscpy(wchar_t *restrict target, const wchar_t *restrict source) {
    wcpcpy(target, source);
    return target;
}

wchar_t *wcpncpy(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    size_t length = wcsnlen(source, count);
    wmemcpy(target, source, length);
    wmemset(target + length, 0, count - length);
    return target + length;
}

wchar_t *wcsncpy(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    wcpncpy(target, source, count);
    return target;
}

wchar_t *wcscat(wchar_t *restrict target, const wchar_t *restrict source) {
    wcscpy(target + wcslen(target), source);
    return target;
}

wchar_t *wcsncat(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    wchar_t *end = target + wcslen(target);
    size_t length = wcsnlen(source, count);
    wmemcpy(end, source, length);
    end[length] = 0;
    return target;
}

int wcsncmp(const wchar_t *left, const wchar_t *right, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (left[i] != right[i] || left[i] == 0) {
            return compare(left[i], right[i]);
        }
    }
    return 0;
}

int wcscmp(const wchar_t *left, const wchar_t *right) {
    return wcsncmp(left, right, SIZE_MAX);
}

int wcsncasecmp(const wchar_t *left, const wchar_t *right, size_t count) {
    for (size_t i = 0; i < count; i++) {
        wchar_t one = (wchar_t)towlower((wint_t)left[i]),
                other = (wchar_t)towlower((wint_t)right[i]);
        if (one != other || one == 0) {
            return compare(one, other);
        }
    }
    return 0;
}

int wcscasecmp(const wchar_t *left, const wchar_t *right) {
    return wcsncasecmp(left, right, SIZE_MAX);
}

int wcscoll(const wchar_t *left, const wchar_t *right) {
    return wcscmp(left, right);
}

size_t wcsxfrm(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    size_t length = wcslen(source);
    wmemcpy(target, source, length < count ? length + 1 : count);
    return length;
}

wchar_t *wcschr(const wchar_t *text, wchar_t wide) {
    for (; *text != wide; text++) {
        if (*text == 0) {
            return NULL;
        }
    }
    return (wchar_t *)text;
}

wchar_t *wcsrchr(const wchar_t *text, wchar_t wide) {
    for (size_t i = wcslen(text) + 1; i > 0; i--) {
        if (text[i - 1] == wide) {
            return (wchar_t *)text + i - 1;
        }
    }
    return NULL;
}

wchar_t *wcsstr(const wchar_t *text, const wchar_t *part) {
    size_t length = wcslen(part);
    for (; wcsncmp(text, part, length) != 0; text++) {
        if (*text == 0) {
            return NULL;
        }
    }
    return (wchar_t *)text;
}

size_t wcsspn(const wchar_t *text, const wchar_t *accepted) {
    size_t length = 0;
    while (text[length] != 0 && wcschr(accepted, text[length]) != NULL) {
        length++;
    }
    return length;
}

size_t wcscspn(const wchar_t *text, const wchar_t *rejected) {
    size_t length = 0;
    while (text[length] != 0 && wcschr(rejected, text[length]) == NULL) {
        length++;
    }
    return length;
}

wchar_t *wcspbrk(const wchar_t *text, const wchar_t *accepted) {
    text += wcscspn(text, accepted);
    return *text != 0 ? (wchar_t *)text : NULL;
}

wchar_t *wcstok(wchar_t *restrict text, const wchar_t *restrict separators,
                wchar_t **restrict rest) {
    if (text == NULL) {
        text = *rest;
    }
    if (text != NULL) {
        text += wcsspn(text, separators);
    }
    if (text == NULL || *text == 0) {
        *rest = NULL;
        return NULL;
    }
    wchar_t *end = text + wcscspn(text, separators);
    *rest = *end != 0 ? end + 1 : NULL;
    *end = 0;
    return text;
}

wchar_t *wcsdup(const wchar_t *text) {
    size_t count = wcslen(text) + 1;
    wchar_t *copy = malloc(count * sizeof *copy);
    return copy != NULL ? wmemcpy(copy, text, count) : NULL;
}

wchar_t *wmempcpy(wchar_t *restrict target, const wchar_t *restrict source, size_t count) {
    return wmemcpy(target, source, count) + count;
}

wchar_t *wcschrnul(const wchar_t *text, wchar_t wide) {
    while (*text != 0 && *text != wide) {
        text++;
    }
    return (wchar_t *)text;
}

// An older name.
wchar_t *wcswcs(const wchar_t *text, const wchar_t *part) {
    return wcsstr(text, part);
}
