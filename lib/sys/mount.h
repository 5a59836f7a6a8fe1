// Linux: mounting, which is not served.
#ifndef __SYS_MOUNT_H
#define __SYS_MOUNT_H

#define MS_RDONLY      1
#define MS_NOSUID      2
#define MS_NODEV       4
#define MS_NOEXEC      8
#define MS_SYNCHRONOUS 16
#define MS_REMOUNT     32
#define MS_MANDLOCK    64
#define MS_NOATIME     1024
#define MS_NODIRATIME  2048
#define MS_BIND        4096
#define MS_MOVE        8192
#define MS_REC         16384

#define MNT_FORCE  1
#define MNT_DETACH 2
#define MNT_EXPIRE 4

#pragma library "mount.c"
int mount(const char *__source, const char *__path, const char *__type, unsigned long __flags,
          const void *__data);
int umount(const char *__path);
int umount2(const char *__path, int __flags);

#endif
