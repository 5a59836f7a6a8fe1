// libcstar: by which name the program was started, and what else Linux tells it on the stack
// (auxv.c). The compiler adds this unit before the start of programs that declare such a name.
#define _GNU_SOURCE 1
#include <errno.h>
#include <string.h>

char *program_invocation_name = "";
char *program_invocation_short_name = "";
const char *__progname = "";

__attribute__((constructor)) static void begin(int count, char **arguments) {
    if (count == 0) {
        return;
    }
    char *slash = strrchr(arguments[0], '/');
    program_invocation_name = arguments[0];
    program_invocation_short_name = slash == NULL ? arguments[0] : slash + 1;
    __progname = program_invocation_short_name;
}
