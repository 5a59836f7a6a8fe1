// libcstar: attributes of threads and locks, kept for those who ask, and the only thread's own.
#define _GNU_SOURCE 1
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_SIZE = 16, LEAST_STACK = 131072 };

int pthread_attr_setscope(pthread_attr_t *attributes, int scope) {
    (void)attributes;
    return scope == PTHREAD_SCOPE_SYSTEM ? 0 : scope == PTHREAD_SCOPE_PROCESS ? ENOTSUP : EINVAL;
}

int pthread_attr_getscope(const pthread_attr_t *attributes, int *scope) {
    (void)attributes;
    *scope = PTHREAD_SCOPE_SYSTEM;
    return 0;
}

int pthread_attr_setinheritsched(pthread_attr_t *attributes, int is_explicit) {
    if (is_explicit != PTHREAD_INHERIT_SCHED && is_explicit != PTHREAD_EXPLICIT_SCHED) {
        return EINVAL;
    }
    attributes->__is_explicit = is_explicit;
    return 0;
}

int pthread_attr_getinheritsched(const pthread_attr_t *attributes, int *is_explicit) {
    *is_explicit = attributes->__is_explicit;
    return 0;
}

int pthread_attr_setschedpolicy(pthread_attr_t *attributes, int policy) {
    if (policy != SCHED_OTHER && policy != SCHED_FIFO && policy != SCHED_RR) {
        return EINVAL;
    }
    attributes->__policy = policy;
    return 0;
}

int pthread_attr_getschedpolicy(const pthread_attr_t *attributes, int *policy) {
    *policy = attributes->__policy;
    return 0;
}

static int is_priority(int priority, int policy) {
    return priority >= sched_get_priority_min(policy) && priority <= sched_get_priority_max(policy);
}

int pthread_attr_setschedparam(pthread_attr_t *restrict attributes,
                               const struct sched_param *restrict parameters) {
    if (!is_priority(parameters->sched_priority, attributes->__policy)) {
        return EINVAL;
    }
    attributes->__parameters = *parameters;
    return 0;
}

int pthread_attr_getschedparam(const pthread_attr_t *restrict attributes,
                               struct sched_param *restrict parameters) {
    *parameters = attributes->__parameters;
    return 0;
}

int pthread_attr_setguardsize(pthread_attr_t *attributes, size_t size) {
    attributes->__guard_size = size;
    return 0;
}

int pthread_attr_getguardsize(const pthread_attr_t *attributes, size_t *size) {
    *size = attributes->__guard_size;
    return 0;
}

int pthread_attr_setstack(pthread_attr_t *attributes, void *stack, size_t size) {
    if (size < LEAST_STACK) {
        return EINVAL;
    }
    attributes->__stack = (char *)stack + size;
    attributes->__stack_size = size;
    return 0;
}

int pthread_attr_getstack(const pthread_attr_t *restrict attributes, void **restrict stack,
                          size_t *restrict size) {
    *stack = (char *)attributes->__stack - attributes->__stack_size;
    *size = attributes->__stack_size;
    return 0;
}

// ---- locks ----

int pthread_mutexattr_setprotocol(pthread_mutexattr_t *attributes, int protocol) {
    if (protocol < PTHREAD_PRIO_NONE || protocol > PTHREAD_PRIO_PROTECT) {
        return EINVAL;
    }
    attributes->__protocol = protocol;
    return 0;
}

int pthread_mutexattr_getprotocol(const pthread_mutexattr_t *attributes, int *protocol) {
    *protocol = attributes->__protocol;
    return 0;
}

int pthread_mutexattr_setrobust(pthread_mutexattr_t *attributes, int is_robust) {
    if (is_robust != PTHREAD_MUTEX_STALLED && is_robust != PTHREAD_MUTEX_ROBUST) {
        return EINVAL;
    }
    attributes->__is_robust = is_robust;
    return 0;
}

int pthread_mutexattr_getrobust(const pthread_mutexattr_t *attributes, int *is_robust) {
    *is_robust = attributes->__is_robust;
    return 0;
}

int pthread_mutexattr_setprioceiling(pthread_mutexattr_t *attributes, int ceiling) {
    if (!is_priority(ceiling, SCHED_FIFO)) {
        return EINVAL;
    }
    attributes->__ceiling = ceiling;
    return 0;
}

int pthread_mutexattr_getprioceiling(const pthread_mutexattr_t *attributes, int *ceiling) {
    *ceiling = attributes->__ceiling;
    return 0;
}

// No thread has ever ended with a lock.
int pthread_mutex_consistent(pthread_mutex_t *mutex) {
    (void)mutex;
    return EINVAL;
}

int pthread_rwlockattr_setpshared(pthread_rwlockattr_t *attributes, int is_shared) {
    if (is_shared != PTHREAD_PROCESS_PRIVATE && is_shared != PTHREAD_PROCESS_SHARED) {
        return EINVAL;
    }
    attributes->__is_shared = is_shared;
    return 0;
}

int pthread_rwlockattr_getpshared(const pthread_rwlockattr_t *attributes, int *is_shared) {
    *is_shared = attributes->__is_shared;
    return 0;
}

int pthread_rwlockattr_setkind_np(pthread_rwlockattr_t *attributes, int kind) {
    if (kind < PTHREAD_RWLOCK_PREFER_READER_NP ||
        kind > PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP) {
        return EINVAL;
    }
    attributes->__kind = kind;
    return 0;
}

int pthread_rwlockattr_getkind_np(const pthread_rwlockattr_t *attributes, int *kind) {
    *kind = attributes->__kind;
    return 0;
}

int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict lock,
                               const struct timespec *restrict until) {
    (void)until;
    return pthread_rwlock_rdlock(lock);
}

int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict lock,
                               const struct timespec *restrict until) {
    (void)until;
    return pthread_rwlock_wrlock(lock);
}

int pthread_barrierattr_init(pthread_barrierattr_t *attributes) {
    attributes->__is_shared = PTHREAD_PROCESS_PRIVATE;
    return 0;
}

int pthread_barrierattr_destroy(pthread_barrierattr_t *attributes) {
    (void)attributes;
    return 0;
}

int pthread_barrierattr_setpshared(pthread_barrierattr_t *attributes, int is_shared) {
    if (is_shared != PTHREAD_PROCESS_PRIVATE && is_shared != PTHREAD_PROCESS_SHARED) {
        return EINVAL;
    }
    attributes->__is_shared = is_shared;
    return 0;
}

int pthread_barrierattr_getpshared(const pthread_barrierattr_t *attributes, int *is_shared) {
    *is_shared = attributes->__is_shared;
    return 0;
}

// ---- the only thread ----

static int found(pthread_t thread) {
    return pthread_equal(thread, pthread_self()) ? 0 : ESRCH;
}

int pthread_setschedparam(pthread_t thread, int policy, const struct sched_param *parameters) {
    if (found(thread) != 0) {
        return ESRCH;
    }
    return sched_setscheduler(0, policy, parameters) < 0 ? errno : 0;
}

int pthread_getschedparam(pthread_t thread, int *restrict policy,
                          struct sched_param *restrict parameters) {
    *policy = SCHED_OTHER;
    parameters->sched_priority = 0;
    return found(thread);
}

int pthread_setschedprio(pthread_t thread, int priority) {
    return found(thread) != 0 ? ESRCH : priority == 0 ? 0 : EINVAL;
}

static int concurrency;

int pthread_setconcurrency(int level) {
    if (level < 0) {
        return EINVAL;
    }
    concurrency = level;
    return 0;
}

int pthread_getconcurrency(void) {
    return concurrency;
}

int pthread_getcpuclockid(pthread_t thread, clockid_t *clock) {
    *clock = CLOCK_PROCESS_CPUTIME_ID;
    return found(thread);
}

int pthread_sigmask(int how, const sigset_t *restrict new, sigset_t *restrict old) {
    int before = errno, error = sigprocmask(how, new, old) == 0 ? 0 : errno;
    errno = before;
    return error;
}

int pthread_tryjoin_np(pthread_t thread, void **value) {
    (void)value;
    return found(thread) == 0 ? EBUSY : ESRCH;
}

int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes) {
    return found(thread) == 0 ? pthread_attr_init(attributes) : ESRCH;
}

static char name[NAME_SIZE];

int pthread_setname_np(pthread_t thread, const char *new) {
    if (found(thread) != 0 || strlen(new) >= NAME_SIZE) {
        return found(thread) != 0 ? ESRCH : ERANGE;
    }
    strcpy(name, new);
    return 0;
}

int pthread_getname_np(pthread_t thread, char *to, size_t size) {
    if (found(thread) != 0 || size < NAME_SIZE) {
        return found(thread) != 0 ? ESRCH : ERANGE;
    }
    if (*name == 0) {
        snprintf(name, sizeof name, "%s", getprogname());
    }
    strcpy(to, name);
    return 0;
}

int pthread_yield(void) {
    return sched_yield();
}
