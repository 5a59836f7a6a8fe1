// libcstar: clocks of POSIX.
#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>
#include "syscall.h"

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

int gettimeofday(struct timeval *restrict to, void *restrict zone) {
    return checked(__syscall(__NR_gettimeofday, to, zone));
}

clock_t times(struct tms *to) {
    return __syscall(__NR_times, to);
}

int clock_getres(int clock, struct timespec *to) {
    return checked(__syscall(__NR_clock_getres, clock, to));
}

int clock_settime(int clock, const struct timespec *from) {
    struct timespec now;
    if (from->tv_nsec < 0 || from->tv_nsec > 999999999 || clock != CLOCK_REALTIME ||
        clock_gettime(clock, &now) != 0) {
        errno = EINVAL;
        return -1;
    }
    errno = EPERM;
    return -1;
}

int clock_getcpuclockid(int process, clockid_t *to) {
    if (process != 0 && process != getpid()) {
        return ESRCH;
    }
    *to = CLOCK_PROCESS_CPUTIME_ID;
    return 0;
}

int getrusage(int who, struct rusage *to) {
    struct timespec used;
    if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN) {
        errno = EINVAL;
        return -1;
    }
    *to = (struct rusage){.ru_maxrss = 0};
    if (who == RUSAGE_SELF && clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0) {
        to->ru_utime.tv_sec = used.tv_sec;
        to->ru_utime.tv_usec = used.tv_nsec / 1000;
    }
    return 0;
}

int getrlimit(int limit, struct rlimit *to) {
    return checked(__syscall(__NR_getrlimit, limit, to));
}

int setrlimit(int limit, const struct rlimit *from) {
    return checked(__syscall(__NR_setrlimit, limit, from));
}

// Nobody wakes a process that sleeps; time passes while it looks at the clock.
int nanosleep(const struct timespec *wanted, struct timespec *rest) {
    struct timespec start, now;
    if (wanted->tv_nsec < 0 || wanted->tv_nsec > 999999999 || wanted->tv_sec < 0) {
        errno = EINVAL;
        return -1;
    }
    if (clock_gettime(CLOCK_MONOTONIC, &start) != 0) {
        return -1;
    }
    do {
        if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) {
            return -1;
        }
    } while ((long long)(now.tv_sec - start.tv_sec) * 1000000000 + now.tv_nsec - start.tv_nsec <
             (long long)wanted->tv_sec * 1000000000 + wanted->tv_nsec);
    if (rest != NULL) {
        *rest = (struct timespec){.tv_sec = 0};
    }
    return 0;
}

unsigned sleep(unsigned seconds) {
    nanosleep(&(struct timespec){.tv_sec = (time_t)seconds}, NULL);
    return 0;
}

int usleep(unsigned microseconds) {
    return nanosleep(&(struct timespec){.tv_sec = (time_t)(microseconds / 1000000),
                                        .tv_nsec = (long)(microseconds % 1000000) * 1000},
                     NULL);
}

// Errors are returned, and errno stays.
int clock_nanosleep(int clock, int flags, const struct timespec *wanted, struct timespec *rest) {
    struct timespec now, left = *wanted;
    int before = errno;
    if (clock == CLOCK_PROCESS_CPUTIME_ID) {
        return EINVAL;
    }
    if (clock_gettime(clock, &now) != 0) {
        int error = errno;
        errno = before;
        return error;
    }
    if (wanted->tv_nsec < 0 || wanted->tv_nsec > 999999999) {
        return EINVAL;
    }
    if ((flags & TIMER_ABSTIME) != 0) {
        left.tv_sec -= now.tv_sec + (left.tv_nsec < now.tv_nsec);
        left.tv_nsec += (left.tv_nsec < now.tv_nsec ? 1000000000 : 0) - now.tv_nsec;
        if (left.tv_sec < 0) {
            return 0;
        }
    }
    int result = nanosleep(&left, (flags & TIMER_ABSTIME) != 0 ? NULL : rest), error = errno;
    errno = before;
    return result != 0 ? error : 0;
}
