// POSIX: entries of directories.
#ifndef __DIRENT_H
#define __DIRENT_H

#include <sys/types.h>

#define DT_UNKNOWN 0
#define DT_FIFO    1
#define DT_CHR     2
#define DT_DIR     4
#define DT_BLK     6
#define DT_REG     8
#define DT_LNK     10
#define DT_SOCK    12

struct dirent {
    ino_t d_ino;
    off_t d_off;
    unsigned short d_reclen;
    unsigned char d_type;
    char d_name[256];
};

#define d_fileno     d_ino
#define MAXNAMLEN    255
#define IFTODT(mode) (((mode)&0170000) >> 12)
#define DTTOIF(type) ((type) << 12)

typedef struct __directory DIR;

#pragma library "dirent.c"
DIR *opendir(const char *__path);
DIR *fdopendir(int __descriptor);
struct dirent *readdir(DIR *__directory);
int readdir_r(DIR *restrict __directory, struct dirent *restrict __entry,
              struct dirent **restrict __result);
void rewinddir(DIR *__directory);
long telldir(DIR *__directory);
void seekdir(DIR *__directory, long __position);
int closedir(DIR *__directory);
int dirfd(DIR *__directory);
int scandir(const char *__path, struct dirent ***__entries, int (*__keep)(const struct dirent *),
            int (*__compare)(const struct dirent **, const struct dirent **));
int versionsort(const struct dirent **__entry, const struct dirent **__other);
int alphasort(const struct dirent **__entry, const struct dirent **__other);

#endif
