// POSIX: threads, for the only one: others cannot be created, and what would wait for one is told
// that it is a deadlock.
#ifndef __PTHREAD_H
#define __PTHREAD_H

#include <sched.h>
#include <sys/types.h>
#include <time.h>

typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;

typedef struct {
    int __is_detached;
    size_t __stack_size;
} pthread_attr_t;

typedef struct {
    int __type;
    int __is_shared;
} pthread_mutexattr_t;

typedef struct {
    int __type;
    int __count;
} pthread_mutex_t;

typedef struct {
    int __clock;
    int __is_shared;
} pthread_condattr_t;

typedef struct {
    int __clock;
} pthread_cond_t;

typedef struct {
    int __is_shared;
} pthread_rwlockattr_t;

typedef struct {
    int __count; // of readers; -1: a writer
} pthread_rwlock_t;

typedef int pthread_spinlock_t;

typedef struct {
    int __is_shared;
} pthread_barrierattr_t;

typedef struct {
    unsigned __count;
} pthread_barrier_t;

#define PTHREAD_CREATE_JOINABLE 0
#define PTHREAD_CREATE_DETACHED 1

#define PTHREAD_MUTEX_NORMAL     0
#define PTHREAD_MUTEX_RECURSIVE  1
#define PTHREAD_MUTEX_ERRORCHECK 2
#define PTHREAD_MUTEX_DEFAULT    0

#define PTHREAD_PROCESS_PRIVATE 0
#define PTHREAD_PROCESS_SHARED  1

#define PTHREAD_CANCEL_ENABLE       0
#define PTHREAD_CANCEL_DISABLE      1
#define PTHREAD_CANCEL_DEFERRED     0
#define PTHREAD_CANCEL_ASYNCHRONOUS 1
#define PTHREAD_CANCELED            ((void *)-1)

#define PTHREAD_BARRIER_SERIAL_THREAD (-1)
#define PTHREAD_ONCE_INIT             0

#define PTHREAD_MUTEX_INITIALIZER                                                                  \
    { 0 }
#define PTHREAD_RECURSIVE_MUTEX_INITIALIZER_NP                                                     \
    { PTHREAD_MUTEX_RECURSIVE }
#define PTHREAD_COND_INITIALIZER                                                                   \
    { 0 }
#define PTHREAD_RWLOCK_INITIALIZER                                                                 \
    { 0 }

#pragma library "pthread.c"
int pthread_create(pthread_t *restrict __id, const pthread_attr_t *restrict __attributes,
                   void *(*__start)(void *), void *restrict __argument);
int pthread_join(pthread_t __id, void **__value);
int pthread_detach(pthread_t __id);
_Noreturn void pthread_exit(void *__value);
pthread_t pthread_self(void);
int pthread_equal(pthread_t __one, pthread_t __other);
int pthread_once(pthread_once_t *__once, void (*__function)(void));
int pthread_cancel(pthread_t __id);
int pthread_setcancelstate(int __state, int *__old);
int pthread_setcanceltype(int __type, int *__old);
void pthread_testcancel(void);
int pthread_kill(pthread_t __id, int __signal);
int pthread_atfork(void (*__before)(void), void (*__parent)(void), void (*__child)(void));

int pthread_attr_init(pthread_attr_t *__attributes);
int pthread_attr_destroy(pthread_attr_t *__attributes);
int pthread_attr_setdetachstate(pthread_attr_t *__attributes, int __is_detached);
int pthread_attr_getdetachstate(const pthread_attr_t *__attributes, int *__is_detached);
int pthread_attr_setstacksize(pthread_attr_t *__attributes, size_t __size);
int pthread_attr_getstacksize(const pthread_attr_t *__attributes, size_t *__size);

int pthread_mutexattr_init(pthread_mutexattr_t *__attributes);
int pthread_mutexattr_destroy(pthread_mutexattr_t *__attributes);
int pthread_mutexattr_settype(pthread_mutexattr_t *__attributes, int __type);
int pthread_mutexattr_gettype(const pthread_mutexattr_t *__attributes, int *__type);
int pthread_mutexattr_setpshared(pthread_mutexattr_t *__attributes, int __is_shared);
int pthread_mutexattr_getpshared(const pthread_mutexattr_t *__attributes, int *__is_shared);
int pthread_mutex_init(pthread_mutex_t *restrict __mutex,
                       const pthread_mutexattr_t *restrict __attributes);
int pthread_mutex_destroy(pthread_mutex_t *__mutex);
int pthread_mutex_lock(pthread_mutex_t *__mutex);
int pthread_mutex_trylock(pthread_mutex_t *__mutex);
int pthread_mutex_timedlock(pthread_mutex_t *restrict __mutex,
                            const struct timespec *restrict __until);
int pthread_mutex_unlock(pthread_mutex_t *__mutex);

int pthread_condattr_init(pthread_condattr_t *__attributes);
int pthread_condattr_destroy(pthread_condattr_t *__attributes);
int pthread_condattr_setclock(pthread_condattr_t *__attributes, clockid_t __clock);
int pthread_condattr_getclock(const pthread_condattr_t *__attributes, clockid_t *__clock);
int pthread_condattr_setpshared(pthread_condattr_t *__attributes, int __is_shared);
int pthread_condattr_getpshared(const pthread_condattr_t *__attributes, int *__is_shared);
int pthread_cond_init(pthread_cond_t *restrict __condition,
                      const pthread_condattr_t *restrict __attributes);
int pthread_cond_destroy(pthread_cond_t *__condition);
int pthread_cond_wait(pthread_cond_t *restrict __condition, pthread_mutex_t *restrict __mutex);
int pthread_cond_timedwait(pthread_cond_t *restrict __condition, pthread_mutex_t *restrict __mutex,
                           const struct timespec *restrict __until);
int pthread_cond_signal(pthread_cond_t *__condition);
int pthread_cond_broadcast(pthread_cond_t *__condition);

int pthread_rwlockattr_init(pthread_rwlockattr_t *__attributes);
int pthread_rwlockattr_destroy(pthread_rwlockattr_t *__attributes);
int pthread_rwlock_init(pthread_rwlock_t *restrict __lock,
                        const pthread_rwlockattr_t *restrict __attributes);
int pthread_rwlock_destroy(pthread_rwlock_t *__lock);
int pthread_rwlock_rdlock(pthread_rwlock_t *__lock);
int pthread_rwlock_tryrdlock(pthread_rwlock_t *__lock);
int pthread_rwlock_wrlock(pthread_rwlock_t *__lock);
int pthread_rwlock_trywrlock(pthread_rwlock_t *__lock);
int pthread_rwlock_unlock(pthread_rwlock_t *__lock);

int pthread_spin_init(pthread_spinlock_t *__lock, int __is_shared);
int pthread_spin_destroy(pthread_spinlock_t *__lock);
int pthread_spin_lock(pthread_spinlock_t *__lock);
int pthread_spin_trylock(pthread_spinlock_t *__lock);
int pthread_spin_unlock(pthread_spinlock_t *__lock);

int pthread_barrier_init(pthread_barrier_t *restrict __barrier,
                         const pthread_barrierattr_t *restrict __attributes, unsigned __count);
int pthread_barrier_destroy(pthread_barrier_t *__barrier);
int pthread_barrier_wait(pthread_barrier_t *__barrier);

int pthread_key_create(pthread_key_t *__key, void (*__destructor)(void *));
int pthread_key_delete(pthread_key_t __key);
int pthread_setspecific(pthread_key_t __key, const void *__value);
void *pthread_getspecific(pthread_key_t __key);

#define pthread_cleanup_push(function, argument)                                                   \
    {                                                                                              \
        void (*__cleanup)(void *) = (function);                                                    \
        void *__argument = (argument);
#define pthread_cleanup_pop(is_called)                                                             \
    if (is_called)                                                                                 \
        __cleanup(__argument);                                                                     \
    }

#endif
