// Finding the program that a command runs: a file, or a source that is compiled first.
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../starc/starc.h"

enum { FILE_LIMIT = 0x20000000 };

static bool cannot_read(const char *path, int32_t wrong, struct failure *failure) {
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
        return failure_set(failure, status, "the name of the program is empty");
    return failure_set(failure, status, "%s: %s", path, cause);
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

// The image takes the bytes.
static bool validate(const char *path, unsigned char *bytes, uint32_t size, struct image *image,
                     struct failure *failure) {
    const char *cause = image_read(image, bytes, size);
    if (cause == NULL)
        return true;
    image_free(image);
    return failure_set(failure, STATUS_NOT_EXECUTABLE, "%s: %s", path, cause);
}

bool program_load(const char *path, struct image *image, struct failure *failure) {
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = file_read(path, &bytes, &size);
    return wrong != 0 ? cannot_read(path, wrong, failure)
                      : validate(path, bytes, size, image, failure);
}

// ---- for commands ----

// The compiler itself says what is wrong with a source.
static bool compile(struct loader *loader, const char *path) {
    if (loader->source != NULL && strcmp(loader->source, path) == 0)
        return loader->compiled != NULL;
    if (loader->source != NULL) {
        fprintf(stderr,
                "%s: %s: only one program may be given as its source: compile this one with starc "
                "first\n",
                loader->command, path);
        return false;
    }
    failure_status = STATUS_NOT_EXECUTABLE;
    options.debug = true; // for messages
    loader->source = path;
    return starc_compile_program(path, &loader->compiled, &loader->size) == 0;
}

void loader_end(struct loader *loader) {
    free(loader->compiled);
    loader->compiled = NULL;
}

static bool copy_compiled(const struct loader *loader, struct image *image,
                          struct failure *failure) {
    unsigned char *bytes = malloc(loader->size);
    if (bytes == NULL)
        return cannot_read(loader->source, -ERROR_NOMEM, failure);
    memcpy(bytes, loader->compiled, loader->size);
    return validate(loader->source, bytes, loader->size, image, failure);
}

uint32_t program_read(struct loader *loader, const char *path, struct image *image) {
    struct failure failure;
    int32_t wrong = is_source(path) ? environment_access(path, 0) : 0;
    bool is_read;
    if (wrong != 0) {
        is_read = cannot_read(path, wrong, &failure);
    } else if (is_source(path)) {
        if (!compile(loader, path))
            return STATUS_NOT_EXECUTABLE;
        is_read = copy_compiled(loader, image, &failure);
    } else {
        is_read = program_load(path, image, &failure);
    }
    if (is_read)
        return 0;
    if (failure.status != STATUS_NOT_FOUND || strcmp(loader->command, "mixter") != 0 ||
        path[0] == 0 || strpbrk(path, "./") != NULL)
        return failure_print(&failure, loader->command);
    fprintf(stderr, "mixter: %s: no such file or command (see mixter --help)\n", path);
    return failure.status;
}

bool program_read_again(struct loader *loader, const char *path, struct image *image) {
    options.warnings = false;
    return program_read(loader, path, image) == 0;
}
