// What ends a run from outside: the deadline of --timeout, and signals.
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "../core/command_line.h"
#include "../core/environment.h"
#include "guard.h"
#include "interrupt.h"

// ---- the deadline ----

enum { INTERVAL = 100, PATIENCE = 3000 }; // milliseconds

static volatile sig_atomic_t expired;   // how often the timer has
static const char *volatile last_words; // of this program, while nobody asks whether it is late

static void expire(int signal_number) {
    (void)signal_number;
    if (expired < PATIENCE / INTERVAL)
        expired++;
    else
        guard_expired();
    if (last_words == NULL)
        return;
    ssize_t written = write(2, last_words, strlen(last_words));
    (void)written;
    _exit(STATUS_LIMIT);
}

// Repeats after the deadline, in case the first signal came just before a call that waits, and to
// end what is still tried after so much patience.
bool environment_set_deadline(uint32_t milliseconds, const char *text) {
    struct sigaction action = {.sa_handler = expire}; // no SA_RESTART: waiting calls end
    struct itimerval timer = {
        .it_interval = {0, INTERVAL * 1000},
        .it_value = {(time_t)(milliseconds / 1000), (suseconds_t)(milliseconds % 1000 * 1000)}};
    sigemptyset(&action.sa_mask);
    last_words = text;
    return sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &timer, NULL) == 0;
}

void environment_await_deadline(void) {
    last_words = NULL;
}

bool environment_expired(void) {
    return expired != 0;
}

// ---- signals ----

static volatile sig_atomic_t noted;

void interrupt_note(int number) {
    if (noted == 0)
        noted = number;
}

// A second one ends this program whatever it does. What is ignored, or waited for by somebody else,
// stays as it is.
void environment_note_signals(void) {
    static const int numbers[] = {SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction action;
        if (sigaction(numbers[i], NULL, &action) != 0 || action.sa_handler != SIG_DFL)
            continue;
        action.sa_handler = interrupt_note;
        action.sa_flags = (int)SA_RESETHAND; // no SA_RESTART: waiting calls end
        sigaction(numbers[i], &action, NULL);
    }
}

uint32_t environment_noted_signal(void) {
    return (uint32_t)noted; // SIGINT and SIGTERM are 2 and 15 everywhere
}

void environment_obey_signal(void) {
    int number = noted;
    if (number == 0)
        return;
    signal(number, SIG_DFL);
    raise(number);
}
