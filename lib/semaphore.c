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
