// libcstar: system calls. Each is one Linux o32 call (number in __syscall) that gives -1 and errno
// on error.
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/cachectl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "syscall.h"

enum { TCGETS = 0x540d, TERMIOS_WORDS = 32 };

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

// What a process may not give away. The host has its own besides, which is all as long as the
// program has not set one: on 17 instructions & of two variables is dear.
static int file_mask = 022;
static int has_own_mask;

mode_t umask(mode_t mask) {
    int old = file_mask;
    file_mask = (int)mask & 0777;
    has_own_mask = 1;
    return (mode_t)old;
}

static int permitted(int mode) {
    return has_own_mask ? mode & ~file_mask : mode;
}

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int mode = 0;
    if ((unsigned)flags / O_CREAT % 2 != 0) {
        mode = va_arg(arguments, int);
    }
    va_end(arguments);
    return checked(__syscall(__NR_open, path, flags, permitted(mode)));
}

int openat(int directory, const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int mode = 0;
    if ((unsigned)flags / O_CREAT % 2 != 0) {
        mode = va_arg(arguments, int);
    }
    va_end(arguments);
    return checked(__syscall(__NR_openat, directory, path, flags, permitted(mode)));
}

int creat(const char *path, mode_t mode) {
    return open(path, O_WRONLY + O_CREAT + O_TRUNC, mode);
}

int close(int descriptor) {
    return checked(__syscall(__NR_close, descriptor));
}

ssize_t read(int descriptor, void *buffer, size_t size) {
    return checked(__syscall(__NR_read, descriptor, buffer, size));
}

ssize_t write(int descriptor, const void *buffer, size_t size) {
    return checked(__syscall(__NR_write, descriptor, buffer, size));
}

off_t lseek(int descriptor, off_t offset, int origin) {
    return checked(__syscall(__NR_lseek, descriptor, offset, origin));
}

int unlink(const char *path) {
    return checked(__syscall(__NR_unlink, path));
}

int rmdir(const char *path) {
    return checked(__syscall(__NR_rmdir, path));
}

int mkdir(const char *path, mode_t mode) {
    return checked(__syscall(__NR_mkdir, path, permitted((int)mode)));
}

int mkdirat(int directory, const char *path, mode_t mode) {
    return checked(__syscall(__NR_mkdirat, directory, path, permitted((int)mode)));
}

int mknodat(int directory, const char *path, mode_t mode, dev_t device) {
    return checked(__syscall(__NR_mknodat, directory, path, permitted((int)mode), device));
}

int mknod(const char *path, mode_t mode, dev_t device) {
    return mknodat(AT_FDCWD, path, mode, device);
}

int mkfifoat(int directory, const char *path, mode_t mode) {
    return mknodat(directory, path, (mode & ~(mode_t)S_IFMT) | S_IFIFO, 0);
}

int mkfifo(const char *path, mode_t mode) {
    return mkfifoat(AT_FDCWD, path, mode);
}

int access(const char *path, int mode) {
    return checked(__syscall(__NR_access, path, mode));
}

int dup(int descriptor) {
    return checked(__syscall(__NR_dup, descriptor));
}

int dup2(int descriptor, int other) {
    return checked(__syscall(__NR_dup2, descriptor, other));
}

int dup3(int descriptor, int other, int flags) {
    return checked(__syscall(__NR_dup3, descriptor, other, flags));
}

int fcntl(int descriptor, int command, ...) {
    va_list arguments;
    va_start(arguments, command);
    int argument = va_arg(arguments, int);
    va_end(arguments);
    if (command >= F_GETLK64 && command <= F_SETLKW64) {
        return checked(__syscall(__NR_fcntl64, descriptor, command, argument));
    }
    return checked(__syscall(__NR_fcntl, descriptor, command, argument));
}

// All that was written is the host's already.
void sync(void) {}

int syncfs(int descriptor) {
    return fcntl(descriptor, F_GETFD) < 0 ? -1 : 0;
}

int flock(int descriptor, int operation) {
    (void)operation;
    return fcntl(descriptor, F_GETFD) < 0 ? -1 : 0;
}

int fsync(int descriptor) {
    return checked(__syscall(__NR_fsync, descriptor));
}

int fdatasync(int descriptor) {
    return fsync(descriptor);
}

// A last byte that has no other is left out.
void swab(const void *restrict source, void *restrict target, ssize_t size) {
    const char *from = source;
    char *to = target;
    for (; size > 1; size -= 2, from += 2, to += 2) {
        to[0] = from[1];
        to[1] = from[0];
    }
}

ssize_t readlink(const char *restrict path, char *restrict text, size_t size) {
    return checked(__syscall(__NR_readlink, path, text, size));
}

int chdir(const char *path) {
    return checked(__syscall(__NR_chdir, path));
}

int fchdir(int descriptor) {
    return checked(__syscall(__NR_fchdir, descriptor));
}

// GNU: without memory for the path, it is allocated.
char *getcwd(char *path, size_t size) {
    char *own = NULL;
    if (path == NULL) {
        size = size != 0 ? size : PATH_MAX;
        path = own = malloc(size);
    } else if (size == 0) {
        errno = EINVAL;
        return NULL;
    }
    if (path == NULL) {
        return NULL;
    }
    if (checked(__syscall(__NR_getcwd, path, size)) < 0) {
        free(own);
        return NULL;
    }
    return path;
}

char *get_current_dir_name(void) {
    return getcwd(NULL, 0);
}

char *getwd(char *path) {
    return getcwd(path, PATH_MAX);
}

int isatty(int descriptor) {
    int termios[TERMIOS_WORDS];
    return checked(__syscall(__NR_ioctl, descriptor, TCGETS, termios)) == 0;
}

pid_t getpid(void) {
    return __syscall(__NR_getpid);
}

// Linux returns the new break, or the old one if it did not move; addresses may not be told from
// -errno.
static unsigned break_now;

int brk(void *end) {
    break_now = (unsigned)__syscall(__NR_brk, end);
    if (break_now == (unsigned)end) {
        return 0;
    }
    errno = ENOMEM;
    return -1;
}

void *sbrk(int increment) {
    if (break_now == 0) {
        break_now = (unsigned)__syscall(__NR_brk, 0);
    }
    unsigned old = break_now;
    unsigned new = old + (unsigned)increment;
    if (increment == 0) {
        return (void *)old;
    }
    if ((increment > 0) != (new > old)) {
        errno = ENOMEM;
        return (void *)-1;
    }
    return brk((void *)new) == 0 ? (void *)old : (void *)-1;
}

_Noreturn void _exit(int status) {
    for (;;) {
        __syscall(__NR_exit_group, status);
    }
}

int cacheflush(void *address, int size, int caches) {
    return checked(__syscall(__NR_cacheflush, address, size, caches));
}

int _flush_cache(char *address, int size, int caches) {
    return cacheflush(address, size, caches);
}

long syscall(long number, ...) {
    va_list list;
    va_start(list, number);
    unsigned words[4];
    for (int i = 0; i < 4; i++)
        words[i] = va_arg(list, unsigned);
    va_end(list);
    return checked(__syscall(number, words[0], words[1], words[2], words[3]));
}
