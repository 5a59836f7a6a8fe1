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

#ifdef __USE_GNU
#define CPU_SETSIZE 1024

typedef struct {
    unsigned long __bits[CPU_SETSIZE / 32];
} cpu_set_t;

#define CPU_ZERO(set)       ((void)(*(set) = (cpu_set_t){{0}}))
#define CPU_SET(cpu, set)   ((void)((set)->__bits[(cpu) / 32] |= 1ul << (cpu) % 32))
#define CPU_CLR(cpu, set)   ((void)((set)->__bits[(cpu) / 32] &= ~(1ul << (cpu) % 32)))
#define CPU_ISSET(cpu, set) (((set)->__bits[(cpu) / 32] >> (cpu) % 32 & 1) != 0)
#define CPU_COUNT(set)      __cpu_count(set)

int sched_getaffinity(pid_t __process, size_t __size, cpu_set_t *__to);
int sched_setaffinity(pid_t __process, size_t __size, const cpu_set_t *__from);
int sched_getcpu(void);
int __cpu_count(const cpu_set_t *__set);
#endif

#endif
