// libcstar: signals by masks and by older names.
#define _GNU_SOURCE 1
#include <errno.h>
#include <signal.h>
#include <stddef.h>

// No handler ever needs it.
static stack_t stack = {.ss_flags = SS_DISABLE};

int sigaltstack(const stack_t *restrict new, stack_t *restrict old) {
    stack_t before = stack;
    if (new != NULL) {
        if (new->ss_flags != 0 && new->ss_flags != SS_DISABLE &&new->ss_flags != SS_ONSTACK) {
            errno = EINVAL;
            return -1;
        }
        if (new->ss_flags != SS_DISABLE &&new->ss_size < MINSIGSTKSZ) {
            errno = ENOMEM;
            return -1;
        }
        stack = new->ss_flags == SS_DISABLE ? (stack_t){.ss_flags = SS_DISABLE} : *new;
        stack.ss_flags &= SS_DISABLE;
    }
    if (old != NULL) {
        *old = before;
    }
    return 0;
}

int sigpause(int number) {
    sigset_t set;
    sigprocmask(SIG_BLOCK, NULL, &set);
    return sigdelset(&set, number) != 0 ? -1 : sigsuspend(&set);
}

static int change_mask(int how, int number) {
    sigset_t set;
    sigemptyset(&set);
    return sigaddset(&set, number) != 0 ? -1 : sigprocmask(how, &set, NULL);
}

int sighold(int number) {
    return change_mask(SIG_BLOCK, number);
}

int sigrelse(int number) {
    return change_mask(SIG_UNBLOCK, number);
}

int sigignore(int number) {
    return signal(number, SIG_IGN) == SIG_ERR ? -1 : 0;
}

// SIG_HOLD blocks the signal instead, and is what was there if it was blocked.
void (*sigset(int number, void (*handler)(int)))(int) {
    sigset_t before;
    int is_hold = handler == SIG_HOLD;
    void (*old)(int) = signal(number, is_hold ? SIG_DFL : handler);
    if (old == SIG_ERR) {
        return SIG_ERR;
    }
    if (is_hold) {
        signal(number, old);
    }
    sigprocmask(SIG_BLOCK, NULL, &before);
    change_mask(is_hold ? SIG_BLOCK : SIG_UNBLOCK, number);
    return sigismember(&before, number) == 1 ? SIG_HOLD : old;
}

// ---- masks of the first 32 ----

static int change_word(int how, int mask) {
    sigset_t set, old;
    sigemptyset(&set);
    set.__bits[0] = (unsigned long)mask;
    return sigprocmask(how, &set, &old) != 0 ? -1 : (int)old.__bits[0];
}

int sigblock(int mask) {
    return change_word(SIG_BLOCK, mask);
}

int sigsetmask(int mask) {
    return change_word(SIG_SETMASK, mask);
}

int siggetmask(void) {
    return sigblock(0);
}

// ---- sets ----

int sigisemptyset(const sigset_t *set) {
    for (int i = 0; i < 4; i++) {
        if (set->__bits[i] != 0) {
            return 0;
        }
    }
    return 1;
}

int sigandset(sigset_t *to, const sigset_t *one, const sigset_t *other) {
    for (int i = 0; i < 4; i++) {
        to->__bits[i] = one->__bits[i] & other->__bits[i];
    }
    return 0;
}

int sigorset(sigset_t *to, const sigset_t *one, const sigset_t *other) {
    for (int i = 0; i < 4; i++) {
        to->__bits[i] = one->__bits[i] | other->__bits[i];
    }
    return 0;
}
