// libcstar: formatted input from wide text, as from multibyte text.
#include "narrow.h"

#include <stdio.h>

int vswscanf(const wchar_t *restrict wide, const wchar_t *restrict format, va_list arguments) {
    char *text = __narrow(wide), *conversions = __narrow(format);
    int result = text != NULL && conversions != NULL ? vsscanf(text, conversions, arguments) : EOF;
    free(conversions);
    free(text);
    return result;
}

int swscanf(const wchar_t *restrict wide, const wchar_t *restrict format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int result = vswscanf(wide, format, arguments);
    va_end(arguments);
    return result;
}
