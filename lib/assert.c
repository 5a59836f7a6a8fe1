// libcstar: assert.
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assertion_failed(const char *condition, const char *file, int line,
                                  const char *function) {
    fflush(stdout);
    fprintf(stderr, "%s:%d: %s: Assertion `%s' failed.\n", file, line, function, condition);
    abort();
}
