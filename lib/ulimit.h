// POSIX: an older way to limits.
#ifndef __ULIMIT_H
#define __ULIMIT_H

#define UL_GETFSIZE 1
#define UL_SETFSIZE 2

#pragma library "ulimit.c"
long ulimit(int __command, ...);

#endif
