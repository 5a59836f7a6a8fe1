// C11's threads for the only one; attributes of locks; signals by sets: as glibc has it.
#define _GNU_SOURCE 1
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

#ifdef __STDC_NO_THREADS__
#error "there are threads"
#endif

static thread_local int own = 3;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;

static void first(void) {
    printf("once\n");
}

static void destroy(void *value) {
    printf("destroyed %s\n", (char *)value);
    fflush(stdout);
}

static void locks(void) {
    mtx_t plain, recursive;
    cnd_t condition;
    struct timespec past = {1, 0}, moment = {0, 1000};
    printf("%d %d\n", mtx_init(&plain, mtx_plain), mtx_init(&recursive, mtx_recursive | mtx_timed));
    printf("%d %d\n", mtx_lock(&plain), mtx_trylock(&plain) == thrd_busy);
    printf("%d %d %d\n", mtx_lock(&recursive), mtx_trylock(&recursive), mtx_timedlock(&recursive, &past));
    printf("%d %d\n", mtx_unlock(&recursive), mtx_unlock(&recursive));
    printf("%d\n", cnd_init(&condition));
    printf("%d %d\n", cnd_signal(&condition), cnd_broadcast(&condition));
    printf("%d\n", cnd_timedwait(&condition, &plain, &past) == thrd_timedout);
    printf("%d\n", mtx_unlock(&plain));
    mtx_destroy(&plain);
    cnd_destroy(&condition);
    printf("%d %d\n", thrd_sleep(&moment, NULL), thrd_equal(thrd_current(), thrd_current()) != 0);
    thrd_yield();
}

static void attributes(void) {
    pthread_attr_t thread;
    struct sched_param parameters = {0};
    int value;
    size_t size;
    void *stack;
    static char room[1 << 18];
    pthread_attr_init(&thread);
    printf("%d %d %d\n", pthread_attr_setscope(&thread, PTHREAD_SCOPE_SYSTEM),
           pthread_attr_setscope(&thread, PTHREAD_SCOPE_PROCESS) == ENOTSUP, pthread_attr_setscope(&thread, 7) == EINVAL);
    printf("%d", pthread_attr_getscope(&thread, &value));
    printf(" %d %d\n", value == PTHREAD_SCOPE_SYSTEM, pthread_attr_setinheritsched(&thread, PTHREAD_EXPLICIT_SCHED));
    printf("%d", pthread_attr_getinheritsched(&thread, &value));
    printf(" %d %d\n", value == PTHREAD_EXPLICIT_SCHED, pthread_attr_setinheritsched(&thread, 5) == EINVAL);
    printf("%d", pthread_attr_setschedpolicy(&thread, SCHED_RR));
    printf(" %d %d\n", pthread_attr_getschedpolicy(&thread, &value), value == SCHED_RR);
    printf("%d\n", pthread_attr_setschedparam(&thread, &parameters) == EINVAL);
    parameters.sched_priority = 3;
    printf("%d", pthread_attr_setschedparam(&thread, &parameters));
    parameters.sched_priority = 0;
    printf(" %d %d\n", pthread_attr_getschedparam(&thread, &parameters), parameters.sched_priority);
    printf("%d", pthread_attr_setguardsize(&thread, 8192));
    printf(" %d %d\n", pthread_attr_getguardsize(&thread, &size), (int)size);
    printf("%d", pthread_attr_setstack(&thread, room, sizeof room));
    printf(" %d %d %d\n", pthread_attr_getstack(&thread, &stack, &size), stack == room, size == sizeof room);
    printf("%d\n", pthread_attr_setstack(&thread, room, 10) == EINVAL);
    pthread_mutexattr_t mutex;
    pthread_mutexattr_init(&mutex);
    printf("%d", pthread_mutexattr_setprotocol(&mutex, PTHREAD_PRIO_INHERIT));
    printf(" %d %d\n", pthread_mutexattr_getprotocol(&mutex, &value), value == PTHREAD_PRIO_INHERIT);
    printf("%d", pthread_mutexattr_setrobust(&mutex, PTHREAD_MUTEX_ROBUST));
    printf(" %d %d\n", pthread_mutexattr_getrobust(&mutex, &value), value == PTHREAD_MUTEX_ROBUST);
    pthread_rwlockattr_t lock;
    pthread_rwlockattr_init(&lock);
    printf("%d", pthread_rwlockattr_setpshared(&lock, PTHREAD_PROCESS_SHARED));
    printf(" %d %d\n", pthread_rwlockattr_getpshared(&lock, &value), value == PTHREAD_PROCESS_SHARED);
    printf("%d", pthread_rwlockattr_setkind_np(&lock, PTHREAD_RWLOCK_PREFER_WRITER_NP));
    printf(" %d %d\n", pthread_rwlockattr_getkind_np(&lock, &value), value == PTHREAD_RWLOCK_PREFER_WRITER_NP);
    pthread_barrierattr_t barrier;
    printf("%d %d\n", pthread_barrierattr_init(&barrier), pthread_barrierattr_setpshared(&barrier, 9) == EINVAL);
    printf("%d %d\n", pthread_barrierattr_getpshared(&barrier, &value), value);
}

static void only_thread(void) {
    struct sched_param parameters;
    int policy;
    char name[16];
    clockid_t clock;
    printf("%d", pthread_getschedparam(pthread_self(), &policy, &parameters));
    printf(" %d %d\n", policy == SCHED_OTHER, parameters.sched_priority);
    printf("%d %d %d\n", pthread_setconcurrency(4), pthread_getconcurrency(), pthread_setconcurrency(-1) == EINVAL);
    printf("%d\n", pthread_setname_np(pthread_self(), "some"));
    printf("%d", pthread_getname_np(pthread_self(), name, sizeof name));
    printf(" %s\n", name);
    printf("%d\n", pthread_setname_np(pthread_self(), "longer than any of them") == ERANGE);
    printf("%d\n", pthread_getcpuclockid(pthread_self(), &clock));
    pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
    struct timespec past = {1, 0};
    printf("%d %d\n", pthread_rwlock_timedrdlock(&lock, &past), pthread_rwlock_unlock(&lock));
}

static void signals(void) {
    sigset_t one, other, both;
    sigemptyset(&one);
    sigemptyset(&other);
    printf("%d\n", sigisemptyset(&one));
    sigaddset(&one, SIGUSR1);
    sigaddset(&one, SIGHUP);
    sigaddset(&other, SIGHUP);
    sigandset(&both, &one, &other);
    printf("%d %d\n", sigismember(&both, SIGHUP), sigismember(&both, SIGUSR1));
    sigorset(&both, &one, &other);
    printf("%d %d %d\n", sigismember(&both, SIGHUP), sigismember(&both, SIGUSR1), sigisemptyset(&both));
    printf("%d", pthread_sigmask(SIG_BLOCK, &one, NULL));
    pthread_sigmask(SIG_SETMASK, NULL, &both);
    printf(" %d %d\n", sigismember(&both, SIGUSR1), sigismember(&both, SIGUSR2));
    printf("%d\n", pthread_sigmask(99, &one, NULL) == EINVAL);
    printf("%d %d\n", sighold(SIGUSR2), sigrelse(SIGUSR1));
    sigprocmask(SIG_SETMASK, NULL, &both);
    printf("%d %d\n", sigismember(&both, SIGUSR1), sigismember(&both, SIGUSR2));
    printf("%d\n", sigset(SIGUSR2, SIG_IGN) == SIG_HOLD);
    printf("%d\n", sigset(SIGUSR2, SIG_DFL) == SIG_IGN);
    printf("%d %d\n", sigignore(SIGTERM), sigset(SIGTERM, SIG_HOLD) == SIG_IGN);
    struct timespec moment = {0, 0};
    sigemptyset(&both);
    sigaddset(&both, SIGWINCH);
    errno = 0;
    printf("%d %d\n", sigtimedwait(&both, NULL, &moment), errno == EAGAIN);
    static char room[16384];
    stack_t stack = {.ss_sp = room, .ss_size = sizeof room}, old;
    printf("%d %d", sigaltstack(&stack, NULL), sigaltstack(NULL, &old));
    printf(" %d %d\n", old.ss_sp == room, old.ss_flags);
}

int main(void) {
    printf("%d\n", own);
    call_once(&once, first);
    call_once(&once, first);
    locks();
    attributes();
    only_thread();
    signals();
    printf("%d %d\n", tss_create(&key, destroy), tss_get(key) == NULL);
    printf("%d %s\n", tss_set(key, "value"), (char *)tss_get(key));
    fflush(stdout);
    thrd_exit(0);
}
