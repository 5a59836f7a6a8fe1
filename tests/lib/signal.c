// raise calls handlers; kill with a signal that is not handled ends the program.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t seen;

static void handler(int number) {
    seen = seen * 100 + number;
}

int main(void) {
    printf("%d", signal(SIGUSR1, handler) == SIG_DFL);
    printf(" %d", raise(SIGUSR1));
    printf(" %d\n", (int)seen);
    printf("%d", signal(SIGTERM, SIG_IGN) == SIG_DFL);
    printf(" %d", raise(SIGTERM));
    printf(" %d\n", signal(SIGTERM, SIG_DFL) == SIG_IGN);
    errno = 0;
    printf("%d", signal(SIGKILL, handler) == SIG_ERR);
    printf(" %d\n", errno == EINVAL);
    printf("%d %d %d\n", SIGABRT, SIGFPE, SIGSEGV);
    fflush(stdout);
    kill(getpid(), SIGTERM);
    printf("not reached\n");
    return 0;
}
