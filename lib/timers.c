// libcstar: timers. None can be started, since no signal comes from outside; that none is running
// is the truth.
#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int refuse(int error) {
    errno = error;
    return -1;
}

int getitimer(int timer, struct itimerval *to) {
    if (timer < ITIMER_REAL || timer > ITIMER_PROF) {
        return refuse(EINVAL);
    }
    *to = (struct itimerval){{0, 0}, {0, 0}};
    return 0;
}

int setitimer(int timer, const struct itimerval *restrict from, struct itimerval *restrict old) {
    if (timer < ITIMER_REAL || timer > ITIMER_PROF) {
        return refuse(EINVAL);
    }
    if (from != NULL) {
        const struct timeval *value = &from->it_value, *interval = &from->it_interval;
        if (value->tv_sec < 0 || value->tv_usec < 0 || value->tv_usec > 999999 ||
            interval->tv_sec < 0 || interval->tv_usec < 0 || interval->tv_usec > 999999) {
            return refuse(EINVAL);
        }
        if (value->tv_sec != 0 || value->tv_usec != 0) {
            return refuse(ENOSYS);
        }
    }
    return old != NULL ? getitimer(timer, old) : 0;
}

unsigned alarm(unsigned seconds) {
    (void)seconds;
    return 0;
}

useconds_t ualarm(useconds_t first, useconds_t then) {
    (void)first, (void)then;
    return 0;
}

// It would never return.
int pause(void) {
    return refuse(ENOSYS);
}

int timer_create(clockid_t clock, struct sigevent *restrict event, timer_t *restrict to) {
    (void)clock, (void)event, (void)to;
    return refuse(ENOSYS);
}

int timer_delete(timer_t timer) {
    (void)timer;
    return refuse(EINVAL);
}

int timer_gettime(timer_t timer, struct itimerspec *to) {
    (void)timer, (void)to;
    return refuse(EINVAL);
}

int timer_settime(timer_t timer, int flags, const struct itimerspec *restrict from,
                  struct itimerspec *restrict old) {
    (void)timer, (void)flags, (void)from, (void)old;
    return refuse(EINVAL);
}

int timer_getoverrun(timer_t timer) {
    (void)timer;
    return refuse(EINVAL);
}
