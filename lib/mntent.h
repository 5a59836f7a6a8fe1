// GNU: tables of file systems, such as /etc/fstab.
#ifndef __MNTENT_H
#define __MNTENT_H

#include <paths.h>
#include <stdio.h>

#define MNTTAB  "/etc/fstab"
#define MOUNTED "/etc/mtab"

#define MNTTYPE_IGNORE "ignore"
#define MNTTYPE_NFS    "nfs"
#define MNTTYPE_SWAP   "swap"

#define MNTOPT_DEFAULTS "defaults"
#define MNTOPT_RO       "ro"
#define MNTOPT_RW       "rw"
#define MNTOPT_SUID     "suid"
#define MNTOPT_NOSUID   "nosuid"
#define MNTOPT_NOAUTO   "noauto"

struct mntent {
    char *mnt_fsname;
    char *mnt_dir;
    char *mnt_type;
    char *mnt_opts;
    int mnt_freq;
    int mnt_passno;
};

#pragma library "mntent.c"
FILE *setmntent(const char *__path, const char *__mode);
struct mntent *getmntent(FILE *__table);
struct mntent *getmntent_r(FILE *restrict __table, struct mntent *restrict __entry,
                           char *restrict __text, int __size);
int addmntent(FILE *restrict __table, const struct mntent *restrict __entry);
int endmntent(FILE *__table);
char *hasmntopt(const struct mntent *__entry, const char *__option);

#endif
