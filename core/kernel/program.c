// Finding the program that a command runs: a file, or a source that is compiled first.
#include "supervise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../starc/starc.h"

enum { FILE_LIMIT = 0x20000000 };

static uint32_t cannot_read(const char *command, const char *path, int32_t wrong) {
    const char *cause = environment_error_text(wrong);
    uint32_t status = STATUS_NOT_EXECUTABLE;
    if (wrong == -ERROR_NOENT || wrong == -ERROR_NOTDIR) {
        cause = "no such file";
        status = STATUS_NOT_FOUND;
    } else if (wrong == -ERROR_ACCES) {
        cause = "permission denied";
    } else if (wrong == -ERROR_ISDIR) {
        cause = "is a directory";
    } else if (wrong == -ERROR_NAMETOOLONG) {
        cause = "name too long";
    } else if (wrong == -ERROR_NOMEM) {
        cause = "out of memory";
    }
    if (path[0] == 0)
        fprintf(stderr, "%s: the name of the program is empty\n", command);
    else if (status == STATUS_NOT_FOUND && strcmp(command, "mixter") == 0 &&
             strpbrk(path, "./") == NULL)
        fprintf(stderr, "mixter: %s: no such file or command (see mixter --help)\n", path);
    else
        fprintf(stderr, "%s: %s: %s\n", command, path, cause);
    return status;
}

int32_t file_read(const char *path, unsigned char **bytes, uint32_t *size) {
    bool is_input = strcmp(path, "-") == 0;
    int32_t handle = is_input ? environment_standard(0) : environment_open(path, 0, 0);
    if (handle < 0)
        return handle;
    uint32_t capacity = 0x10000;
    int32_t got = 1;
    *bytes = malloc(capacity);
    *size = 0;
    while (*bytes != NULL && got > 0) {
        if (*size == capacity) {
            capacity *= 2;
            unsigned char *larger = capacity > FILE_LIMIT ? NULL : realloc(*bytes, capacity);
            if (larger == NULL) {
                free(*bytes);
                *bytes = NULL;
                break;
            }
            *bytes = larger;
        }
        got = environment_read(handle, *bytes + *size, capacity - *size);
        if (got > 0)
            *size += (uint32_t)got;
    }
    if (!is_input)
        environment_close(handle);
    if (*bytes == NULL)
        return -ERROR_NOMEM;
    if (got < 0)
        free(*bytes);
    return got;
}

static bool is_source(const char *path) {
    size_t length = strlen(path);
    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

// The compiler compiles one program in its life; it may be run several times.
static uint32_t compile(const char *command, const char *path, unsigned char **bytes,
                        uint32_t *size) {
    static const char *source;
    static unsigned char *compiled;
    static uint32_t compiled_size;
    if (source != NULL && strcmp(source, path) != 0) {
        fprintf(stderr,
                "%s: %s: only one program may be given as its source: compile this one with starc "
                "first\n",
                command, path);
        return STATUS_NOT_EXECUTABLE;
    }
    if (source == NULL) {
        failure_status = STATUS_NOT_EXECUTABLE;
        options.debug = true; // for messages
        source = path;
        if (starc_compile_program(path, &compiled, &compiled_size) != 0)
            return STATUS_NOT_EXECUTABLE;
    }
    *size = compiled_size;
    *bytes = malloc(compiled_size);
    if (*bytes == NULL)
        return cannot_read(command, path, -ERROR_NOMEM);
    memcpy(*bytes, compiled, compiled_size);
    return 0;
}

uint32_t program_read(const char *command, const char *path, struct image *image) {
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = 0;
    if (is_source(path)) {
        wrong = environment_access(path, 0);
        uint32_t status = wrong == 0 ? compile(command, path, &bytes, &size) : 0;
        if (status != 0)
            return status;
    } else {
        wrong = file_read(path, &bytes, &size);
    }
    if (wrong != 0)
        return cannot_read(command, path, wrong);
    const char *cause = image_read(image, bytes, size);
    if (cause == NULL)
        return 0;
    fprintf(stderr, "%s: %s: %s\n", command, path, cause);
    image_free(image);
    return STATUS_NOT_EXECUTABLE;
}

bool program_read_again(const char *command, const char *path, struct image *image) {
    options.warnings = false;
    return program_read(command, path, image) == 0;
}
