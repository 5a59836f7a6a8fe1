// POSIX: times of files.
#ifndef __UTIME_H
#define __UTIME_H

#include <time.h>

struct utimbuf {
    time_t actime;
    time_t modtime;
};

#pragma library "stat.c"
int utime(const char *__path, const struct utimbuf *__times);

#endif
