// libcstar: the name of the process, which only the process itself asks for; other properties it
// has none.
#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>

enum { NAME_SIZE = 16 };

int prctl(int option, ...) {
    static char name[NAME_SIZE];
    va_list arguments;
    va_start(arguments, option);
    char *text = va_arg(arguments, char *);
    va_end(arguments);
    switch (option) {
    case PR_SET_NAME: strncpy(name, text, NAME_SIZE - 1); return 0;
    case PR_GET_NAME: memcpy(text, name, NAME_SIZE); return 0;
    default: errno = EINVAL; return -1;
    }
}
