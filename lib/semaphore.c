// libcstar: semaphores. Nobody else could post one, so that to wait for that is a deadlock.
#include <errno.h>
#include <semaphore.h>

int sem_init(sem_t *semaphore, int is_shared, unsigned value) {
    (void)is_shared;
    semaphore->__value = value;
    return 0;
}

int sem_destroy(sem_t *semaphore) {
    (void)semaphore;
    return 0;
}

static int take(sem_t *semaphore, int error) {
    if (semaphore->__value == 0) {
        errno = error;
        return -1;
    }
    semaphore->__value--;
    return 0;
}

int sem_wait(sem_t *semaphore) {
    return take(semaphore, EDEADLK);
}

int sem_trywait(sem_t *semaphore) {
    return take(semaphore, EAGAIN);
}

int sem_post(sem_t *semaphore) {
    semaphore->__value++;
    return 0;
}

int sem_getvalue(sem_t *restrict semaphore, int *restrict to) {
    *to = (int)semaphore->__value;
    return 0;
}

// Names are for several processes.
sem_t *sem_open(const char *name, int flags, ...) {
    (void)name, (void)flags;
    errno = ENOSYS;
    return SEM_FAILED;
}

int sem_close(sem_t *semaphore) {
    (void)semaphore;
    errno = EINVAL;
    return -1;
}

int sem_unlink(const char *name) {
    (void)name;
    errno = ENOENT;
    return -1;
}

// Nobody else posts: when the time has come.
int sem_timedwait(sem_t *restrict semaphore, const struct timespec *restrict until) {
    if (sem_trywait(semaphore) == 0) {
        return 0;
    }
    int error = until->tv_nsec < 0 || until->tv_nsec > 999999999
                    ? EINVAL
                    : clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, until, NULL);
    errno = error != 0 ? error : ETIMEDOUT;
    return -1;
}
