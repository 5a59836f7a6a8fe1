// libcstar: files at positions of 64 bits.
#define _FILE_OFFSET_BITS 64
#define _GNU_SOURCE       1
#include <stdarg.h>
#include "positions.c"

int __open(const char *path, int flags, ...) __asm__("open");
int __openat(int directory, const char *path, int flags, ...) __asm__("openat");

off_t lseek(int descriptor, off_t offset, int origin) {
    long long position;
    unsigned long long wide = (unsigned long long)offset;
    int result = checked(__syscall(__NR__llseek, descriptor, (unsigned)(wide >> WORD_BITS),
                                   (unsigned)wide, &position, origin));
    return result < 0 ? -1 : position;
}

int openat(int directory, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return __openat(directory, path, flags | O_LARGEFILE, mode);
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int mode = (flags & O_CREAT) != 0 ? va_arg(arguments, int) : 0;
    va_end(arguments);
    return __open(path, flags | O_LARGEFILE, mode);
}

int creat(const char *path, mode_t mode) {
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}
