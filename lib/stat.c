// libcstar: attributes of files, and the times that are among them.
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <utime.h>
#include "syscall.h"

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

int chmod(const char *path, mode_t mode) {
    return checked(__syscall(__NR_chmod, path, mode));
}

int fchmod(int descriptor, mode_t mode) {
    return checked(__syscall(__NR_fchmod, descriptor, mode));
}

int utime(const char *path, const struct utimbuf *times) {
    return checked(__syscall(__NR_utime, path, times));
}

// Links have no modes of their own.
int lchmod(const char *path, mode_t mode) {
    return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW);
}

int utimensat(int directory, const char *path, const struct timespec times[2], int flags) {
    if (path == NULL) {
        errno = EINVAL;
        return -1;
    }
    return checked(__syscall(__NR_utimensat, directory, path, times, flags));
}

int futimens(int descriptor, const struct timespec times[2]) {
    if (descriptor < 0) {
        errno = EBADF;
        return -1;
    }
    return checked(__syscall(__NR_utimensat, descriptor, NULL, times, 0));
}

static int set_times(int directory, const char *path, const struct timeval times[2], int flags) {
    struct timespec exact[2];
    if (times == NULL) {
        return checked(__syscall(__NR_utimensat, directory, path, NULL, flags));
    }
    for (int i = 0; i < 2; i++) {
        if (times[i].tv_usec < 0 || times[i].tv_usec > 999999) {
            errno = EINVAL;
            return -1;
        }
        exact[i] = (struct timespec){times[i].tv_sec, times[i].tv_usec * 1000};
    }
    return checked(__syscall(__NR_utimensat, directory, path, exact, flags));
}

int utimes(const char *path, const struct timeval times[2]) {
    return set_times(AT_FDCWD, path, times, 0);
}

int lutimes(const char *path, const struct timeval times[2]) {
    return set_times(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW);
}

int futimes(int descriptor, const struct timeval times[2]) {
    return set_times(descriptor, NULL, times, 0);
}

int futimesat(int directory, const char *path, const struct timeval times[2]) {
    return set_times(directory, path, times, 0);
}
