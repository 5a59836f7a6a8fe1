// libcstar: several pieces of memory at once.
#include <errno.h>
#include <sys/uio.h>
#include <unistd.h>
#include "syscall.h"

static ssize_t checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

ssize_t readv(int descriptor, const struct iovec *pieces, int count) {
    return checked(__syscall(__NR_readv, descriptor, pieces, count));
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count) {
    return checked(__syscall(__NR_writev, descriptor, pieces, count));
}

// As pread and pwrite, by changing the position and restoring it.
static ssize_t transfer_at(int number, int descriptor, const struct iovec *pieces, int count,
                           off_t offset) {
    off_t position = lseek(descriptor, 0, SEEK_CUR);
    if (position < 0 || lseek(descriptor, offset, SEEK_SET) < 0) {
        return -1;
    }
    int result = number == __NR_readv ? __syscall(__NR_readv, descriptor, pieces, count)
                                      : __syscall(__NR_writev, descriptor, pieces, count);
    lseek(descriptor, position, SEEK_SET);
    return checked(result);
}

ssize_t preadv(int descriptor, const struct iovec *pieces, int count, off_t offset) {
    return transfer_at(__NR_readv, descriptor, pieces, count, offset);
}

ssize_t pwritev(int descriptor, const struct iovec *pieces, int count, off_t offset) {
    return transfer_at(__NR_writev, descriptor, pieces, count, offset);
}
