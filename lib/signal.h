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

#define NSIG     128
#define SIGRTMIN 34
#define SIGRTMAX 127
#define SIGIOT   SIGABRT
#define SIGCLD   SIGCHLD
#define SIGPOLL  SIGIO

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

#define SI_USER  0
#define SI_QUEUE (-1)
#define SI_TIMER (-3)
#define SI_TKILL (-6)

#define FPE_INTDIV  1
#define FPE_INTOVF  2
#define FPE_FLTDIV  3
#define FPE_FLTOVF  4
#define FPE_FLTUND  5
#define FPE_FLTRES  6
#define FPE_FLTINV  7
#define SEGV_MAPERR 1
#define SEGV_ACCERR 2
#define BUS_ADRALN  1
#define BUS_ADRERR  2
#define ILL_ILLOPC  1
#define TRAP_BRKPT  1

#define CLD_EXITED    1
#define CLD_KILLED    2
#define CLD_DUMPED    3
#define CLD_TRAPPED   4
#define CLD_STOPPED   5
#define CLD_CONTINUED 6

union sigval {
    int sival_int;
    void *sival_ptr;
};

typedef union sigval sigval_t;

typedef struct {
    int si_signo;
    int si_code;
    int si_errno;
    void *si_addr;
    pid_t si_pid;
    uid_t si_uid;
    int si_status;
    long si_band;
    union sigval si_value;
} siginfo_t;

#define SIGEV_SIGNAL 0
#define SIGEV_NONE   1
#define SIGEV_THREAD 2

struct sigevent {
    union sigval sigev_value;
    int sigev_signo;
    int sigev_notify;
    void (*sigev_notify_function)(union sigval);
    void *sigev_notify_attributes;
};

#define SS_ONSTACK  1
#define SS_DISABLE  2
#define MINSIGSTKSZ 2048
#define SIGSTKSZ    8192

typedef struct {
    void *ss_sp;
    size_t ss_size;
    int ss_flags;
} stack_t;

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
int sigemptyset(sigset_t *__set);
int sigfillset(sigset_t *__set);
int sigaddset(sigset_t *__set, int __number);
int sigdelset(sigset_t *__set, int __number);
int sigismember(const sigset_t *__set, int __number);
int siginterrupt(int __number, int __flag);
void psiginfo(const siginfo_t *__info, const char *__text);

#pragma library "signal.c"
typedef void (*sighandler_t)(int);
void (*signal(int __number, void (*__handler)(int)))(int);
int raise(int __number);
int kill(pid_t __process, int __number);
int killpg(pid_t __group, int __number);
int sigqueue(pid_t __process, int __number, union sigval __value);
int sigaction(int __number, const struct sigaction *restrict __new,
              struct sigaction *restrict __old);
int sigprocmask(int __how, const sigset_t *restrict __new, sigset_t *restrict __old);
int sigsuspend(const sigset_t *__set);
int sigpending(sigset_t *__set);
int sigwait(const sigset_t *restrict __set, int *restrict __to);
int sigwaitinfo(const sigset_t *restrict __set, siginfo_t *restrict __to);
struct timespec;
int sigtimedwait(const sigset_t *restrict __set, siginfo_t *restrict __to,
                 const struct timespec *restrict __limit);

typedef unsigned long pthread_t;
#pragma library "pthread.c"
int pthread_kill(pthread_t __id, int __signal);

#ifdef __USE_POSIX
#pragma library "strsignal.c"
void psignal(int __number, const char *__text);
#endif

#ifdef __USE_POSIX
#pragma library "pthread_attributes.c"
int pthread_sigmask(int __how, const sigset_t *restrict __new, sigset_t *restrict __old);

#pragma library "signal_sets.c"
int sigaltstack(const stack_t *restrict __new, stack_t *restrict __old);
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
