// libcstar: BSD's messages of errors.
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void vwarnx(const char *format, va_list arguments) {
    fprintf(stderr, "%s: ", getprogname());
    if (format != NULL) {
        vfprintf(stderr, format, arguments);
    }
    fprintf(stderr, "\n");
}

void vwarn(const char *format, va_list arguments) {
    int number = errno;
    fprintf(stderr, "%s: ", getprogname());
    if (format != NULL) {
        vfprintf(stderr, format, arguments);
        fprintf(stderr, ": ");
    }
    fprintf(stderr, "%s\n", strerror(number));
}

_Noreturn void verr(int status, const char *format, va_list arguments) {
    vwarn(format, arguments);
    exit(status);
}

_Noreturn void verrx(int status, const char *format, va_list arguments) {
    vwarnx(format, arguments);
    exit(status);
}

_Noreturn void err(int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verr(status, format, arguments);
}

_Noreturn void errx(int status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    verrx(status, format, arguments);
}

void warn(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vwarn(format, arguments);
    va_end(arguments);
}

void warnx(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vwarnx(format, arguments);
    va_end(arguments);
}
