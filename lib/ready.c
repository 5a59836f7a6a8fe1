// libcstar: which descriptors are ready. Every open one is taken to be: a read may have to wait.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/select.h>
#include <time.h>

static int refuse(int error) {
    errno = error;
    return -1;
}

static int is_open(int descriptor) {
    return fcntl(descriptor, F_GETFD) >= 0;
}

int poll(struct pollfd *descriptors, nfds_t count, int limit) {
    int ready = 0;
    for (nfds_t i = 0; i < count; i++) {
        descriptors[i].revents = 0;
        if (descriptors[i].fd >= 0) {
            short possible = descriptors[i].events & (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM);
            descriptors[i].revents = is_open(descriptors[i].fd) ? possible : POLLNVAL;
            ready += descriptors[i].revents != 0;
        }
    }
    if (ready == 0 && limit > 0) {
        struct timespec time = {limit / 1000, limit % 1000 * 1000000};
        nanosleep(&time, NULL);
    }
    return ready;
}

static int is_time(const struct timespec *time) {
    return time->tv_sec >= 0 && time->tv_nsec >= 0 && time->tv_nsec <= 999999999;
}

int ppoll(struct pollfd *descriptors, nfds_t count, const struct timespec *limit,
          const sigset_t *mask) {
    (void)mask;
    if (limit != NULL && !is_time(limit)) {
        return refuse(EINVAL);
    }
    int ready = poll(descriptors, count, 0);
    if (ready == 0 && limit != NULL) {
        nanosleep(limit, NULL);
    }
    return ready;
}

// How many of a set are there, or -1 if one is not open.
static int count_of(int count, const fd_set *set) {
    int found = 0;
    for (int i = 0; set != NULL && i < count; i++) {
        if (FD_ISSET(i, set)) {
            if (!is_open(i)) {
                return refuse(EBADF);
            }
            found++;
        }
    }
    return found;
}

// Exceptions there are none. With nothing to wait for and no limit it would never return.
int pselect(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict other,
            const struct timespec *restrict limit, const sigset_t *restrict mask) {
    (void)mask;
    if (count < 0 || count > FD_SETSIZE || (limit != NULL && !is_time(limit))) {
        return refuse(EINVAL);
    }
    int readable = count_of(count, read), writable = count_of(count, write);
    if (readable < 0 || writable < 0 || count_of(count, other) < 0) {
        return -1;
    }
    if (readable + writable == 0 && limit == NULL) {
        return refuse(ENOSYS);
    }
    if (readable + writable == 0) {
        nanosleep(limit, NULL);
    }
    if (other != NULL) {
        FD_ZERO(other);
    }
    return readable + writable;
}

int select(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict other,
           struct timeval *restrict limit) {
    struct timespec time;
    if (limit == NULL) {
        return pselect(count, read, write, other, NULL, NULL);
    }
    if (limit->tv_sec < 0 || limit->tv_usec < 0) {
        return refuse(EINVAL);
    }
    time.tv_sec = limit->tv_sec + limit->tv_usec / 1000000;
    time.tv_nsec = limit->tv_usec % 1000000 * 1000;
    return pselect(count, read, write, other, &time, NULL);
}
