// POSIX: memory that processes share: not served.
#ifndef __SYS_SHM_H
#define __SYS_SHM_H

#include <sys/ipc.h>

#define SHM_RDONLY 010000
#define SHM_RND    020000
#define SHMLBA     0x40000

typedef unsigned long shmatt_t;

struct shmid_ds {
    struct ipc_perm shm_perm;
    size_t shm_segsz;
    time_t shm_atime;
    time_t shm_dtime;
    time_t shm_ctime;
    pid_t shm_cpid;
    pid_t shm_lpid;
    shmatt_t shm_nattch;
};

#pragma library "ipc.c"
int shmget(key_t __key, size_t __size, int __flags);
int shmctl(int __memory, int __command, struct shmid_ds *__status);
void *shmat(int __memory, const void *__address, int __flags);
int shmdt(const void *__address);

#endif
