// libcstar, internal: the types of <sys/types.h>, for the o32 ABI, which other headers need, too.
#ifndef __POSIX_TYPES_H
#define __POSIX_TYPES_H

#include <features.h>
#include <stddef.h>

// Of files: 64 bits where the program asks for them.
#ifdef __USE_FILE_OFFSET64
typedef long long off_t;
typedef unsigned long long ino_t;
typedef long long blkcnt_t;
#else
typedef long off_t;
typedef unsigned long ino_t;
typedef long blkcnt_t;
#endif
#ifdef __USE_LARGEFILE64
typedef long long off64_t;
typedef unsigned long long ino64_t;
typedef long long blkcnt64_t;
#endif

typedef int ssize_t;
typedef unsigned long dev_t;
typedef unsigned int nlink_t;
typedef long blksize_t;
typedef long clock_t;
typedef long time_t;
typedef int clockid_t;
typedef int id_t;
typedef unsigned int useconds_t;
typedef long suseconds_t;
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef char *caddr_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char u_int8_t;
typedef unsigned short u_int16_t;
typedef unsigned int u_int32_t;
typedef unsigned long long u_int64_t;
typedef int pid_t;
typedef unsigned int mode_t;
typedef unsigned int uid_t;
typedef unsigned int gid_t;

typedef struct {
    unsigned long __bits[4];
} sigset_t;

#endif
