// libcstar: memory that is mapped: there is none.
#define _GNU_SOURCE 1
#include <errno.h>
#include <sys/mman.h>

static int unserved(void) {
    errno = ENOSYS;
    return -1;
}

void *mmap(void *address, size_t size, int protection, int flags, int descriptor, off_t offset) {
    (void)address, (void)size, (void)protection, (void)flags, (void)descriptor, (void)offset;
    errno = ENOSYS;
    return MAP_FAILED;
}

int munmap(void *address, size_t size) {
    (void)address, (void)size;
    return unserved();
}

int mprotect(void *address, size_t size, int protection) {
    (void)address, (void)size, (void)protection;
    return unserved();
}

int msync(void *address, size_t size, int flags) {
    (void)address, (void)size, (void)flags;
    return unserved();
}

void *mmap64(void *address, size_t size, int protection, int flags, int descriptor,
             off64_t offset) {
    return mmap(address, size, protection, flags, descriptor, (off_t)offset);
}

// Memory stays as it is, and always there.
int posix_madvise(void *address, size_t size, int advice) {
    (void)size;
    return (unsigned)address % 4096 != 0 || advice < POSIX_MADV_NORMAL ||
                   advice > POSIX_MADV_DONTNEED
               ? EINVAL
               : 0;
}

int madvise(void *address, size_t size, int advice) {
    int error = advice == MADV_DONTNEED ? ENOSYS : posix_madvise(address, size, advice);
    if (error != 0) {
        errno = error;
        return -1;
    }
    return 0;
}

int mlock(const void *address, size_t size) {
    (void)address, (void)size;
    return 0;
}

int munlock(const void *address, size_t size) {
    (void)address, (void)size;
    return 0;
}

int mlockall(int flags) {
    if (flags == 0 || (flags & ~7) != 0) {
        errno = EINVAL;
        return -1;
    }
    return 0;
}

int munlockall(void) {
    return 0;
}

int shm_open(const char *name, int flags, mode_t mode) {
    (void)name, (void)flags, (void)mode;
    return unserved();
}

int shm_unlink(const char *name) {
    (void)name;
    return unserved();
}
