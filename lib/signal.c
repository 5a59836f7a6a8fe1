// libcstar: signals that a program sends to itself: masks, handlers, and what waits until it is
// let through. None comes from outside but those that end the program.
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include "syscall.h"

enum { SIGNALS = NSIG };

static struct sigaction actions[SIGNALS];
static sigset_t blocked, pending;
static struct {
    int code;
    union sigval value;
} pending_with[SIGNALS];

static int refuse(int error) {
    errno = error;
    return -1;
}

static int is_signal(int number) {
    return number > 0 && number < SIGNALS;
}

// Functions on the way to an end have names of the library: reports of deaths begin above them.
static int __send_to_kernel(int process, int number) {
    int result = __syscall(__NR_kill, process, number);
    return result < 0 ? refuse(-result) : 0;
}

// ---- delivery ----

static void deliver_pending(void);

static void call_handler(int number, int code, union sigval value) {
    struct sigaction action = actions[number];
    sigset_t before = blocked;
    siginfo_t info = {.si_signo = number, .si_code = code};
    info.si_value = value;
    info.si_pid = getpid();
    info.si_uid = getuid();
    if ((action.sa_flags & SA_RESETHAND) != 0) {
        actions[number].sa_handler = SIG_DFL;
    }
    for (int i = 0; i < 4; i++) {
        blocked.__bits[i] |= action.sa_mask.__bits[i];
    }
    if ((action.sa_flags & SA_NODEFER) == 0) {
        sigaddset(&blocked, number);
    }
    if ((action.sa_flags & SA_SIGINFO) != 0) {
        action.sa_sigaction(number, &info, NULL);
    } else {
        action.sa_handler(number);
    }
    blocked = before;
    deliver_pending();
}

static int __deliver(int number, int code, union sigval value) {
    int is_free = number != SIGKILL && number != SIGSTOP;
    if (is_free && sigismember(&blocked, number)) {
        sigaddset(&pending, number);
        pending_with[number].code = code;
        pending_with[number].value = value;
        return 0;
    }
    void (*handler)(int) = actions[number].sa_handler;
    if (handler == SIG_DFL || !is_free) {
        int is_ignored =
            number == SIGCHLD || number == SIGURG || number == SIGWINCH || number == SIGCONT;
        return is_ignored ? 0 : __send_to_kernel(getpid(), number);
    }
    if (handler != SIG_IGN) {
        call_handler(number, code, value);
    }
    return 0;
}

static int take_pending(const sigset_t *set) {
    for (int number = 1; number < SIGNALS; number++) {
        if (sigismember(&pending, number) && sigismember(set, number)) {
            sigdelset(&pending, number);
            return number;
        }
    }
    return 0;
}

// Those that are not blocked any more. How many there were.
static int deliver_free(void) {
    int count = 0;
    for (;;) {
        sigset_t open;
        for (int i = 0; i < 4; i++) {
            open.__bits[i] = ~blocked.__bits[i];
        }
        int number = take_pending(&open);
        if (number == 0) {
            return count;
        }
        count++;
        __deliver(number, pending_with[number].code, pending_with[number].value);
    }
}

static int is_anything(const sigset_t *set) {
    return (set->__bits[0] | set->__bits[1] | set->__bits[2] | set->__bits[3]) != 0;
}

static void deliver_pending(void) {
    if (is_anything(&pending)) {
        deliver_free();
    }
}

// ---- sending ----

int kill(pid_t process, int number) {
    pid_t own = getpid();
    if (is_signal(number) && (process == own || process == 0 || process == -own)) {
        return __deliver(number, SI_USER, (union sigval){0});
    }
    return __send_to_kernel(process, number);
}

int raise(int number) {
    return is_signal(number) ? __deliver(number, SI_TKILL, (union sigval){0}) : refuse(EINVAL);
}

int sigqueue(pid_t process, int number, union sigval value) {
    if (process != getpid() || !is_signal(number)) {
        return __send_to_kernel(process, number);
    }
    return __deliver(number, SI_QUEUE, value);
}

int killpg(pid_t group, int number) {
    return group < 0 ? refuse(EINVAL) : kill(-group, number);
}

// A handler may leave by longjmp only; the exit is for a kernel that does not know kill.
_Noreturn void abort(void) {
    sigdelset(&blocked, SIGABRT);
    raise(SIGABRT);
    __send_to_kernel(getpid(), SIGABRT);
    _exit(128 + SIGABRT);
}

// ---- handlers ----

int sigaction(int number, const struct sigaction *restrict new, struct sigaction *restrict old) {
    if (!is_signal(number) || (new != NULL && (number == SIGKILL || number == SIGSTOP))) {
        return refuse(EINVAL);
    }
    struct sigaction before = actions[number];
    if (new != NULL) {
        actions[number] = *new;
        if (new->sa_handler == SIG_IGN) {
            sigdelset(&pending, number);
        }
    }
    if (old != NULL) {
        *old = before;
    }
    return 0;
}

void (*signal(int number, void (*handler)(int)))(int) {
    struct sigaction action = {.sa_flags = SA_RESTART}, old;
    action.sa_handler = handler;
    return sigaction(number, &action, &old) != 0 ? SIG_ERR : old.sa_handler;
}

// ---- masks ----

int sigprocmask(int how, const sigset_t *restrict new, sigset_t *restrict old) {
    sigset_t before = blocked;
    if (new != NULL && how != SIG_BLOCK &&how != SIG_UNBLOCK &&how != SIG_SETMASK) {
        return refuse(EINVAL);
    }
    for (int i = 0; new != NULL &&i < 4; i++) {
        unsigned long bits = new->__bits[i];
        blocked.__bits[i] = how == SIG_BLOCK     ? blocked.__bits[i] | bits
                            : how == SIG_UNBLOCK ? blocked.__bits[i] & ~bits
                                                 : bits;
    }
    sigdelset(&blocked, SIGKILL);
    sigdelset(&blocked, SIGSTOP);
    if (old != NULL) {
        *old = before;
    }
    deliver_pending();
    return 0;
}

int sigpending(sigset_t *set) {
    *set = pending;
    return 0;
}

// ---- waiting, for what has come already: nothing else will ----

int sigsuspend(const sigset_t *set) {
    sigset_t before = blocked;
    blocked = *set;
    int count = deliver_free();
    blocked = before;
    deliver_pending();
    return refuse(count > 0 ? EINTR : ENOSYS);
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict to,
                 const struct timespec *restrict limit) {
    int number = take_pending(set);
    if (number == 0 && limit != NULL) {
        return nanosleep(limit, NULL) != 0 ? -1 : refuse(EAGAIN);
    }
    if (number == 0) {
        return refuse(ENOSYS);
    }
    if (to != NULL) {
        *to = (siginfo_t){.si_signo = number, .si_code = pending_with[number].code};
        to->si_value = pending_with[number].value;
        to->si_pid = getpid();
        to->si_uid = getuid();
    }
    return number;
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict to) {
    return sigtimedwait(set, to, NULL);
}

int sigwait(const sigset_t *restrict set, int *restrict to) {
    int number = take_pending(set);
    if (number == 0) {
        return ENOSYS;
    }
    *to = number;
    return 0;
}

// ---- jumps ----

enum { MASK = 12, IS_SAVED = 14 }; // in a jmp_buf

void __save_mask(long long *environment, int is_saved) {
    environment[IS_SAVED] = is_saved;
    if (is_saved) {
        memcpy(environment + MASK, &blocked, sizeof blocked);
    }
}

_Noreturn void siglongjmp(jmp_buf environment, int value) {
    if (environment[IS_SAVED] != 0) {
        memcpy(&blocked, environment + MASK, sizeof blocked);
        deliver_pending();
    }
    longjmp(environment, value);
}
