// POSIX: time in microseconds.
#ifndef __SYS_TIME_H
#define __SYS_TIME_H

#include <sys/select.h>
#include <sys/types.h>

struct timezone {
    int tz_minuteswest;
    int tz_dsttime;
};

#pragma library "times.c"
int gettimeofday(struct timeval *restrict __to, void *restrict __zone);

#pragma library "stat.c"
int utimes(const char *__path, const struct timeval __times[2]);
int lutimes(const char *__path, const struct timeval __times[2]);
int futimes(int __descriptor, const struct timeval __times[2]);
int futimesat(int __directory, const char *__path, const struct timeval __times[2]);

#endif
