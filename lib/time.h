// ISO C11 7.27: date and time. What the clock says is an input of the program, which a recording
// holds; local time is UTC.
#ifndef __TIME_H
#define __TIME_H

#include <features.h>
#include <stddef.h>
#include "locale_type.h"

#define CLOCKS_PER_SEC 1000000L
#define TIME_UTC       1

#define CLOCK_REALTIME           0
#define CLOCK_MONOTONIC          1
#define CLOCK_PROCESS_CPUTIME_ID 2

typedef long clock_t;
typedef long time_t;
typedef int clockid_t;

struct timespec {
    time_t tv_sec;
    long tv_nsec;
};

struct tm {
    int tm_sec;
    int tm_min;
    int tm_hour;
    int tm_mday;
    int tm_mon;
    int tm_year;
    int tm_wday;
    int tm_yday;
    int tm_isdst;
    long tm_gmtoff;
    const char *tm_zone;
};

#pragma library "time.c"
clock_t clock(void);
time_t time(time_t *__to);
int timespec_get(struct timespec *__to, int __base);
int clock_gettime(int __clock, struct timespec *__to);
time_t mktime(struct tm *__date);
struct tm *gmtime(const time_t *__time);
struct tm *localtime(const time_t *__time);
struct tm *gmtime_r(const time_t *restrict __time, struct tm *restrict __date);
struct tm *localtime_r(const time_t *restrict __time, struct tm *restrict __date);
time_t timegm(struct tm *__date);
void tzset(void);
char *asctime(const struct tm *__date);
char *asctime_r(const struct tm *restrict __date, char *restrict __text);
char *ctime_r(const time_t *restrict __time, char *restrict __text);
extern char *tzname[2];
extern long timezone;
extern int daylight;
char *ctime(const time_t *__time);

#define TIMER_ABSTIME 1

typedef void *timer_t;

struct itimerspec {
    struct timespec it_interval;
    struct timespec it_value;
};

struct sigevent;

#pragma library "times.c"
int clock_getres(int __clock, struct timespec *__to);
int clock_settime(int __clock, const struct timespec *__from);
int clock_getcpuclockid(int __process, clockid_t *__to);
int clock_nanosleep(int __clock, int __flags, const struct timespec *__wanted,
                    struct timespec *__rest);
int nanosleep(const struct timespec *__wanted, struct timespec *__rest);

#pragma library "difftime.c"
double difftime(time_t __later, time_t __earlier);

#pragma library "strftime.c"
size_t strftime(char *restrict __text, size_t __size, const char *restrict __format,
                const struct tm *restrict __date);

#ifdef __USE_XOPEN
#pragma library "strptime.c"
char *strptime(const char *restrict __text, const char *restrict __format,
               struct tm *restrict __date);
#endif

#ifdef __USE_MISC
#pragma library "time.c"
time_t timelocal(struct tm *__date);
#endif

#ifdef __USE_POSIX
#pragma library "text_locale.c"
size_t strftime_l(char *restrict __text, size_t __size, const char *restrict __format,
                  const struct tm *restrict __date, __locale_t __locale);
#endif

#ifdef __USE_POSIX
#pragma library "timers.c"
int timer_create(clockid_t __clock, struct sigevent *restrict __event, timer_t *restrict __to);
int timer_delete(timer_t __timer);
int timer_gettime(timer_t __timer, struct itimerspec *__to);
int timer_settime(timer_t __timer, int __flags, const struct itimerspec *restrict __from,
                  struct itimerspec *restrict __old);
int timer_getoverrun(timer_t __timer);
#endif

#endif
