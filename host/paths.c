// Calls of guests that name files, on the host: each finds the place of a path (walk.c) and makes
// the call there, following no link.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../core/calls.h"
#include "../core/environment.h"
#include "errors.h"
#include "files.h"
#include "walk.h"

enum { TRIES_MOST = 40 };
enum { REMOVE_DIRECTORY = 0x200, NO_FOLLOW = 0x100, FOLLOW = 0x400 }; // flags of calls, as Linux's

static int32_t answer(int result) {
    return result < 0 ? error_of_host() : result;
}

static struct start start_of(int32_t root, int32_t directory) {
    return (struct start){.root = root,
                          .directory = directory == PATHS_START ? WALK_START : directory};
}

// A name that has become a symbolic link since it was looked at is looked at again.
static int32_t open_in(struct start start, const struct path_call *call) {
    struct place place;
    int flags = files_flags(call->words[0]);
    size_t length = strlen(call->path);
    if (flags & O_CREAT && length > 0 && call->path[length - 1] == '/')
        return -ERROR_ISDIR;
    bool stays = (flags & O_NOFOLLOW) != 0 || (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL);
    for (int tries = 0; tries < TRIES_MOST; tries++) {
        if (walk(start, call->path, stays ? WALK_STAY : WALK_FOLLOW, &place) != 0)
            return error_of_host();
        int file = openat(place.directory, place.name, flags | O_NOFOLLOW, (mode_t)call->words[1]);
        int32_t result = answer(file);
        close(place.directory);
        if (result != -ERROR_LOOP || stays)
            return result;
    }
    return -ERROR_LOOP;
}

// From one place to another.
static int32_t move_in(int32_t root, const struct path_call *call) {
    struct place from;
    struct place to;
    bool links = call->number == CALL_linkat;
    enum walk_end end = !links ? WALK_CHANGE : (call->words[0] & FOLLOW) ? WALK_FOLLOW : WALK_STAY;
    if (walk(start_of(root, call->directory), call->path, end, &from) != 0)
        return error_of_host();
    int32_t result =
        answer(walk(start_of(root, call->second_directory), call->second, WALK_CHANGE, &to));
    if (result == 0) {
        result = answer(links ? linkat(from.directory, from.name, to.directory, to.name, 0)
                              : renameat(from.directory, from.name, to.directory, to.name));
        close(to.directory);
    }
    close(from.directory);
    return result;
}

static int32_t status_at(const struct place *place, uint32_t *status) {
    struct stat file;
    if (fstatat(place->directory, place->name, &file, AT_SYMLINK_NOFOLLOW) != 0)
        return error_of_host();
    files_convert_status(&file, status);
    return 0;
}

// fchmodat follows a link that has taken the name's place meanwhile; this descriptor does not.
static int32_t change_mode_at(const struct place *place, uint32_t mode) {
    char path[64];
    struct stat file;
    int handle = openat(place->directory, place->name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    if (handle < 0 || fstat(handle, &file) != 0)
        return error_of_host();
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    int32_t result =
        S_ISLNK(file.st_mode) ? -(int32_t)ERROR_LOOP : answer(chmod(path, (mode_t)mode));
    close(handle);
    return result;
}

static int32_t set_times_at(const struct place *place, const uint32_t *words) {
    const struct timespec times[2] = {files_time(words), files_time(words + 2)};
    return answer(utimensat(place->directory, place->name, times, AT_SYMLINK_NOFOLLOW));
}

static int32_t call_at(const struct place *place, const struct path_call *call) {
    int directory = place->directory;
    const char *name = place->name;
    mode_t mode = (mode_t)call->words[0];
    switch (call->number) {
    case CALL_unlinkat:
        return answer(
            unlinkat(directory, name, call->words[0] & REMOVE_DIRECTORY ? AT_REMOVEDIR : 0));
    case CALL_mkdirat: return answer(mkdirat(directory, name, mode));
    case CALL_mknodat: return answer(mknodat(directory, name, mode, 0));
    case CALL_symlinkat: return answer(symlinkat(call->second, directory, name));
    case CALL_fchmodat: return change_mode_at(place, call->words[0]);
    case CALL_utimensat: return set_times_at(place, call->bytes);
    case CALL_faccessat:
        return answer(
            faccessat(directory, name, files_access(call->words[0]), AT_SYMLINK_NOFOLLOW));
    case CALL_fstatat64: return status_at(place, call->bytes);
    case CALL_readlinkat:
        return answer((int)readlinkat(directory, name, call->bytes, call->words[0]));
    default: return -ERROR_NOSYS;
    }
}

static enum walk_end end_of(const struct path_call *call) {
    switch (call->number) {
    case CALL_faccessat:
    case CALL_fchmodat: return WALK_FOLLOW;
    case CALL_fstatat64:
    case CALL_utimensat: return call->words[0] & NO_FOLLOW ? WALK_STAY : WALK_FOLLOW;
    case CALL_readlinkat: return WALK_STAY;
    default: return WALK_CHANGE;
    }
}

int32_t environment_path_call(int32_t root, const struct path_call *call) {
    struct place place;
    if (call->number == CALL_openat)
        return open_in(start_of(root, call->directory), call);
    if (call->number == CALL_renameat || call->number == CALL_linkat)
        return move_in(root, call);
    if (call->number == CALL_faccessat && call->words[0] > 7)
        return -ERROR_INVAL;
    if (walk(start_of(root, call->directory), call->path, end_of(call), &place) != 0)
        return error_of_host();
    int32_t result = call_at(&place, call);
    close(place.directory);
    return result;
}

int32_t environment_path_of(int32_t root, int32_t handle, char *path, uint32_t size) {
    char text[WALK_NAME_SIZE];
    const char *below = walk_path_below(root, handle, text);
    if (below == NULL)
        return error_of_host();
    if (strlen(below) >= size)
        return -ERROR_NAMETOOLONG;
    strcpy(path, below);
    return 0;
}
