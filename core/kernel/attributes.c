// System calls on what files are, not on what is in them: attributes, links, entries of
// directories.
#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "kernel.h"
#include "system_calls.h"

enum { STATUS_WORDS = FILE_STATUS_WORDS, STATX_WORDS = 64 };
enum { ENTRIES_SIZE = 0x8000 }; // not above TRANSFER_SIZE
enum { BASIC_MASK = 0x7ff };
enum {
    MODE_PIPE = 0x1000,
    MODE_CHARACTER = 0x2000,
    MODE_FILE = 0x8000,
    MODE_LINK = 0xa000,
    USER = 1000
};

// Words of struct stat64 (arch/mips/include/uapi/asm/stat.h) that are used here.
enum { STAT_DEVICE, STAT_INODE = 4, STAT_MODE = 6, STAT_LINKS, STAT_USER, STAT_GROUP };
enum { STAT_RDEV = 10, STAT_SIZE = 14, STAT_TIMES = 16, STAT_BLOCK = 22, STAT_BLOCKS = 24 };

// ---- attributes ----

static void describe(uint32_t *status, uint32_t mode, uint32_t size) {
    memset(status, 0, STATUS_WORDS * sizeof *status);
    status[STAT_MODE] = mode;
    status[STAT_LINKS] = 1;
    status[STAT_USER] = status[STAT_GROUP] = USER;
    status[STAT_SIZE] = size;
    status[STAT_BLOCK] = 0x1000;
    status[STAT_BLOCKS] = (size + 511) / 512;
}

static int32_t status_of_file(const struct open_file *file, uint32_t *status) {
    if (file == NULL)
        return -ERROR_BADF;
    if (file->port != NULL) {
        describe(status, MODE_PIPE + 0600, 0);
        return 0;
    }
    if (file->bytes == NULL)
        return environment_status(file->handle, status);
    describe(status, MODE_FILE + 0555, file->size);
    return 0;
}

static int32_t status_of_own(const struct process *process, enum own_file own, uint32_t descriptor,
                             bool follows, uint32_t *status) {
    if (own == OWN_NULL)
        describe(status, MODE_CHARACTER + 0666, 0);
    else if (own == OWN_ARGUMENTS || own == OWN_ENVIRONMENT)
        describe(status, MODE_FILE + 0444, 0); // as Linux has them
    else if (!follows)
        describe(status, MODE_LINK + 0777, 0);
    else if (own == OWN_IMAGE)
        describe(status, MODE_FILE + 0555, process->image.size);
    else if (descriptor_file(process, descriptor) == NULL)
        return -ERROR_NOENT;
    else
        return status_of_file(descriptor_file(process, descriptor), status);
    return 0;
}

// Of an open file if the path is empty and that is allowed.
static int32_t status_at(struct process *process, uint32_t directory, uint32_t address,
                         uint32_t flags, uint32_t *status) {
    struct place_of_path place;
    uint32_t descriptor;
    char first;
    if (process_extent(process, address, 1, ACCESS_READ) < 1)
        return -ERROR_FAULT;
    if (!process_load(process, address, &first, 1))
        return -ERROR_NOMEM;
    if (first == 0 && (flags & AT_EMPTY_PATH) != 0 && directory != (uint32_t)WORKING_DIRECTORY)
        return status_of_file(descriptor_file(process, directory), status);
    int32_t wrong = process_load_place(process, directory, address, &place);
    if (wrong != 0)
        return wrong;
    bool follows = (flags & AT_NO_FOLLOW) == 0;
    enum own_file own = own_file_at(process, place.path, &descriptor);
    if (own != NOT_OWN)
        return status_of_own(process, own, descriptor, follows, status);
    const struct path_call call = {.number = CALL_fstatat64,
                                   .path = place.path,
                                   .bytes = status,
                                   .words = {flags & AT_NO_FOLLOW, 0},
                                   .directory = place.directory};
    return process_path_call(process, &call, false);
}

static int32_t store_status(struct process *process, uint32_t address, int32_t wrong,
                            const uint32_t *status) {
    return wrong != 0 ? wrong
                      : process_give(process, address, status, STATUS_WORDS * sizeof *status);
}

int32_t call_stat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_at(process, (uint32_t)WORKING_DIRECTORY, arguments[0], 0, status);
    return store_status(process, arguments[1], wrong, status);
}

int32_t call_lstat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong =
        status_at(process, (uint32_t)WORKING_DIRECTORY, arguments[0], AT_NO_FOLLOW, status);
    return store_status(process, arguments[1], wrong, status);
}

int32_t call_fstat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_of_file(descriptor_file(process, arguments[0]), status);
    return store_status(process, arguments[1], wrong, status);
}

int32_t call_fstatat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_at(process, arguments[0], arguments[1], arguments[3], status);
    return store_status(process, arguments[2], wrong, status);
}

static uint32_t major_of(uint32_t device) {
    return device >> 8 & 0xfff;
}

static uint32_t minor_of(uint32_t device) {
    return (device & 0xff) | (device >> 12 & 0xfff00);
}

// struct statx (include/uapi/linux/stat.h) of a struct stat64.
int32_t call_statx(struct process *process, const uint32_t *arguments) {
    static const uint32_t place_of_time[] = {16, 28, 24}; // access, modification, change
    uint32_t status[STATUS_WORDS];
    uint32_t words[STATX_WORDS] = {BASIC_MASK};
    uint32_t address;
    int32_t wrong = call_argument(process, 4, &address);
    if (wrong == 0)
        wrong = status_at(process, arguments[0], arguments[1], arguments[2], status);
    if (wrong != 0)
        return wrong;
    words[1] = status[STAT_BLOCK];
    words[4] = status[STAT_LINKS];
    words[5] = status[STAT_USER];
    words[6] = status[STAT_GROUP];
    words[7] = status[STAT_MODE];
    memcpy(words + 8, status + STAT_INODE, 8);
    memcpy(words + 10, status + STAT_SIZE, 8);
    memcpy(words + 12, status + STAT_BLOCKS, 8);
    for (uint32_t i = 0; i < 3; i++) {
        words[place_of_time[i]] = status[STAT_TIMES + 2 * i];
        words[place_of_time[i] + 2] = status[STAT_TIMES + 2 * i + 1];
    }
    words[32] = major_of(status[STAT_RDEV]);
    words[33] = minor_of(status[STAT_RDEV]);
    words[34] = major_of(status[STAT_DEVICE]);
    words[35] = minor_of(status[STAT_DEVICE]);
    return process_give(process, address, words, sizeof words);
}

// ---- changes of attributes ----

int32_t call_fchmodat(struct process *process, const uint32_t *arguments) {
    struct place_of_path place;
    int32_t wrong = process_load_place(process, arguments[0], arguments[1], &place);
    const struct path_call call = {.number = CALL_fchmodat,
                                   .path = place.path,
                                   .words = {arguments[2], 0},
                                   .directory = place.directory};
    return wrong != 0 ? wrong : process_path_call(process, &call, true);
}

int32_t call_chmod(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1]};
    return call_fchmodat(process, at);
}

// The handle of an open file whose attributes the guest may change, or an error.
static int32_t changeable(const struct process *process, uint32_t descriptor) {
    const struct open_file *file = descriptor_file(process, descriptor);
    if (file == NULL)
        return -ERROR_BADF;
    return file->port != NULL || file->bytes != NULL || process->files == FILES_READ ? -ERROR_ROFS
                                                                                     : file->handle;
}

int32_t call_fchmod(struct process *process, const uint32_t *arguments) {
    int32_t handle = changeable(process, arguments[0]);
    return handle < 0 ? handle : environment_change_mode(handle, arguments[1]);
}

// Only to whom they belong anyway can files be given: to the user, or, with -1, as they are.
static bool is_own_user(uint32_t user, uint32_t group) {
    return (user == USER || user == 0xffffffffu) && (group == USER || group == 0xffffffffu);
}

static int32_t own_at(struct process *process, uint32_t directory, uint32_t address,
                      const uint32_t *ids, uint32_t flags) {
    struct place_of_path place;
    char first = '/';
    if (process_extent(process, address, 1, ACCESS_READ) == 1 &&
        !process_load(process, address, &first, 1))
        return -ERROR_NOMEM;
    if (first == 0 && (flags & AT_EMPTY_PATH) != 0 && directory != (uint32_t)WORKING_DIRECTORY) {
        const uint32_t at[] = {directory, ids[0], ids[1]};
        return call_fchown(process, at);
    }
    int32_t wrong = process_load_place(process, directory, address, &place);
    if (wrong != 0)
        return wrong;
    const struct path_call look = {.number = CALL_fstatat64,
                                   .path = place.path,
                                   .bytes = (uint32_t[STATUS_WORDS]){0},
                                   .words = {flags & AT_NO_FOLLOW, 0},
                                   .directory = place.directory};
    wrong = process_path_call(process, &look, true);
    if (wrong != 0)
        return wrong;
    const uint32_t *status = look.bytes;
    bool is_own = status[STAT_USER] == USER && is_own_user(ids[0], ids[1]);
    return is_own || (ids[0] == 0xffffffffu && ids[1] == 0xffffffffu) ? 0 : -ERROR_PERM;
}

int32_t call_fchownat(struct process *process, const uint32_t *arguments) {
    uint32_t flags;
    int32_t wrong = call_argument(process, 4, &flags);
    if (wrong != 0)
        return wrong;
    if ((flags & ~(uint32_t)(AT_NO_FOLLOW + AT_EMPTY_PATH)) != 0)
        return -ERROR_INVAL;
    return own_at(process, arguments[0], arguments[1], arguments + 2, flags);
}

int32_t call_chown(struct process *process, const uint32_t *arguments) {
    return own_at(process, (uint32_t)WORKING_DIRECTORY, arguments[0], arguments + 1, 0);
}

int32_t call_lchown(struct process *process, const uint32_t *arguments) {
    return own_at(process, (uint32_t)WORKING_DIRECTORY, arguments[0], arguments + 1, AT_NO_FOLLOW);
}

int32_t call_fchown(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t handle = changeable(process, arguments[0]);
    int32_t wrong = handle < 0 ? handle : environment_status(handle, status);
    if (wrong != 0)
        return wrong;
    bool is_own = status[STAT_USER] == USER && is_own_user(arguments[1], arguments[2]);
    return is_own || (arguments[1] == 0xffffffffu && arguments[2] == 0xffffffffu) ? 0 : -ERROR_PERM;
}

// Times of access and of modification, each in seconds and nanoseconds, which say so if it is to
// be now or to stay.
enum { TIME_NOW = 0x3fffffff, TIME_STAYS = 0x3ffffffe, SECOND = 1000000000 };

static int32_t set_times(struct process *process, uint32_t directory, uint32_t address,
                         const uint32_t times[4], uint32_t flags) {
    struct place_of_path place;
    for (uint32_t i = 1; i < 4; i += 2)
        if (times[i] >= SECOND && times[i] != TIME_NOW && times[i] != TIME_STAYS)
            return -ERROR_INVAL;
    if (times[1] == TIME_STAYS && times[3] == TIME_STAYS)
        return 0; // whatever the path is
    if (address == 0 && directory != (uint32_t)WORKING_DIRECTORY) {
        int32_t handle = changeable(process, directory);
        return handle < 0 ? handle : environment_set_times(handle, times);
    }
    int32_t wrong = process_load_place(process, directory, address, &place);
    const struct path_call call = {.number = CALL_utimensat,
                                   .path = place.path,
                                   .bytes = (uint32_t[]){times[0], times[1], times[2], times[3]},
                                   .words = {flags, 0},
                                   .directory = place.directory};
    return wrong != 0 ? wrong : process_path_call(process, &call, true);
}

int32_t call_utimensat(struct process *process, const uint32_t *arguments) {
    uint32_t times[4] = {0, TIME_NOW, 0, TIME_NOW};
    if ((arguments[3] & ~(uint32_t)AT_NO_FOLLOW) != 0)
        return -ERROR_INVAL;
    if (arguments[2] != 0) {
        if (process_extent(process, arguments[2], sizeof times, ACCESS_READ) < sizeof times)
            return -ERROR_FAULT;
        if (!process_load(process, arguments[2], times, sizeof times))
            return -ERROR_NOMEM;
    }
    return set_times(process, arguments[0], arguments[1], times, arguments[3]);
}

// In seconds; without an address, now.
int32_t call_utime(struct process *process, const uint32_t *arguments) {
    uint32_t seconds[2], times[4] = {0, TIME_NOW, 0, TIME_NOW};
    if (arguments[1] != 0) {
        if (process_extent(process, arguments[1], sizeof seconds, ACCESS_READ) < sizeof seconds)
            return -ERROR_FAULT;
        if (!process_load(process, arguments[1], seconds, sizeof seconds))
            return -ERROR_NOMEM;
        times[0] = seconds[0];
        times[2] = seconds[1];
        times[1] = times[3] = 0;
    }
    return set_times(process, (uint32_t)WORKING_DIRECTORY, arguments[0], times, 0);
}

// ---- file systems ----

enum { FILE_SYSTEM_SIZE = FILE_SYSTEM_WORDS * 4 };

static int32_t give_file_system(struct process *process, int32_t handle, uint32_t size,
                                uint32_t address) {
    uint32_t words[FILE_SYSTEM_WORDS];
    if (size != FILE_SYSTEM_SIZE)
        return -ERROR_INVAL;
    int32_t wrong = environment_file_system(handle, words);
    return wrong != 0 ? wrong : process_give(process, address, words, sizeof words);
}

int32_t call_statfs64(struct process *process, const uint32_t *arguments) {
    int32_t handle = process_open_path(process, arguments[0], false);
    if (handle < 0)
        return handle;
    int32_t wrong = give_file_system(process, handle, arguments[1], arguments[2]);
    environment_close(handle);
    return wrong;
}

int32_t call_fstatfs64(struct process *process, const uint32_t *arguments) {
    const struct open_file *file = descriptor_file(process, arguments[0]);
    if (file == NULL)
        return -ERROR_BADF;
    if (file->port != NULL || file->bytes != NULL)
        return -ERROR_NOSYS;
    return give_file_system(process, file->handle, arguments[1], arguments[2]);
}

// ---- names ----

// The path of the program that is running, as it was started; its length, or an error.
static int32_t program_path(const struct process *process, char path[PATH_SIZE]) {
    uint32_t length = 0, name = (uint32_t)strlen(process->program);
    if (process->program[0] != '/') {
        int32_t wrong = process_first_directory(process, path);
        if (wrong != 0)
            return wrong;
        length = (uint32_t)strlen(path);
        if (path[length - 1] != '/' && length < PATH_SIZE)
            path[length++] = '/';
    }
    if (name > PATH_SIZE - length)
        return -ERROR_NAMETOOLONG;
    memcpy(path + length, process->program, name);
    return (int32_t)(length + name);
}

// Of a descriptor, what it has open.
static int32_t own_link(const struct process *process, enum own_file own, uint32_t descriptor,
                        char text[PATH_SIZE]) {
    const struct open_file *file = descriptor_file(process, descriptor);
    if (own == OWN_IMAGE)
        return program_path(process, text);
    if (own != OWN_DESCRIPTOR)
        return -ERROR_INVAL;
    if (file == NULL)
        return -ERROR_NOENT;
    if (file->bytes != NULL || file->port != NULL)
        return -ERROR_INVAL;
    int32_t wrong = environment_path_of(process->root, file->handle, text, PATH_SIZE);
    return wrong < 0 ? wrong : (int32_t)strlen(text);
}

int32_t call_readlinkat(struct process *process, const uint32_t *arguments) {
    struct place_of_path place;
    char text[PATH_SIZE];
    uint32_t descriptor;
    uint32_t size = arguments[3] < PATH_SIZE ? arguments[3] : PATH_SIZE;
    if ((int32_t)arguments[3] <= 0)
        return -ERROR_INVAL;
    int32_t length = process_load_place(process, arguments[0], arguments[1], &place);
    if (length != 0)
        return length;
    const struct path_call call = {.number = CALL_readlinkat,
                                   .path = place.path,
                                   .bytes = text,
                                   .words = {PATH_SIZE, 0},
                                   .directory = place.directory};
    enum own_file own = own_file_at(process, place.path, &descriptor);
    length = own != NOT_OWN ? own_link(process, own, descriptor, text)
                            : process_path_call(process, &call, false);
    if (length < 0)
        return length;
    if ((uint32_t)length > size)
        length = (int32_t)size;
    int32_t wrong = process_give(process, arguments[2], text, (uint32_t)length);
    return wrong != 0 ? wrong : length;
}

int32_t call_readlink(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1], arguments[2]};
    return call_readlinkat(process, at);
}

// Entries have the same layout on all hosts (struct linux_dirent64).
int32_t call_getdents64(struct process *process, const uint32_t *arguments) {
    unsigned char *entries = process->kernel->transfer;
    const struct open_file *file = descriptor_file(process, arguments[0]);
    uint32_t size = arguments[2] < ENTRIES_SIZE ? arguments[2] : ENTRIES_SIZE;
    if (file == NULL)
        return -ERROR_BADF;
    if (file->bytes != NULL || file->port != NULL)
        return -ERROR_NOTDIR;
    if (process_extent(process, arguments[1], size, ACCESS_WRITE) < size)
        return -ERROR_FAULT;
    memset(entries, 0, size); // Linux leaves gaps between entries
    int32_t got = environment_entries(file->handle, entries, size);
    if (got <= 0)
        return got;
    return process_store(process, arguments[1], entries, (uint32_t)got) ? got : -ERROR_NOMEM;
}
