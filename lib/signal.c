// libcstar: signals that a program sends to itself.
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "syscall.h"

enum { SIGNALS = 32 };

static void (*handlers[SIGNALS])(int);

void (*signal(int number, void (*handler)(int)))(int) {
    if (number <= 0 || number >= SIGNALS || number == SIGKILL || number == SIGSTOP) {
        errno = EINVAL;
        return SIG_ERR;
    }
    void (*old)(int) = handlers[number];
    handlers[number] = handler;
    return old;
}

int kill(pid_t process, int number) {
    int result = __syscall(__NR_kill, process, number);
    if (result < 0) {
        errno = -result;
        return -1;
    }
    return 0;
}

int raise(int number) {
    if (number > 0 && number < SIGNALS && handlers[number] != SIG_DFL) {
        if (handlers[number] != SIG_IGN) {
            handlers[number](number);
        }
        return 0;
    }
    return kill(getpid(), number);
}

// A handler may leave by longjmp only; the exit is for a kernel that does not know kill.
_Noreturn void abort(void) {
    raise(SIGABRT);
    kill(getpid(), SIGABRT);
    _exit(128 + SIGABRT);
}
