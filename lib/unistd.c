// libcstar: system calls. Each is one Linux o32 call (number in __syscall) that gives -1 and errno
// on error.
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/cachectl.h>
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

int open(const char *path, int flags, ...) {
    va_list arguments;
    va_start(arguments, flags);
    int mode = 0;
    if ((unsigned)flags / O_CREAT % 2 != 0) {
        mode = va_arg(arguments, int);
    }
    va_end(arguments);
    return checked(__syscall(__NR_open, path, flags, mode));
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
    return checked(__syscall(__NR_mkdir, path, mode));
}

int access(const char *path, int mode) {
    return checked(__syscall(__NR_access, path, mode));
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
