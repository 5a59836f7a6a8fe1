// libcstar: what processes share, which is not served.
#include <errno.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/stat.h>

static int unserved(void) {
    errno = ENOSYS;
    return -1;
}

key_t ftok(const char *path, int project) {
    struct stat status;
    if (stat(path, &status) != 0) {
        return -1;
    }
    return (key_t)((status.st_ino & 0xffff) | (status.st_dev & 0xff) << 16 |
                   ((unsigned)project & 0xff) << 24);
}

int msgget(key_t key, int flags) {
    (void)key, (void)flags;
    return unserved();
}

int msgctl(int queue, int command, struct msqid_ds *status) {
    (void)queue, (void)command, (void)status;
    return unserved();
}

int msgsnd(int queue, const void *message, size_t size, int flags) {
    (void)queue, (void)message, (void)size, (void)flags;
    return unserved();
}

ssize_t msgrcv(int queue, void *message, size_t size, long type, int flags) {
    (void)queue, (void)message, (void)size, (void)type, (void)flags;
    return unserved();
}

int semget(key_t key, int count, int flags) {
    (void)key, (void)count, (void)flags;
    return unserved();
}

int semctl(int set, int number, int command, ...) {
    (void)set, (void)number, (void)command;
    return unserved();
}

int semop(int set, struct sembuf *operations, size_t count) {
    (void)set, (void)operations, (void)count;
    return unserved();
}

int shmget(key_t key, size_t size, int flags) {
    (void)key, (void)size, (void)flags;
    return unserved();
}

int shmctl(int memory, int command, struct shmid_ds *status) {
    (void)memory, (void)command, (void)status;
    return unserved();
}

int shmdt(const void *address) {
    (void)address;
    return unserved();
}

void *shmat(int memory, const void *address, int flags) {
    (void)memory, (void)address, (void)flags;
    errno = ENOSYS;
    return (void *)-1;
}
