// POSIX: patterns of file names.
#ifndef __FNMATCH_H
#define __FNMATCH_H

#define FNM_NOMATCH     1
#define FNM_PATHNAME    1
#define FNM_NOESCAPE    2
#define FNM_PERIOD      4
#define FNM_FILE_NAME   FNM_PATHNAME
#define FNM_LEADING_DIR 8
#define FNM_CASEFOLD    16

#pragma library "fnmatch.c"
int fnmatch(const char *__pattern, const char *__text, int __flags);

#endif
