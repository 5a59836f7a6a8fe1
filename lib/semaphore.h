// POSIX: semaphores, for the only thread.
#ifndef __SEMAPHORE_H
#define __SEMAPHORE_H

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

#endif
