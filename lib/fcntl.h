// POSIX: opening of files, with the values of Linux on MIPS (o32).
#ifndef __FCNTL_H
#define __FCNTL_H

#include <sys/types.h>

#define O_RDONLY    0x0000
#define O_WRONLY    0x0001
#define O_RDWR      0x0002
#define O_ACCMODE   0x0003
#define O_APPEND    0x0008
#define O_NONBLOCK  0x0080
#define O_CREAT     0x0100
#define O_TRUNC     0x0200
#define O_EXCL      0x0400
#define O_NOCTTY    0x0800
#define O_DIRECTORY 0x10000
#define O_NOFOLLOW  0x20000
#define O_CLOEXEC   0x80000

#pragma library "unistd.c"
int open(const char *__path, int __flags, ...);
int creat(const char *__path, mode_t __mode);

#endif
