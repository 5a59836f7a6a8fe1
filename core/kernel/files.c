// System calls on files: by descriptor and by path. What Linux checks first is checked first here.
#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "system_calls.h"

enum { TRANSFER_SIZE = 0x10000, TRANSFER_LIMIT = 0x7ffff000, TERMINAL_GET = 0x540d };
enum { OPEN_ACCESS_MODES = 4, SIGNAL_NUMBER_PIPE = 13 };

static const char own_image[] = "/proc/self/exe";

static unsigned char transfer[TRANSFER_SIZE];

static int32_t least(uint32_t size, uint32_t limit) {
    return (int32_t)(size < limit ? size : limit);
}

// Copies a path of the guest; 0 or an error.
static int32_t load_path(struct process *process, uint32_t address, char *path) {
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

// ---- descriptors ----

int32_t call_open(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    uint32_t flags = arguments[1];
    if (wrong != 0)
        return wrong;
    int32_t number = descriptor_unused(process);
    if (number < 0)
        return number;
    struct descriptor *descriptor = &process->descriptors[number];
    if (strcmp(path, own_image) == 0) {
        if (flags % OPEN_ACCESS_MODES != 0)
            return -ERROR_TXTBSY;
        descriptor->kind = DESCRIPTOR_IMAGE;
        descriptor->position = 0;
        return number;
    }
    int32_t handle = environment_open(path, flags, arguments[2]);
    if (handle < 0)
        return handle;
    descriptor->kind = DESCRIPTOR_FILE;
    descriptor->handle = handle;
    return number;
}

// The standard files stay open outside: they are the supervisor's as well.
int32_t call_close(struct process *process, const uint32_t *arguments) {
    struct descriptor *descriptor = descriptor_open(process, arguments[0]);
    if (descriptor == NULL)
        return -ERROR_BADF;
    enum descriptor_kind kind = descriptor->kind;
    descriptor->kind = DESCRIPTOR_CLOSED;
    if (kind == DESCRIPTOR_IMAGE || descriptor->handle <= 2)
        return 0;
    return environment_close(descriptor->handle);
}

static int32_t read_image(struct process *process, struct descriptor *descriptor, uint32_t address,
                          uint32_t size) {
    uint32_t left = 0;
    if (descriptor->position < process->image.size)
        left = process->image.size - descriptor->position;
    if (size > left)
        size = left;
    uint32_t extent = process_extent(process, address, size, ACCESS_WRITE);
    if (extent == 0 && size > 0)
        return -ERROR_FAULT;
    if (!process_store(process, address, process->image.bytes + descriptor->position, extent))
        return -ERROR_NOMEM;
    descriptor->position += extent;
    return (int32_t)extent;
}

static bool is_seekable(int32_t handle) {
    uint32_t position[2];
    return environment_seek(handle, 0, 0, 1, position) == 0;
}

// A file is read until it ends, a pipe or terminal once: a second read might wait.
static int32_t read_file(struct process *process, int32_t handle, uint32_t address,
                         uint32_t extent) {
    uint32_t done = 0;
    while (done < extent) {
        int32_t part = least(extent - done, TRANSFER_SIZE);
        int32_t got = environment_read(handle, transfer, (uint32_t)part);
        if (got < 0)
            return done > 0 ? (int32_t)done : got;
        if (!process_store(process, address + done, transfer, (uint32_t)got))
            return -ERROR_NOMEM;
        done += (uint32_t)got;
        if (got < part || (done < extent && !is_seekable(handle)))
            break;
    }
    return (int32_t)done;
}

int32_t call_read(struct process *process, const uint32_t *arguments) {
    struct descriptor *descriptor = descriptor_open(process, arguments[0]);
    uint32_t address = arguments[1];
    uint32_t size = arguments[2];
    if (descriptor == NULL)
        return -ERROR_BADF;
    if (!user_range(address, size))
        return -ERROR_FAULT;
    size = (uint32_t)least(size, TRANSFER_LIMIT);
    if (descriptor->kind == DESCRIPTOR_IMAGE)
        return read_image(process, descriptor, address, size);
    uint32_t extent = process_extent(process, address, size, ACCESS_WRITE);
    if (extent == 0)
        return environment_read(descriptor->handle, size == 0 ? transfer : NULL, size);
    return read_file(process, descriptor->handle, address, extent);
}

static int32_t write_file(struct process *process, int32_t handle, uint32_t address,
                          uint32_t extent) {
    uint32_t done = 0;
    while (done < extent) {
        int32_t part = least(extent - done, TRANSFER_SIZE);
        if (!process_load(process, address + done, transfer, (uint32_t)part))
            return -ERROR_NOMEM;
        int32_t put = environment_write(handle, transfer, (uint32_t)part);
        if (put == -ERROR_PIPE)
            return put;
        if (put < 0)
            return done > 0 ? (int32_t)done : put;
        done += (uint32_t)put;
        if (put < part)
            break;
    }
    return (int32_t)done;
}

int32_t call_write(struct process *process, const uint32_t *arguments) {
    struct descriptor *descriptor = descriptor_open(process, arguments[0]);
    uint32_t address = arguments[1];
    uint32_t size = arguments[2];
    if (descriptor == NULL || descriptor->kind == DESCRIPTOR_IMAGE)
        return -ERROR_BADF;
    if (!user_range(address, size))
        return -ERROR_FAULT;
    size = (uint32_t)least(size, TRANSFER_LIMIT);
    uint32_t extent = process_extent(process, address, size, ACCESS_READ);
    int32_t result;
    if (extent == 0)
        result = environment_write(descriptor->handle, size == 0 ? transfer : NULL, size);
    else
        result = write_file(process, descriptor->handle, address, extent);
    if (result == -ERROR_PIPE)
        process_kill(process, SIGNAL_NUMBER_PIPE);
    return result;
}

// ---- positions ----

// `whence` is 0, 1 or 2: from the start, the position, the end.
static int32_t seek_image(struct process *process, struct descriptor *descriptor, uint64_t offset,
                          uint32_t whence, uint32_t result[2]) {
    uint64_t position = offset;
    if (whence == 1)
        position += descriptor->position;
    else if (whence == 2)
        position += process->image.size;
    if (position >= 0x80000000u)
        return -ERROR_INVAL;
    descriptor->position = (uint32_t)position;
    result[0] = 0;
    result[1] = (uint32_t)position;
    return 0;
}

static int32_t seek(struct process *process, uint32_t number, uint32_t high, uint32_t low,
                    uint32_t whence, uint32_t result[2]) {
    struct descriptor *descriptor = descriptor_open(process, number);
    if (descriptor == NULL)
        return -ERROR_BADF;
    if (whence > 2)
        return -ERROR_INVAL;
    if (descriptor->kind == DESCRIPTOR_IMAGE)
        return seek_image(process, descriptor, (uint64_t)high * 0x100000000u + low, whence, result);
    return environment_seek(descriptor->handle, high, low, whence, result);
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
    uint32_t fifth = process->context[REGISTER_SP] + 16;
    if (fifth % 4 != 0 || process_extent(process, fifth, 4, ACCESS_READ) < 4)
        return -ERROR_FAULT;
    if (!process_load(process, fifth, &whence, 4))
        return -ERROR_NOMEM;
    int32_t wrong = seek(process, arguments[0], arguments[1], arguments[2], whence, result);
    if (wrong != 0)
        return wrong;
    if (process_extent(process, arguments[3], 8, ACCESS_WRITE) < 8)
        return -ERROR_FAULT;
    uint32_t low_first[2] = {result[1], result[0]};
    return process_store(process, arguments[3], low_first, 8) ? 0 : -ERROR_NOMEM;
}

// ---- paths ----

int32_t call_unlink(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    return wrong != 0 ? wrong : environment_unlink(path);
}

int32_t call_access(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    return wrong != 0 ? wrong : environment_access(path, arguments[1]);
}

int32_t call_mkdir(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    return wrong != 0 ? wrong : environment_make_directory(path, arguments[1]);
}

int32_t call_rmdir(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    return wrong != 0 ? wrong : environment_remove_directory(path);
}

int32_t call_rename(struct process *process, const uint32_t *arguments) {
    char path[PATH_SIZE];
    char second[PATH_SIZE];
    int32_t wrong = load_path(process, arguments[0], path);
    if (wrong == 0)
        wrong = load_path(process, arguments[1], second);
    return wrong != 0 ? wrong : environment_rename(path, second);
}

// ---- the rest ----

// Of terminals only whether something is one: the state that TCGETS asks for is left as it is.
int32_t call_ioctl(struct process *process, const uint32_t *arguments) {
    struct descriptor *descriptor = descriptor_open(process, arguments[0]);
    if (descriptor == NULL)
        return -ERROR_BADF;
    if (arguments[1] != TERMINAL_GET || descriptor->kind == DESCRIPTOR_IMAGE)
        return -ERROR_NOTTY;
    return environment_is_terminal(descriptor->handle);
}
