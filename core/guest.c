// core/environment.h in a guest, in place of host/. The machine beneath is Linux/MIPS, so that
// flags and errors need no translation. Frames are pages of its own heap, and their numbers are
// addresses. Built by starc only.
#include "environment.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/syscall.h"
#include "calls.h"
#include "kernel/observe.h"
#include "kernel/supervise.h"
#include "machine/frames.h"
#include "mipster/emulate.h"
#include "mipster/translation.h"
#include "mixter/states.h"
#include "vectors.h"

enum { FRAMES_AT_ONCE = 32 };

enum { GET_FLAGS = 3, TERMINAL_GET = 0x540d, TERMINAL_STATE_WORDS = 16, LIMIT_OF_FILES = 5 };

// Has the supervisor map pages now, in the few steps in which it maps ahead. If the pages of a
// guest came first, each supervisor beneath would get to know only when the one above it has mapped
// them and all guests have been switched to again.
static void touch(uint32_t first, uint32_t count) {
    for (uint32_t page = 0; page < count; page = page * 2 + 1)
        *(volatile uint32_t *)(uintptr_t)(first + page * PAGE_SIZE) = 0;
}

// Frames of a machine: pieces of the heap, in a list, the one that new frames come from first.
struct arena {
    struct piece *pieces;
    uint32_t next;
    uint32_t left;
};

struct piece {
    uint32_t start;
    uint32_t count;
    struct piece *next;
};

// Frames of ended machines, for reuse.
static struct piece *left_over;

struct arena *environment_arena(unsigned char **memory, const char **wrong) {
    *memory = NULL;
    *wrong = "out of memory";
    return calloc(1, sizeof(struct arena));
}

void environment_arena_free(struct arena *arena) {
    for (struct piece *piece = arena->pieces, *next; piece != NULL; piece = next) {
        next = piece->next;
        piece->next = left_over;
        left_over = piece;
    }
    free(arena);
}

// New pages of the heap are zero.
static struct piece *new_piece(void) {
    struct piece *piece = left_over;
    if (piece != NULL) {
        left_over = piece->next;
        memset((void *)(uintptr_t)piece->start, 0, piece->count * PAGE_SIZE);
        return piece;
    }
    piece = malloc(sizeof *piece);
    if (piece == NULL)
        return NULL;
    uint32_t end = (uint32_t)(uintptr_t)sbrk(0);
    uint32_t gap = (0u - end) % PAGE_SIZE;
    piece->count = FRAMES_AT_ONCE;
    while (piece->count > 0 && sbrk((int)(gap + piece->count * PAGE_SIZE)) == (void *)-1)
        piece->count /= 2;
    if (piece->count == 0) {
        free(piece);
        return NULL;
    }
    piece->start = end + gap;
    touch(piece->start, piece->count);
    return piece;
}

uint32_t environment_new_frame(struct arena *arena) {
    if (arena->left == 0) {
        struct piece *piece = new_piece();
        if (piece == NULL)
            return 0;
        piece->next = arena->pieces;
        arena->pieces = piece;
        arena->next = piece->start;
        arena->left = piece->count;
    }
    uint32_t frame = arena->next;
    arena->next += PAGE_SIZE;
    arena->left--;
    return frame;
}

void environment_prefetch(const void *memory, uint32_t size) {
    (void)memory, (void)size;
}

void *environment_memory(uint32_t size) {
    return calloc(1, size);
}

static bool closed_at_start[3];
static char **environment_at_start;

void environment_start(void) {
    environment_at_start = environ;
    for (int32_t i = 0; i < 3; i++) {
        closed_at_start[i] = __syscall(CALL_lseek, i, 0, SEEK_CUR) == -ERROR_BADF;
        if (closed_at_start[i])
            environment_open("/dev/null", O_RDWR, 0); // gets the lowest number: this one
    }
}

int32_t environment_standard(uint32_t number) {
    return closed_at_start[number] ? -ERROR_BADF : (int32_t)number;
}

int32_t environment_open(const char *path, uint32_t flags, uint32_t mode) {
    return __syscall(CALL_open, path, flags, mode);
}

int32_t environment_close(int32_t handle) {
    return __syscall(CALL_close, handle);
}

int32_t environment_read(int32_t handle, void *bytes, uint32_t size) {
    return __syscall(CALL_read, handle, bytes, size);
}

int32_t environment_write(int32_t handle, const void *bytes, uint32_t size) {
    return __syscall(CALL_write, handle, bytes, size);
}

int32_t environment_seek(int32_t handle, uint32_t high, uint32_t low, uint32_t whence,
                         uint32_t result[2]) {
    uint32_t low_first[2];
    int32_t wrong = __syscall(CALL__llseek, handle, high, low, low_first, whence);
    if (wrong < 0)
        return wrong;
    result[0] = low_first[1];
    result[1] = low_first[0];
    return 0;
}

int32_t environment_is_terminal(int32_t handle) {
    uint32_t state[TERMINAL_STATE_WORDS];
    return __syscall(CALL_ioctl, handle, TERMINAL_GET, state);
}

// Lowers the limit to what is allowed, if need be.
uint32_t environment_file_limit(uint32_t files) {
    uint32_t limits[2]; // now, at most
    if (__syscall(CALL_getrlimit, LIMIT_OF_FILES, limits) != 0)
        return files;
    uint32_t now = limits[0];
    uint32_t too_many = (files < limits[1] ? files : limits[1]) + 1;
    for (limits[0] = too_many - 1; limits[0] > now; limits[0] = now + (too_many - now) / 2) {
        if (__syscall(CALL_setrlimit, LIMIT_OF_FILES, limits) == 0)
            now = limits[0];
        else
            too_many = limits[0];
    }
    return now;
}

int32_t environment_access(const char *path, uint32_t mode) {
    return __syscall(CALL_access, path, mode);
}

int32_t environment_unlink(const char *path) {
    return __syscall(CALL_unlink, path);
}

int32_t environment_rename(const char *from, const char *to) {
    return __syscall(CALL_rename, from, to);
}

int32_t environment_make_directory(const char *path, uint32_t mode) {
    return __syscall(CALL_mkdir, path, mode);
}

int32_t environment_remove_directory(const char *path) {
    return __syscall(CALL_rmdir, path);
}

// The machine beneath resolves paths, on the host in the end. The arguments of a call in their
// order, which is the same for all but one.
int32_t environment_path_call(int32_t root, const struct path_call *call) {
    uint32_t words[6];
    uint32_t count = 0;
    bool is_link = call->number == CALL_symlinkat; // its text comes first
    if (is_link)
        words[count++] = (uint32_t)(uintptr_t)call->second;
    words[count++] = (uint32_t)call->directory;
    words[count++] = (uint32_t)(uintptr_t)call->path;
    if (call->second != NULL && !is_link) {
        words[count++] = (uint32_t)call->second_directory;
        words[count++] = (uint32_t)(uintptr_t)call->second;
    }
    if (call->bytes != NULL)
        words[count++] = (uint32_t)(uintptr_t)call->bytes;
    words[count++] = call->words[0];
    words[count] = call->words[1];
    if (root < 0)
        return __syscall((int)call->number, words[0], words[1], words[2], words[3], words[4]);
    return __syscall(CALL_in_root, root, call->number, words);
}

int32_t environment_path_of(int32_t root, int32_t handle, char *path, uint32_t size) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", (int)handle);
    const struct path_call call = {.number = CALL_readlinkat,
                                   .path = link,
                                   .bytes = path,
                                   .words = {size - 1, 0},
                                   .directory = PATHS_START};
    int32_t length = environment_path_call(root, &call);
    if (length >= 0)
        path[length] = 0;
    return length < 0 ? length : 0;
}

int32_t environment_status(int32_t handle, uint32_t status[FILE_STATUS_WORDS]) {
    return __syscall(CALL_fstat64, handle, status);
}

int32_t environment_change_mode(int32_t handle, uint32_t mode) {
    return __syscall(CALL_fchmod, handle, mode);
}

int32_t environment_set_times(int32_t handle, const uint32_t times[4]) {
    return __syscall(CALL_utimensat, handle, 0, times, 0);
}

int32_t environment_file_system(int32_t handle, uint32_t words[FILE_SYSTEM_WORDS]) {
    return __syscall(CALL_fstatfs64, handle, FILE_SYSTEM_WORDS * sizeof *words, words);
}

int32_t environment_truncate(int32_t handle, uint32_t high, uint32_t low) {
    return __syscall(CALL_ftruncate64, handle, 0, low, high);
}

int32_t environment_entries(int32_t handle, void *bytes, uint32_t size) {
    return __syscall(CALL_getdents64, handle, bytes, size);
}

int32_t environment_working_directory(char *path, uint32_t size) {
    return __syscall(CALL_getcwd, path, size);
}

int32_t environment_flags(int32_t handle) {
    return __syscall(CALL_fcntl, handle, GET_FLAGS, 0);
}

const char *environment_error_text(int32_t error) {
    return strerror(-error);
}

// No call tells; found by trial: links are not followed, a pipe has no position, and the position
// of a device does not move.
int32_t environment_file_kind(const char *path, char *name, uint32_t size) {
    if (strlen(path) >= size)
        return -ERROR_NAMETOOLONG;
    strcpy(name, path);
    int32_t handle = environment_open(path, O_RDONLY + O_DIRECTORY, 0);
    if (handle >= 0) {
        environment_close(handle);
        return -ERROR_ISDIR;
    }
    handle = environment_open(path, O_RDONLY + O_NONBLOCK + O_NOFOLLOW, 0);
    if (handle == -ERROR_NOENT)
        return FILE_MISSING;
    if (handle == -ERROR_LOOP)
        return FILE_OTHER;
    int32_t wrong = environment_access(path, W_OK);
    int32_t position = handle < 0 ? 0 : __syscall(CALL_lseek, handle, 1, SEEK_SET);
    if (handle >= 0)
        environment_close(handle);
    if (wrong < 0)
        return wrong;
    return position == 1 ? FILE_ORDINARY : FILE_OTHER;
}

static const char *plain_name(const char *path) {
    while (path[0] == '.' && path[1] == '/')
        path += 2;
    return path;
}

bool environment_same_file(const char *path, const char *other) {
    return strcmp(plain_name(path), plain_name(other)) == 0;
}

void environment_hold_signals(bool hold) {
    (void)hold;
}

const char *environment_try(void (*function)(void *), void *argument) {
    function(argument);
    return NULL;
}

bool environment_set_deadline(uint32_t milliseconds, const char *text) {
    (void)milliseconds, (void)text;
    return false;
}

void environment_await_deadline(void) {}

bool environment_expired(void) {
    return false;
}

void environment_clock(bool of_the_world, uint64_t *seconds, uint32_t *nanoseconds) {
    uint32_t words[4] = {0};
    __syscall(CALL_clock_gettime64, of_the_world ? 0 : 1, words);
    *seconds = (uint64_t)words[1] * 0x100000000u + words[0];
    *nanoseconds = words[2];
}

int32_t environment_random(void *bytes, uint32_t size) {
    int32_t got = __syscall(CALL_getrandom, bytes, size, 0);
    return got == (int32_t)size ? 0 : got < 0 ? got : -ERROR_IO;
}

uint32_t environment_milliseconds(void) {
    return 0;
}

void environment_note_signals(void) {}

uint32_t environment_noted_signal(void) {
    return 0;
}

void environment_obey_signal(void) {}

void environment_progress(const uint32_t *words) {
    __syscall(CALL_progress, words);
}

static uint32_t call_twin_stream(uint32_t operation, const uint32_t *words, uint32_t count) {
    int32_t done = __syscall(CALL_twin, operation, words, count);
    return done < 0 ? 0 : (uint32_t)done;
}

uint32_t environment_twin_put(uint32_t stream, const uint32_t *words, uint32_t count) {
    return call_twin_stream(2 * stream + 1, words, count);
}

uint32_t environment_twin_get(uint32_t stream, uint32_t *words, uint32_t count) {
    return call_twin_stream(2 * stream, words, count);
}

bool environment_twins_open(void) {
    return false;
}

void environment_twins_run(const struct twin_task *task, uint32_t role, uint32_t count,
                           struct twin_end *ends) {
    (void)task, (void)role, (void)count, (void)ends;
}

void environment_remove_when_interrupted(const char *path) {
    (void)path;
}

char **environment_variables(void) {
    return environ;
}

bool environment_is_machine(void) {
    return true;
}

int32_t environment_switch(uint32_t *block, uint32_t budget_low, uint32_t budget_high) {
    return __syscall(CALL_switch, block, budget_low, budget_high);
}

// ---- the own image ----

static const char own_file[] = "/proc/self/exe";

enum { HEADERS_OFFSET = 52, AUXILIARY_END = 0, AUXILIARY_HEADERS = 3, AUXILIARY_COUNT = 5 };
enum { HEADER_WORDS = 8, HEADER_TYPE = 0, HEADER_OFFSET, HEADER_ADDRESS };
enum { HEADER_FILE_SIZE = 4, HEADER_FLAGS = 6 };
enum { TYPE_LOAD = 1, FLAG_WRITE = 2 };

// Where the program headers are in memory: the auxiliary vector, behind the environment that the
// program was started with, says so.
static const uint32_t *own_headers(uint32_t *count) {
    const uint32_t *word = (const uint32_t *)(uintptr_t)environment_at_start;
    const uint32_t *headers = NULL;
    while (*word != 0)
        word++;
    for (word++; *word != AUXILIARY_END; word += 2) {
        if (word[0] == AUXILIARY_HEADERS)
            headers = (const uint32_t *)(uintptr_t)word[1];
        if (word[0] == AUXILIARY_COUNT)
            *count = word[1];
    }
    return headers;
}

// How much of the file is in memory as it is in the file: segments that nobody writes to, if all
// are as far from the start as there. *end: of the segments in the file, or of their last page.
static uint32_t unchanged_size(const unsigned char **start, uint32_t *end) {
    uint32_t count = 0;
    uint32_t size = 0;
    const uint32_t *header = own_headers(&count);
    uint32_t address = (uint32_t)(uintptr_t)header - HEADERS_OFFSET;
    *start = (const unsigned char *)(uintptr_t)address;
    if (header == NULL || address % PAGE_SIZE != 0)
        return 0;
    for (; count > 0; count--, header += HEADER_WORDS) {
        if (header[HEADER_TYPE] != TYPE_LOAD)
            continue;
        if (header[HEADER_ADDRESS] - address != header[HEADER_OFFSET])
            return 0;
        *end = header[HEADER_OFFSET] + header[HEADER_FILE_SIZE] + PAGE_SIZE - 1;
        *end -= *end % PAGE_SIZE;
        if (header[HEADER_FLAGS] / FLAG_WRITE % 2 != 0 && size == 0)
            size = header[HEADER_OFFSET] - header[HEADER_OFFSET] % PAGE_SIZE;
    }
    return size;
}

static int32_t read_own(int32_t handle, unsigned char *bytes, uint32_t at, uint32_t size) {
    __syscall(CALL_lseek, handle, at, SEEK_SET);
    while (size > 0) {
        int32_t got = environment_read(handle, bytes, size);
        if (got <= 0)
            return got < 0 ? got : -ERROR_IO;
        bytes += got;
        size -= (uint32_t)got;
    }
    return 0;
}

static int32_t read_own_file(void *bytes, uint32_t at, uint32_t size) {
    int32_t handle = environment_open(own_file, 0, 0);
    int32_t wrong = handle < 0 ? handle : read_own(handle, bytes, at, size);
    if (handle >= 0)
        environment_close(handle);
    return wrong;
}

// Reads what is missing of the file, except what no segment has.
int32_t environment_own_image(struct own_image *own) {
    uint32_t rest_end = 0;
    uint32_t known = unchanged_size(&own->bytes, &rest_end);
    int32_t handle = environment_open(own_file, 0, 0);
    int32_t size = handle < 0 ? handle : __syscall(CALL_lseek, handle, 0, SEEK_END);
    if (size < 0)
        return size;
    if (rest_end > (uint32_t)size)
        rest_end = (uint32_t)size;
    if (known >= rest_end)
        known = 0;
    if (known == 0)
        rest_end = (uint32_t)size;
    unsigned char *bytes = malloc(rest_end - known);
    int32_t wrong = bytes == NULL ? -ERROR_NOMEM : read_own(handle, bytes, known, rest_end - known);
    environment_close(handle);
    if (wrong < 0) {
        free(bytes);
        return wrong;
    }
    own->size = (uint32_t)size;
    own->rest_at = known == 0 ? (uint32_t)size : known;
    own->rest_end = rest_end;
    own->read = read_own_file;
    own->owned = bytes;
    own->rest = known == 0 ? NULL : bytes;
    if (known == 0)
        own->bytes = bytes;
    return 0;
}

uint32_t environment_frame_at(const void *bytes) {
    uint32_t address = (uint32_t)(uintptr_t)bytes;
    return address % PAGE_SIZE == 0 ? address : 0;
}

engine *environment_engine(struct machine *machine) {
    (void)machine;
    return NULL;
}

void environment_code_cache(struct machine *machine, uint32_t size) {
    (void)machine, (void)size;
}

bool environment_watch_translation(struct machine *machine, translation_watcher *watcher,
                                   void *watching) {
    (void)machine, (void)watcher, (void)watching;
    return false;
}

struct observer *environment_observer(struct machine *machine,
                                      const struct observe_request *request) {
    (void)machine;
    fprintf(stderr,
            "%s: %s: not in a guest: the machine of the host watches it, with the same option and "
            "--observe PATH\n",
            request->command, request->option);
    return NULL;
}

uint32_t environment_debug(struct settings *settings, uint32_t depth) {
    (void)depth;
    fprintf(stderr, "%s: no debugger in a guest: the same command on the host has one\n",
            settings->command);
    return STATUS_USAGE;
}

uint32_t environment_debug_here(struct settings *settings, uint32_t depth) {
    return environment_debug(settings, depth);
}

uint32_t environment_why(struct settings *settings, uint32_t depth,
                         const struct why_request *request) {
    (void)request;
    return environment_debug(settings, depth);
}

uint32_t environment_step(struct settings *settings, uint32_t depth,
                          const struct step_request *request) {
    (void)request;
    return environment_debug(settings, depth);
}

uint32_t environment_campaign(int argc, char **argv) {
    (void)argc;
    fprintf(stderr, "mixter %s: not in a guest: the same command on the host\n", argv[0]);
    return STATUS_USAGE;
}

bool environment_state(const char *path, struct machine *machine, struct state_file *file,
                       struct failure *failure) {
    (void)machine, (void)file;
    return failure_set(failure, STATUS_USAGE, "%s: states are not for a guest", path);
}

bool environment_foreign(const char *command, const char *given, uint32_t timeout,
                         struct slice *slice) {
    (void)timeout, (void)slice;
    fprintf(stderr, "%s: --with %s: not in a guest: the same command on the host\n", command,
            given);
    return false;
}

uint32_t environment_vectors(int argc, char **argv) {
    (void)argc;
    fprintf(stderr, "mixter %s: not in a guest: the same command on the host\n", argv[0]);
    return STATUS_USAGE;
}
