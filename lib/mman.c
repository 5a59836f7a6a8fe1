// libcstar: memory that is mapped: there is none.
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
