// libcstar: the parts of paths.
#include <libgen.h>
#include <string.h>

// The length of a path without slashes at its end, but one that is all of it.
static size_t trimmed(const char *path, size_t length) {
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return length;
}

char *__xpg_basename(char *path) {
    static char dot[] = ".";
    if (path == NULL || *path == 0) {
        return dot;
    }
    size_t end = trimmed(path, strlen(path));
    size_t start = end;
    path[end] = 0;
    while (start > 0 && path[start - 1] != '/') {
        start--;
    }
    return start < end ? path + start : path;
}

char *dirname(char *path) {
    static char dot[] = ".";
    if (path == NULL || *path == 0) {
        return dot;
    }
    size_t length = trimmed(path, strlen(path));
    while (length > 0 && path[length - 1] != '/') {
        length--;
    }
    if (length == 0) {
        return dot;
    }
    path[trimmed(path, length)] = 0;
    return path;
}
