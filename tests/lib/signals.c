// signal.h, setjmp.h: signals that a program sends to itself: masks, what is pending, handlers with information, jumps.
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile int seen, code, value, inside;
static sigjmp_buf environment;

static void note(int number) { seen = seen * 100 + number; }

static void nest(int number) {
    sigset_t now;
    sigprocmask(SIG_BLOCK, NULL, &now);
    if (inside == 0) {
        raise(number);
        raise(SIGUSR2);
    }
    inside = sigismember(&now, number) * 10 + sigismember(&now, SIGUSR2);
    note(number);
}

static void tell(int number, siginfo_t *info, void *context) {
    (void)context;
    code = info->si_code;
    value = info->si_value.sival_int;
    note(number == info->si_signo ? number : 99);
}

static void leap(int number) {
    note(number);
    siglongjmp(environment, number);
}

static void show(const char *what) {
    printf("%s: %d\n", what, seen);
    seen = 0;
}

int main(void) {
    sigset_t set, old, none;
    siginfo_t info;
    int number = 0;
    struct sigaction action, before;
    setvbuf(stdout, NULL, _IONBF, 0);
    sigemptyset(&none);
    signal(SIGUSR1, note);
    printf("%d %d", kill(getpid(), SIGUSR1), kill(getpid(), 0));
    printf(" %d %d\n", raise(SIGCHLD), raise(SIGWINCH));
    show("kill");
    sigemptyset(&set), sigaddset(&set, SIGUSR1), sigaddset(&set, SIGXCPU), sigaddset(&set, SIGKILL);
    printf("%d", sigprocmask(SIG_BLOCK, &set, &old));
    printf(" %d", sigprocmask(77, &set, NULL));
    printf(" %d", errno == EINVAL);
    raise(SIGUSR1), raise(SIGUSR1), raise(SIGXCPU);
    sigpending(&old);
    printf(" %d %d %d %d\n", sigismember(&old, SIGUSR1), sigismember(&old, SIGXCPU), sigismember(&old, SIGUSR2), seen);
    printf("%d", sigwait(&set, &number));
    printf(" %d", number);
    printf(" %d", sigtimedwait(&set, &info, &(struct timespec){0, 0}));
    printf(" %d %d", info.si_signo, info.si_pid == getpid());
    printf(" %d", sigtimedwait(&set, &info, &(struct timespec){0, 1000}));
    printf(" %d\n", errno == EAGAIN);
    raise(SIGUSR1);
    printf("%d", sigsuspend(&none));
    printf(" %d\n", errno == EINTR);
    show("suspend");
    raise(SIGUSR1);
    sigprocmask(SIG_SETMASK, &none, NULL);
    show("unblocked");
    signal(SIGUSR2, note);
    memset(&action, 0, sizeof action);
    action.sa_handler = nest;
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, &before);
    printf("%d\n", before.sa_handler == note);
    signal(SIGUSR1, note), sigaction(SIGHUP, &action, NULL);
    raise(SIGHUP);
    printf("%d\n", inside);
    signal(SIGHUP, SIG_IGN); // what is pending of it is forgotten
    show("nested");
    action.sa_handler = note, action.sa_flags = SA_RESETHAND | SA_NODEFER;
    sigaction(SIGHUP, &action, NULL);
    raise(SIGHUP);
    sigaction(SIGHUP, NULL, &before);
    printf("%d\n", before.sa_handler == SIG_DFL);
    show("once");
    action.sa_sigaction = tell, action.sa_flags = SA_SIGINFO;
    sigaction(SIGALRM, &action, NULL);
    raise(SIGALRM);
    printf("%d", code);
    kill(getpid(), SIGALRM);
    printf(" %d", code);
    sigqueue(getpid(), SIGALRM, (union sigval){.sival_int = 42});
    printf(" %d %d\n", code, value);
    show("information");
    signal(SIGFPE, leap);
    for (volatile int i = 0; i < 3; i++)
        if (sigsetjmp(environment, 1) == 0)
            raise(SIGFPE);
    sigprocmask(SIG_BLOCK, NULL, &old);
    printf("%d\n", sigismember(&old, SIGFPE));
    show("jumps");
    if (sigsetjmp(environment, 0) == 0)
        raise(SIGFPE);
    sigprocmask(SIG_BLOCK, NULL, &old);
    printf("%d\n", sigismember(&old, SIGFPE));
    sigprocmask(SIG_SETMASK, &none, NULL);
    seen = 0;
    printf("%d", sighold(SIGUSR1));
    raise(SIGUSR1);
    printf(" %d", seen);
    printf(" %d", sigset(SIGUSR1, SIG_HOLD) == SIG_HOLD);
    printf(" %d", sigpause(SIGUSR1));
    printf(" %d", sigrelse(SIGUSR1));
    printf(" %d\n", sigignore(SIGUSR1));
    raise(SIGUSR1);
    show("System V");
    printf("%d", sigaction(SIGKILL, &action, NULL));
    printf(" %d", sigaction(SIGKILL, NULL, &before));
    printf(" %d %d\n", sigaction(0, NULL, &before), raise(1000));
    stack_t stack = {.ss_size = 100}, had;
    printf("%d", sigaltstack(NULL, &had));
    printf(" %d", had.ss_flags == SS_DISABLE);
    printf(" %d", sigaltstack(&stack, NULL));
    printf(" %d\n", errno == ENOMEM);
    sigemptyset(&set), sigaddset(&set, SIGABRT), sigprocmask(SIG_BLOCK, &set, NULL);
    abort();
}
