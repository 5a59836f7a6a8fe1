// libcstar: formatted wide output: the format and the result as multibyte characters in between.
// Widths and precisions of strings count bytes.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wchar.h>

// On the heap; NULL with errno: no memory, or no characters.
static char *narrow(const wchar_t *wide) {
    const wchar_t *rest = wide;
    size_t size = wcsrtombs(NULL, &rest, 0, NULL);
    char *text = size == (size_t)-1 ? NULL : malloc(size + 1);
    if (text != NULL) {
        wcsrtombs(text, &wide, size + 1, NULL);
    }
    return text;
}

int vfwprintf(FILE *restrict stream, const wchar_t *restrict format, va_list arguments) {
    char *text = narrow(format);
    int result = text != NULL ? vfprintf(stream, text, arguments) : -1;
    free(text);
    return result;
}

int vwprintf(const wchar_t *restrict format, va_list arguments) {
    return vfwprintf(stdout, format, arguments);
}

int wprintf(const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfwprintf(stdout, format, arguments);
    va_end(arguments);
    return result;
}

int fwprintf(FILE *restrict stream, const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vfwprintf(stream, format, arguments);
    va_end(arguments);
    return result;
}

int vswprintf(wchar_t *restrict wide, size_t count, const wchar_t *restrict format,
              va_list arguments) {
    va_list again;
    va_copy(again, arguments);
    char *text = narrow(format);
    int size = text != NULL ? vsnprintf(NULL, 0, text, again) : -1;
    va_end(again);
    char *bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
    int result = -1;
    if (bytes != NULL) {
        vsnprintf(bytes, (size_t)size + 1, text, arguments);
        size_t length = mbstowcs(wide, bytes, count);
        if (length < count) {
            result = (int)length;
        } else if (count > 0) {
            wide[count - 1] = 0;
        }
    }
    free(bytes);
    free(text);
    return result;
}

int swprintf(wchar_t *restrict wide, size_t count, const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vswprintf(wide, count, format, arguments);
    va_end(arguments);
    return result;
}

size_t wcsftime(wchar_t *restrict wide, size_t count, const wchar_t *restrict format,
                const struct tm *restrict time) {
    char *text = narrow(format);
    char *bytes = malloc(4 * count + 1);
    size_t length = 0;
    if (text != NULL && bytes != NULL && strftime(bytes, 4 * count, text, time) > 0) {
        length = mbstowcs(wide, bytes, count);
    }
    free(bytes);
    free(text);
    return length < count ? length : 0;
}
