// ISO C11 7.14: signals, with the numbers of Linux on MIPS. Handlers are called by raise and abort
// only; a signal that comes from outside or from a fault ends the program.
#ifndef __SIGNAL_H
#define __SIGNAL_H

#include <features.h>
#include <sys/types.h>

#ifdef __USE_POSIX
#include <time.h>
#endif

typedef int sig_atomic_t;

#define SIGHUP    1
#define SIGINT    2
#define SIGQUIT   3
#define SIGILL    4
#define SIGTRAP   5
#define SIGABRT   6
#define SIGEMT    7
#define SIGFPE    8
#define SIGKILL   9
#define SIGBUS    10
#define SIGSEGV   11
#define SIGSYS    12
#define SIGPIPE   13
#define SIGALRM   14
#define SIGTERM   15
#define SIGUSR1   16
#define SIGUSR2   17
#define SIGCHLD   18
#define SIGPWR    19
#define SIGWINCH  20
#define SIGURG    21
#define SIGIO     22
#define SIGSTOP   23
#define SIGTSTP   24
#define SIGCONT   25
#define SIGTTIN   26
#define SIGTTOU   27
#define SIGVTALRM 28
#define SIGPROF   29
#define SIGXCPU   30
#define SIGXFSZ   31

#define SIG_DFL  ((void (*)(int))0)
#define SIG_IGN  ((void (*)(int))1)
#define SIG_ERR  ((void (*)(int)) - 1)
#define SIG_HOLD ((void (*)(int))2)

#define NSIG 128

#define SA_NOCLDSTOP 0x00000001
#define SA_NOCLDWAIT 0x00010000
#define SA_SIGINFO   0x00000008
#define SA_ONSTACK   0x08000000
#define SA_RESTART   0x10000000
#define SA_NODEFER   0x40000000
#define SA_RESETHAND 0x80000000

#define SIG_BLOCK   1
#define SIG_UNBLOCK 2
#define SIG_SETMASK 3

typedef struct {
    int si_signo;
    int si_code;
    int si_errno;
    void *si_addr;
} siginfo_t;

struct sigaction {
    unsigned sa_flags;
    union {
        void (*__handler)(int);
        void (*__action)(int, siginfo_t *, void *);
    } __as;
    sigset_t sa_mask;
};

#define sa_handler   __as.__handler
#define sa_sigaction __as.__action

#pragma library "sigaction.c"
int sigaction(int __number, const struct sigaction *restrict __new,
              struct sigaction *restrict __old);
int sigprocmask(int __how, const sigset_t *restrict __new, sigset_t *restrict __old);
int sigsuspend(const sigset_t *__set);
int sigpending(sigset_t *__set);
int sigemptyset(sigset_t *__set);
int sigfillset(sigset_t *__set);
int sigaddset(sigset_t *__set, int __number);
int sigdelset(sigset_t *__set, int __number);
int sigismember(const sigset_t *__set, int __number);
int siginterrupt(int __number, int __flag);
int killpg(pid_t __group, int __number);

#pragma library "signal.c"
typedef void (*sighandler_t)(int);
void (*signal(int __number, void (*__handler)(int)))(int);
int raise(int __number);
int kill(pid_t __process, int __number);

#ifdef __USE_POSIX
#pragma library "strsignal.c"
void psignal(int __number, const char *__text);
#endif

#ifdef __USE_POSIX
#define SS_ONSTACK  1
#define SS_DISABLE  2
#define MINSIGSTKSZ 2048
#define SIGSTKSZ    8192

typedef struct {
    void *ss_sp;
    size_t ss_size;
    int ss_flags;
} stack_t;

#pragma library "pthread_attributes.c"
int pthread_sigmask(int __how, const sigset_t *restrict __new, sigset_t *restrict __old);

#pragma library "signal_sets.c"
int sigaltstack(const stack_t *restrict __new, stack_t *restrict __old);
int sigwait(const sigset_t *restrict __set, int *restrict __number);
int sigwaitinfo(const sigset_t *restrict __set, siginfo_t *restrict __to);
int sigtimedwait(const sigset_t *restrict __set, siginfo_t *restrict __to,
                 const struct timespec *restrict __limit);
int sigpause(int __number);
int sighold(int __number);
int sigrelse(int __number);
int sigignore(int __number);
void (*sigset(int __number, void (*__handler)(int)))(int);
#endif

#ifdef __USE_MISC
#pragma library "signal_sets.c"
int sigblock(int __mask);
int sigsetmask(int __mask);
int siggetmask(void);

#define sigmask(number) (1 << ((number)-1))
#endif

#ifdef __USE_GNU
#pragma library "signal_sets.c"
int sigisemptyset(const sigset_t *__set);
int sigandset(sigset_t *__to, const sigset_t *__one, const sigset_t *__other);
int sigorset(sigset_t *__to, const sigset_t *__one, const sigset_t *__other);
#endif

#endif
