// System calls on what files are, not on what is in them: attributes, links, entries of
// directories.
#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "kernel.h"
#include "system_calls.h"

enum { STATUS_WORDS = FILE_STATUS_WORDS, STATX_WORDS = 64 };
enum { ENTRIES_SIZE = 0x8000 }; // not above TRANSFER_SIZE
enum { WORKING_DIRECTORY = -100, EMPTY_PATH = 0x1000, NO_FOLLOW = 0x100, BASIC_MASK = 0x7ff };
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

static int32_t store(struct process *process, uint32_t address, const void *bytes, uint32_t size) {
    if (process_extent(process, address, size, ACCESS_WRITE) < size)
        return -ERROR_FAULT;
    return process_store(process, address, bytes, size) ? 0 : -ERROR_NOMEM;
}

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

static int32_t status_of_path(struct process *process, uint32_t address, bool follows,
                              uint32_t *status) {
    char path[PATH_SIZE];
    uint32_t descriptor;
    struct path_call call = {
        .number = follows ? CALL_stat64 : CALL_lstat64, .path = path, .bytes = status};
    int32_t wrong = process_load_path(process, address, path);
    if (wrong != 0)
        return wrong;
    enum own_file own = own_file_at(process, path, &descriptor);
    if (own != NOT_OWN)
        return status_of_own(process, own, descriptor, follows, status);
    return process_path_call(process, &call, false);
}

static int32_t store_status(struct process *process, uint32_t address, int32_t wrong,
                            const uint32_t *status) {
    return wrong != 0 ? wrong : store(process, address, status, STATUS_WORDS * sizeof *status);
}

int32_t call_stat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_of_path(process, arguments[0], true, status);
    return store_status(process, arguments[1], wrong, status);
}

int32_t call_lstat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_of_path(process, arguments[0], false, status);
    return store_status(process, arguments[1], wrong, status);
}

int32_t call_fstat64(struct process *process, const uint32_t *arguments) {
    uint32_t status[STATUS_WORDS];
    int32_t wrong = status_of_file(descriptor_file(process, arguments[0]), status);
    return store_status(process, arguments[1], wrong, status);
}

// Of an open file if the path is empty and that is allowed; relative paths need AT_FDCWD.
static int32_t status_at(struct process *process, uint32_t directory, uint32_t address,
                         uint32_t flags, uint32_t *status) {
    char first;
    if (process_extent(process, address, 1, ACCESS_READ) < 1)
        return -ERROR_FAULT;
    if (!process_load(process, address, &first, 1))
        return -ERROR_NOMEM;
    if (first == 0 && (flags & EMPTY_PATH) != 0 && directory != (uint32_t)WORKING_DIRECTORY)
        return status_of_file(descriptor_file(process, directory), status);
    if (directory != (uint32_t)WORKING_DIRECTORY && first != '/')
        return -ERROR_INVAL;
    return status_of_path(process, address, (flags & NO_FOLLOW) == 0, status);
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
    return store(process, address, words, sizeof words);
}

// ---- changes of attributes ----

int32_t call_chmod(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    struct path_call call = {.number = CALL_chmod, .path = path, .words = {arguments[1], 0}};
    int32_t wrong = process_load_path(process, arguments[0], path);
    return wrong != 0 ? wrong : process_path_call(process, &call, true);
}

int32_t call_fchmod(struct process *process, const uint32_t *arguments) {
    const struct open_file *file = descriptor_file(process, arguments[0]);
    if (file == NULL)
        return -ERROR_BADF;
    if (file->port != NULL || file->bytes != NULL || process->files == FILES_READ)
        return -ERROR_ROFS;
    return environment_change_mode(file->handle, arguments[1]);
}

// Times of access and of modification, in seconds; without an address, now.
int32_t call_utime(struct process *process, const uint32_t *arguments) {
    enum { TIMES = 2 };
    char path[PATH_SIZE];
    uint32_t times[TIMES];
    struct path_call call = {.number = CALL_utime, .path = path, .bytes = times};
    int32_t wrong = process_load_path(process, arguments[0], path);
    if (wrong != 0)
        return wrong;
    if (arguments[1] == 0) {
        uint64_t seconds;
        uint32_t nanoseconds;
        environment_clock(true, &seconds, &nanoseconds);
        times[0] = times[1] = (uint32_t)seconds;
    } else if (process_extent(process, arguments[1], sizeof times, ACCESS_READ) < sizeof times) {
        return -ERROR_FAULT;
    } else if (!process_load(process, arguments[1], times, sizeof times)) {
        return -ERROR_NOMEM;
    }
    return process_path_call(process, &call, true);
}

// ---- names ----

// With --files DIRECTORY, the working directory is its root.
static int32_t working_directory(const struct process *process, char path[PATH_SIZE]) {
    strcpy(path, "/");
    if (process->files == FILES_BELOW || process->files == FILES_NONE)
        return 0;
    int32_t wrong = environment_working_directory(path, PATH_SIZE);
    return wrong < 0 ? wrong : 0;
}

// The path of the program that is running, as it was started; its length, or an error.
static int32_t program_path(const struct process *process, char path[PATH_SIZE]) {
    uint32_t length = 0, name = (uint32_t)strlen(process->program);
    if (process->program[0] != '/') {
        int32_t wrong = working_directory(process, path);
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

int32_t call_readlink(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    char text[PATH_SIZE];
    uint32_t descriptor;
    uint32_t size = arguments[2] < PATH_SIZE ? arguments[2] : PATH_SIZE;
    struct path_call call = {
        .number = CALL_readlink, .path = path, .bytes = text, .words = {PATH_SIZE, 0}};
    if ((int32_t)arguments[2] <= 0)
        return -ERROR_INVAL;
    int32_t length = process_load_path(process, arguments[0], path);
    if (length != 0)
        return length;
    enum own_file own = own_file_at(process, path, &descriptor);
    if (own == OWN_IMAGE)
        length = program_path(process, text);
    else
        length = own != NOT_OWN ? -ERROR_INVAL : process_path_call(process, &call, false);
    if (length < 0)
        return length;
    if ((uint32_t)length > size)
        length = (int32_t)size;
    int32_t wrong = store(process, arguments[1], text, (uint32_t)length);
    return wrong != 0 ? wrong : length;
}

int32_t call_getcwd(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = working_directory(process, path);
    if (wrong != 0)
        return wrong;
    uint32_t size = (uint32_t)strlen(path) + 1;
    if (arguments[1] < size)
        return -ERROR_RANGE;
    wrong = store(process, arguments[0], path, size);
    return wrong != 0 ? wrong : (int32_t)size;
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
