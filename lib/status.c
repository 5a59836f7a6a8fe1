// libcstar: attributes of files. For large files this unit is compiled once more, with other types
// and names (status_large.c).
#include <errno.h>
#include <sys/stat.h>
#include "syscall.h"

// struct stat64 of Linux on MIPS (o32), in words.
enum { STAT_DEVICE, STAT_INODE = 4, STAT_MODE = 6, STAT_LINKS, STAT_USER, STAT_GROUP };
enum { STAT_RDEV = 10, STAT_SIZE = 14, STAT_TIMES = 16, STAT_BLOCK = 22, STAT_BLOCKS = 24 };
enum { STAT_WORDS = 26 };

static void set_time(struct timespec *to, const unsigned *words) {
    to->tv_sec = (time_t)words[0];
    to->tv_nsec = (long)words[1];
}

static long long wide_at(const unsigned *words) {
    return (long long)((unsigned long long)words[1] << 32 | words[0]);
}

static int convert(int result, const unsigned *words, struct stat *to) {
    if (result < 0) {
        errno = -result;
        return -1;
    }
    long long size = wide_at(words + STAT_SIZE);
    if (size != (off_t)size) {
        errno = EOVERFLOW;
        return -1;
    }
    to->st_dev = words[STAT_DEVICE];
    to->st_ino = (ino_t)wide_at(words + STAT_INODE);
    to->st_mode = words[STAT_MODE];
    to->st_nlink = words[STAT_LINKS];
    to->st_uid = words[STAT_USER];
    to->st_gid = words[STAT_GROUP];
    to->st_rdev = words[STAT_RDEV];
    to->st_size = (off_t)size;
    set_time(&to->st_atim, words + STAT_TIMES);
    set_time(&to->st_mtim, words + STAT_TIMES + 2);
    set_time(&to->st_ctim, words + STAT_TIMES + 4);
    to->st_blksize = (blksize_t)words[STAT_BLOCK];
    to->st_blocks = (blkcnt_t)wide_at(words + STAT_BLOCKS);
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

int fstatat(int directory, const char *restrict path, struct stat *restrict to, int flags) {
    unsigned long long words[STAT_WORDS / 2];
    int result = __syscall(__NR_fstatat64, directory, path, words, flags);
    return convert(result, (unsigned *)words, to);
}
