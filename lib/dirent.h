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

#ifdef __USE_LARGEFILE64
struct dirent64 {
    ino64_t d_ino;
    off64_t d_off;
    unsigned short d_reclen;
    unsigned char d_type;
    char d_name[256];
};
#endif

#define d_fileno     d_ino
#define MAXNAMLEN    255
#define IFTODT(mode) (((mode)&0170000) >> 12)
#define DTTOIF(type) ((type) << 12)

typedef struct __directory DIR;

#pragma library "dirent.c"
DIR *opendir(const char *__path);
DIR *fdopendir(int __descriptor);
void rewinddir(DIR *__directory);
long telldir(DIR *__directory);
void seekdir(DIR *__directory, long __position);
int closedir(DIR *__directory);
int dirfd(DIR *__directory);

// The next entry as Linux has it; in *__entry, where there is room for one of either type.
const unsigned char *__directory_next(DIR *__directory, void **__entry);

#pragma library "dirent_read.c"
struct dirent *readdir(DIR *__directory) __LARGE(readdir);
int readdir_r(DIR *restrict __directory, struct dirent *restrict __entry,
              struct dirent **restrict __result) __LARGE_AS(readdir64_r);
int scandir(const char *__path, struct dirent ***__entries, int (*__keep)(const struct dirent *),
            int (*__compare)(const struct dirent **, const struct dirent **)) __LARGE(scandir);
int alphasort(const struct dirent **__entry, const struct dirent **__other) __LARGE(alphasort);
int versionsort(const struct dirent **__entry, const struct dirent **__other) __LARGE(versionsort);

#ifdef __USE_LARGEFILE64
#pragma library "dirent_large.c"
struct dirent64 *readdir64(DIR *__directory);
int readdir64_r(DIR *restrict __directory, struct dirent64 *restrict __entry,
                struct dirent64 **restrict __result);
int scandir64(const char *__path, struct dirent64 ***__entries,
              int (*__keep)(const struct dirent64 *),
              int (*__compare)(const struct dirent64 **, const struct dirent64 **));
int alphasort64(const struct dirent64 **__entry, const struct dirent64 **__other);
int versionsort64(const struct dirent64 **__entry, const struct dirent64 **__other);
#endif

#endif
