// System calls that name files: where paths begin, what a guest may do with them (--files), and the
// calls that make, move and remove names. The current directory of a guest is an open directory of
// its supervisor, whose own stays where it is.
#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "kernel.h"
#include "system_calls.h"

enum { OPEN_PATH = 0x200000, OPEN_DIRECTORY = 0x10000 };
enum { MAY_SEARCH = 1, REMOVE_DIRECTORY = 0x200 };
enum { MODE_KIND = 0170000, MODE_FILE = 0100000, MODE_PIPE = 010000, MODE_SOCKET = 0140000 };

// Copies a path of the guest; 0 or an error.
int32_t process_load_path(struct process *process, uint32_t address, char *path) {
    for (uint32_t done = 0; done < PATH_SIZE;) {
        uint32_t part = 0x1000 - (address + done) % 0x1000;
        if (part > PATH_SIZE - done)
            part = PATH_SIZE - done;
        if (process_extent(process, address + done, part, ACCESS_READ) < part)
            return -ERROR_FAULT;
        if (!process_load(process, address + done, path + done, part))
            return -ERROR_NOMEM;
        if (memchr(path + done, 0, part) != NULL)
            return 0;
        done += part;
    }
    return -ERROR_NAMETOOLONG;
}

// The handle of an open directory, for the paths that begin there.
static int32_t handle_of_directory(const struct process *process, uint32_t descriptor) {
    const struct open_file *file = descriptor_file(process, descriptor);
    if (file == NULL)
        return -ERROR_BADF;
    if (file->bytes != NULL || file->port != NULL)
        return -ERROR_NOTDIR;
    // A directory that it has not opened itself may be one that it can't.
    return file->handle <= 2 && process->files != FILES_ALL ? -ERROR_ACCES : file->handle;
}

int32_t process_load_place(struct process *process, uint32_t directory, uint32_t address,
                           struct place_of_path *place) {
    int32_t wrong = process_load_path(process, address, place->path);
    place->directory = PATHS_START;
    if (wrong != 0 || place->path[0] == '/')
        return wrong;
    if (directory != (uint32_t)WORKING_DIRECTORY)
        place->directory =
            place->path[0] == 0 ? -ERROR_NOENT : handle_of_directory(process, directory);
    else if (process->working != NULL)
        place->directory = process->working->handle;
    return place->directory < 0 && place->directory != PATHS_START ? place->directory : 0;
}

int32_t process_path_call(const struct process *process, const struct path_call *call,
                          bool changes) {
    if (process->files == FILES_NONE)
        return -ERROR_ACCES;
    if (process->files == FILES_READ && changes)
        return -ERROR_ROFS;
    return environment_path_call(process->root, call);
}

// ---- names ----

static int32_t change_at(struct process *process, uint32_t number, uint32_t directory,
                         uint32_t address, uint32_t word, uint32_t second_word) {
    struct place_of_path place;
    int32_t wrong = process_load_place(process, directory, address, &place);
    const struct path_call call = {.number = number,
                                   .path = place.path,
                                   .words = {word, second_word},
                                   .directory = place.directory};
    return wrong != 0 ? wrong : process_path_call(process, &call, true);
}

int32_t call_unlink(struct process *process, const uint32_t *arguments) {
    return change_at(process, CALL_unlinkat, (uint32_t)WORKING_DIRECTORY, arguments[0], 0, 0);
}

int32_t call_rmdir(struct process *process, const uint32_t *arguments) {
    return change_at(process, CALL_unlinkat, (uint32_t)WORKING_DIRECTORY, arguments[0],
                     REMOVE_DIRECTORY, 0);
}

int32_t call_unlinkat(struct process *process, const uint32_t *arguments) {
    if ((arguments[2] & ~(uint32_t)REMOVE_DIRECTORY) != 0)
        return -ERROR_INVAL;
    return change_at(process, CALL_unlinkat, arguments[0], arguments[1], arguments[2], 0);
}

int32_t call_mkdirat(struct process *process, const uint32_t *arguments) {
    return change_at(process, CALL_mkdirat, arguments[0], arguments[1], arguments[2], 0);
}

int32_t call_mkdir(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1]};
    return call_mkdirat(process, at);
}

// Devices are made by none, not even by root.
int32_t call_mknodat(struct process *process, const uint32_t *arguments) {
    uint32_t kind = arguments[2] & MODE_KIND;
    if (kind != 0 && kind != MODE_FILE && kind != MODE_PIPE && kind != MODE_SOCKET)
        return -ERROR_PERM;
    return change_at(process, CALL_mknodat, arguments[0], arguments[1], arguments[2], 0);
}

int32_t call_mknod(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1]};
    return call_mknodat(process, at);
}

// From one path to another.
static int32_t change_two(struct process *process, uint32_t number, const uint32_t *arguments,
                          uint32_t flags) {
    struct place_of_path from, to;
    int32_t wrong = process_load_place(process, arguments[0], arguments[1], &from);
    if (wrong == 0)
        wrong = process_load_place(process, arguments[2], arguments[3], &to);
    if (wrong != 0)
        return wrong;
    const struct path_call call = {.number = number,
                                   .path = from.path,
                                   .second = to.path,
                                   .words = {flags, 0},
                                   .directory = from.directory,
                                   .second_directory = to.directory};
    return process_path_call(process, &call, true);
}

int32_t call_renameat(struct process *process, const uint32_t *arguments) {
    return change_two(process, CALL_renameat, arguments, 0);
}

int32_t call_rename(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], (uint32_t)WORKING_DIRECTORY,
                           arguments[1]};
    return call_renameat(process, at);
}

int32_t call_linkat(struct process *process, const uint32_t *arguments) {
    uint32_t flags;
    int32_t wrong = call_argument(process, 4, &flags);
    if (wrong != 0)
        return wrong;
    if ((flags & ~(uint32_t)AT_FOLLOW) != 0)
        return -ERROR_INVAL;
    return change_two(process, CALL_linkat, arguments, flags);
}

int32_t call_link(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], (uint32_t)WORKING_DIRECTORY,
                           arguments[1]};
    return change_two(process, CALL_linkat, at, 0);
}

// The text of a link may be anything: it is looked at only when the link is followed.
int32_t call_symlinkat(struct process *process, const uint32_t *arguments) {
    char text[PATH_SIZE];
    struct place_of_path place;
    int32_t wrong = process_load_path(process, arguments[0], text);
    if (wrong == 0 && text[0] == 0)
        wrong = -ERROR_NOENT;
    if (wrong == 0)
        wrong = process_load_place(process, arguments[1], arguments[2], &place);
    if (wrong != 0)
        return wrong;
    const struct path_call call = {
        .number = CALL_symlinkat, .path = place.path, .second = text, .directory = place.directory};
    return process_path_call(process, &call, true);
}

int32_t call_symlink(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {arguments[0], (uint32_t)WORKING_DIRECTORY, arguments[1]};
    return call_symlinkat(process, at);
}

// ---- the current directory ----

// Whether a directory may be searched, which it need not be to be opened.
static int32_t enter(struct process *process, struct open_file *directory) {
    const struct path_call search = {.number = CALL_faccessat,
                                     .path = ".",
                                     .words = {MAY_SEARCH, 0},
                                     .directory = directory->handle};
    int32_t wrong = process_path_call(process, &search, false);
    if (wrong != 0)
        return wrong;
    directory->uses++;
    if (process->working != NULL)
        open_file_release(process->working);
    process->working = directory;
    return 0;
}

int32_t process_open_path(struct process *process, uint32_t path, bool is_directory) {
    struct place_of_path place;
    int32_t wrong = process_load_place(process, (uint32_t)WORKING_DIRECTORY, path, &place);
    const struct path_call call = {.number = CALL_openat,
                                   .path = place.path,
                                   .words = {OPEN_PATH | (is_directory ? OPEN_DIRECTORY : 0), 0},
                                   .directory = place.directory};
    return wrong != 0 ? wrong : process_path_call(process, &call, false);
}

int32_t call_chdir(struct process *process, const uint32_t *arguments) {
    int32_t handle = process_open_path(process, arguments[0], true);
    if (handle < 0)
        return handle;
    struct open_file *directory = open_file_new(handle);
    directory->uses++;
    int32_t wrong = enter(process, directory);
    open_file_release(directory);
    return wrong;
}

int32_t call_fchdir(struct process *process, const uint32_t *arguments) {
    int32_t handle = handle_of_directory(process, arguments[0]);
    return handle < 0 ? handle : enter(process, descriptor_file(process, arguments[0]));
}

// The working directory that the guest was started in; with --files DIRECTORY, its root.
int32_t process_first_directory(const struct process *process, char path[PATH_SIZE]) {
    strcpy(path, "/");
    if (process->files == FILES_BELOW || process->files == FILES_NONE)
        return 0;
    int32_t wrong = environment_working_directory(path, PATH_SIZE);
    return wrong < 0 ? wrong : 0;
}

// One that has been removed has no path any more.
static int32_t current_directory(const struct process *process, char path[PATH_SIZE]) {
    uint32_t status[FILE_STATUS_WORDS];
    if (process->working == NULL)
        return process_first_directory(process, path);
    int32_t wrong = environment_status(process->working->handle, status);
    if (wrong == 0 && status[FILE_STATUS_LINKS] == 0)
        wrong = -ERROR_NOENT;
    if (wrong == 0)
        wrong = environment_path_of(process->root, process->working->handle, path, PATH_SIZE);
    return wrong < 0 ? wrong : 0;
}

int32_t call_getcwd(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = current_directory(process, path);
    if (wrong != 0)
        return wrong;
    uint32_t size = (uint32_t)strlen(path) + 1;
    if (arguments[1] < size)
        return -ERROR_RANGE;
    wrong = process_give(process, arguments[0], path, size);
    return wrong != 0 ? wrong : (int32_t)size;
}
