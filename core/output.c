// An ordinary file is written under an unused name in the same folder and then renamed, so that the
// old one stays until the new one is complete. Signals are held meanwhile.
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_line.h"
#include "environment.h"

enum { OPEN_WRITE = 1, OPEN_CREATE = 0x100, OPEN_TRUNCATE = 0x200, OPEN_EXCLUSIVE = 0x400 };
enum { WRITE_AND_SEARCH = 3, NAME_SIZE = 4096, NAMES_TRIED = 1000 };

// Writes all bytes to an open handle; 0 or a negative error.
static int32_t write_all(int32_t handle, const void *bytes, uint32_t size) {
    uint32_t written = 0;
    while (written < size) {
        int32_t result = environment_write(handle, (const char *)bytes + written, size - written);
        if (result <= 0)
            return result < 0 ? result : -ERROR_IO;
        written += (uint32_t)result;
    }
    return 0;
}

static int32_t write_and_close(int32_t handle, const void *bytes, uint32_t size) {
    int32_t result = write_all(handle, bytes, size);
    int32_t closed = environment_close(handle);
    return result < 0 ? result : closed;
}

static int32_t write_in_place(const char *path, uint32_t mode, const void *bytes, uint32_t size) {
    int32_t handle = environment_open(path, OPEN_WRITE + OPEN_CREATE + OPEN_TRUNCATE, mode);
    return handle < 0 ? handle : write_and_close(handle, bytes, size);
}

// Creates a file of its own in the folder of another one; returns a handle or a negative error.
static int32_t open_temporary(const char *beside, uint32_t mode, char temporary[NAME_SIZE]) {
    const char *slash = strrchr(beside, '/');
    int folder = slash == NULL ? 0 : (int)(slash - beside) + 1;
    int32_t handle = -ERROR_EXIST;
    for (unsigned i = 0; i < NAMES_TRIED && handle == -ERROR_EXIST; i++) {
        if (snprintf(temporary, NAME_SIZE, "%.*s.mixter-%u", folder, beside, i) >= NAME_SIZE)
            return -ERROR_NAMETOOLONG;
        handle = environment_open(temporary, OPEN_WRITE + OPEN_CREATE + OPEN_EXCLUSIVE, mode);
    }
    return handle;
}

static int32_t replace(const char *path, uint32_t mode, const void *bytes, uint32_t size) {
    char temporary[NAME_SIZE];
    int32_t handle = open_temporary(path, mode, temporary);
    if (handle < 0)
        return handle;
    int32_t result = write_and_close(handle, bytes, size);
    if (result >= 0)
        result = environment_rename(temporary, path);
    if (result < 0)
        environment_unlink(temporary);
    return result;
}

bool output_is_standard(const char *path) {
    return strcmp(path, "-") == 0;
}

static int32_t write_standard(const void *bytes, uint32_t size) {
    int32_t handle = environment_standard(1);
    return handle < 0 ? handle : write_all(handle, bytes, size);
}

int32_t output_file(const char *path, uint32_t mode, const void *bytes, uint32_t size) {
    char name[NAME_SIZE];
    if (output_is_standard(path))
        return write_standard(bytes, size);
    int32_t kind = environment_file_kind(path, name, sizeof name);
    if (kind < 0)
        return kind;
    if (kind == FILE_OTHER)
        return write_in_place(path, mode, bytes, size);
    environment_hold_signals(true);
    int32_t result = replace(name, mode, bytes, size);
    // A file may be one's own in a folder that is not.
    if (kind == FILE_ORDINARY && (result == -ERROR_ACCES || result == -ERROR_PERM))
        result = write_in_place(name, mode, bytes, size);
    environment_hold_signals(false);
    return result;
}

int32_t output_check(const char *path) {
    char name[NAME_SIZE];
    if (output_is_standard(path))
        return environment_standard(1) < 0 ? environment_standard(1) : 0;
    int32_t kind = environment_file_kind(path, name, sizeof name);
    if (kind != FILE_MISSING)
        return kind < 0 ? kind : 0;
    char *slash = strrchr(name, '/');
    if (slash == NULL)
        return environment_access(".", WRITE_AND_SEARCH);
    slash[slash == name] = 0;
    return environment_access(name, WRITE_AND_SEARCH);
}

// ---- at the exit of this program ----

enum { MODE_AT_EXIT = 0666 };

static struct output_at_exit last;

static void write_last(void) {
    int32_t wrong = 0;
    if (last.path != NULL)
        wrong = output_file(last.path, MODE_AT_EXIT, last.text, (uint32_t)strlen(last.text));
    if (wrong < 0)
        fprintf(stderr, "%s: %s: %s\n", last.command, last.path, environment_error_text(wrong));
}

void output_at_exit(const struct output_at_exit *output) {
    static bool is_registered;
    if (!is_registered)
        atexit(write_last);
    is_registered = true;
    free(last.text);
    last = *output;
}

int output_finish(const char *command) {
    const char *cause = "cannot be written";
    int failed = ferror(stdout) != 0;
    if (!failed) // else it is that of the write that failed
        errno = 0;
    failed |= fflush(stdout) != 0;
    if (failed && errno == EPIPE)
        return STATUS_BROKEN_PIPE;
    if (failed && errno != 0)
        cause = strerror(errno);
    if (environment_standard(1) < 0) {
        failed = 1;
        cause = environment_error_text(environment_standard(1));
    }
    if (failed)
        fprintf(stderr, "%s: standard output: %s\n", command, cause);
    return failed ? STATUS_USAGE : 0;
}
