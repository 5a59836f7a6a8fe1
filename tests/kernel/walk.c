// walk FOLDER SEED COUNT: host/walk.c against openat2(2) with RESOLVE_IN_ROOT, on random paths in a random tree of
// directories, files and symbolic links, which is made in FOLDER; both have to find the same file or give the same error.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../../host/walk.h"

enum { PLACES = 60, PATH = 400, FOLDERS_OPEN = 64 };

static unsigned long long state;

static unsigned below(unsigned limit) {
    state = state * 6364136223846793005ull + 1442695040888963407ull;
    return (unsigned)(state >> 33) % limit;
}

// Mostly names that are there.
static void random_path(char *path) {
    static const char *const parts[] = {"a", "b", "c", "d", "e", "..", ".", "..", "a", "absent", ""};
    path[0] = 0;
    if (below(4) == 0)
        strcpy(path, below(3) == 0 ? "//" : "/");
    for (unsigned i = 1 + below(6); i > 0; i--) {
        strcat(path, parts[below(sizeof parts / sizeof parts[0])]);
        if (i > 1 || below(6) == 0)
            strcat(path, below(8) == 0 ? "//" : "/");
    }
}

static void make_tree(void) {
    char path[PATH];
    char target[PATH];
    for (int i = 0; i < PLACES; i++) {
        do
            random_path(path);
        while (path[0] == '/' || strstr(path, "..") != NULL);
        random_path(target);
        switch (below(4)) {
        case 0:
        case 1: mkdir(path, 0777); break;
        case 2: symlink(target[0] == 0 ? "." : target, path); break;
        default: close(open(path, O_WRONLY | O_CREAT | O_NOFOLLOW, 0666)); break;
        }
    }
}

static int by_kernel(int root, const char *path, bool stays) {
    struct open_how how = {.flags = (unsigned)(O_PATH | O_CLOEXEC | (stays ? O_NOFOLLOW : 0)),
                           .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
    int result;
    do // EAGAIN: something somewhere was renamed meanwhile, and .. cannot be told (openat2(2))
        result = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
    while (result < 0 && errno == EAGAIN);
    return result;
}

static int by_walk(int root, const char *path, bool stays) {
    struct place place;
    if (walk((struct start){root, WALK_START}, path, stays ? WALK_STAY : WALK_FOLLOW, &place) != 0)
        return -1;
    int file = openat(place.directory, place.name, O_PATH | O_CLOEXEC | O_NOFOLLOW);
    int error = errno;
    close(place.directory);
    errno = error;
    return file;
}

int main(int argc, char **argv) {
    if (argc != 4 || chdir(argv[1]) != 0)
        return 2;
    state = strtoull(argv[2], NULL, 0);
    make_tree();
    int root = open(".", O_RDONLY | O_DIRECTORY);
    int found = 0;
    int failed = 0;
    for (int left = atoi(argv[3]); left > 0 && failed < 5; left--) {
        char path[PATH];
        struct stat ours = {0};
        struct stat theirs = {0};
        bool stays = below(2) == 0;
        random_path(path);
        int file = by_walk(root, path, stays);
        int our_error = file < 0 ? errno : fstat(file, &ours);
        int other = by_kernel(root, path, stays);
        int their_error = other < 0 ? errno : fstat(other, &theirs);
        if (other < 0 && errno == ENOSYS)
            return puts("this kernel has no openat2"), 0;
        found += other >= 0;
        if (our_error != their_error || ours.st_ino != theirs.st_ino || file > FOLDERS_OPEN)
            failed += printf("%s%s: walk: %s, %lu; openat2: %s, %lu\n", path, stays ? " (stays)" : "", strerror(our_error),
                             (unsigned long)ours.st_ino, strerror(their_error), (unsigned long)theirs.st_ino) > 0;
        if (file >= 0)
            close(file);
        if (other >= 0)
            close(other);
    }
    printf("%d found\n", found);
    return failed != 0 || found < atoi(argv[3]) / 20;
}
