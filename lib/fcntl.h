// POSIX: opening of files, with the values of Linux on MIPS (o32).
#ifndef __FCNTL_H
#define __FCNTL_H

#include <sys/types.h>

#define O_RDONLY    0x0000
#define O_WRONLY    0x0001
#define O_RDWR      0x0002
#define O_ACCMODE   0x0003
#define O_APPEND    0x0008
#define O_NONBLOCK  0x0080
#define O_CREAT     0x0100
#define O_TRUNC     0x0200
#define O_EXCL      0x0400
#define O_NOCTTY    0x0800
#define O_DSYNC     0x0010
#define O_SYNC      0x4010
#define O_RSYNC     O_SYNC
#define O_ASYNC     0x1000
#define O_LARGEFILE 0x2000
#define O_DIRECT    0x8000
#define O_DIRECTORY 0x10000
#define O_NOFOLLOW  0x20000
#define O_NOATIME   0x40000
#define O_CLOEXEC   0x80000
#define O_PATH      0x200000
#define O_NDELAY    O_NONBLOCK

#define AT_FDCWD            (-100)
#define AT_SYMLINK_NOFOLLOW 0x100
#define AT_EACCESS          0x200
#define AT_REMOVEDIR        0x200
#define AT_SYMLINK_FOLLOW   0x400
#define AT_EMPTY_PATH       0x1000

#define F_DUPFD         0
#define F_GETFD         1
#define F_SETFD         2
#define F_GETFL         3
#define F_SETFL         4
#define F_SETLK         6
#define F_SETLKW        7
#define F_GETLK         14
#define F_GETLK64       33
#define F_SETLK64       34
#define F_SETLKW64      35
#define F_SETOWN        24
#define F_GETOWN        23
#define F_DUPFD_CLOEXEC 1030
#define FD_CLOEXEC      1

#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2

// Large files have locks of their own.
#ifdef __USE_FILE_OFFSET64
#undef F_GETLK
#undef F_SETLK
#undef F_SETLKW
#define F_GETLK  F_GETLK64
#define F_SETLK  F_SETLK64
#define F_SETLKW F_SETLKW64

struct flock {
    short l_type;
    short l_whence;
    off_t l_start;
    off_t l_len;
    pid_t l_pid;
};
#else
struct flock {
    short l_type;
    short l_whence;
    off_t l_start;
    off_t l_len;
    long l_sysid;
    pid_t l_pid;
    long __pad[4];
};
#endif

#ifdef __USE_LARGEFILE64
struct flock64 {
    short l_type;
    short l_whence;
    off64_t l_start;
    off64_t l_len;
    pid_t l_pid;
};
#endif

#pragma library "unistd.c"
int fcntl(int __descriptor, int __command, ...);
int open(const char *__path, int __flags, ...) __LARGE(open);
int openat(int __directory, const char *__path, int __flags, ...) __LARGE(openat);
int creat(const char *__path, mode_t __mode) __LARGE(creat);

#define POSIX_FADV_NORMAL     0
#define POSIX_FADV_RANDOM     1
#define POSIX_FADV_SEQUENTIAL 2
#define POSIX_FADV_WILLNEED   3
#define POSIX_FADV_DONTNEED   4
#define POSIX_FADV_NOREUSE    5

#pragma library "positions.c"
int posix_fadvise(int __descriptor, off_t __offset, off_t __size, int __advice)
    __LARGE(posix_fadvise);
int posix_fallocate(int __descriptor, off_t __offset, off_t __size) __LARGE(posix_fallocate);

#ifdef __USE_LARGEFILE64
#pragma library "positions_large.c"
int open64(const char *__path, int __flags, ...);
int openat64(int __directory, const char *__path, int __flags, ...);
int creat64(const char *__path, mode_t __mode);
int posix_fadvise64(int __descriptor, off64_t __offset, off64_t __size, int __advice);
int posix_fallocate64(int __descriptor, off64_t __offset, off64_t __size);
#endif

#endif
