// libcstar: C11's threads by those of POSIX.
#include <errno.h>
#include <sched.h>
#include <threads.h>

static int translated(int error) {
    switch (error) {
    case 0: return thrd_success;
    case EBUSY: return thrd_busy;
    case ENOMEM: return thrd_nomem;
    case ETIMEDOUT: return thrd_timedout;
    default: return thrd_error;
    }
}

int thrd_create(thrd_t *thread, thrd_start_t function, void *argument) {
    return translated(
        pthread_create(thread, NULL, (void *(*)(void *))(void (*)(void))function, argument));
}

thrd_t thrd_current(void) {
    return pthread_self();
}

int thrd_equal(thrd_t one, thrd_t other) {
    return pthread_equal(one, other);
}

int thrd_detach(thrd_t thread) {
    return translated(pthread_detach(thread));
}

int thrd_join(thrd_t thread, int *result) {
    void *value = NULL;
    int error = pthread_join(thread, &value);
    if (result != NULL) {
        *result = (int)value;
    }
    return translated(error);
}

_Noreturn void thrd_exit(int result) {
    pthread_exit((void *)result);
}

// 0, -1 after a signal, or another negative number.
int thrd_sleep(const struct timespec *wanted, struct timespec *rest) {
    return nanosleep(wanted, rest) == 0 ? 0 : errno == EINTR ? -1 : -2;
}

void thrd_yield(void) {
    sched_yield();
}

int mtx_init(mtx_t *mutex, int type) {
    pthread_mutexattr_t attributes;
    if (type < mtx_plain || type > (mtx_recursive | mtx_timed)) {
        return thrd_error;
    }
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, (type & mtx_recursive) != 0 ? PTHREAD_MUTEX_RECURSIVE
                                                                       : PTHREAD_MUTEX_NORMAL);
    return translated(pthread_mutex_init(mutex, &attributes));
}

void mtx_destroy(mtx_t *mutex) {
    pthread_mutex_destroy(mutex);
}

int mtx_lock(mtx_t *mutex) {
    return translated(pthread_mutex_lock(mutex));
}

int mtx_trylock(mtx_t *mutex) {
    return translated(pthread_mutex_trylock(mutex));
}

int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until) {
    return translated(pthread_mutex_timedlock(mutex, until));
}

int mtx_unlock(mtx_t *mutex) {
    return translated(pthread_mutex_unlock(mutex));
}

int cnd_init(cnd_t *condition) {
    return translated(pthread_cond_init(condition, NULL));
}

void cnd_destroy(cnd_t *condition) {
    pthread_cond_destroy(condition);
}

int cnd_wait(cnd_t *condition, mtx_t *mutex) {
    return translated(pthread_cond_wait(condition, mutex));
}

int cnd_timedwait(cnd_t *restrict condition, mtx_t *restrict mutex,
                  const struct timespec *restrict until) {
    return translated(pthread_cond_timedwait(condition, mutex, until));
}

int cnd_signal(cnd_t *condition) {
    return translated(pthread_cond_signal(condition));
}

int cnd_broadcast(cnd_t *condition) {
    return translated(pthread_cond_broadcast(condition));
}

int tss_create(tss_t *key, tss_dtor_t destructor) {
    return translated(pthread_key_create(key, destructor));
}

void tss_delete(tss_t key) {
    pthread_key_delete(key);
}

void *tss_get(tss_t key) {
    return pthread_getspecific(key);
}

int tss_set(tss_t key, void *value) {
    return translated(pthread_setspecific(key, value));
}

void call_once(once_flag *once, void (*function)(void)) {
    pthread_once(once, function);
}
