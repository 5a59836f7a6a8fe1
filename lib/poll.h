// POSIX: waiting for descriptors. Nothing here waits for several at once: all that are open are
// taken to be ready, and a read may have to wait.
#ifndef __POLL_H
#define __POLL_H

#include <signal.h>
#include <time.h>

typedef unsigned long nfds_t;

struct pollfd {
    int fd;
    short events;
    short revents;
};

#define POLLIN     0x001
#define POLLPRI    0x002
#define POLLOUT    0x004
#define POLLERR    0x008
#define POLLHUP    0x010
#define POLLNVAL   0x020
#define POLLRDNORM 0x040
#define POLLRDBAND 0x080
#define POLLWRNORM 0x004
#define POLLWRBAND 0x100

#pragma library "ready.c"
int poll(struct pollfd *__descriptors, nfds_t __count, int __limit);
int ppoll(struct pollfd *__descriptors, nfds_t __count, const struct timespec *__limit,
          const sigset_t *__mask);

#endif
