#include "failure.h"

#include <stdarg.h>
#include <stdio.h>

bool failure_set(struct failure *failure, uint32_t status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failure->text, sizeof failure->text, format, arguments);
    va_end(arguments);
    failure->status = status;
    return false;
}

uint32_t failure_print(const struct failure *failure, const char *command) {
    fprintf(stderr, "%s: %s\n", command, failure->text);
    return failure->status;
}
