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
