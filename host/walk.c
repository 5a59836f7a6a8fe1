// Paths of guests, resolved component by component, so that none leads outside what a guest may
// reach:
// - Below a directory, which is root and working directory at once, as openat2(2) does with
//   RESOLVE_IN_ROOT: an absolute path, an absolute symbolic link and ".." at the top start there
//   again. Each step opens a directory by its name in the one before and follows no link by itself,
//   and ".." resolves again from the root with one name less, so that concurrent renames and links
//   make no difference.
// - Wherever: to no process, as RESOLVE_NO_MAGICLINKS does and more. A file system of processes
//   (proc) has no directory with a number for a guest, so neither /proc/self and what is in it,
//   such as memory, open files and root, nor any other; links in it are followed as text.
// openat2 cannot do the second, and so is not used for the first either.
#define _GNU_SOURCE
#include "walk.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "../core/environment.h"

enum { LINKS_MOST = 40, REST_SIZE = 2 * WALK_NAME_SIZE, PROC_ROOT = 1 };

struct walk {
    int32_t root;
    int directory;              // where it has come to
    char names[WALK_NAME_SIZE]; // below the root, each with a slash behind it
    char rest[REST_SIZE];       // of the path, after an offset
    size_t next;
    unsigned links;
    bool in_proc; // the directory belongs to a file system of processes
    bool at_top;  // of it
};

static int refuse(int error) {
    errno = error;
    return -1;
}

// ---- directories ----

static bool is_proc(int directory) {
    struct statfs system;
    return fstatfs(directory, &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

// Makes an open directory the current one of the walk.
static int enter(struct walk *walk, int directory) {
    struct stat status;
    bool was_in_proc = walk->in_proc;
    if (walk->directory >= 0)
        close(walk->directory);
    walk->directory = directory;
    walk->in_proc = is_proc(directory);
    walk->at_top = walk->in_proc && fstat(directory, &status) == 0 && status.st_ino == PROC_ROOT;
    // A bind mount of its parts, or the working directory, may belong to a process.
    return walk->in_proc && !was_in_proc && !walk->at_top ? refuse(ENOENT) : 0;
}

static int open_directory(int from, const char *name) {
    return openat(from, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

// Goes to the root: of the guest, or of the system.
static int enter_root(struct walk *walk) {
    int directory =
        walk->root >= 0 ? open_directory(walk->root, ".") : open_directory(AT_FDCWD, "/");
    walk->names[0] = 0;
    walk->in_proc = false;
    return directory < 0 ? -1 : enter(walk, directory);
}

static int add_name(struct walk *walk, const char *name) {
    size_t length = strlen(walk->names);
    if (length + strlen(name) + 2 > sizeof walk->names)
        return refuse(ENAMETOOLONG);
    sprintf(walk->names + length, "%s/", name);
    return 0;
}

// Goes to the directory above, but never above the root.
static int enter_parent(struct walk *walk) {
    if (walk->root < 0) {
        int parent = open_directory(walk->directory, "..");
        // From inside of proc, ".." may lead to its top.
        return parent < 0 ? -1 : enter(walk, parent);
    }
    char names[WALK_NAME_SIZE];
    strcpy(names, walk->names);
    if (names[0] != 0)
        names[strlen(names) - 1] = 0;
    char *slash = strrchr(names, '/');
    *(slash != NULL ? slash + 1 : names) = 0;
    if (enter_root(walk) != 0)
        return -1;
    for (char *name = names, *end; (end = strchr(name, '/')) != NULL; name = end + 1) {
        *end = 0;
        int directory = open_directory(walk->directory, name);
        if (directory < 0 || enter(walk, directory) != 0 || add_name(walk, name) != 0)
            return -1;
    }
    return 0;
}

// ---- components ----

// Takes the next component out of the rest. `last`: nothing follows but, perhaps, slashes.
static int take_component(struct walk *walk, char *name, bool *last, bool *slash) {
    const char *start = walk->rest + walk->next;
    size_t length = strcspn(start, "/");
    size_t slashes = strspn(start + length, "/");
    if (length >= WALK_NAME_SIZE - 1)
        return refuse(ENAMETOOLONG);
    memcpy(name, start, length);
    name[length] = 0;
    walk->next += length + slashes;
    *slash = slashes > 0;
    *last = start[length + slashes] == 0;
    return 0;
}

// Goes on with the text of a link, and then with the rest.
static int follow(struct walk *walk, int link, bool slash) {
    char text[WALK_NAME_SIZE];
    ssize_t length = readlinkat(link, "", text, sizeof text);
    size_t left = strlen(walk->rest + walk->next);
    if (length <= 0)
        return length < 0 ? -1 : refuse(ENOENT);
    if (++walk->links > LINKS_MOST)
        return refuse(ELOOP);
    if ((size_t)length + 1 + left >= REST_SIZE || length == (ssize_t)sizeof text)
        return refuse(ENAMETOOLONG);
    memmove(walk->rest + length + slash, walk->rest + walk->next, left + 1);
    memcpy(walk->rest, text, (size_t)length);
    if (slash)
        walk->rest[length] = '/';
    walk->next = strspn(walk->rest, "/");
    return text[0] == '/' ? enter_root(walk) : 0;
}

static bool is_number(const char *name) {
    return name[strspn(name, "0123456789")] == 0;
}

static int arrive(struct walk *walk, struct place *place, const char *name, bool slash) {
    place->directory = walk->directory;
    walk->directory = -1;
    snprintf(place->name, sizeof place->name, "%s%s", name, slash ? "/" : "");
    return 1;
}

// One component. Returns 1 at the end, 0 before it, -1 with errno.
static int step(struct walk *walk, enum walk_end end, struct place *place) {
    char name[WALK_NAME_SIZE];
    struct stat status;
    bool last;
    bool slash;
    if (take_component(walk, name, &last, &slash) != 0)
        return -1;
    if (walk->at_top && is_number(name))
        return refuse(ENOENT);
    if (last && end == WALK_CHANGE)
        return arrive(walk, place, name, slash);
    bool is_parent = strcmp(name, "..") == 0;
    if (is_parent || strcmp(name, ".") == 0) {
        if (is_parent && enter_parent(walk) != 0)
            return -1;
        return last ? arrive(walk, place, ".", false) : 0;
    }
    int file = openat(walk->directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0)
        return last && !slash && errno == ENOENT ? arrive(walk, place, name, false) : -1;
    bool is_link = fstat(file, &status) == 0 && S_ISLNK(status.st_mode);
    bool stays = last && !slash && (!is_link || end == WALK_STAY);
    if (stays || is_link) {
        int result = stays ? arrive(walk, place, name, false) : follow(walk, file, slash);
        close(file);
        return result;
    }
    if (!S_ISDIR(status.st_mode)) {
        close(file);
        return refuse(ENOTDIR);
    }
    if (enter(walk, file) != 0 || (walk->root >= 0 && add_name(walk, name) != 0))
        return -1;
    return last ? arrive(walk, place, ".", false) : 0;
}

// ---- where a path begins ----

// The path that the system has for an open file now.
static int path_of(int file, char text[WALK_NAME_SIZE]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, text, WALK_NAME_SIZE);
    if (length < 0)
        return -1;
    if (length == WALK_NAME_SIZE)
        return refuse(ENAMETOOLONG);
    text[length] = 0;
    return 0;
}

const char *walk_path_below(int32_t root, int32_t file, char text[WALK_NAME_SIZE]) {
    char top[WALK_NAME_SIZE];
    if (path_of(file, text) != 0 || (root >= 0 && path_of(root, top) != 0))
        return NULL;
    size_t length = root >= 0 ? strlen(top) : 0;
    if (length == 1) // the root is the system's
        length = 0;
    if (text[0] == '/' && strncmp(text, top, length) == 0 &&
        (text[length] == '/' || text[length] == 0))
        return text[length] == 0 ? "/" : text + length;
    errno = ENOENT;
    return NULL;
}

// Goes to an open directory, and notes its names below the root: one that is not there any more is
// left.
static int enter_open(struct walk *walk, int32_t from) {
    char text[WALK_NAME_SIZE];
    int directory = open_directory(from, ".");
    if (directory < 0)
        return -1;
    // What is in a file system of processes belongs to none, or it had not been opened; but for
    // what this program was started with.
    walk->in_proc = from > 2 && is_proc(directory);
    if (enter(walk, directory) != 0)
        return -1;
    if (walk->root < 0)
        return 0;
    const char *below = walk_path_below(walk->root, directory, text);
    if (below == NULL)
        return -1;
    walk->names[0] = 0;
    return below[1] == 0 ? 0 : add_name(walk, below + 1);
}

int walk(struct start start, const char *path, enum walk_end end, struct place *place) {
    struct walk walk = {.root = start.root, .directory = -1};
    if (path[0] == 0)
        return refuse(ENOENT);
    if (strlen(path) >= WALK_NAME_SIZE)
        return refuse(ENAMETOOLONG);
    strcpy(walk.rest, path);
    walk.next = strspn(path, "/");
    int result = -1;
    if (path[0] != '/' && start.directory >= 0) {
        result = enter_open(&walk, start.directory);
    } else if (start.root >= 0 || path[0] == '/') {
        result = enter_root(&walk);
    } else {
        int directory = open_directory(AT_FDCWD, ".");
        if (directory >= 0)
            result = enter(&walk, directory);
    }
    while (result == 0)
        result =
            walk.rest[walk.next] != 0 ? step(&walk, end, place) : arrive(&walk, place, ".", false);
    int error = errno;
    if (walk.directory >= 0)
        close(walk.directory);
    errno = error;
    return result == 1 ? 0 : -1;
}
