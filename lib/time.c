// libcstar: clocks and the calendar (ISO C11 7.27), which is the Gregorian one.
#include "time.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>

#include "syscall.h"

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, NANOSECONDS_IN_CLOCK = 1000 };
enum { BASE_YEAR = 1900, FIRST_WEEKDAY = 4 }; // the first day of 1970 was a Thursday

// ---- clocks ----

int clock_gettime(int clock, struct timespec *to) {
    int result = __syscall(__NR_clock_gettime, clock, to);
    if (result < 0) {
        errno = -result;
        return -1;
    }
    return 0;
}

clock_t clock(void) {
    struct timespec used;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) != 0) {
        return -1;
    }
    return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / NANOSECONDS_IN_CLOCK;
}

time_t time(time_t *to) {
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) {
        now.tv_sec = -1;
    }
    if (to != NULL) {
        *to = now.tv_sec;
    }
    return now.tv_sec;
}

int timespec_get(struct timespec *to, int base) {
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, to) == 0 ? base : 0;
}

// ---- the calendar ----

// Years begin in March here, so that a leap day is the last one of its year.
enum { DAYS_IN_ERA = 146097, YEARS_IN_ERA = 400, DAYS_BEFORE_1970 = 719468 };

static long long divide_down(long long dividend, int divisor) {
    long long quotient = dividend / divisor;
    return quotient * divisor > dividend ? quotient - 1 : quotient;
}

// Days from 1970 on; the month counts from 0, and may be any.
static long long days_of(long long year, int month, long long day) {
    year += divide_down(month, 12);
    month -= (int)divide_down(month, 12) * 12;
    if (month < 2) {
        year--;
    }
    int from_march = month < 2 ? month + 10 : month - 2;
    long long era = divide_down(year, YEARS_IN_ERA);
    int year_of_era = (int)(year - era * YEARS_IN_ERA);
    int day_of_year = (153 * from_march + 2) / 5;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_IN_ERA + day_of_era - DAYS_BEFORE_1970 + day - 1;
}

static void set_date(struct tm *date, long long days, int seconds) {
    long long since = days + DAYS_BEFORE_1970;
    long long era = divide_down(since, DAYS_IN_ERA);
    int day_of_era = (int)(since - era * DAYS_IN_ERA);
    int year = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (year * 365 + year / 4 - year / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    date->tm_mday = day_of_year - (153 * from_march + 2) / 5 + 1;
    date->tm_mon = from_march < 10 ? from_march + 2 : from_march - 10;
    date->tm_year = (int)(era * YEARS_IN_ERA) + year + (date->tm_mon < 2) - BASE_YEAR;
    date->tm_wday = (int)((days % 7 + 7 + FIRST_WEEKDAY) % 7);
    date->tm_yday = (int)(days - days_of((long long)date->tm_year + BASE_YEAR, 0, 1));
    date->tm_hour = seconds / HOUR;
    date->tm_min = seconds % HOUR / MINUTE;
    date->tm_sec = seconds % MINUTE;
    date->tm_isdst = 0;
    date->tm_gmtoff = 0;
    date->tm_zone = "UTC";
}

// The machine's place is Greenwich.
char *tzname[2] = {"UTC", "UTC"};
long timezone;
int daylight;

void tzset(void) {}

struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict date) {
    long long days = divide_down(*time, DAY);
    set_date(date, days, (int)(*time - days * DAY));
    return date;
}

struct tm *localtime_r(const time_t *restrict time, struct tm *restrict date) {
    return gmtime_r(time, date);
}

struct tm *gmtime(const time_t *time) {
    static struct tm date;
    return gmtime_r(time, &date);
}

struct tm *localtime(const time_t *time) {
    return gmtime(time);
}

time_t mktime(struct tm *date) {
    long long days = days_of((long long)date->tm_year + BASE_YEAR, date->tm_mon, date->tm_mday);
    long long seconds = days * DAY + (long long)date->tm_hour * HOUR +
                        (long long)date->tm_min * MINUTE + date->tm_sec;
    if (seconds < LONG_MIN || seconds > LONG_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    time_t time = (time_t)seconds;
    gmtime_r(&time, date);
    return time;
}

time_t timelocal(struct tm *date) {
    return mktime(date);
}

time_t timegm(struct tm *date) {
    return mktime(date);
}

// ---- texts ----

enum { TEXT_SIZE = 64 };

char *asctime_r(const struct tm *restrict date, char *restrict text) {
    static const char days[] = "SunMonTueWedThuFriSat";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int day = date->tm_wday >= 0 && date->tm_wday < 7 ? date->tm_wday : 0;
    int month = date->tm_mon >= 0 && date->tm_mon < 12 ? date->tm_mon : 0;
    snprintf(text, TEXT_SIZE, "%.3s %.3s%3d %.2d:%.2d:%.2d %d\n", days + 3 * day,
             months + 3 * month, date->tm_mday, date->tm_hour, date->tm_min, date->tm_sec,
             BASE_YEAR + date->tm_year);
    return text;
}

char *asctime(const struct tm *date) {
    static char text[TEXT_SIZE];
    return asctime_r(date, text);
}

char *ctime_r(const time_t *restrict time, char *restrict text) {
    struct tm date;
    return asctime_r(localtime_r(time, &date), text);
}

char *ctime(const time_t *time) {
    return asctime(localtime(time));
}
