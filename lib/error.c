// libcstar: GNU's messages of errors.
#define _GNU_SOURCE 1
#include <errno.h>
#include <error.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void (*error_print_progname)(void);
unsigned error_message_count;
int error_one_per_line;

static void print_name(void) {
    fflush(stdout);
    if (error_print_progname != NULL) {
        error_print_progname();
    } else {
        fprintf(stderr, "%s:", program_invocation_name);
    }
}

static void print_rest(int status, int number, const char *format, va_list arguments) {
    vfprintf(stderr, format, arguments);
    error_message_count++;
    if (number != 0) {
        fprintf(stderr, ": %s", strerror(number));
    }
    fputc('\n', stderr);
    if (status != 0) {
        exit(status);
    }
}

void error(int status, int number, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    print_name();
    if (error_print_progname == NULL) {
        fputc(' ', stderr);
    }
    print_rest(status, number, format, arguments);
    va_end(arguments);
}

void error_at_line(int status, int number, const char *file, unsigned line, const char *format,
                   ...) {
    static const char *last_file;
    static unsigned last_line;
    va_list arguments;
    if (error_one_per_line) {
        if (last_line == line && (file == last_file || (last_file != NULL && file != NULL &&
                                                        strcmp(file, last_file) == 0))) {
            return;
        }
        last_file = file;
        last_line = line;
    }
    va_start(arguments, format);
    print_name();
    if (file != NULL) {
        fprintf(stderr, "%s:%u: ", file, line);
    } else {
        fputc(' ', stderr);
    }
    print_rest(status, number, format, arguments);
    va_end(arguments);
}
