// libcstar: formatted input of wide characters, by scanf.c.
#include <stddef.h>
#include <wchar.h>
#include <wctype.h>
#include "scan.h"

static int take(struct source *source) {
    const wchar_t *text = source->text;
    if (source->stream != NULL) {
        return (int)fgetwc(source->stream);
    }
    if (*text == 0) {
        return EOF;
    }
    source->text = text + 1;
    return *text;
}

static void give_back(struct source *source, int character) {
    if (source->stream != NULL) {
        ungetwc((wint_t)character, source->stream);
    } else {
        source->text = (const wchar_t *)source->text - 1;
    }
}

static int is_space(int character) {
    return character != EOF && iswspace((wint_t)character);
}

static size_t put(char *text, wchar_t wide) {
    return wcrtomb(text, wide, NULL);
}

static const struct scan_kind wide_characters = {1, take, give_back, is_space, put};

int vfwscanf(FILE *restrict stream, const wchar_t *restrict format, va_list arguments) {
    va_list rest;
    struct source source = {&wide_characters, format, stream, NULL, 0};
    va_copy(rest, arguments);
    int result = __scan(&source, &rest);
    va_end(rest);
    return result;
}

int vswscanf(const wchar_t *restrict text, const wchar_t *restrict format, va_list arguments) {
    va_list rest;
    struct source source = {&wide_characters, format, NULL, text, 0};
    va_copy(rest, arguments);
    int result = __scan(&source, &rest);
    va_end(rest);
    return result;
}

int vwscanf(const wchar_t *restrict format, va_list arguments) {
    return vfwscanf(stdin, format, arguments);
}

int wscanf(const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfwscanf(stdin, format, arguments);
    va_end(arguments);
    return result;
}

int fwscanf(FILE *restrict stream, const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfwscanf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int swscanf(const wchar_t *restrict text, const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vswscanf(text, format, arguments);
    va_end(arguments);
    return result;
}
