// Loading an executable from a file.
#include "program.h"

#include <stdlib.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"

enum { FILE_LIMIT = 0x20000000 };

bool program_cannot_read(const char *path, int32_t wrong, struct failure *failure) {
    const char *cause = environment_error_text(wrong);
    uint32_t status = STATUS_NOT_EXECUTABLE;
    if (wrong == -ERROR_NOENT || wrong == -ERROR_NOTDIR) {
        cause = "no such file";
        status = STATUS_NOT_FOUND;
    } else if (wrong == -ERROR_ACCES) {
        cause = "permission denied";
    } else if (wrong == -ERROR_MFILE) {
        cause = FILES_TOO_FEW;
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

bool program_validate(const char *path, unsigned char *bytes, uint32_t size, struct image *image,
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
    return wrong != 0 ? program_cannot_read(path, wrong, failure)
                      : program_validate(path, bytes, size, image, failure);
}
