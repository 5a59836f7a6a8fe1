// Engines may crash or hang. environment_try contains that: a fatal signal, or running on after the
// deadline, ends only the function that is tried.
#define _GNU_SOURCE
#include "guard.h"

#include <setjmp.h>
#include <signal.h>
#include <stddef.h>

#include "../core/environment.h"
#include "interrupt.h"

static const struct {
    int number;
    const char *name;
} deaths[] = {{SIGSEGV, "died of SIGSEGV"}, {SIGBUS, "died of SIGBUS"},
              {SIGILL, "died of SIGILL"},   {SIGFPE, "died of SIGFPE"},
              {SIGABRT, "died of SIGABRT"}, {SIGTRAP, "died of SIGTRAP"}};

enum { DEATHS = sizeof deaths / sizeof deaths[0] };

static struct sigaction before[DEATHS];
// Of each thread: where a try goes on that is under way, and how the last one has ended.
static _Thread_local sigjmp_buf *volatile guarded;
static _Thread_local const char *volatile cause;

static void leave(const char *text) {
    sigjmp_buf *place = guarded;
    cause = text;
    guarded = NULL;
    siglongjmp(*place, 1);
}

// Otherwise the previous action gets it, when the instruction is repeated.
static void die(int number) {
    interrupt_enter();
    for (size_t i = 0; i < DEATHS; i++) {
        if (deaths[i].number != number)
            continue;
        if (guarded != NULL)
            leave(deaths[i].name);
        sigaction(number, &before[i], NULL);
    }
}

// Installed before the translator's handlers, which pass on what is not theirs.
void guard_start(void) {
    struct sigaction action = {.sa_handler = die};
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < DEATHS; i++)
        sigaction(deaths[i].number, &action, &before[i]);
}

void guard_expired(void) {
    if (guarded == NULL)
        return;
    interrupt_enter();
    leave("has not ended");
}

const char *environment_try(void (*function)(void *), void *argument) {
    sigjmp_buf here;
    sigjmp_buf *volatile outer = guarded;
    sigset_t mask;
    cause = NULL;
    if (sigsetjmp(here, 0) == 0) {
        guarded = &here;
        function(argument);
    } else {
        sigemptyset(&mask);
        sigprocmask(SIG_SETMASK, &mask, NULL);
    }
    guarded = outer;
    return cause;
}
