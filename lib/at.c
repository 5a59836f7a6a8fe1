// libcstar: files by a directory that is open and a path that begins there.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include "syscall.h"

static int checked(int result) {
    if (result >= 0) {
        return result;
    }
    errno = -result;
    return -1;
}

static int refuse(int error) {
    errno = error;
    return -1;
}

int unlinkat(int directory, const char *path, int flags) {
    return checked(__syscall(__NR_unlinkat, directory, path, flags));
}

int renameat(int from_directory, const char *from, int to_directory, const char *to) {
    return checked(__syscall(__NR_renameat, from_directory, from, to_directory, to));
}

int link(const char *path, const char *other) {
    return checked(__syscall(__NR_link, path, other));
}

int linkat(int from_directory, const char *from, int to_directory, const char *to, int flags) {
    return checked(__syscall(__NR_linkat, from_directory, from, to_directory, to, flags));
}

int symlink(const char *text, const char *path) {
    return checked(__syscall(__NR_symlink, text, path));
}

int symlinkat(const char *text, int directory, const char *path) {
    return checked(__syscall(__NR_symlinkat, text, directory, path));
}

ssize_t readlinkat(int directory, const char *restrict path, char *restrict text, size_t size) {
    return checked(__syscall(__NR_readlinkat, directory, path, text, size));
}

static int is_link(int directory, const char *path) {
    struct stat status;
    if (fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return -1;
    }
    return S_ISLNK(status.st_mode);
}

// The call has no flags. Users are who they seem to be, and links may be read by everybody.
int faccessat(int directory, const char *path, int mode, int flags) {
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EACCESS)) != 0) {
        return refuse(EINVAL);
    }
    if ((flags & AT_SYMLINK_NOFOLLOW) != 0) {
        int result = is_link(directory, path);
        if (result != 0) {
            return result < 0 ? -1 : 0;
        }
    }
    return checked(__syscall(__NR_faccessat, directory, path, mode));
}

int eaccess(const char *path, int mode) {
    return access(path, mode);
}

int euidaccess(const char *path, int mode) {
    return access(path, mode);
}

int fchmodat(int directory, const char *path, mode_t mode, int flags) {
    if ((flags & ~AT_SYMLINK_NOFOLLOW) != 0) {
        return refuse(EINVAL);
    }
    if (flags != 0) {
        int result = is_link(directory, path);
        if (result != 0) {
            return result < 0 ? -1 : refuse(EOPNOTSUPP);
        }
    }
    return checked(__syscall(__NR_fchmodat, directory, path, mode));
}

int chown(const char *path, uid_t user, gid_t group) {
    return checked(__syscall(__NR_chown, path, user, group));
}

int lchown(const char *path, uid_t user, gid_t group) {
    return checked(__syscall(__NR_lchown, path, user, group));
}

int fchown(int descriptor, uid_t user, gid_t group) {
    return checked(__syscall(__NR_fchown, descriptor, user, group));
}

int fchownat(int directory, const char *path, uid_t user, gid_t group, int flags) {
    return checked(__syscall(__NR_fchownat, directory, path, user, group, flags));
}
