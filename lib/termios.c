// libcstar: terminals.
#include <errno.h>
#include <sys/ioctl.h>
#include <termios.h>
#include "syscall.h"

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

int tcgetattr(int descriptor, struct termios *to) {
    return checked(__syscall(__NR_ioctl, descriptor, TCGETS, to));
}

int tcsetattr(int descriptor, int when, const struct termios *from) {
    return checked(__syscall(__NR_ioctl, descriptor, when, from));
}

int ioctl(int descriptor, unsigned long request, ...) {
    __builtin_va_list arguments;
    __builtin_va_start(arguments, request);
    void *argument = __builtin_va_arg(arguments, void *);
    __builtin_va_end(arguments);
    return checked(__syscall(__NR_ioctl, descriptor, request, argument));
}
