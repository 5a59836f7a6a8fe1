// System calls of Linux/MIPS o32: number in $v0, arguments in $a0 to $a3 and on the stack; result
// in $v0 and 0 in $a3, or an error number in $v0 and 1 in $a3. What Linux checks first is checked
// first here.
#include "process.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../progress.h"
#include "recording.h"

enum {
    CALL_EXIT = 4001,
    CALL_READ = 4003,
    CALL_WRITE = 4004,
    CALL_OPEN = 4005,
    CALL_CLOSE = 4006,
    CALL_UNLINK = 4010,
    CALL_LSEEK = 4019,
    CALL_GETPID = 4020,
    CALL_ACCESS = 4033,
    CALL_KILL = 4037,
    CALL_RENAME = 4038,
    CALL_MKDIR = 4039,
    CALL_RMDIR = 4040,
    CALL_BRK = 4045,
    CALL_IOCTL = 4054,
    CALL_SETRLIMIT = 4075,
    CALL_GETRLIMIT = 4076,
    CALL_LLSEEK = 4140,
    CALL_CACHEFLUSH = 4147,
    CALL_EXIT_GROUP = 4246,
    CALL_PROGRESS = 4902
};

enum {
    TRANSFER_SIZE = 0x10000,
    TRANSFER_LIMIT = 0x7ffff000,
    TERMINAL_GET = 0x540d,
    LIMIT_OF_FILES = 5
};
enum { OPEN_ACCESS_MODES = 4, SIGNALS = 128, SIGNAL_NUMBER_PIPE = 13 };

static const char own_image[] = "/proc/self/exe";

static unsigned char transfer[TRANSFER_SIZE];

static uint32_t argument(const struct process *process, uint32_t number) {
    return process->context[REGISTER_A0 + number];
}

// Bytes that lie partly outside the user's half are refused before anything else is done.
static bool user_range(uint32_t address, uint32_t size) {
    return size <= 0x80000000u && address <= 0x80000000u - size;
}

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

static int32_t call_open(struct process *process) {
    char path[PATH_SIZE];
    int32_t wrong = load_path(process, argument(process, 0), path);
    uint32_t flags = argument(process, 1);
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
    int32_t handle = environment_open(path, flags, argument(process, 2));
    if (handle < 0)
        return handle;
    descriptor->kind = DESCRIPTOR_FILE;
    descriptor->handle = handle;
    return number;
}

// The standard files stay open outside: they are the supervisor's as well.
static int32_t call_close(struct process *process) {
    struct descriptor *descriptor = descriptor_open(process, argument(process, 0));
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

static int32_t call_read(struct process *process) {
    struct descriptor *descriptor = descriptor_open(process, argument(process, 0));
    uint32_t address = argument(process, 1);
    uint32_t size = argument(process, 2);
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

static int32_t call_write(struct process *process) {
    struct descriptor *descriptor = descriptor_open(process, argument(process, 0));
    uint32_t address = argument(process, 1);
    uint32_t size = argument(process, 2);
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

static int32_t seek(struct process *process, uint32_t high, uint32_t low, uint32_t whence,
                    uint32_t result[2]) {
    struct descriptor *descriptor = descriptor_open(process, argument(process, 0));
    if (descriptor == NULL)
        return -ERROR_BADF;
    if (whence > 2)
        return -ERROR_INVAL;
    if (descriptor->kind == DESCRIPTOR_IMAGE)
        return seek_image(process, descriptor, (uint64_t)high * 0x100000000u + low, whence, result);
    return environment_seek(descriptor->handle, high, low, whence, result);
}

static int32_t call_lseek(struct process *process) {
    uint32_t low = argument(process, 1);
    uint32_t result[2];
    int32_t wrong =
        seek(process, low < 0x80000000u ? 0 : 0xffffffffu, low, argument(process, 2), result);
    if (wrong != 0)
        return wrong;
    return result[0] != 0 || result[1] >= 0x80000000u ? -ERROR_OVERFLOW : (int32_t)result[1];
}

static int32_t call_llseek(struct process *process) {
    uint32_t whence;
    uint32_t result[2];
    uint32_t fifth = process->context[REGISTER_SP] + 16;
    if (fifth % 4 != 0 || process_extent(process, fifth, 4, ACCESS_READ) < 4)
        return -ERROR_FAULT;
    if (!process_load(process, fifth, &whence, 4))
        return -ERROR_NOMEM;
    int32_t wrong = seek(process, argument(process, 1), argument(process, 2), whence, result);
    if (wrong != 0)
        return wrong;
    if (process_extent(process, argument(process, 3), 8, ACCESS_WRITE) < 8)
        return -ERROR_FAULT;
    uint32_t low_first[2] = {result[1], result[0]};
    return process_store(process, argument(process, 3), low_first, 8) ? 0 : -ERROR_NOMEM;
}

// ---- paths and the rest ----

static int32_t call_path(struct process *process, uint32_t number) {
    char path[PATH_SIZE];
    char second[PATH_SIZE];
    int32_t wrong = load_path(process, argument(process, 0), path);
    if (wrong != 0)
        return wrong;
    switch (number) {
    case CALL_UNLINK: return environment_unlink(path);
    case CALL_ACCESS: return environment_access(path, argument(process, 1));
    case CALL_MKDIR: return environment_make_directory(path, argument(process, 1));
    case CALL_RMDIR: return environment_remove_directory(path);
    default:
        wrong = load_path(process, argument(process, 1), second);
        return wrong != 0 ? wrong : environment_rename(path, second);
    }
}

// Of terminals only whether something is one: the state that TCGETS asks for is left as it is.
static int32_t call_ioctl(struct process *process) {
    struct descriptor *descriptor = descriptor_open(process, argument(process, 0));
    if (descriptor == NULL)
        return -ERROR_BADF;
    if (argument(process, 1) != TERMINAL_GET || descriptor->kind == DESCRIPTOR_IMAGE)
        return -ERROR_NOTTY;
    return environment_is_terminal(descriptor->handle);
}

// Of all limits only that of open files: words now, at most.
static int32_t call_limit(struct process *process, uint32_t number) {
    uint32_t address = argument(process, 1);
    uint32_t words[2] = {process->file_limit, process->file_limit_most};
    enum access access = number == CALL_SETRLIMIT ? ACCESS_READ : ACCESS_WRITE;
    if (argument(process, 0) != LIMIT_OF_FILES)
        return -ERROR_INVAL;
    if (process_extent(process, address, sizeof words, access) < sizeof words)
        return -ERROR_FAULT;
    if (number == CALL_GETRLIMIT)
        return process_store(process, address, words, sizeof words) ? 0 : -ERROR_NOMEM;
    if (!process_load(process, address, words, sizeof words))
        return -ERROR_NOMEM;
    return descriptors_set_limit(process, words[0], words[1]);
}

static int32_t call_kill(struct process *process) {
    uint32_t target = argument(process, 0);
    uint32_t signal = argument(process, 1);
    if (signal > SIGNALS)
        return -ERROR_INVAL;
    if (target != PROCESS_ID && target != 0)
        return -ERROR_SRCH;
    if (signal != 0)
        process_kill(process, signal);
    return 0;
}

// What was stored is executed anyway (Linux: arch/mips/mm/cache.c).
static int32_t call_cacheflush(const struct process *process) {
    uint32_t size = argument(process, 1);
    return size == 0 || user_range(argument(process, 0), size) ? 0 : -ERROR_FAULT;
}

static int32_t call_progress(struct process *process) {
    uint32_t words[PROGRESS_WORDS];
    uint32_t address = argument(process, 0);
    if (process_extent(process, address, sizeof words, ACCESS_READ) < sizeof words)
        return -ERROR_FAULT;
    if (!process_load(process, address, words, sizeof words))
        return -ERROR_NOMEM;
    progress_pass_on(words);
    return 0;
}

static int32_t call(struct process *process, uint32_t number) {
    switch (number) {
    case CALL_EXIT:
    case CALL_EXIT_GROUP: process_exit(process, argument(process, 0) % 256); return 0;
    case CALL_READ: return call_read(process);
    case CALL_WRITE: return call_write(process);
    case CALL_OPEN: return call_open(process);
    case CALL_CLOSE: return call_close(process);
    case CALL_UNLINK:
    case CALL_ACCESS:
    case CALL_RENAME:
    case CALL_MKDIR:
    case CALL_RMDIR: return call_path(process, number);
    case CALL_LSEEK: return call_lseek(process);
    case CALL_LLSEEK: return call_llseek(process);
    case CALL_CACHEFLUSH: return call_cacheflush(process);
    case CALL_GETPID: return PROCESS_ID;
    case CALL_KILL: return call_kill(process);
    case CALL_BRK: return (int32_t)process_set_break(process, argument(process, 0));
    case CALL_IOCTL: return call_ioctl(process);
    case CALL_SETRLIMIT:
    case CALL_GETRLIMIT: return call_limit(process, number);
    case CALL_PROGRESS: return call_progress(process);
    default: return -ERROR_NOSYS;
    }
}

bool system_call_is_local(uint32_t number) {
    return number == CALL_EXIT || number == CALL_EXIT_GROUP || number == CALL_BRK ||
           number == CALL_KILL;
}

void process_system_call(struct process *process) {
    uint32_t *context = process->context;
    int32_t result = process->recording != NULL ? recording_call(process, call)
                                                : call(process, context[REGISTER_V0]);
    // Interrupted means that the deadline has passed: the call has not happened.
    if (result == -ERROR_INTR)
        return;
    process->system_calls++;
    context[REGISTER_V0] = (uint32_t)(result < 0 ? -result : result);
    context[REGISTER_A3] = result < 0 ? 1 : 0;
    context_complete(context);
}
