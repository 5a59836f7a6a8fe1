// POSIX: file systems.
#ifndef __SYS_STATVFS_H
#define __SYS_STATVFS_H

#include <sys/types.h>

#define ST_RDONLY      1
#define ST_NOSUID      2
#define ST_NODEV       4
#define ST_NOEXEC      8
#define ST_SYNCHRONOUS 16
#define ST_MANDLOCK    64
#define ST_NOATIME     1024
#define ST_NODIRATIME  2048
#define ST_RELATIME    4096

#ifdef __USE_FILE_OFFSET64
typedef unsigned long long fsblkcnt_t;
typedef unsigned long long fsfilcnt_t;
#else
typedef unsigned long fsblkcnt_t;
typedef unsigned long fsfilcnt_t;
#endif
#ifdef __USE_LARGEFILE64
typedef unsigned long long fsblkcnt64_t;
typedef unsigned long long fsfilcnt64_t;
#endif

struct statvfs {
    unsigned long f_bsize;
    unsigned long f_frsize;
    fsblkcnt_t f_blocks;
    fsblkcnt_t f_bfree;
    fsblkcnt_t f_bavail;
    fsfilcnt_t f_files;
    fsfilcnt_t f_ffree;
    fsfilcnt_t f_favail;
    unsigned long f_fsid;
    unsigned long f_flag;
    unsigned long f_namemax;
};

#ifdef __USE_LARGEFILE64
struct statvfs64 {
    unsigned long f_bsize;
    unsigned long f_frsize;
    fsblkcnt64_t f_blocks;
    fsblkcnt64_t f_bfree;
    fsblkcnt64_t f_bavail;
    fsfilcnt64_t f_files;
    fsfilcnt64_t f_ffree;
    fsfilcnt64_t f_favail;
    unsigned long f_fsid;
    unsigned long f_flag;
    unsigned long f_namemax;
};
#endif

#pragma library "statvfs.c"
int statvfs(const char *restrict __path, struct statvfs *restrict __to) __LARGE(statvfs);
int fstatvfs(int __descriptor, struct statvfs *__to) __LARGE(fstatvfs);

#ifdef __USE_LARGEFILE64
#pragma library "statvfs_large.c"
int statvfs64(const char *restrict __path, struct statvfs64 *restrict __to);
int fstatvfs64(int __descriptor, struct statvfs64 *__to);
#endif

#endif
