// The program that a command runs: an executable, or a source that is compiled first.
#include "program.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"
#include "../starc/starc.h"

static bool is_source(const char *path) {
    size_t length = strlen(path);
    return length > 2 && strcmp(path + length - 2, ".c") == 0;
}

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
    if (loader->for_check) {
        options.mips32 = true;
        options.optimization = 0;
        options.check_gaps = true;
    }
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
        return program_cannot_read(loader->source, -ERROR_NOMEM, failure);
    memcpy(bytes, loader->compiled, loader->size);
    return program_validate(loader->source, bytes, loader->size, image, failure);
}

uint32_t program_read(struct loader *loader, const char *path, struct image *image) {
    struct failure failure;
    int32_t wrong = is_source(path) ? environment_access(path, 0) : 0;
    bool is_read;
    if (wrong != 0) {
        is_read = program_cannot_read(path, wrong, &failure);
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
