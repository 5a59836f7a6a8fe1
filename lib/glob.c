// libcstar: names of files that match a pattern.
#define _FILE_OFFSET_BITS 64
#define _GNU_SOURCE       1
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct search {
    int flags;
    int (*report)(const char *path, int error);
    glob_t *found;
};

static int add(const struct search *search, const char *path, size_t length, int is_marked) {
    glob_t *found = search->found;
    size_t count = found->gl_offs + found->gl_pathc;
    char **paths = realloc(found->gl_pathv, (count + 2) * sizeof *paths);
    char *copy = malloc(length + 2);
    if (paths != NULL) {
        found->gl_pathv = paths;
    }
    if (paths == NULL || copy == NULL) {
        free(copy);
        return GLOB_NOSPACE;
    }
    memcpy(copy, path, length);
    strcpy(copy + length, is_marked ? "/" : "");
    paths[count] = copy;
    paths[count + 1] = NULL;
    found->gl_pathc++;
    return 0;
}

static int is_pattern(const char *part, size_t length, int flags) {
    for (size_t i = 0; i < length; i++) {
        if (part[i] == '*' || part[i] == '?' || part[i] == '[') {
            return 1;
        }
        if (part[i] == '\\' && !(flags & GLOB_NOESCAPE)) {
            i++;
        }
    }
    return 0;
}

// Without the backslashes; yields the length.
static size_t unescape(char *to, const char *from, size_t length, int flags) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        if (from[i] == '\\' && !(flags & GLOB_NOESCAPE) && i + 1 < length) {
            i++;
        }
        to[count++] = from[i];
    }
    return count;
}

static int expand(const struct search *search, const char *path, size_t length,
                  const char *pattern);

// path, part, and what follows in the pattern.
static int descend(const struct search *search, const char *path, size_t length, const char *part,
                   size_t part_length, const char *rest) {
    size_t slashes = strspn(rest, "/");
    char *longer = malloc(length + part_length + slashes + 1);
    if (longer == NULL) {
        return GLOB_NOSPACE;
    }
    memcpy(longer, path, length);
    memcpy(longer + length, part, part_length);
    memcpy(longer + length + part_length, rest, slashes);
    longer[length + part_length + slashes] = 0;
    int status = expand(search, longer, length + part_length + slashes, rest + slashes);
    free(longer);
    return status;
}

static int expand_part(const struct search *search, const char *path, size_t length,
                       const char *part, const char *rest) {
    DIR *directory = opendir(length == 0 ? "." : path);
    if (directory == NULL) {
        int is_end = search->report != NULL && search->report(path, errno) != 0;
        return is_end || search->flags & GLOB_ERR ? GLOB_ABORTED : 0;
    }
    int flags = (search->flags & GLOB_NOESCAPE ? FNM_NOESCAPE : 0) |
                (search->flags & GLOB_PERIOD ? 0 : FNM_PERIOD);
    int status = 0;
    for (struct dirent *entry; status == 0 && (entry = readdir(directory)) != NULL;) {
        if (fnmatch(part, entry->d_name, flags) == 0) {
            status = descend(search, path, length, entry->d_name, strlen(entry->d_name), rest);
        }
    }
    closedir(directory);
    return status;
}

// path ends with a slash, or is empty.
static int expand(const struct search *search, const char *path, size_t length,
                  const char *pattern) {
    size_t part_length = strcspn(pattern, "/");
    if (part_length == 0) {
        struct stat status;
        if (length == 0 || lstat(path, &status) != 0) { // a link to nothing is there, too
            return 0;
        }
        int is_directory = stat(path, &status) == 0 && S_ISDIR(status.st_mode);
        if (search->flags & GLOB_ONLYDIR && !is_directory) {
            return 0;
        }
        return add(search, path, length,
                   search->flags & GLOB_MARK && is_directory && path[length - 1] != '/');
    }
    char *part = malloc(part_length + 1);
    if (part == NULL) {
        return GLOB_NOSPACE;
    }
    memcpy(part, pattern, part_length);
    part[part_length] = 0;
    int status;
    if (is_pattern(part, part_length, search->flags)) {
        status = expand_part(search, path, length, part, pattern + part_length);
    } else {
        size_t plain = unescape(part, pattern, part_length, search->flags);
        status = descend(search, path, length, part, plain, pattern + part_length);
    }
    free(part);
    return status;
}

static int compare(const void *one, const void *other) {
    return strcmp(*(char *const *)one, *(char *const *)other);
}

int glob(const char *restrict pattern, int flags, int (*report)(const char *path, int error),
         glob_t *restrict found) {
    if (!(flags & GLOB_APPEND)) {
        found->gl_pathc = 0;
        if (!(flags & GLOB_DOOFFS)) {
            found->gl_offs = 0;
        }
        found->gl_pathv = calloc(found->gl_offs + 1, sizeof(char *));
        if (found->gl_pathv == NULL) {
            return GLOB_NOSPACE;
        }
    }
    struct search search = {flags, report, found};
    size_t before = found->gl_pathc;
    int status =
        *pattern == '/' ? descend(&search, "", 0, "", 0, pattern) : expand(&search, "", 0, pattern);
    if (status != 0) {
        return status;
    }
    size_t count = found->gl_pathc - before;
    if (count == 0 && (flags & GLOB_NOCHECK ||
                       (flags & GLOB_NOMAGIC && !is_pattern(pattern, strlen(pattern), flags)))) {
        return add(&search, pattern, strlen(pattern), 0);
    }
    if (!(flags & GLOB_NOSORT)) {
        qsort(found->gl_pathv + found->gl_offs + before, count, sizeof *found->gl_pathv, compare);
    }
    return count == 0 ? GLOB_NOMATCH : 0;
}

void globfree(glob_t *found) {
    for (size_t i = 0; i < found->gl_pathc; i++) {
        free(found->gl_pathv[found->gl_offs + i]);
    }
    free(found->gl_pathv);
    found->gl_pathv = NULL;
    found->gl_pathc = 0;
}

int glob64(const char *restrict pattern, int flags, int (*report)(const char *path, int error),
           glob64_t *restrict found) {
    return glob(pattern, flags, report, found);
}

void globfree64(glob64_t *found) {
    globfree(found);
}
