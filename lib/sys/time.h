// POSIX: time in microseconds.
#ifndef __SYS_TIME_H
#define __SYS_TIME_H

#include <sys/select.h>
#include <sys/types.h>

struct timezone {
    int tz_minuteswest;
    int tz_dsttime;
};

#define ITIMER_REAL    0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF    2

struct itimerval {
    struct timeval it_interval;
    struct timeval it_value;
};

#define timerisset(time) ((time)->tv_sec || (time)->tv_usec)
#define timerclear(time) ((void)((time)->tv_sec = (time)->tv_usec = 0))
#define timercmp(a, b, c)                                                                          \
    ((a)->tv_sec == (b)->tv_sec ? (a)->tv_usec c(b)->tv_usec : (a)->tv_sec c(b)->tv_sec)
#define timeradd(a, b, to)                                                                         \
    ((void)((to)->tv_sec = (a)->tv_sec + (b)->tv_sec + ((a)->tv_usec + (b)->tv_usec >= 1000000),   \
            (to)->tv_usec = ((a)->tv_usec + (b)->tv_usec) % 1000000))
#define timersub(a, b, to)                                                                         \
    ((void)((to)->tv_sec = (a)->tv_sec - (b)->tv_sec - ((a)->tv_usec < (b)->tv_usec),              \
            (to)->tv_usec = ((a)->tv_usec + 1000000 - (b)->tv_usec) % 1000000))

#pragma library "timers.c"
int getitimer(int __timer, struct itimerval *__to);
int setitimer(int __timer, const struct itimerval *restrict __from,
              struct itimerval *restrict __old);

#pragma library "times.c"
int gettimeofday(struct timeval *restrict __to, void *restrict __zone);

#pragma library "stat.c"
int utimes(const char *__path, const struct timeval __times[2]);
int lutimes(const char *__path, const struct timeval __times[2]);
int futimes(int __descriptor, const struct timeval __times[2]);
int futimesat(int __directory, const char *__path, const struct timeval __times[2]);

#endif
