// libcstar: messages to the log of the system, which is standard error or nowhere.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

static const char *log_name;
static int log_options;
static int log_mask = 0xff;

void openlog(const char *name, int options, int facility) {
    (void)facility;
    log_name = name;
    log_options = options;
}

void closelog(void) {
    log_name = NULL;
    log_options = 0;
}

int setlogmask(int mask) {
    int before = log_mask;
    if (mask != 0) {
        log_mask = mask;
    }
    return before;
}

// The format with the error's text instead of %m, on the heap; NULL: no memory.
static char *with_error(const char *format, const char *error) {
    size_t size = strlen(format) + 1;
    for (const char *found = format; (found = strstr(found, "%m")) != NULL; found += 2) {
        size += 2 * strlen(error);
    }
    char *text = malloc(size), *to = text;
    while (text != NULL && *format != 0) {
        if (format[0] == '%' && format[1] == 'm') {
            for (const char *from = error; *from != 0; from++) {
                *to++ = *from;
                if (*from == '%') {
                    *to++ = '%';
                }
            }
            format += 2;
            continue;
        }
        if (format[0] == '%' && format[1] != 0) {
            *to++ = *format++;
        }
        *to++ = *format++;
    }
    if (text != NULL) {
        *to = 0;
    }
    return text;
}

void vsyslog(int priority, const char *format, va_list arguments) {
    if ((LOG_MASK(LOG_PRI(priority)) & log_mask) == 0 || (log_options & LOG_PERROR) == 0) {
        return;
    }
    char *text = with_error(format, strerror(errno));
    if (text == NULL) {
        return;
    }
    if (log_name != NULL) {
        fprintf(stderr, "%s", log_name);
    }
    if ((log_options & LOG_PID) != 0) {
        fprintf(stderr, "[%d]", (int)getpid());
    }
    if (log_name != NULL || (log_options & LOG_PID) != 0) {
        fprintf(stderr, ": ");
    }
    vfprintf(stderr, text, arguments);
    size_t length = strlen(text);
    if (length == 0 || text[length - 1] != '\n') {
        fputc('\n', stderr);
    }
    free(text);
}

void syslog(int priority, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsyslog(priority, format, arguments);
    va_end(arguments);
}
