// What a WebAssembly module (WASI preview 1) offers to core in place of host/: files, which whoever
// embeds the module keeps in memory, and frames, which are pages of the linear memory. There are no
// signals, no other processes and no translator.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../core/calls.h"
#include "../core/campaign.h"
#include "../core/command_line.h"
#include "../core/environment.h"
#include "../core/kernel/observe.h"
#include "../core/kernel/program.h"
#include "../core/mixter/states.h"
#include "../core/vectors.h"
#include "../host/errors.h"
#include "../host/library/library.h"
#include "../host/progress_line.h"

extern char **environ;

enum { LINEAR_PAGE = 65536, FRAMES_AT_ONCE = 64, CHUNK = 0x100000 };

// ---- memory ----

// Grown memory is zero, and stays with the module until its end.
static uint32_t grow(uint32_t bytes) {
    size_t before = __builtin_wasm_memory_grow(0, (bytes + LINEAR_PAGE - 1) / LINEAR_PAGE);
    return before == SIZE_MAX ? 0 : (uint32_t)before * LINEAR_PAGE;
}

// Frames are numbered from the first one on. (From address 0 on is no way: to a compiler no offset
// leads from a null pointer to a frame.)
struct arena {
    uint32_t start; // of frame 0, which is none
    uint32_t next;
    uint32_t left;
};

static bool enlarge(struct arena *arena) {
    arena->next = grow(FRAMES_AT_ONCE * PAGE_SIZE);
    arena->left = arena->next != 0 ? FRAMES_AT_ONCE : 0;
    return arena->left != 0;
}

struct arena *environment_arena(unsigned char **memory, const char **wrong) {
    struct arena *arena = calloc(1, sizeof *arena);
    *wrong = "out of memory";
    if (arena == NULL || !enlarge(arena)) {
        free(arena);
        return NULL;
    }
    arena->start = arena->next - PAGE_SIZE;
    *memory = (unsigned char *)(uintptr_t)arena->start;
    return arena;
}

void environment_arena_free(struct arena *arena) {
    free(arena);
}

uint32_t environment_new_frame(struct arena *arena) {
    if (arena->left == 0 && !enlarge(arena))
        return 0;
    arena->left--;
    arena->next += PAGE_SIZE;
    return arena->next - PAGE_SIZE - arena->start;
}

void *environment_memory(uint32_t size) {
    static uint32_t next, left;
    uint32_t taken = (size + 7) / 8 * 8;
    if (taken > left) {
        left = taken > CHUNK ? (taken + LINEAR_PAGE - 1) / LINEAR_PAGE * LINEAR_PAGE : CHUNK;
        next = grow(left);
        if (next == 0) {
            left = 0;
            return NULL;
        }
    }
    next += taken;
    left -= taken;
    return (void *)(uintptr_t)(next - taken);
}

void environment_prefetch(const void *memory, uint32_t size) {
    (void)memory, (void)size;
}

// ---- files ----

struct pair {
    int here;
    uint32_t mips;
};

static int32_t answer(int result) {
    return result < 0 ? error_of_host() : result;
}

static const struct pair open_flags[] = {
    {O_APPEND, 0x8}, {O_CREAT, 0x100}, {O_TRUNC, 0x200}, {O_EXCL, 0x400}, {O_DIRECTORY, 0x10000}};

int32_t environment_open(const char *path, uint32_t flags, uint32_t mode) {
    static const int modes[4] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR};
    int here = modes[flags % 4];
    for (size_t i = 0; i < sizeof open_flags / sizeof open_flags[0]; i++) {
        if ((flags & open_flags[i].mips) == open_flags[i].mips)
            here |= open_flags[i].here;
    }
    return answer(open(path, here, mode));
}

int32_t environment_close(int32_t handle) {
    return answer(close(handle));
}

int32_t environment_read(int32_t handle, void *bytes, uint32_t size) {
    return bytes == NULL ? -ERROR_FAULT : answer((int)read(handle, bytes, size));
}

int32_t environment_write(int32_t handle, const void *bytes, uint32_t size) {
    if (bytes == NULL)
        return size == 0 ? 0 : -ERROR_FAULT;
    return answer((int)write(handle, bytes, size));
}

int32_t environment_seek(int32_t handle, uint32_t high, uint32_t low, uint32_t whence,
                         uint32_t result[2]) {
    static const int origins[3] = {SEEK_SET, SEEK_CUR, SEEK_END};
    off_t position = lseek(handle, (off_t)((uint64_t)high << 32 | low), origins[whence]);
    if (position < 0)
        return answer(-1);
    result[0] = (uint32_t)((uint64_t)position >> 32);
    result[1] = (uint32_t)position;
    return 0;
}

int32_t environment_is_terminal(int32_t handle) {
    return isatty(handle) ? 0 : -ERROR_NOTTY;
}

uint32_t environment_file_limit(uint32_t files) {
    return files;
}

// Files have no permissions.
int32_t environment_access(const char *path, uint32_t mode) {
    return mode > 7 ? -ERROR_INVAL : answer(access(path, F_OK));
}

int32_t environment_unlink(const char *path) {
    return answer(unlink(path));
}

int32_t environment_rename(const char *from, const char *to) {
    return answer(rename(from, to));
}

int32_t environment_make_directory(const char *path, uint32_t mode) {
    return answer(mkdir(path, mode));
}

int32_t environment_remove_directory(const char *path) {
    return answer(rmdir(path));
}

// As struct stat64 of Linux/MIPS; times are those of a file that has always been there.
static void convert_status(const struct stat *file, uint32_t status[FILE_STATUS_WORDS]) {
    enum { DIRECTORY = 0040755, REGULAR = 0100644, TERMINAL = 0020620, USER = 1000, BLOCK = 4096 };
    memset(status, 0, FILE_STATUS_WORDS * sizeof *status);
    status[4] = (uint32_t)file->st_ino;
    status[6] = S_ISDIR(file->st_mode) ? DIRECTORY : S_ISREG(file->st_mode) ? REGULAR : TERMINAL;
    status[7] = 1;
    status[8] = status[9] = USER;
    status[14] = (uint32_t)file->st_size;
    status[15] = (uint32_t)((uint64_t)file->st_size >> 32);
    status[22] = BLOCK;
    status[24] = (uint32_t)((file->st_size + 511) / 512);
}

int32_t environment_status(int32_t handle, uint32_t status[FILE_STATUS_WORDS]) {
    struct stat file;
    if (fstat(handle, &file) != 0)
        return answer(-1);
    convert_status(&file, status);
    return 0;
}

int32_t environment_change_mode(int32_t handle, uint32_t mode) {
    (void)handle, (void)mode;
    return 0;
}

int32_t environment_set_times(int32_t handle, const uint32_t times[4]) {
    (void)handle, (void)times;
    return 0;
}

int32_t environment_file_system(int32_t handle, uint32_t words[FILE_SYSTEM_WORDS]) {
    (void)handle, (void)words;
    return -ERROR_NOSYS;
}

int32_t environment_truncate(int32_t handle, uint32_t high, uint32_t low) {
    return answer(ftruncate(handle, (off_t)((uint64_t)high << 32 | low)));
}

int32_t environment_entries(int32_t handle, void *bytes, uint32_t size) {
    (void)handle, (void)bytes, (void)size;
    return -ERROR_NOTDIR;
}

int32_t environment_working_directory(char *path, uint32_t size) {
    if (size < 2)
        return -ERROR_RANGE;
    strcpy(path, "/");
    return 0;
}

int32_t environment_flags(int32_t handle) {
    int flags = fcntl(handle, F_GETFL);
    if (flags < 0)
        return answer(-1);
    int mode = flags & O_ACCMODE;
    return (mode == O_RDONLY ? 0 : mode == O_WRONLY ? 1 : 2) | (flags & O_APPEND ? 0x8 : 0);
}

static int32_t status_of(const char *path, uint32_t *status) {
    struct stat file;
    if (stat(path, &file) != 0)
        return answer(-1);
    convert_status(&file, status);
    return 0;
}

int32_t environment_path_call(int32_t root, const struct path_call *call) {
    (void)root; // there is nothing but one folder
    enum { REMOVE_DIRECTORY = 0x200 };
    switch (call->number) {
    case CALL_openat: return environment_open(call->path, call->words[0], call->words[1]);
    case CALL_unlinkat:
        return call->words[0] & REMOVE_DIRECTORY ? environment_remove_directory(call->path)
                                                 : environment_unlink(call->path);
    case CALL_mkdirat: return environment_make_directory(call->path, call->words[0]);
    case CALL_renameat: return environment_rename(call->path, call->second);
    case CALL_faccessat: return environment_access(call->path, call->words[0]);
    case CALL_fstatat64: return status_of(call->path, call->bytes);
    case CALL_readlinkat: return -ERROR_INVAL; // no file is a link
    default: return -ERROR_NOSYS;
    }
}

int32_t environment_path_of(int32_t root, int32_t handle, char *path, uint32_t size) {
    (void)root, (void)handle;
    return environment_working_directory(path, size);
}

int32_t environment_file_kind(const char *path, char *name, uint32_t size) {
    struct stat file;
    if (strlen(path) >= size)
        return -ERROR_NAMETOOLONG;
    strcpy(name, path);
    if (stat(path, &file) != 0)
        return errno == ENOENT ? FILE_MISSING : answer(-1);
    if (S_ISDIR(file.st_mode))
        return -ERROR_ISDIR;
    return S_ISREG(file.st_mode) ? FILE_ORDINARY : FILE_OTHER;
}

bool environment_same_file(const char *path, const char *other) {
    struct stat file;
    return strcmp(path, other) == 0 && stat(path, &file) == 0 && S_ISREG(file.st_mode);
}

// Nothing can interrupt what runs; whoever embeds the module ends its worker.
bool environment_set_deadline(uint32_t milliseconds, const char *text) {
    (void)milliseconds, (void)text;
    return false;
}

void environment_await_deadline(void) {}

bool environment_expired(void) {
    return false;
}

// ---- signals, which there are none of ----

void environment_start(void) {}

int32_t environment_standard(uint32_t number) {
    return (int32_t)number;
}

void environment_hold_signals(bool hold) {
    (void)hold;
}

const char *environment_try(void (*function)(void *), void *argument) {
    function(argument);
    return NULL;
}

void environment_note_signals(void) {}

uint32_t environment_noted_signal(void) {
    return 0;
}

void environment_obey_signal(void) {}

void environment_remove_when_interrupted(const char *path) {
    (void)path;
}

void environment_progress(const uint32_t *words) {
    (void)words;
}

void progress_erase(void) {}

// A page has one process.
uint32_t environment_twin_put(uint32_t stream, const uint32_t *words, uint32_t count) {
    (void)stream, (void)words, (void)count;
    return 0;
}

uint32_t environment_twin_get(uint32_t stream, uint32_t *words, uint32_t count) {
    (void)stream, (void)words, (void)count;
    return 0;
}

bool environment_twins_open(void) {
    return false;
}

void environment_twins_run(const struct twin_task *task, uint32_t role, uint32_t count,
                           struct twin_end *ends) {
    (void)task, (void)role, (void)count, (void)ends;
}

uint32_t environment_campaign(int argc, char **argv) {
    (void)argc;
    fprintf(stderr, "mixter %s: not in a page: the same command on the host\n", argv[0]);
    return STATUS_USAGE;
}

bool environment_state(const char *path, struct machine *machine, struct state_file *file,
                       struct failure *failure) {
    (void)machine, (void)file;
    return failure_set(failure, STATUS_USAGE, "%s: states are not for a page", path);
}

bool environment_foreign(const char *command, const char *given, uint32_t timeout,
                         struct slice *slice) {
    (void)timeout, (void)slice;
    fprintf(stderr, "%s: --with %s: not in a page: the same command on the host\n", command, given);
    return false;
}

uint32_t environment_vectors(int argc, char **argv) {
    (void)argc;
    fprintf(stderr, "mixter %s: not in a page: the same command on the host\n", argv[0]);
    return STATUS_USAGE;
}

char **environment_variables(void) {
    return environ;
}

// ---- the machine ----

bool environment_is_machine(void) {
    return false;
}

int32_t environment_switch(uint32_t *block, uint32_t budget_low, uint32_t budget_high) {
    (void)block, (void)budget_low, (void)budget_high;
    return -ERROR_NOSYS;
}

uint32_t environment_frame_at(const void *bytes) {
    (void)bytes;
    return 0;
}

// The image is a file that whoever embeds the module puts there.
int32_t environment_own_image(struct own_image *own) {
    memset(own, 0, sizeof *own);
    int32_t wrong = file_read("hypster", &own->owned, &own->size);
    own->bytes = own->owned;
    own->rest_at = own->rest_end = own->size;
    return wrong;
}

// ---- what only the host has ----

struct observer *environment_observer(struct machine *machine,
                                      const struct observe_request *request) {
    (void)machine;
    fprintf(stderr, "%s: %s: not in this build\n", request->command, request->option);
    return NULL;
}

// ---- the library ----

// Streams are callbacks.
int32_t library_duplicate(int descriptor) {
    (void)descriptor;
    return -ERROR_BADF;
}

// A panic ends the module (core/panic.c), and with it all that a call could have left behind.
bool guard_run(void (*work)(void *state), void *state, struct broken *broken) {
    (void)broken;
    work(state);
    return true;
}

struct mixter *library_running(struct mixter *mixter) {
    static struct mixter *running;
    struct mixter *before = running;
    running = mixter;
    return before;
}
