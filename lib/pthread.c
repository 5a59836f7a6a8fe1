// libcstar: the only thread. Whoever holds a lock is this thread, and nobody else could release it
// or wake it up.
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

enum { ONLY_THREAD = 1, KEYS = 128, DESTRUCTOR_ROUNDS = 4 };

// ---- threads ----

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                   void *(*start)(void *), void *restrict argument) {
    (void)thread, (void)attributes, (void)start, (void)argument;
    return EAGAIN;
}

int pthread_join(pthread_t thread, void **value) {
    (void)value;
    return thread == ONLY_THREAD ? EDEADLK : ESRCH;
}

int pthread_detach(pthread_t thread) {
    return thread == ONLY_THREAD ? 0 : ESRCH;
}

pthread_t pthread_self(void) {
    return ONLY_THREAD;
}

int pthread_equal(pthread_t one, pthread_t other) {
    return one == other;
}

int pthread_once(pthread_once_t *once, void (*function)(void)) {
    if (*once == PTHREAD_ONCE_INIT) {
        *once = 1;
        function();
    }
    return 0;
}

int pthread_cancel(pthread_t thread) {
    if (thread == ONLY_THREAD) {
        pthread_exit(PTHREAD_CANCELED);
    }
    return ESRCH;
}

int pthread_setcancelstate(int state, int *old) {
    static int now = PTHREAD_CANCEL_ENABLE;
    if (old != NULL) {
        *old = now;
    }
    now = state;
    return 0;
}

int pthread_setcanceltype(int type, int *old) {
    static int now = PTHREAD_CANCEL_DEFERRED;
    if (old != NULL) {
        *old = now;
    }
    now = type;
    return 0;
}

void pthread_testcancel(void) {}

int pthread_kill(pthread_t thread, int signal) {
    if (thread != ONLY_THREAD) {
        return ESRCH;
    }
    return signal == 0 || raise(signal) == 0 ? 0 : EINVAL;
}

int pthread_atfork(void (*before)(void), void (*parent)(void), void (*child)(void)) {
    (void)before, (void)parent, (void)child;
    return 0;
}

int pthread_attr_init(pthread_attr_t *attributes) {
    *attributes = (pthread_attr_t){PTHREAD_CREATE_JOINABLE, 8 << 20, .__guard_size = 4096};
    return 0;
}

int pthread_attr_destroy(pthread_attr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_attr_setdetachstate(pthread_attr_t *attributes, int is_detached) {
    attributes->__is_detached = is_detached;
    return 0;
}

int pthread_attr_getdetachstate(const pthread_attr_t *attributes, int *is_detached) {
    *is_detached = attributes->__is_detached;
    return 0;
}

int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size) {
    attributes->__stack_size = size;
    return 0;
}

int pthread_attr_getstacksize(const pthread_attr_t *attributes, size_t *size) {
    *size = attributes->__stack_size;
    return 0;
}

// ---- mutexes ----

int pthread_mutexattr_init(pthread_mutexattr_t *attributes) {
    *attributes = (pthread_mutexattr_t){0};
    return 0;
}

int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type) {
    attributes->__type = type;
    return type >= PTHREAD_MUTEX_NORMAL && type <= PTHREAD_MUTEX_ERRORCHECK ? 0 : EINVAL;
}

int pthread_mutexattr_gettype(const pthread_mutexattr_t *attributes, int *type) {
    *type = attributes->__type;
    return 0;
}

int pthread_mutexattr_setpshared(pthread_mutexattr_t *attributes, int is_shared) {
    attributes->__is_shared = is_shared;
    return 0;
}

int pthread_mutexattr_getpshared(const pthread_mutexattr_t *attributes, int *is_shared) {
    *is_shared = attributes->__is_shared;
    return 0;
}

int pthread_mutex_init(pthread_mutex_t *restrict mutex,
                       const pthread_mutexattr_t *restrict attributes) {
    *mutex = (pthread_mutex_t){attributes == NULL ? PTHREAD_MUTEX_DEFAULT : attributes->__type, 0};
    return 0;
}

int pthread_mutex_destroy(pthread_mutex_t *mutex) {
    return mutex->__count == 0 ? 0 : EBUSY;
}

static int lock(pthread_mutex_t *mutex, int error) {
    if (mutex->__count != 0 && mutex->__type != PTHREAD_MUTEX_RECURSIVE) {
        return error;
    }
    mutex->__count++;
    return 0;
}

int pthread_mutex_lock(pthread_mutex_t *mutex) {
    return lock(mutex, EDEADLK);
}

int pthread_mutex_trylock(pthread_mutex_t *mutex) {
    return lock(mutex, EBUSY);
}

int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex,
                            const struct timespec *restrict until) {
    (void)until;
    return lock(mutex, EDEADLK);
}

int pthread_mutex_unlock(pthread_mutex_t *mutex) {
    if (mutex->__count == 0) {
        return EPERM;
    }
    mutex->__count--;
    return 0;
}

// ---- conditions ----

int pthread_condattr_init(pthread_condattr_t *attributes) {
    *attributes = (pthread_condattr_t){CLOCK_REALTIME, 0};
    return 0;
}

int pthread_condattr_destroy(pthread_condattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock) {
    attributes->__clock = clock;
    return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC ? 0 : EINVAL;
}

int pthread_condattr_getclock(const pthread_condattr_t *attributes, clockid_t *clock) {
    *clock = attributes->__clock;
    return 0;
}

int pthread_condattr_setpshared(pthread_condattr_t *attributes, int is_shared) {
    attributes->__is_shared = is_shared;
    return 0;
}

int pthread_condattr_getpshared(const pthread_condattr_t *attributes, int *is_shared) {
    *is_shared = attributes->__is_shared;
    return 0;
}

int pthread_cond_init(pthread_cond_t *restrict condition,
                      const pthread_condattr_t *restrict attributes) {
    condition->__clock = attributes == NULL ? CLOCK_REALTIME : attributes->__clock;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition) {
    (void)condition;
    return 0;
}

int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex) {
    (void)condition;
    return mutex->__count == 0 ? EPERM : EDEADLK;
}

// Nobody signals before the time has come.
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex,
                           const struct timespec *restrict until) {
    struct timespec now;
    if (mutex->__count == 0) {
        return EPERM;
    }
    clock_gettime(condition->__clock, &now);
    struct timespec rest = {until->tv_sec - now.tv_sec, until->tv_nsec - now.tv_nsec};
    if (rest.tv_nsec < 0) {
        rest.tv_sec--;
        rest.tv_nsec += 1000000000;
    }
    while (rest.tv_sec >= 0 && nanosleep(&rest, &rest) != 0 && errno == EINTR) {
    }
    return ETIMEDOUT;
}

int pthread_cond_signal(pthread_cond_t *condition) {
    (void)condition;
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition) {
    (void)condition;
    return 0;
}

// ---- locks for reading and writing ----

int pthread_rwlockattr_init(pthread_rwlockattr_t *attributes) {
    *attributes = (pthread_rwlockattr_t){PTHREAD_PROCESS_PRIVATE, 0};
    return 0;
}

int pthread_rwlockattr_destroy(pthread_rwlockattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_rwlock_init(pthread_rwlock_t *restrict lock,
                        const pthread_rwlockattr_t *restrict attributes) {
    (void)attributes;
    lock->__count = 0;
    return 0;
}

int pthread_rwlock_destroy(pthread_rwlock_t *lock) {
    return lock->__count == 0 ? 0 : EBUSY;
}

static int lock_to_read(pthread_rwlock_t *lock, int error) {
    if (lock->__count < 0) {
        return error;
    }
    lock->__count++;
    return 0;
}

static int lock_to_write(pthread_rwlock_t *lock, int error) {
    if (lock->__count != 0) {
        return error;
    }
    lock->__count = -1;
    return 0;
}

int pthread_rwlock_rdlock(pthread_rwlock_t *lock) {
    return lock_to_read(lock, EDEADLK);
}

int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock) {
    return lock_to_read(lock, EBUSY);
}

int pthread_rwlock_wrlock(pthread_rwlock_t *lock) {
    return lock_to_write(lock, EDEADLK);
}

int pthread_rwlock_trywrlock(pthread_rwlock_t *lock) {
    return lock_to_write(lock, EBUSY);
}

int pthread_rwlock_unlock(pthread_rwlock_t *lock) {
    if (lock->__count == 0) {
        return EPERM;
    }
    lock->__count -= lock->__count > 0 ? 1 : -1;
    return 0;
}

// ---- spin locks and barriers ----

int pthread_spin_init(pthread_spinlock_t *lock, int is_shared) {
    (void)is_shared;
    *lock = 0;
    return 0;
}

int pthread_spin_destroy(pthread_spinlock_t *lock) {
    return *lock == 0 ? 0 : EBUSY;
}

int pthread_spin_lock(pthread_spinlock_t *lock) {
    return pthread_spin_trylock(lock) == 0 ? 0 : EDEADLK;
}

int pthread_spin_trylock(pthread_spinlock_t *lock) {
    if (*lock != 0) {
        return EBUSY;
    }
    *lock = 1;
    return 0;
}

int pthread_spin_unlock(pthread_spinlock_t *lock) {
    *lock = 0;
    return 0;
}

int pthread_barrier_init(pthread_barrier_t *restrict barrier,
                         const pthread_barrierattr_t *restrict attributes, unsigned count) {
    (void)attributes;
    barrier->__count = count;
    return count == 0 ? EINVAL : 0;
}

int pthread_barrier_destroy(pthread_barrier_t *barrier) {
    (void)barrier;
    return 0;
}

int pthread_barrier_wait(pthread_barrier_t *barrier) {
    return barrier->__count == 1 ? PTHREAD_BARRIER_SERIAL_THREAD : EDEADLK;
}

// ---- a thread's own values ----

static struct {
    int is_taken;
    void (*destructor)(void *);
    const void *value;
} keys[KEYS];

int pthread_key_create(pthread_key_t *key, void (*destructor)(void *)) {
    for (unsigned i = 0; i < KEYS; i++) {
        if (!keys[i].is_taken) {
            keys[i].is_taken = 1;
            keys[i].destructor = destructor;
            keys[i].value = NULL;
            *key = i;
            return 0;
        }
    }
    return EAGAIN;
}

int pthread_key_delete(pthread_key_t key) {
    if (key >= KEYS || !keys[key].is_taken) {
        return EINVAL;
    }
    keys[key].is_taken = 0;
    return 0;
}

int pthread_setspecific(pthread_key_t key, const void *value) {
    if (key >= KEYS || !keys[key].is_taken) {
        return EINVAL;
    }
    keys[key].value = value;
    return 0;
}

void *pthread_getspecific(pthread_key_t key) {
    return key < KEYS && keys[key].is_taken ? (void *)keys[key].value : NULL;
}

static int destroy_values(void) {
    int count = 0;
    for (unsigned i = 0; i < KEYS; i++) {
        void *value = pthread_getspecific(i);
        if (value != NULL && keys[i].destructor != NULL) {
            keys[i].value = NULL;
            keys[i].destructor(value);
            count++;
        }
    }
    return count;
}

_Noreturn void pthread_exit(void *value) {
    (void)value;
    for (int round = 0; round < DESTRUCTOR_ROUNDS && destroy_values() != 0; round++) {
    }
    exit(0);
}
