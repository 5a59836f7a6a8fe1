// POSIX: modes of files. There is no stat: nothing here needs more of a file than its bytes.
#ifndef __SYS_STAT_H
#define __SYS_STAT_H

#include <sys/types.h>

#define S_ISUID 04000
#define S_ISGID 02000
#define S_IRWXU 0700
#define S_IRUSR 0400
#define S_IWUSR 0200
#define S_IXUSR 0100
#define S_IRWXG 0070
#define S_IRGRP 0040
#define S_IWGRP 0020
#define S_IXGRP 0010
#define S_IRWXO 0007
#define S_IROTH 0004
#define S_IWOTH 0002
#define S_IXOTH 0001

#pragma library "unistd.c"
int mkdir(const char *__path, mode_t __mode);

#endif
