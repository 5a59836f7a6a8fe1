// POSIX: reading and writing of several pieces of memory at once.
#ifndef __SYS_UIO_H
#define __SYS_UIO_H

#include <sys/types.h>

#define UIO_MAXIOV 1024

struct iovec {
    void *iov_base;
    size_t iov_len;
};

#pragma library "pieces.c"
ssize_t readv(int __descriptor, const struct iovec *__pieces, int __count);
ssize_t writev(int __descriptor, const struct iovec *__pieces, int __count);
#pragma library "positions.c"
ssize_t preadv(int __descriptor, const struct iovec *__pieces, int __count, off_t __offset)
    __LARGE(preadv);
ssize_t pwritev(int __descriptor, const struct iovec *__pieces, int __count, off_t __offset)
    __LARGE(pwritev);

#ifdef __USE_LARGEFILE64
#pragma library "positions_large.c"
ssize_t preadv64(int __descriptor, const struct iovec *__pieces, int __count, off64_t __offset);
ssize_t pwritev64(int __descriptor, const struct iovec *__pieces, int __count, off64_t __offset);
#endif

#endif
