// libcstar: what POSIX has of signals besides ISO C. No signal interrupts a program, so that a mask
// makes no difference.
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

enum { SIGNALS = 32, WORD_BITS = 32 };

static struct sigaction actions[SIGNALS];

int sigaction(int number, const struct sigaction *restrict new, struct sigaction *restrict old) {
    if (number <= 0 || number >= SIGNALS) {
        errno = EINVAL;
        return -1;
    }
    if (old != NULL) {
        *old = actions[number];
    }
    if (new == NULL) {
        return 0;
    }
    if (signal(number, new->sa_handler) == SIG_ERR) {
        return -1;
    }
    actions[number] = *new;
    return 0;
}

static sigset_t mask;

int sigprocmask(int how, const sigset_t *restrict new, sigset_t *restrict old) {
    if (old != NULL) {
        *old = mask;
    }
    for (int i = 0; new != NULL &&i < 4; i++) {
        switch (how) {
        case SIG_BLOCK: mask.__bits[i] |= new->__bits[i]; break;
        case SIG_UNBLOCK: mask.__bits[i] &= ~new->__bits[i]; break;
        case SIG_SETMASK: mask.__bits[i] = new->__bits[i]; break;
        default: errno = EINVAL; return -1;
        }
    }
    return 0;
}

int sigsuspend(const sigset_t *set) {
    (void)set;
    errno = ENOSYS;
    return -1;
}

int sigpending(sigset_t *set) {
    return sigemptyset(set);
}

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
    (void)number, (void)flag;
    return 0;
}

int killpg(pid_t group, int number) {
    return kill(group, number);
}
