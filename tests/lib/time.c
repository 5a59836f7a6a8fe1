// The calendar, texts of dates; and clocks, of which only the order can be told.
#include <stdio.h>
#include <string.h>
#include <time.h>

static void show(time_t time) {
    char text[400];
    struct tm date = *gmtime(&time);
    size_t length = strftime(text, sizeof text,
                             "%a %A %b %B %c %C %d %D %e %F %g %G %h %H %I %j %m %M %p %r %R %S %T "
                             "%u %U %V %w %W %x %X %y %Y %z %% %Ey %Od|%n%t|",
                             &date);
    printf("%ld %u %s %s", time, (unsigned)length, text, asctime(&date));
    printf("%d %d %d\n", mktime(&date) == time, date.tm_wday, date.tm_yday);
}

int main(void) {
    static const time_t times[] = {0,          -1,         951782400,  951868800,  1709164800,
                                   1709251200, 2147483647, -2147483647, 1704067199, 1104537600,
                                   1230767999, 1262304000, 86399,      -86401,     1234567890};
    for (unsigned i = 0; i < sizeof times / sizeof times[0]; i++)
        show(times[i]);
    for (time_t day = -200; day < 200; day += 13)
        show(day * 86400 * 53 + day);
    struct tm date = {.tm_year = 100, .tm_mon = 13, .tm_mday = 32, .tm_hour = -1, .tm_sec = 3700};
    time_t normal = mktime(&date);
    printf("%ld %s", normal, asctime(&date));
    date = (struct tm){.tm_year = 300, .tm_mday = 1};
    printf("%ld\n", mktime(&date));
    char small[5];
    printf("%u %u\n", (unsigned)strftime(small, 5, "%Y", gmtime(&times[0])),
           (unsigned)strftime(small, 4, "%Y", gmtime(&times[0])));
    time_t now = time(NULL), again;
    clock_t used = clock();
    for (volatile int i = 0; i < 1000; i++)
        ;
    printf("%d %d", now > 900000000 || now == 946684800, time(&again) >= now);
    printf(" %d %d %d\n", again >= now, clock() >= used, difftime(again, now) >= 0);
    struct timespec precise;
    printf("%d %d\n", timespec_get(&precise, TIME_UTC), precise.tv_sec >= now);
    printf("%.1f %s", difftime(5, 8), ctime(&times[0]));
}
