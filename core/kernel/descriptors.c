// Open files of processes. Each process has a limit of its own. The files of all guests are also
// open in their supervisor, which may have a limit, too: before it grants a limit to a guest, it
// raises its own, on the host or, by the same system call, with the supervisor beneath.
#include "../memory.h"
#include "kernel.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "system_calls.h"

// Limits: default of a new process, maximum of any process, and what a supervisor needs for itself.
enum { FILES_AT_START = 256, FILES_MAX = 0x100000, FILES_OF_SUPERVISOR = 16, TABLE_START = 16 };

// Supported commands of fcntl.
enum {
    FCNTL_DUPLICATE,
    FCNTL_GET_CLOSING,
    FCNTL_SET_CLOSING,
    FCNTL_GET_FLAGS,
    FCNTL_SET_FLAGS,
    FCNTL_SET_LOCK = 6,
    FCNTL_WAIT_LOCK,
    FCNTL_GET_LOCK = 14,
    FCNTL_GET_LOCK_64 = 33,
    FCNTL_SET_LOCK_64,
    FCNTL_WAIT_LOCK_64,
    FCNTL_DUPLICATE_CLOSING = 1030,
    LOCK_NONE = 2
};
enum { FLAG_WRITE = 1, FLAG_APPEND = 8 };

void descriptors_share(struct kernel *kernel, uint32_t processes) {
    uint64_t all = (uint64_t)processes * FILES_AT_START + FILES_OF_SUPERVISOR;
    uint32_t wanted = all < FILES_MAX ? (uint32_t)all : FILES_MAX;
    uint32_t files = environment_file_limit(wanted);
    uint32_t share = files > FILES_OF_SUPERVISOR ? (files - FILES_OF_SUPERVISOR) / processes : 0;
    if (share > FILES_AT_START)
        share = FILES_AT_START;
    kernel->files_at_start = share < 3 ? 3 : share;
}

struct open_file *open_file_new(int32_t handle) {
    struct open_file *file = memory_new(sizeof *file);
    file->handle = handle;
    return file;
}

static struct open_file *use(struct process *process, uint32_t number) {
    struct open_file *file = memory_new(sizeof *file);
    descriptor_use_file(process, number, file);
    return file;
}

void descriptor_use_file(struct process *process, uint32_t number, struct open_file *file) {
    process->descriptors[number] = file;
    file->uses++;
}

void descriptor_use_handle(struct process *process, uint32_t number, int32_t handle) {
    descriptor_use_file(process, number, open_file_new(handle));
}

void descriptor_use_bytes(struct process *process, uint32_t number, const void *bytes,
                          uint32_t size) {
    struct open_file *file = use(process, number);
    file->bytes = bytes;
    file->size = size;
}

void descriptor_use_port(struct process *process, uint32_t number, struct port *port) {
    use(process, number)->port = port;
}

// Standard files are not closed: they belong to the supervisor as well.
int32_t open_file_release(struct open_file *file) {
    int32_t result = 0;
    if (--file->uses > 0)
        return 0;
    if (file->bytes == NULL && file->port == NULL && file->handle > 2)
        result = environment_close(file->handle);
    free(file->owned);
    free(file);
    return result;
}

int32_t descriptor_close(struct process *process, uint32_t number) {
    struct open_file *file = process->descriptors[number];
    process->descriptors[number] = NULL;
    return open_file_release(file);
}

void descriptors_start(struct process *process) {
    process->descriptors = memory_new(TABLE_START * sizeof *process->descriptors);
    process->descriptor_count = TABLE_START;
    process->file_limit = process->kernel->files_at_start;
    process->file_limit_most = FILES_MAX;
    process->kernel->files_promised += process->file_limit;
    for (uint32_t i = 0; i < 3; i++) {
        int32_t handle = environment_standard(i);
        if (handle >= 0)
            descriptor_use_handle(process, i, handle);
        if (handle == 0)
            process->descriptors[i]->is_input = true;
    }
}

void descriptors_end(struct process *process) {
    if (process->working != NULL)
        open_file_release(process->working);
    for (uint32_t i = 0; i < process->descriptor_count; i++) {
        if (process->descriptors[i] != NULL)
            descriptor_close(process, i);
    }
    process->kernel->files_promised -= process->file_limit;
    free(process->descriptors);
}

struct open_file *descriptor_file(const struct process *process, uint32_t number) {
    return number < process->descriptor_count ? process->descriptors[number] : NULL;
}

static void grow(struct process *process) {
    uint32_t old = process->descriptor_count;
    process->descriptors = memory_larger(process->descriptors, &process->descriptor_count,
                                         sizeof *process->descriptors);
    memset(process->descriptors + old, 0, old * sizeof *process->descriptors);
}

int32_t descriptor_unused(struct process *process, uint32_t least) {
    uint32_t number = least;
    while (number < process->descriptor_count && process->descriptors[number] != NULL)
        number++;
    if (number >= process->file_limit)
        return -ERROR_MFILE;
    while (number >= process->descriptor_count)
        grow(process);
    return (int32_t)number;
}

// ---- duplicates ----

static int32_t duplicate(struct process *process, uint32_t number, uint32_t least) {
    struct open_file *file = descriptor_file(process, number);
    int32_t copy = file == NULL ? -ERROR_BADF : descriptor_unused(process, least);
    if (copy >= 0)
        descriptor_use_file(process, (uint32_t)copy, file);
    return copy;
}

int32_t call_dup(struct process *process, const uint32_t *arguments) {
    return duplicate(process, arguments[0], 0);
}

int32_t call_dup2(struct process *process, const uint32_t *arguments) {
    struct open_file *file = descriptor_file(process, arguments[0]);
    uint32_t number = arguments[1];
    if (file == NULL || number >= process->file_limit)
        return -ERROR_BADF;
    if (number == arguments[0])
        return (int32_t)number;
    while (number >= process->descriptor_count)
        grow(process);
    file->uses++; // it may be the same
    if (process->descriptors[number] != NULL)
        descriptor_close(process, number);
    file->uses--;
    descriptor_use_file(process, number, file);
    return (int32_t)number;
}

int32_t call_dup3(struct process *process, const uint32_t *arguments) {
    return arguments[0] == arguments[1] ? -ERROR_INVAL : call_dup2(process, arguments);
}

static int32_t flags_of(const struct open_file *file) {
    if (file->port != NULL)
        return file->is_input ? 0 : FLAG_WRITE;
    return file->bytes != NULL ? 0 : environment_flags(file->handle);
}

// There is no exec, so that close-on-exec flags mean nothing.
int32_t call_fcntl(struct process *process, const uint32_t *arguments) {
    const struct open_file *file = descriptor_file(process, arguments[0]);
    if (file == NULL)
        return -ERROR_BADF;
    switch (arguments[1]) {
    case FCNTL_DUPLICATE:
    case FCNTL_DUPLICATE_CLOSING:
        return arguments[2] >= process->file_limit ? -ERROR_INVAL
                                                   : duplicate(process, arguments[0], arguments[2]);
    case FCNTL_GET_CLOSING:
    case FCNTL_SET_CLOSING: return 0;
    case FCNTL_GET_FLAGS: return flags_of(file);
    case FCNTL_SET_FLAGS: // whether it waits has no meaning for files; appending stays as it is
        return (arguments[2] & FLAG_APPEND) == ((uint32_t)flags_of(file) & FLAG_APPEND)
                   ? 0
                   : -ERROR_INVAL;
    case FCNTL_GET_LOCK:
    case FCNTL_GET_LOCK_64: { // struct flock begins with the kind of lock; nobody has one
        static const uint16_t unlocked = LOCK_NONE;
        return process_extent(process, arguments[2], sizeof unlocked, ACCESS_WRITE) <
                       sizeof unlocked
                   ? -ERROR_FAULT
               : process_store(process, arguments[2], &unlocked, sizeof unlocked) ? 0
                                                                                  : -ERROR_NOMEM;
    }
    case FCNTL_SET_LOCK:
    case FCNTL_WAIT_LOCK:
    case FCNTL_SET_LOCK_64:
    case FCNTL_WAIT_LOCK_64: return 0; // there is no other process
    default: return -ERROR_INVAL;
    }
}

int32_t descriptors_set_limit(struct process *process, uint32_t limit, uint32_t most) {
    if (limit > most)
        return -ERROR_INVAL;
    if (most > process->file_limit_most)
        return -ERROR_PERM;
    uint32_t others = process->kernel->files_promised - process->file_limit;
    if (limit > process->file_limit) {
        uint64_t all = (uint64_t)others + limit + FILES_OF_SUPERVISOR;
        if (all > FILES_MAX || environment_file_limit((uint32_t)all) < all)
            return -ERROR_PERM;
    }
    process->kernel->files_promised = others + limit;
    process->file_limit = limit;
    process->file_limit_most = most;
    return 0;
}
