// libcstar: files at positions. For large files this unit is compiled once more, with other names
// (positions_large.c).
#define _DEFAULT_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include "syscall.h"

enum { WORD_BITS = 32 };
#define OFFSET_MAX (sizeof(off_t) == sizeof(long) ? LONG_MAX : LLONG_MAX)

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

// Without calls for them the position is changed and restored.
ssize_t pread(int descriptor, void *buffer, size_t size, off_t offset) {
    off_t position = lseek(descriptor, 0, SEEK_CUR);
    if (position < 0 || lseek(descriptor, offset, SEEK_SET) < 0) {
        return -1;
    }
    ssize_t result = read(descriptor, buffer, size);
    lseek(descriptor, position, SEEK_SET);
    return result;
}

ssize_t pwrite(int descriptor, const void *buffer, size_t size, off_t offset) {
    off_t position = lseek(descriptor, 0, SEEK_CUR);
    if (position < 0 || lseek(descriptor, offset, SEEK_SET) < 0) {
        return -1;
    }
    ssize_t result = write(descriptor, buffer, size);
    lseek(descriptor, position, SEEK_SET);
    return result;
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

// From the position on; there is nobody who could have locked it.
int lockf(int descriptor, int command, off_t size) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_len = size};
    switch (command) {
    case F_ULOCK: lock.l_type = F_UNLCK; break;
    case F_LOCK:
    case F_TLOCK: break;
    case F_TEST: return fcntl(descriptor, F_GETFD) < 0 ? -1 : 0;
    default: errno = EINVAL; return -1;
    }
    return fcntl(descriptor, F_SETLK, &lock);
}

int posix_fadvise(int descriptor, off_t offset, off_t size, int advice) {
    (void)offset;
    if (fcntl(descriptor, F_GETFD) < 0) {
        return EBADF;
    }
    return size < 0 || advice < POSIX_FADV_NORMAL || advice > POSIX_FADV_NOREUSE ? EINVAL : 0;
}

// The room is taken by bytes that are 0.
int posix_fallocate(int descriptor, off_t offset, off_t size) {
    struct stat status;
    int before = errno, error = 0;
    if (offset < 0 || size <= 0) {
        return EINVAL;
    }
    if (fstat(descriptor, &status) != 0) {
        error = errno;
    } else if (!S_ISREG(status.st_mode)) {
        error = S_ISFIFO(status.st_mode) ? ESPIPE : ENODEV;
    } else if (offset > OFFSET_MAX - size) {
        error = EFBIG;
    } else if (offset + size > status.st_size && ftruncate(descriptor, offset + size) != 0) {
        error = errno == EINVAL ? EBADF : errno;
    }
    errno = before;
    return error;
}

int ftruncate(int descriptor, off_t size) {
    unsigned long long wide = (unsigned long long)size;
    return checked(
        __syscall(__NR_ftruncate64, descriptor, 0, (unsigned)wide, (unsigned)(wide >> WORD_BITS)));
}

int truncate(const char *path, off_t size) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return -1;
    }
    int result = ftruncate(descriptor, size), error = errno;
    close(descriptor);
    errno = error;
    return result;
}
