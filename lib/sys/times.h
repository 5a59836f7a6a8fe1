// POSIX: processor time.
#ifndef __SYS_TIMES_H
#define __SYS_TIMES_H

#include <time.h>

struct tms {
    clock_t tms_utime;
    clock_t tms_stime;
    clock_t tms_cutime;
    clock_t tms_cstime;
};

#pragma library "times.c"
clock_t times(struct tms *__to);

#endif
