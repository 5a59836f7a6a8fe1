// libcstar: attributes of files, and the times that are among them.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>
#include "syscall.h"

// struct stat64 of Linux on MIPS (o32), in words.
enum { STAT_DEVICE, STAT_INODE = 4, STAT_MODE = 6, STAT_LINKS, STAT_USER, STAT_GROUP };
enum { STAT_RDEV = 10, STAT_SIZE = 14, STAT_TIMES = 16, STAT_BLOCK = 22, STAT_BLOCKS = 24 };
enum { STAT_WORDS = 26 };

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

static void set_time(struct timespec *to, const unsigned *words) {
    to->tv_sec = (time_t)words[0];
    to->tv_nsec = (long)words[1];
}

static int convert(int result, const unsigned *words, struct stat *to) {
    if (result < 0) {
        errno = -result;
        return -1;
    }
    if (words[STAT_SIZE + 1] != 0 || (int)words[STAT_SIZE] < 0) {
        errno = EOVERFLOW;
        return -1;
    }
    to->st_dev = words[STAT_DEVICE];
    to->st_ino = words[STAT_INODE];
    to->st_mode = words[STAT_MODE];
    to->st_nlink = words[STAT_LINKS];
    to->st_uid = words[STAT_USER];
    to->st_gid = words[STAT_GROUP];
    to->st_rdev = words[STAT_RDEV];
    to->st_size = (off_t)words[STAT_SIZE];
    set_time(&to->st_atim, words + STAT_TIMES);
    set_time(&to->st_mtim, words + STAT_TIMES + 2);
    set_time(&to->st_ctim, words + STAT_TIMES + 4);
    to->st_blksize = (blksize_t)words[STAT_BLOCK];
    to->st_blocks = (blkcnt_t)words[STAT_BLOCKS];
    return 0;
}

int stat(const char *restrict path, struct stat *restrict to) {
    unsigned long long words[STAT_WORDS / 2];
    int result = __syscall(__NR_stat64, path, words);
    return convert(result, (unsigned *)words, to);
}

int lstat(const char *restrict path, struct stat *restrict to) {
    unsigned long long words[STAT_WORDS / 2];
    int result = __syscall(__NR_lstat64, path, words);
    return convert(result, (unsigned *)words, to);
}

int fstat(int descriptor, struct stat *to) {
    unsigned long long words[STAT_WORDS / 2];
    int result = __syscall(__NR_fstat64, descriptor, words);
    return convert(result, (unsigned *)words, to);
}

int chmod(const char *path, mode_t mode) {
    return checked(__syscall(__NR_chmod, path, mode));
}

int fchmod(int descriptor, mode_t mode) {
    return checked(__syscall(__NR_fchmod, descriptor, mode));
}

int utime(const char *path, const struct utimbuf *times) {
    return checked(__syscall(__NR_utime, path, times));
}

int fstatat(int directory, const char *restrict path, struct stat *restrict to, int flags) {
    unsigned long long words[STAT_WORDS / 2];
    int result = __syscall(__NR_fstatat64, directory, path, words, flags);
    return convert(result, (unsigned *)words, to);
}

// Links have no modes of their own.
int lchmod(const char *path, mode_t mode) {
    return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW);
}

int utimensat(int directory, const char *path, const struct timespec times[2], int flags) {
    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    return checked(__syscall(__NR_utimensat, directory, path, times, flags));
}

int futimens(int descriptor, const struct timespec times[2]) {
    if (descriptor < 0) {
        errno = EBADF;
        return -1;
    }
    return checked(__syscall(__NR_utimensat, descriptor, NULL, times, 0));
}

static int set_times(int directory, const char *path, const struct timeval times[2], int flags) {
    struct timespec exact[2];
    if (times == NULL) {
        return checked(__syscall(__NR_utimensat, directory, path, NULL, flags));
    }
    for (int i = 0; i < 2; i++) {
        if (times[i].tv_usec < 0 || times[i].tv_usec > 999999) {
            errno = EINVAL;
            return -1;
        }
        exact[i] = (struct timespec){times[i].tv_sec, times[i].tv_usec * 1000};
    }
    return checked(__syscall(__NR_utimensat, directory, path, exact, flags));
}

int utimes(const char *path, const struct timeval times[2]) {
    return set_times(AT_FDCWD, path, times, 0);
}

int lutimes(const char *path, const struct timeval times[2]) {
    return set_times(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

int futimes(int descriptor, const struct timeval times[2]) {
    return set_times(descriptor, NULL, times, 0);
}

int futimesat(int directory, const char *path, const struct timeval times[2]) {
    return set_times(directory, path, times, 0);
}
