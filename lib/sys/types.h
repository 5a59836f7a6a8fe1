// POSIX: types of system interfaces, for the o32 ABI.
#ifndef __SYS_TYPES_H
#define __SYS_TYPES_H

#include <stddef.h>

typedef int ssize_t;
typedef long off_t;
typedef int pid_t;
typedef unsigned int mode_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;

#endif
