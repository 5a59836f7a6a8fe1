// POSIX: walking through all that is in a directory.
#ifndef __FTW_H
#define __FTW_H

#include <sys/stat.h>
#include <sys/types.h>

#define FTW_F   0
#define FTW_D   1
#define FTW_DNR 2
#define FTW_NS  3
#define FTW_SL  4
#define FTW_DP  5
#define FTW_SLN 6

#define FTW_PHYS         1
#define FTW_MOUNT        2
#define FTW_CHDIR        4
#define FTW_DEPTH        8
#define FTW_ACTIONRETVAL 16

#define FTW_CONTINUE      0
#define FTW_STOP          1
#define FTW_SKIP_SUBTREE  2
#define FTW_SKIP_SIBLINGS 3

struct FTW {
    int base;
    int level;
};

#pragma library "ftw.c"
int ftw(const char *__path, int (*__function)(const char *, const struct stat *, int), int __most)
    __LARGE(ftw);
int nftw(const char *__path,
         int (*__function)(const char *, const struct stat *, int, struct FTW *), int __most,
         int __flags) __LARGE(nftw);

#ifdef __USE_LARGEFILE64
#pragma library "ftw_large.c"
int ftw64(const char *__path, int (*__function)(const char *, const struct stat64 *, int),
          int __most);
int nftw64(const char *__path,
           int (*__function)(const char *, const struct stat64 *, int, struct FTW *), int __most,
           int __flags);
#endif

#endif
