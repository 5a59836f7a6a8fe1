// BSD: locks, which the only process always gets.
#ifndef __SYS_FILE_H
#define __SYS_FILE_H

#include <fcntl.h>

#define LOCK_SH 1
#define LOCK_EX 2
#define LOCK_NB 4
#define LOCK_UN 8

#pragma library "unistd.c"
int flock(int __descriptor, int __operation);

#endif
