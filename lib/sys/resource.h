// POSIX: limits and what has been used.
#ifndef __SYS_RESOURCE_H
#define __SYS_RESOURCE_H

#include <sys/time.h>

#define PRIO_PROCESS 0
#define PRIO_PGRP    1
#define PRIO_USER    2
#define PRIO_MIN     (-20)
#define PRIO_MAX     20

#define RUSAGE_SELF     0
#define RUSAGE_CHILDREN (-1)

#define RLIMIT_CPU     0
#define RLIMIT_FSIZE   1
#define RLIMIT_DATA    2
#define RLIMIT_STACK   3
#define RLIMIT_CORE    4
#define RLIMIT_NOFILE  5
#define RLIMIT_AS      6
#define RLIMIT_RSS     7
#define RLIMIT_NPROC   8
#define RLIMIT_MEMLOCK 9
#define RLIM_NLIMITS   16
#ifdef __USE_FILE_OFFSET64
#define RLIM_INFINITY 0xffffffffffffffffULL
#else
#define RLIM_INFINITY 0x7fffffffUL
#endif
#define RLIM_SAVED_MAX RLIM_INFINITY
#define RLIM_SAVED_CUR RLIM_INFINITY

#ifdef __USE_FILE_OFFSET64
typedef unsigned long long rlim_t;
#else
typedef unsigned long rlim_t;
#endif

struct rlimit {
    rlim_t rlim_cur;
    rlim_t rlim_max;
};

struct rusage {
    struct timeval ru_utime;
    struct timeval ru_stime;
    long ru_maxrss;
    long ru_ixrss;
    long ru_idrss;
    long ru_isrss;
    long ru_minflt;
    long ru_majflt;
    long ru_nswap;
    long ru_inblock;
    long ru_oublock;
    long ru_msgsnd;
    long ru_msgrcv;
    long ru_nsignals;
    long ru_nvcsw;
    long ru_nivcsw;
};

#pragma library "priority.c"
int getpriority(int __kind, id_t __who);
int setpriority(int __kind, id_t __who, int __value);

#pragma library "times.c"
int getrusage(int __who, struct rusage *__to);
int getrlimit(int __limit, struct rlimit *__to) __LARGE(getrlimit);
int setrlimit(int __limit, const struct rlimit *__from) __LARGE(setrlimit);

#ifdef __USE_LARGEFILE64
#define RLIM64_INFINITY 0xffffffffffffffffULL

typedef unsigned long long rlim64_t;

struct rlimit64 {
    rlim64_t rlim_cur;
    rlim64_t rlim_max;
};

#pragma library "limits_large.c"
int getrlimit64(int __limit, struct rlimit64 *__to);
int setrlimit64(int __limit, const struct rlimit64 *__from);
int prlimit64(pid_t __process, int __limit, const struct rlimit64 *__new, struct rlimit64 *__old);
#endif

#endif
