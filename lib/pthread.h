// POSIX: threads, for the only one: others cannot be created, and what would wait for one is told
// that it is a deadlock.
#ifndef __PTHREAD_H
#define __PTHREAD_H

#include <features.h>
#include <sched.h>
#include <signal.h>
#include <sys/types.h>
#include <time.h>

typedef unsigned long pthread_t;
typedef unsigned int pthread_key_t;
typedef int pthread_once_t;

typedef struct {
    int __is_detached;
    size_t __stack_size;
    size_t __guard_size;
    void *__stack; // its end
    int __policy;
    int __is_explicit;
    struct sched_param __parameters;
} pthread_attr_t;

typedef struct {
    int __type;
    int __is_shared;
    int __is_robust;
    int __protocol;
    int __ceiling;
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
    int __kind;
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

#define PTHREAD_MUTEX_STALLED 0
#define PTHREAD_MUTEX_ROBUST  1

#define PTHREAD_PRIO_NONE    0
#define PTHREAD_PRIO_INHERIT 1
#define PTHREAD_PRIO_PROTECT 2

#define PTHREAD_SCOPE_SYSTEM  0
#define PTHREAD_SCOPE_PROCESS 1

#define PTHREAD_INHERIT_SCHED  0
#define PTHREAD_EXPLICIT_SCHED 1

#define PTHREAD_RWLOCK_PREFER_READER_NP              0
#define PTHREAD_RWLOCK_PREFER_WRITER_NP              1
#define PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP 2

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

#pragma library "pthread_attributes.c"
int pthread_attr_setscope(pthread_attr_t *__attributes, int __scope);
int pthread_attr_getscope(const pthread_attr_t *__attributes, int *__scope);
int pthread_attr_setinheritsched(pthread_attr_t *__attributes, int __is_explicit);
int pthread_attr_getinheritsched(const pthread_attr_t *__attributes, int *__is_explicit);
int pthread_attr_setschedpolicy(pthread_attr_t *__attributes, int __policy);
int pthread_attr_getschedpolicy(const pthread_attr_t *__attributes, int *__policy);
int pthread_attr_setschedparam(pthread_attr_t *restrict __attributes,
                               const struct sched_param *restrict __parameters);
int pthread_attr_getschedparam(const pthread_attr_t *restrict __attributes,
                               struct sched_param *restrict __parameters);
int pthread_attr_setguardsize(pthread_attr_t *__attributes, size_t __size);
int pthread_attr_getguardsize(const pthread_attr_t *__attributes, size_t *__size);
int pthread_attr_setstack(pthread_attr_t *__attributes, void *__stack, size_t __size);
int pthread_attr_getstack(const pthread_attr_t *restrict __attributes, void **restrict __stack,
                          size_t *restrict __size);
int pthread_mutexattr_setprotocol(pthread_mutexattr_t *__attributes, int __protocol);
int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *__attributes, int *__protocol);
int pthread_mutexattr_setrobust(pthread_mutexattr_t *__attributes, int __is_robust);
int pthread_mutexattr_getrobust(const pthread_mutexattr_t *__attributes, int *__is_robust);
int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *__attributes, int __ceiling);
int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *__attributes, int *__ceiling);
int pthread_mutex_consistent(pthread_mutex_t *__mutex);
int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *__attributes, int __is_shared);
int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *__attributes, int *__is_shared);
int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict __lock,
                               const struct timespec *restrict __until);
int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict __lock,
                               const struct timespec *restrict __until);
int pthread_barrierattr_init(pthread_barrierattr_t *__attributes);
int pthread_barrierattr_destroy(pthread_barrierattr_t *__attributes);
int pthread_barrierattr_setpshared(pthread_barrierattr_t *__attributes, int __is_shared);
int pthread_barrierattr_getpshared(const pthread_barrierattr_t *__attributes, int *__is_shared);
int pthread_setschedparam(pthread_t __id, int __policy, const struct sched_param *__parameters);
int pthread_getschedparam(pthread_t __id, int *restrict __policy,
                          struct sched_param *restrict __parameters);
int pthread_setschedprio(pthread_t __id, int __priority);
int pthread_setconcurrency(int __level);
int pthread_getconcurrency(void);
int pthread_getcpuclockid(pthread_t __id, clockid_t *__clock);

#ifdef __USE_GNU
#pragma library "pthread_attributes.c"
int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *__attributes, int __kind);
int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *__attributes, int *__kind);
int pthread_tryjoin_np(pthread_t __id, void **__value);
int pthread_getattr_np(pthread_t __id, pthread_attr_t *__attributes);
int pthread_setname_np(pthread_t __id, const char *__name);
int pthread_getname_np(pthread_t __id, char *__name, size_t __size);
int pthread_yield(void);
#endif

#endif
