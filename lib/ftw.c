// libcstar: walking through all that is in a directory. A directory is read whole before anything
// in it is visited, so that no more than one is open at a time.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Directories that are being walked, up to the first: a link that leads to one is not followed.
struct above {
    const struct above *next;
    dev_t device;
    ino_t inode;
};

struct walk {
    int (*plain)(const char *, const struct stat *, int); // of ftw; else NULL
    int (*function)(const char *, const struct stat *, int, struct FTW *);
    int flags;
    dev_t device; // of the start
    char *path;
    size_t capacity;
    int level;
};

static int call(struct walk *walk, const struct stat *status, int kind) {
    struct FTW where = {0, walk->level};
    const char *slash = strrchr(walk->path, '/');
    if (walk->plain != NULL) {
        return walk->plain(walk->path, status, kind == FTW_SLN ? FTW_NS : kind);
    }
    where.base = slash == NULL || slash[1] == 0 ? 0 : (int)(slash + 1 - walk->path);
    return walk->function(walk->path, status, kind, &where);
}

// Appends a name to the path; the length before, or -1.
static long enter(struct walk *walk, const char *name) {
    size_t length = strlen(walk->path), size = length + strlen(name) + 2;
    if (size > walk->capacity) {
        char *path = realloc(walk->path, 2 * size);
        if (path == NULL) {
            return -1;
        }
        walk->path = path;
        walk->capacity = 2 * size;
    }
    strcpy(walk->path + length, length > 0 && walk->path[length - 1] == '/' ? "" : "/");
    strcat(walk->path, name);
    return (long)length;
}

static int visit(struct walk *walk, const char *name, const struct above *above);

// All entries but the directory itself and the one above it.
static int visit_entries(struct walk *walk, struct dirent **entries, int count,
                         const struct above *above) {
    int result = 0;
    for (int i = 0; i < count && result == 0; i++) {
        const char *name = entries[i]->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) {
            continue;
        }
        long length = enter(walk, name);
        if (length < 0) {
            return -1;
        }
        walk->level++;
        result = visit(walk, (walk->flags & FTW_CHDIR) != 0 ? name : walk->path, above);
        walk->level--;
        walk->path[length] = 0;
    }
    if ((walk->flags & FTW_ACTIONRETVAL) != 0 && result == FTW_SKIP_SIBLINGS) {
        result = 0;
    }
    return result;
}

// `name` leads to it from the current directory.
static int visit_directory(struct walk *walk, const char *name, const struct stat *status,
                           const struct above *above) {
    struct above here = {above, status->st_dev, status->st_ino};
    struct dirent **entries;
    int back = -1, result = 0, before = errno;
    int count = scandir(name, &entries, NULL, NULL);
    if (count < 0 && errno == EACCES) {
        errno = before;
        return call(walk, status, FTW_DNR);
    }
    if (count < 0) {
        return -1;
    }
    if ((walk->flags & FTW_DEPTH) == 0) {
        result = call(walk, status, FTW_D);
    }
    int is_skipped = (walk->flags & FTW_ACTIONRETVAL) != 0 && result == FTW_SKIP_SUBTREE;
    if (is_skipped) {
        result = 0;
    } else if (result == 0 && (walk->flags & FTW_CHDIR) != 0) {
        back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        result = back < 0 ? -1 : chdir(name);
    }
    if (result == 0 && !is_skipped) {
        result = visit_entries(walk, entries, count, &here);
    }
    if (back >= 0) {
        if (fchdir(back) != 0 && result == 0) {
            result = -1;
        }
        close(back);
    }
    while (count > 0) {
        free(entries[--count]);
    }
    free(entries);
    if (result == 0 && (walk->flags & FTW_DEPTH) != 0) {
        result = call(walk, status, FTW_DP);
    }
    return result;
}

static int is_above(const struct stat *status, const struct above *above) {
    for (; above != NULL; above = above->next) {
        if (above->device == status->st_dev && above->inode == status->st_ino) {
            return 1;
        }
    }
    return 0;
}

static int visit(struct walk *walk, const char *name, const struct above *above) {
    struct stat status;
    int is_physical = (walk->flags & FTW_PHYS) != 0, before = errno;
    int result = is_physical ? lstat(name, &status) : stat(name, &status);
    if (result != 0) {
        if (walk->level == 0 || (errno != EACCES && errno != ENOENT && errno != ELOOP)) {
            return -1;
        }
        errno = before;
        if (!is_physical && lstat(name, &status) == 0 && S_ISLNK(status.st_mode)) {
            return call(walk, &status, FTW_SLN);
        }
        return call(walk, &status, FTW_NS);
    }
    if (walk->level == 0) {
        walk->device = status.st_dev;
    }
    if ((walk->flags & FTW_MOUNT) != 0 && status.st_dev != walk->device) {
        return 0;
    }
    if (S_ISDIR(status.st_mode)) {
        return !is_physical && is_above(&status, above)
                   ? 0
                   : visit_directory(walk, name, &status, above);
    }
    return call(walk, &status, S_ISLNK(status.st_mode) ? FTW_SL : FTW_F);
}

static int start(struct walk *walk, const char *path) {
    size_t length = strlen(path);
    if (length == 0) {
        errno = ENOENT;
        return -1;
    }
    walk->capacity = length + 1;
    walk->path = strdup(path);
    if (walk->path == NULL) {
        return -1;
    }
    while (length > 1 && walk->path[length - 1] == '/') {
        walk->path[--length] = 0;
    }
    int result = visit(walk, path, NULL), error = errno;
    free(walk->path);
    errno = error;
    return (walk->flags & FTW_ACTIONRETVAL) != 0 && result > FTW_STOP ? 0 : result;
}

int ftw(const char *path, int (*function)(const char *, const struct stat *, int), int most) {
    struct walk walk = {.plain = function};
    (void)most;
    return start(&walk, path);
}

int nftw(const char *path, int (*function)(const char *, const struct stat *, int, struct FTW *),
         int most, int flags) {
    struct walk walk = {.function = function, .flags = flags};
    (void)most;
    return start(&walk, path);
}
