// POSIX: semaphores, for the only thread.
#ifndef __SEMAPHORE_H
#define __SEMAPHORE_H

#include <time.h>

typedef struct {
    unsigned __value;
} sem_t;

#pragma library "semaphore.c"
int sem_init(sem_t *__semaphore, int __is_shared, unsigned __value);
int sem_destroy(sem_t *__semaphore);
int sem_wait(sem_t *__semaphore);
int sem_trywait(sem_t *__semaphore);
int sem_post(sem_t *__semaphore);
int sem_getvalue(sem_t *restrict __semaphore, int *restrict __to);

#define SEM_FAILED ((sem_t *)0)

sem_t *sem_open(const char *__name, int __flags, ...);
int sem_close(sem_t *__semaphore);
int sem_unlink(const char *__name);
int sem_timedwait(sem_t *restrict __semaphore, const struct timespec *restrict __until);

#endif
