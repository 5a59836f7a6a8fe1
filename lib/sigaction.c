// libcstar: sets of signals.
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { WORD_BITS = 32 };

int sigemptyset(sigset_t *set) {
    *set = (sigset_t){{0}};
    return 0;
}

int sigfillset(sigset_t *set) {
    for (int i = 0; i < 4; i++) {
        set->__bits[i] = 0xffffffff;
    }
    return 0;
}

static unsigned long *word_of(sigset_t *set, int number, unsigned long *bit) {
    if (number <= 0 || number > NSIG) {
        errno = EINVAL;
        return NULL;
    }
    *bit = 1ul << (number - 1) % WORD_BITS;
    return &set->__bits[(number - 1) / WORD_BITS];
}

int sigaddset(sigset_t *set, int number) {
    unsigned long bit, *word = word_of(set, number, &bit);
    if (word == NULL) {
        return -1;
    }
    *word |= bit;
    return 0;
}

int sigdelset(sigset_t *set, int number) {
    unsigned long bit, *word = word_of(set, number, &bit);
    if (word == NULL) {
        return -1;
    }
    *word &= ~bit;
    return 0;
}

int sigismember(const sigset_t *set, int number) {
    unsigned long bit, *word = word_of((sigset_t *)set, number, &bit);
    return word == NULL ? -1 : (*word & bit) != 0;
}

int siginterrupt(int number, int flag) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0) {
        return -1;
    }
    action.sa_flags = flag ? action.sa_flags & ~(unsigned)SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL);
}

void psiginfo(const siginfo_t *info, const char *text) {
    if (text != NULL && *text != 0) {
        fprintf(stderr, "%s: ", text);
    }
    fprintf(stderr, "%s\n", strsignal(info->si_signo));
}
