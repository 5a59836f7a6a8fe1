// POSIX: attributes of files.
#ifndef __SYS_STAT_H
#define __SYS_STAT_H

#include <sys/types.h>
#include <time.h>

#define S_IFMT   0170000
#define S_IFSOCK 0140000
#define S_IFLNK  0120000
#define S_IFREG  0100000
#define S_IFBLK  0060000
#define S_IFDIR  0040000
#define S_IFCHR  0020000
#define S_IFIFO  0010000

#define S_ISUID  04000
#define S_ISGID  02000
#define S_ISVTX  01000
#define S_IRWXU  0700
#define S_IRUSR  0400
#define S_IWUSR  0200
#define S_IXUSR  0100
#define S_IRWXG  0070
#define S_IRGRP  0040
#define S_IWGRP  0020
#define S_IXGRP  0010
#define S_IRWXO  0007
#define S_IROTH  0004
#define S_IWOTH  0002
#define S_IXOTH  0001
#define S_IREAD  S_IRUSR
#define S_IWRITE S_IWUSR
#define S_IEXEC  S_IXUSR

#define S_ISSOCK(mode) (((mode)&S_IFMT) == S_IFSOCK)
#define S_ISLNK(mode)  (((mode)&S_IFMT) == S_IFLNK)
#define S_ISREG(mode)  (((mode)&S_IFMT) == S_IFREG)
#define S_ISBLK(mode)  (((mode)&S_IFMT) == S_IFBLK)
#define S_ISDIR(mode)  (((mode)&S_IFMT) == S_IFDIR)
#define S_ISCHR(mode)  (((mode)&S_IFMT) == S_IFCHR)
#define S_ISFIFO(mode) (((mode)&S_IFMT) == S_IFIFO)

struct stat {
    dev_t st_dev;
    ino_t st_ino;
    mode_t st_mode;
    nlink_t st_nlink;
    uid_t st_uid;
    gid_t st_gid;
    dev_t st_rdev;
    off_t st_size;
    struct timespec st_atim;
    struct timespec st_mtim;
    struct timespec st_ctim;
    blksize_t st_blksize;
    blkcnt_t st_blocks;
};

#ifdef __USE_LARGEFILE64
struct stat64 {
    dev_t st_dev;
    ino64_t st_ino;
    mode_t st_mode;
    nlink_t st_nlink;
    uid_t st_uid;
    gid_t st_gid;
    dev_t st_rdev;
    off64_t st_size;
    struct timespec st_atim;
    struct timespec st_mtim;
    struct timespec st_ctim;
    blksize_t st_blksize;
    blkcnt64_t st_blocks;
};
#endif

#define S_TYPEISMQ(status)  0
#define S_TYPEISSEM(status) 0
#define S_TYPEISSHM(status) 0

#define ACCESSPERMS 0777
#define ALLPERMS    07777
#define DEFFILEMODE 0666

#define UTIME_NOW  0x3fffffffL
#define UTIME_OMIT 0x3ffffffeL

#define st_atime st_atim.tv_sec
#define st_mtime st_mtim.tv_sec
#define st_ctime st_ctim.tv_sec

#pragma library "status.c"
int stat(const char *restrict __path, struct stat *restrict __to) __LARGE(stat);
int lstat(const char *restrict __path, struct stat *restrict __to) __LARGE(lstat);
int fstat(int __descriptor, struct stat *__to) __LARGE(fstat);
int fstatat(int __directory, const char *restrict __path, struct stat *restrict __to, int __flags)
    __LARGE(fstatat);

#pragma library "stat.c"
int chmod(const char *__path, mode_t __mode);
int fchmod(int __descriptor, mode_t __mode);
int lchmod(const char *__path, mode_t __mode);
int utimensat(int __directory, const char *__path, const struct timespec __times[2], int __flags);
int futimens(int __descriptor, const struct timespec __times[2]);

#pragma library "at.c"
int fchmodat(int __directory, const char *__path, mode_t __mode, int __flags);

#pragma library "unistd.c"
int mkdir(const char *__path, mode_t __mode);
int mkdirat(int __directory, const char *__path, mode_t __mode);
int mknod(const char *__path, mode_t __mode, dev_t __device);
int mknodat(int __directory, const char *__path, mode_t __mode, dev_t __device);
int mkfifo(const char *__path, mode_t __mode);
int mkfifoat(int __directory, const char *__path, mode_t __mode);
mode_t umask(mode_t __mask);

#ifdef __USE_LARGEFILE64
#pragma library "status_large.c"
int stat64(const char *restrict __path, struct stat64 *restrict __to);
int lstat64(const char *restrict __path, struct stat64 *restrict __to);
int fstat64(int __descriptor, struct stat64 *__to);
int fstatat64(int __directory, const char *restrict __path, struct stat64 *restrict __to,
              int __flags);
#endif

#endif
