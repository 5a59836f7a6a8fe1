// POSIX: sets of descriptors. Nothing here waits for several at once.
#ifndef __SYS_SELECT_H
#define __SYS_SELECT_H

#include <time.h>
#include "posix_types.h"

struct timeval {
    time_t tv_sec;
    long tv_usec;
};

#define FD_SETSIZE 1024

typedef struct {
    unsigned __bits[FD_SETSIZE / 32];
} fd_set;

#define FD_ZERO(set)      ((void)(*(set) = (fd_set){{0}}))
#define FD_SET(fd, set)   ((void)((set)->__bits[(fd) / 32] |= 1u << (fd) % 32))
#define FD_CLR(fd, set)   ((void)((set)->__bits[(fd) / 32] &= ~(1u << (fd) % 32)))
#define FD_ISSET(fd, set) (((set)->__bits[(fd) / 32] >> (fd) % 32 & 1) != 0)

#pragma library "ready.c"
int select(int __count, fd_set *restrict __read, fd_set *restrict __write, fd_set *restrict __other,
           struct timeval *restrict __limit);
int pselect(int __count, fd_set *restrict __read, fd_set *restrict __write,
            fd_set *restrict __other, const struct timespec *restrict __limit,
            const sigset_t *restrict __mask);

#endif
