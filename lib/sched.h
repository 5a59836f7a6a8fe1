// POSIX: scheduling. There is nobody to yield to.
#ifndef __SCHED_H
#define __SCHED_H

#include <sys/types.h>
#include <time.h>

#define SCHED_OTHER 0
#define SCHED_FIFO  1
#define SCHED_RR    2

struct sched_param {
    int sched_priority;
};

#pragma library "pthread.c"
int sched_yield(void);
int sched_get_priority_max(int __policy);
int sched_get_priority_min(int __policy);

#endif
