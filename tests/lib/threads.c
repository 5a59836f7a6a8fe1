// pthread.h: what the only thread can do. Others are not to be had, and no deadlock hangs.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t plain = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t both = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_key_t key, other_key;

static void initialize(void) { puts("once"); }
static void *start(void *argument) { return argument; }
static void destroy(void *value) { printf("destroyed %s\n", (char *)value); }
static void at_exit(int status, void *argument) { printf("exit %d %s\n", status, (char *)argument); }
static void last(void) { puts("last"); }

int main(void) {
    pthread_t thread;
    atexit(last);
    on_exit(at_exit, "argument");
    printf("%d\n", pthread_create(&thread, NULL, start, NULL) == EAGAIN);
    printf("%d %d", pthread_mutex_lock(&plain), pthread_mutex_trylock(&plain) == EBUSY);
    printf(" %d %d\n", pthread_mutex_lock(&plain) == EDEADLK, pthread_mutex_unlock(&plain));
    pthread_mutexattr_t attributes;
    pthread_mutex_t again;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&again, &attributes);
    printf("%d %d", pthread_mutex_lock(&again), pthread_mutex_lock(&again));
    printf(" %d %d", pthread_mutex_destroy(&again) == EBUSY, pthread_mutex_unlock(&again));
    printf(" %d %d %d\n", pthread_mutex_unlock(&again), pthread_mutex_unlock(&again) == EPERM, pthread_mutex_destroy(&again));
    struct timespec past = {1, 0}; // waiting would make counts of instructions differ
    pthread_mutex_lock(&plain);
    printf("%d %d %d\n", pthread_cond_timedwait(&condition, &plain, &past) == ETIMEDOUT, pthread_cond_wait(&condition, &plain) == EDEADLK, pthread_cond_signal(&condition));
    printf("%d %d %d", pthread_rwlock_rdlock(&both), pthread_rwlock_rdlock(&both), pthread_rwlock_trywrlock(&both) == EBUSY);
    printf(" %d %d %d", pthread_rwlock_unlock(&both), pthread_rwlock_unlock(&both), pthread_rwlock_wrlock(&both));
    printf(" %d %d\n", pthread_rwlock_tryrdlock(&both) == EBUSY, pthread_rwlock_unlock(&both));
    pthread_once(&once, initialize);
    pthread_once(&once, initialize);
    printf("%d %d\n", pthread_key_create(&key, destroy), pthread_key_create(&other_key, NULL));
    printf("%d %d", pthread_getspecific(key) == NULL, pthread_setspecific(key, "value"));
    printf(" %s %d\n", (char *)pthread_getspecific(key), pthread_setspecific(12345, "x") == EINVAL);
    pthread_cleanup_push(destroy, "pushed");
    pthread_cleanup_pop(1);
    printf("%d\n", pthread_equal(pthread_self(), pthread_self()));
    pthread_exit(NULL);
}
