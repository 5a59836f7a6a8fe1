// POSIX: names of files that match a pattern.
#ifndef __GLOB_H
#define __GLOB_H

#include <features.h>
#include <stddef.h>

#define GLOB_ERR      1
#define GLOB_MARK     2
#define GLOB_NOSORT   4
#define GLOB_DOOFFS   8
#define GLOB_NOCHECK  16
#define GLOB_APPEND   32
#define GLOB_NOESCAPE 64
#define GLOB_PERIOD   128
#define GLOB_NOMAGIC  2048
#define GLOB_ONLYDIR  8192

#define GLOB_NOSPACE 1
#define GLOB_ABORTED 2
#define GLOB_NOMATCH 3

typedef struct {
    size_t gl_pathc;
    char **gl_pathv;
    size_t gl_offs;
} glob_t;

#pragma library "glob.c"
int glob(const char *restrict __pattern, int __flags,
         int (*__report)(const char *__path, int __error), glob_t *restrict __found);
void globfree(glob_t *__found);

#ifdef __USE_LARGEFILE64
typedef glob_t glob64_t;

int glob64(const char *restrict __pattern, int __flags,
           int (*__report)(const char *__path, int __error), glob64_t *restrict __found);
void globfree64(glob64_t *__found);
#endif

#endif
