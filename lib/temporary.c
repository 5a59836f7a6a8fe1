// libcstar: names of temporary files, numbered, so that they repeat from run to run; whole paths.
#define _GNU_SOURCE 1
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PLACES = 6 };

// The next name for a template that ends in XXXXXX and a suffix; NULL after the last.
static char *next_name(char *path, size_t suffix, unsigned number) {
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    char *end = path + strlen(path) - suffix;
    if (number >= TMP_MAX) {
        errno = EEXIST;
        return NULL;
    }
    for (int i = 1; i <= PLACES; i++) {
        end[-i] = digits[number % 36];
        number /= 36;
    }
    return path;
}

static int is_template(const char *path, size_t suffix) {
    size_t length = strlen(path);
    if (length >= suffix && length - suffix >= PLACES &&
        memcmp(path + length - suffix - PLACES, "XXXXXX", PLACES) == 0) {
        return 1;
    }
    errno = EINVAL;
    return 0;
}

static unsigned number;

int mkostemps(char *path, int suffix, int flags) {
    if (suffix < 0 || !is_template(path, (size_t)suffix)) {
        errno = EINVAL;
        return -1;
    }
    while (next_name(path, (size_t)suffix, number++) != NULL) {
        int descriptor = open(path, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
        if (descriptor >= 0 || errno != EEXIST) {
            return descriptor;
        }
    }
    return -1;
}

int mkstemps(char *path, int suffix) {
    return mkostemps(path, suffix, 0);
}

int mkostemp(char *path, int flags) {
    return mkostemps(path, 0, flags);
}

int mkstemp(char *path) {
    return mkostemps(path, 0, 0);
}

int mkostemps64(char *path, int suffix, int flags) {
    return mkostemps(path, suffix, flags | O_LARGEFILE);
}

int mkstemps64(char *path, int suffix) {
    return mkostemps64(path, suffix, 0);
}

int mkostemp64(char *path, int flags) {
    return mkostemps64(path, 0, flags);
}

int mkstemp64(char *path) {
    return mkostemps64(path, 0, 0);
}

char *mkdtemp(char *path) {
    if (!is_template(path, 0)) {
        return NULL;
    }
    while (next_name(path, 0, number++) != NULL) {
        if (mkdir(path, 0700) == 0) {
            return path;
        }
        if (errno != EEXIST) {
            return NULL;
        }
    }
    return NULL;
}

char *mktemp(char *path) {
    if (!is_template(path, 0)) {
        *path = 0;
        return path;
    }
    while (next_name(path, 0, number++) != NULL) {
        if (access(path, F_OK) != 0) {
            return path;
        }
    }
    *path = 0;
    return path;
}

// ---- whole paths ----

// Appends a part of a path to a whole one.
static int append_part(char *to, const char *part, size_t length) {
    size_t size = strlen(to);
    if (length == 0 || (length == 1 && part[0] == '.')) {
        return 0;
    }
    if (length == 2 && part[0] == '.' && part[1] == '.') {
        *strrchr(to, '/') = 0;
        return 0;
    }
    if (size + length + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    to[size] = '/';
    memcpy(to + size + 1, part, length);
    to[size + 1 + length] = 0;
    return 0;
}

// Follows links at each part, at most so many.
enum { MOST_LINKS = 40 };

static int resolve(char *to, const char *path, int *links) {
    char text[PATH_MAX];
    if (*path == '/') {
        *to = 0;
    }
    while (*path != 0) {
        size_t length = strcspn(path, "/");
        size_t before = strlen(to);
        if (append_part(to, path, length) != 0) {
            return -1;
        }
        path += length;
        path += strspn(path, "/");
        struct stat64 status;
        if (strlen(to) <= before) {
            continue;
        }
        if (lstat64(to, &status) != 0) {
            return -1;
        }
        if (!S_ISLNK(status.st_mode)) {
            continue;
        }
        ssize_t got = readlink(to, text, sizeof text - 1);
        if (got < 0 || ++*links > MOST_LINKS) {
            errno = got < 0 ? errno : ELOOP;
            return -1;
        }
        text[got] = 0;
        to[before] = 0;
        if (resolve(to, text, links) != 0) {
            return -1;
        }
    }
    return 0;
}

char *realpath(const char *restrict path, char *restrict to) {
    char whole[PATH_MAX] = "";
    int links = 0;
    if (*path == 0) {
        errno = ENOENT;
        return NULL;
    }
    if (*path != '/' && getcwd(whole, sizeof whole) == NULL) {
        return NULL;
    }
    if (strcmp(whole, "/") == 0) {
        *whole = 0;
    }
    if (resolve(whole, path, &links) != 0) {
        return NULL;
    }
    if (*whole == 0) {
        strcpy(whole, "/");
    }
    if (to == NULL) {
        return strdup(whole);
    }
    return strcpy(to, whole);
}
