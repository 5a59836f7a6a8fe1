// What this program, a command, does first of all; a library is not asked to.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "../core/command_line.h"
#include "../core/environment.h"
#include "guard.h"
#include "interrupt.h"

static bool closed_at_start[3];

static void out_of_time(int number) {
    static const char text[] = ": the limit of processor time (ulimit -t) is reached\n";
    (void)number;
    interrupt_enter();
    if (write(2, program_invocation_short_name, strlen(program_invocation_short_name)) < 0 ||
        write(2, text, sizeof text - 1) < 0)
        _exit(STATUS_LIMIT);
    _exit(STATUS_LIMIT);
}

// Says so when `ulimit -t` ends this program: a bit before, because with equal limits, as shells
// set them, Linux sends no SIGXCPU but SIGKILL.
static void watch_processor_time(void) {
    enum { SECOND = 1000000, BEFORE = 100000 };
    struct rlimit limit;
    struct rusage used;
    struct itimerval timer = {{0, 0}, {0, 0}};
    signal(SIGXCPU, out_of_time);
    if (getrlimit(RLIMIT_CPU, &limit) != 0 || limit.rlim_cur > 0x7fffffff ||
        getrusage(RUSAGE_SELF, &used) != 0)
        return;
    int64_t left =
        ((int64_t)limit.rlim_cur - used.ru_utime.tv_sec - used.ru_stime.tv_sec) * SECOND -
        used.ru_utime.tv_usec - used.ru_stime.tv_usec - BEFORE;
    if (left < 1)
        left = 1;
    timer.it_value.tv_sec = (time_t)(left / SECOND);
    timer.it_value.tv_usec = (suseconds_t)(left % SECOND);
    signal(SIGPROF, out_of_time);
    setitimer(ITIMER_PROF, &timer, NULL);
}

void environment_start(void) {
    watch_processor_time();
    signal(SIGPIPE, SIG_IGN); // a guest learns of it by the error
    signal(SIGXFSZ, SIG_IGN);
    guard_start();
    for (int i = 0; i < 3; i++) {
        closed_at_start[i] = fcntl(i, F_GETFD) < 0;
        if (closed_at_start[i])
            open("/dev/null", O_RDWR); // gets the lowest number that is free: this one
    }
}

int32_t environment_standard(uint32_t number) {
    return closed_at_start[number] ? -ERROR_BADF : (int32_t)number;
}
