// System calls on files, by path and by descriptor, as far as a guest may (--files). What Linux
// checks first is checked first here.
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "kernel.h"
#include "system_calls.h"

enum { TRANSFER_LIMIT = 0x7ffff000, TERMINAL_GET = 0x540d, DESCRIPTOR_MOST = 0x10000000 };

// Flags of open: how many modes there are, O_NONBLOCK, O_CREAT with O_EXCL, O_DIRECTORY,
// O_NOFOLLOW, and O_CREAT or O_TRUNC.
enum {
    OPEN_ACCESS_MODES = 4,
    OPEN_NONBLOCK = 0x80,
    OPEN_EXCLUSIVE = 0x500,
    OPEN_DIRECTORY = 0x10000,
    OPEN_NO_LINK = 0x20000,
    OPEN_CHANGES = 0x300
};

enum { IN_ROOT_WORDS = 5, MODE_KIND = 0170000, MODE_ORDINARY = 0100000 };
enum { MAY_EXECUTE = 1, MAY_WRITE = 2, MAY_READ = 4 };

static int32_t least(uint32_t size, uint32_t limit) {
    return (int32_t)(size < limit ? size : limit);
}

// ---- files of the guest itself ----

// What a guest finds under these names wherever it runs, whatever files it may reach; of all that
// else is in /proc/self nothing is there. A descriptor is duplicated, with its position.
static const struct {
    const char *path;
    enum own_file file;
    uint32_t descriptor;
} own_files[] = {
    {"/proc/self/exe", OWN_IMAGE, 0},
    {"/proc/self/cmdline", OWN_ARGUMENTS, 0},
    {"/proc/self/environ", OWN_ENVIRONMENT, 0},
    {"/dev/stdin", OWN_DESCRIPTOR, 0},
    {"/dev/stdout", OWN_DESCRIPTOR, 1},
    {"/dev/stderr", OWN_DESCRIPTOR, 2},
    {"/dev/null", OWN_NULL, 0},
};

static bool starts_with(const char *path, const char *start, const char **rest) {
    size_t length = strlen(start);
    *rest = path + length;
    return strncmp(path, start, length) == 0;
}

enum own_file own_file_at(const struct process *process, const char *path, uint32_t *descriptor) {
    const char *digits;
    for (uint32_t i = 0; i < sizeof own_files / sizeof own_files[0]; i++) {
        if (strcmp(own_files[i].path, path) != 0)
            continue;
        *descriptor = own_files[i].descriptor;
        // Who can reach all files takes the one of the system.
        return own_files[i].file == OWN_NULL && process->files == FILES_ALL ? NOT_OWN
                                                                            : own_files[i].file;
    }
    if (!starts_with(path, "/dev/fd/", &digits) && !starts_with(path, "/proc/self/fd/", &digits))
        return NOT_OWN;
    *descriptor = 0;
    for (const char *digit = digits; *digit >= '0' && *digit <= '9'; digit++)
        *descriptor = *descriptor < DESCRIPTOR_MOST ? *descriptor * 10 + (uint32_t)(*digit - '0')
                                                    : DESCRIPTOR_MOST;
    return digits[0] != 0 && digits[strspn(digits, "0123456789")] == 0 ? OWN_DESCRIPTOR : NOT_OWN;
}

// Makes a descriptor refer to a copy of strings, one behind the other.
static int32_t open_strings(struct process *process, uint32_t number, char *const *strings) {
    uint32_t size = 0;
    for (uint32_t i = 0; strings[i] != NULL; i++)
        size += (uint32_t)strlen(strings[i]) + 1;
    char *text = malloc(size + 1);
    if (text == NULL)
        return -ERROR_NOMEM;
    descriptor_use_bytes(process, number, text, size);
    process->descriptors[number]->owned = text;
    for (uint32_t i = 0; strings[i] != NULL; i++) {
        strcpy(text, strings[i]);
        text += strlen(text) + 1;
    }
    return (int32_t)number;
}

static int32_t open_own(struct process *process, uint32_t number, enum own_file own,
                        uint32_t descriptor, uint32_t flags) {
    if ((flags & OPEN_EXCLUSIVE) == OPEN_EXCLUSIVE)
        return -ERROR_EXIST;
    if ((flags & OPEN_DIRECTORY) != 0)
        return -ERROR_NOTDIR;
    if (own == OWN_DESCRIPTOR) {
        struct open_file *file = descriptor_file(process, descriptor);
        if (file == NULL)
            return -ERROR_NOENT;
        if ((flags & OPEN_NO_LINK) != 0) // they are links, on Linux
            return -ERROR_LOOP;
        descriptor_use_file(process, number, file);
        return (int32_t)number;
    }
    if (own == OWN_NULL) {
        int32_t handle = environment_open("/dev/null", flags, 0);
        if (handle >= 0)
            descriptor_use_handle(process, number, handle);
        return handle < 0 ? handle : (int32_t)number;
    }
    if (flags % OPEN_ACCESS_MODES != 0)
        return own == OWN_IMAGE ? -ERROR_TXTBSY : -ERROR_ACCES;
    if (own != OWN_IMAGE)
        return open_strings(process, number,
                            own == OWN_ARGUMENTS ? process->arguments : process->environment);
    descriptor_use_bytes(process, number, process->image.bytes, process->image.size);
    return (int32_t)number;
}

static int32_t access_own(const struct process *process, enum own_file own, uint32_t descriptor,
                          uint32_t mode) {
    static const uint32_t refused[] = {
        0, MAY_WRITE, MAY_WRITE + MAY_EXECUTE, MAY_WRITE + MAY_EXECUTE, MAY_EXECUTE, MAY_EXECUTE};
    if (mode > MAY_READ + MAY_WRITE + MAY_EXECUTE)
        return -ERROR_INVAL;
    if (own == OWN_DESCRIPTOR && descriptor_file(process, descriptor) == NULL)
        return -ERROR_NOENT;
    return (mode & refused[own]) != 0 ? -ERROR_ACCES : 0;
}

int32_t call_faccessat(struct process *process, const uint32_t *arguments) {
    struct place_of_path place;
    uint32_t descriptor;
    int32_t wrong = process_load_place(process, arguments[0], arguments[1], &place);
    if (wrong != 0)
        return wrong;
    enum own_file own = own_file_at(process, place.path, &descriptor);
    if (own != NOT_OWN)
        return access_own(process, own, descriptor, arguments[2]);
    const struct path_call call = {.number = CALL_faccessat,
                                   .path = place.path,
                                   .words = {arguments[2], 0},
                                   .directory = place.directory};
    int32_t result = process_path_call(process, &call, false);
    bool writes = (arguments[2] & MAY_WRITE) != 0;
    return result == 0 && writes && process->files == FILES_READ ? -ERROR_ROFS : result;
}

int32_t call_access(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1]};
    return call_faccessat(process, at);
}

// ---- source text ----

static bool is_ordinary(const uint32_t status[FILE_STATUS_WORDS]) {
    return (status[FILE_STATUS_MODE] & MODE_KIND) == MODE_ORDINARY;
}

// Looks at the kind first, since opening may do something; and again, since the file may be another
// one meanwhile.
int32_t open_source(enum files files, int32_t root, const char *program, const char *path) {
    const struct process reader = {.files = strcmp(path, program) == 0 ? FILES_ALL : files,
                                   .root = strcmp(path, program) == 0 ? ANY_FILES : root};
    uint32_t status[FILE_STATUS_WORDS], descriptor;
    struct path_call look = {
        .number = CALL_fstatat64, .path = path, .bytes = status, .directory = PATHS_START};
    struct path_call open = {
        .number = CALL_openat, .path = path, .words = {OPEN_NONBLOCK, 0}, .directory = PATHS_START};
    if (own_file_at(&reader, path, &descriptor) != NOT_OWN) // of whoever explains
        return -ERROR_ACCES;
    int32_t result = process_path_call(&reader, &look, false);
    if (result == 0)
        result = is_ordinary(status) ? process_path_call(&reader, &open, false) : -ERROR_ACCES;
    if (result < 0 || (environment_status(result, status) == 0 && is_ordinary(status)))
        return result;
    environment_close(result);
    return -ERROR_ACCES;
}

int32_t process_open_source(const void *process, const char *path) {
    const struct process *reader = process;
    return open_source(reader->files, reader->root, reader->program, path);
}

// ---- descriptors ----

int32_t call_openat(struct process *process, const uint32_t *arguments) {
    struct place_of_path place;
    uint32_t descriptor;
    uint32_t flags = arguments[2];
    int32_t wrong = process_load_place(process, arguments[0], arguments[1], &place);
    if (wrong != 0)
        return wrong;
    int32_t number = descriptor_unused(process, 0);
    if (number < 0)
        return number;
    enum own_file own = own_file_at(process, place.path, &descriptor);
    if (own != NOT_OWN)
        return open_own(process, (uint32_t)number, own, descriptor, flags);
    const struct path_call call = {.number = CALL_openat,
                                   .path = place.path,
                                   .words = {flags, arguments[3]},
                                   .directory = place.directory};
    bool changes = flags % OPEN_ACCESS_MODES != 0 || (flags & OPEN_CHANGES) != 0;
    int32_t handle = process_path_call(process, &call, changes);
    if (handle < 0)
        return handle;
    descriptor_use_handle(process, (uint32_t)number, handle);
    return number;
}

int32_t call_open(struct process *process, const uint32_t *arguments) {
    const uint32_t at[] = {(uint32_t)WORKING_DIRECTORY, arguments[0], arguments[1], arguments[2]};
    return call_openat(process, at);
}

int32_t call_close(struct process *process, const uint32_t *arguments) {
    if (descriptor_file(process, arguments[0]) == NULL)
        return -ERROR_BADF;
    return descriptor_close(process, arguments[0]);
}

// What is at the position, and how many of `size` bytes follow each other there: the image may be
// in two parts. NULL: it cannot be read.
static const unsigned char *bytes_at(const struct process *process, const struct open_file *file,
                                     uint32_t size, uint32_t *part) {
    const struct image *image = &process->image;
    *part = size;
    if (file->bytes != image->bytes)
        return file->bytes + file->position;
    uint32_t end = file->position < image->rest_at ? image->rest_at : image->rest_end;
    if (file->position < end && size > end - file->position)
        *part = end - file->position;
    if (file->position >= end && !image_is_whole(image))
        return NULL;
    return image_at(image, file->position);
}

static int32_t read_bytes(struct process *process, struct open_file *file, uint32_t address,
                          uint32_t size) {
    uint32_t left = file->position < file->size ? file->size - file->position : 0;
    if (size > left)
        size = left;
    uint32_t extent = process_extent(process, address, size, ACCESS_WRITE);
    if (extent == 0 && size > 0)
        return -ERROR_FAULT;
    for (uint32_t done = 0, part; done < extent; done += part) {
        const unsigned char *bytes = bytes_at(process, file, extent - done, &part);
        if (bytes == NULL)
            return done > 0 ? (int32_t)done : -ERROR_IO;
        if (!process_store(process, address + done, bytes, part))
            return -ERROR_NOMEM;
        file->position += part;
    }
    return (int32_t)extent;
}

static int32_t get(const struct open_file *file, void *bytes, uint32_t size) {
    return file->port != NULL ? file->port->read(file->port, bytes, size)
                              : environment_read(file->handle, bytes, size);
}

static int32_t put(const struct open_file *file, const void *bytes, uint32_t size) {
    return file->port != NULL ? file->port->write(file->port, bytes, size)
                              : environment_write(file->handle, bytes, size);
}

// What Linux says to an address that cannot be used, or to nothing.
static int32_t nothing(uint32_t size) {
    return size == 0 ? 0 : -ERROR_FAULT;
}

static bool is_seekable(const struct open_file *file) {
    uint32_t position[2];
    return file->port == NULL && environment_seek(file->handle, 0, 0, 1, position) == 0;
}

// A file is read until it ends, a pipe or terminal once: a second read might wait.
static int32_t read_file(struct process *process, const struct open_file *file, uint32_t address,
                         uint32_t extent) {
    unsigned char *transfer = process->kernel->transfer;
    uint32_t done = 0;
    while (done < extent) {
        int32_t part = least(extent - done, TRANSFER_SIZE);
        int32_t got = get(file, transfer, (uint32_t)part);
        if (got < 0)
            return done > 0 ? (int32_t)done : got;
        if (!process_store(process, address + done, transfer, (uint32_t)got))
            return -ERROR_NOMEM;
        done += (uint32_t)got;
        if (got < part || (done < extent && !is_seekable(file)))
            break;
    }
    return (int32_t)done;
}

// Of standard input a guest may read so much and no more (--stdin-limit). Whether there is more
// shows when one more byte is asked for.
static int32_t read_limited(struct process *process, const struct open_file *file, uint32_t address,
                            uint32_t extent) {
    uint64_t left = process->input_limit - process->input;
    if (left == 0) {
        int32_t got = get(file, process->kernel->transfer, 1);
        return got > 0 ? RESULT_INPUT_LIMIT : got;
    }
    int32_t got = read_file(process, file, address, left < extent ? (uint32_t)left : extent);
    if (got > 0)
        process->input += (uint32_t)got;
    return got;
}

int32_t call_read(struct process *process, const uint32_t *arguments) {
    struct open_file *file = descriptor_file(process, arguments[0]);
    uint32_t address = arguments[1];
    uint32_t size = arguments[2];
    if (file == NULL)
        return -ERROR_BADF;
    if (!user_range(address, size))
        return -ERROR_FAULT;
    size = (uint32_t)least(size, TRANSFER_LIMIT);
    if (file->bytes != NULL)
        return read_bytes(process, file, address, size);
    uint32_t extent = process_extent(process, address, size, ACCESS_WRITE);
    if (extent == 0 && file->port != NULL)
        return nothing(size);
    if (extent == 0)
        return environment_read(file->handle, size == 0 ? process->kernel->transfer : NULL, size);
    if (file->is_input)
        return read_limited(process, file, address, extent);
    return read_file(process, file, address, extent);
}

static int32_t write_file(struct process *process, const struct open_file *file, uint32_t address,
                          uint32_t extent) {
    unsigned char *transfer = process->kernel->transfer;
    uint32_t done = 0;
    while (done < extent) {
        int32_t part = least(extent - done, TRANSFER_SIZE);
        if (!process_load(process, address + done, transfer, (uint32_t)part))
            return -ERROR_NOMEM;
        int32_t written = put(file, transfer, (uint32_t)part);
        if (written == -ERROR_PIPE)
            return written;
        if (written < 0)
            return done > 0 ? (int32_t)done : written;
        done += (uint32_t)written;
        if (written < part)
            break;
    }
    return (int32_t)done;
}

// A guest may write so much and no more (--max-output): up to that it is written.
static int32_t write_limited(struct process *process, const struct open_file *file,
                             uint32_t address, uint32_t extent) {
    uint64_t left = process->output_limit - process->output;
    uint32_t part = left < extent ? (uint32_t)left : extent;
    int32_t written = part > 0 ? write_file(process, file, address, part) : 0;
    if (written > 0)
        process->output += (uint32_t)written;
    return written >= 0 && (uint32_t)written == part && part < extent ? RESULT_OUTPUT_LIMIT
                                                                      : written;
}

int32_t call_write(struct process *process, const uint32_t *arguments) {
    struct open_file *file = descriptor_file(process, arguments[0]);
    uint32_t address = arguments[1];
    uint32_t size = arguments[2];
    if (file == NULL || file->bytes != NULL)
        return -ERROR_BADF;
    if (!user_range(address, size))
        return -ERROR_FAULT;
    size = (uint32_t)least(size, TRANSFER_LIMIT);
    uint32_t extent = process_extent(process, address, size, ACCESS_READ);
    if (extent == 0 && file->port != NULL)
        return nothing(size);
    if (extent == 0)
        return environment_write(file->handle, size == 0 ? process->kernel->transfer : NULL, size);
    return write_limited(process, file, address, extent);
}

// ---- positions ----

// `whence` is 0, 1 or 2: from the start, the position, the end.
static int32_t seek_bytes(struct open_file *file, uint64_t offset, uint32_t whence,
                          uint32_t result[2]) {
    uint64_t position = offset;
    if (whence == 1)
        position += file->position;
    else if (whence == 2)
        position += file->size;
    if (position >= 0x80000000u)
        return -ERROR_INVAL;
    file->position = (uint32_t)position;
    result[0] = 0;
    result[1] = (uint32_t)position;
    return 0;
}

static int32_t seek(struct process *process, uint32_t number, uint32_t high, uint32_t low,
                    uint32_t whence, uint32_t result[2]) {
    struct open_file *file = descriptor_file(process, number);
    if (file == NULL)
        return -ERROR_BADF;
    if (whence > 2)
        return -ERROR_INVAL;
    if (file->bytes != NULL)
        return seek_bytes(file, (uint64_t)high * 0x100000000u + low, whence, result);
    return file->port != NULL ? -ERROR_SPIPE
                              : environment_seek(file->handle, high, low, whence, result);
}

int32_t call_lseek(struct process *process, const uint32_t *arguments) {
    uint32_t low = arguments[1];
    uint32_t result[2];
    int32_t wrong =
        seek(process, arguments[0], low < 0x80000000u ? 0 : 0xffffffffu, low, arguments[2], result);
    if (wrong != 0)
        return wrong;
    return result[0] != 0 || result[1] >= 0x80000000u ? -ERROR_OVERFLOW : (int32_t)result[1];
}

int32_t call_llseek(struct process *process, const uint32_t *arguments) {
    uint32_t whence;
    uint32_t result[2];
    int32_t wrong = call_argument(process, 4, &whence);
    if (wrong == 0)
        wrong = seek(process, arguments[0], arguments[1], arguments[2], whence, result);
    if (wrong != 0)
        return wrong;
    if (process_extent(process, arguments[3], 8, ACCESS_WRITE) < 8)
        return -ERROR_FAULT;
    uint32_t low_first[2] = {result[1], result[0]};
    return process_store(process, arguments[3], low_first, 8) ? 0 : -ERROR_NOMEM;
}

// The size is in an aligned pair of arguments.
int32_t call_ftruncate64(struct process *process, const uint32_t *arguments) {
    const struct open_file *file = descriptor_file(process, arguments[0]);
    if (file == NULL)
        return -ERROR_BADF;
    if (file->port != NULL || file->bytes != NULL)
        return -ERROR_INVAL;
    return environment_truncate(file->handle, arguments[3], arguments[2]);
}

// All that was written is the host's already.
int32_t call_fsync(struct process *process, const uint32_t *arguments) {
    const struct open_file *file = descriptor_file(process, arguments[0]);
    return file == NULL ? -ERROR_BADF : file->port != NULL ? -ERROR_INVAL : 0;
}

int32_t call_sync(struct process *process, const uint32_t *arguments) {
    (void)process, (void)arguments;
    return 0;
}

// ---- several pieces ----

enum { PIECES_MOST = 1024 };

// Reads or writes pieces of memory, each an address and a size, until one is done in part only.
static int32_t transfer_pieces(struct process *process, const uint32_t *arguments,
                               call_handler *handler) {
    uint32_t done = 0;
    if (descriptor_file(process, arguments[0]) == NULL)
        return -ERROR_BADF;
    if (arguments[2] > PIECES_MOST)
        return -ERROR_INVAL;
    for (uint32_t i = 0; i < arguments[2]; i++) {
        uint32_t piece[2];
        if (process_extent(process, arguments[1] + i * 8, 8, ACCESS_READ) < 8)
            return -ERROR_FAULT;
        if (!process_load(process, arguments[1] + i * 8, piece, sizeof piece))
            return -ERROR_NOMEM;
        if (piece[1] == 0)
            continue;
        const uint32_t one[4] = {arguments[0], piece[0], piece[1], 0};
        int32_t result = handler(process, one);
        if (result == RESULT_OUTPUT_LIMIT || result == RESULT_INPUT_LIMIT || result == -ERROR_PIPE)
            return result;
        if (result < 0)
            return done > 0 ? (int32_t)done : result;
        done += (uint32_t)result;
        if ((uint32_t)result < piece[1])
            break;
    }
    return (int32_t)done;
}

int32_t call_readv(struct process *process, const uint32_t *arguments) {
    return transfer_pieces(process, arguments, call_read);
}

int32_t call_writev(struct process *process, const uint32_t *arguments) {
    return transfer_pieces(process, arguments, call_write);
}

// ---- the rest ----

// Of terminals only whether something is one: the state that TCGETS asks for is left as it is.
int32_t call_ioctl(struct process *process, const uint32_t *arguments) {
    struct open_file *file = descriptor_file(process, arguments[0]);
    if (file == NULL)
        return -ERROR_BADF;
    if (arguments[1] != TERMINAL_GET || file->bytes != NULL || file->port != NULL)
        return -ERROR_NOTTY;
    return environment_is_terminal(file->handle);
}

// Of a supervisor for its guest: a call that names files, with a directory as root and working
// directory (docs/machine.md).
int32_t call_in_root(struct process *process, const uint32_t *arguments) {
    uint32_t words[IN_ROOT_WORDS];
    const struct open_file *file = descriptor_file(process, arguments[0]);
    const struct system_call *call = system_call_find(arguments[1]);
    if (file == NULL)
        return -ERROR_BADF;
    if (call == NULL || call->effect != PATH)
        return -ERROR_INVAL;
    uint32_t size = call->number == CALL_linkat || call->number == CALL_fchownat ? 20 : 16;
    // A directory that it has not opened itself may be one that it can't.
    if (file->bytes != NULL || file->port != NULL ||
        (file->handle <= 2 && process->files != FILES_ALL))
        return -ERROR_ACCES;
    if (process_extent(process, arguments[2], size, ACCESS_READ) < size)
        return -ERROR_FAULT;
    if (!process_load(process, arguments[2], words, size))
        return -ERROR_NOMEM;
    int32_t root = process->root;
    struct open_file *working = process->working;
    process->root = file->handle;
    process->working = NULL;
    process->in_root = words;
    int32_t result = call->handler(process, words);
    process->in_root = NULL;
    process->working = working;
    process->root = root;
    return result;
}
