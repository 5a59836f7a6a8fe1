// Linux: file systems.
#ifndef __SYS_STATFS_H
#define __SYS_STATFS_H

#include <sys/statvfs.h>

typedef struct {
    int __val[2];
} fsid_t;

struct statfs {
    long f_type;
    long f_bsize;
    long f_frsize;
    fsblkcnt_t f_blocks;
    fsblkcnt_t f_bfree;
    fsblkcnt_t f_files;
    fsblkcnt_t f_ffree;
    fsblkcnt_t f_bavail;
    fsid_t f_fsid;
    long f_namelen;
    long f_flags;
};

#ifdef __USE_LARGEFILE64
struct statfs64 {
    long f_type;
    long f_bsize;
    long f_frsize;
    fsblkcnt64_t f_blocks;
    fsblkcnt64_t f_bfree;
    fsblkcnt64_t f_files;
    fsblkcnt64_t f_ffree;
    fsblkcnt64_t f_bavail;
    fsid_t f_fsid;
    long f_namelen;
    long f_flags;
};
#endif

#pragma library "statvfs.c"
int statfs(const char *__path, struct statfs *__to) __LARGE(statfs);
int fstatfs(int __descriptor, struct statfs *__to) __LARGE(fstatfs);

#ifdef __USE_LARGEFILE64
#pragma library "statvfs_large.c"
int statfs64(const char *__path, struct statfs64 *__to);
int fstatfs64(int __descriptor, struct statfs64 *__to);
#endif

#endif
