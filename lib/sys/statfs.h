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

#pragma library "statvfs.c"
int statfs(const char *__path, struct statfs *__to);
int fstatfs(int __descriptor, struct statfs *__to);

#endif
