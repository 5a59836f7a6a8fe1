// Time on the host: the deadline of --timeout, and durations for reports.
#define _GNU_SOURCE
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <time.h>

#include "../core/environment.h"

static volatile sig_atomic_t expired;

static void expire(int signal_number) {
    (void)signal_number;
    expired = 1;
}

// Repeats after the deadline, in case the first signal came just before a call that waits.
bool environment_set_deadline(uint32_t milliseconds) {
    struct sigaction action = {.sa_handler = expire}; // no SA_RESTART: waiting calls end
    struct itimerval timer = {
        .it_interval = {0, 100000},
        .it_value = {(time_t)(milliseconds / 1000), (suseconds_t)(milliseconds % 1000 * 1000)}};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGALRM, &action, NULL) == 0 && setitimer(ITIMER_REAL, &timer, NULL) == 0;
}

bool environment_expired(void) {
    return expired != 0;
}

uint32_t environment_milliseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint32_t)now.tv_sec * 1000u + (uint32_t)(now.tv_nsec / 1000000);
}
