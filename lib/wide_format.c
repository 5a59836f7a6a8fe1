// libcstar: formatted wide output: the format and the result as multibyte characters in between.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <wchar.h>
#include "printf.h"

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

// What is printed as bytes, on the heap, and how many; NULL if there was an error.
static char *print(const wchar_t *format, va_list arguments, int *size) {
    va_list again;
    va_copy(again, arguments);
    char *text = narrow(format), *bytes = NULL;
    __printf_counts_characters = 1;
    *size = text != NULL ? vsnprintf(NULL, 0, text, again) : -1;
    va_end(again);
    if (*size >= 0) {
        bytes = malloc((size_t)*size + 1);
    }
    if (bytes != NULL) {
        vsnprintf(bytes, (size_t)*size + 1, text, arguments);
    }
    __printf_counts_characters = 0;
    free(text);
    return bytes;
}

int vfwprintf(FILE *restrict stream, const wchar_t *restrict format, va_list arguments) {
    int size, count = 0;
    char *bytes = print(format, arguments, &size);
    if (bytes == NULL) {
        return -1;
    }
    for (int i = 0; i < size; i++) {
        count += (bytes[i] & 0xc0) != 0x80;
    }
    if (fwrite(bytes, 1, (size_t)size, stream) != (size_t)size) {
        count = -1;
    }
    free(bytes);
    return count;
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
    int size, result = -1;
    char *bytes = print(format, arguments, &size);
    if (bytes != NULL) {
        size_t length = mbstowcs(wide, bytes, count);
        if (length < count) {
            result = (int)length;
        } else if (count > 0) {
            wide[count - 1] = 0;
        }
    }
    free(bytes);
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
