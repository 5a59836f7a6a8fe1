// POSIX: scheduling. There is nobody to yield to.
#ifndef __SCHED_H
#define __SCHED_H

#include <sys/types.h>
#include <time.h>

#define SCHED_OTHER 0
#define SCHED_FIFO  1
#define SCHED_RR    2
#define SCHED_BATCH 3
#define SCHED_IDLE  5

struct sched_param {
    int sched_priority;
};

#pragma library "priority.c"
int sched_yield(void);
int sched_get_priority_max(int __policy);
int sched_get_priority_min(int __policy);
int sched_getscheduler(pid_t __process);
int sched_setscheduler(pid_t __process, int __policy, const struct sched_param *__parameters);
int sched_getparam(pid_t __process, struct sched_param *__to);
int sched_setparam(pid_t __process, const struct sched_param *__parameters);
int sched_rr_get_interval(pid_t __process, struct timespec *__to);

#endif
