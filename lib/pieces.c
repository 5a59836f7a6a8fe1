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
