#include "directory.h"

#include <stdio.h>
#include <string.h>

#include "../command_line.h"
#include "../environment.h"

enum { DIRECTORIES_MAX = 1000, CREATE_FLAGS = 0x301 };

static const char unfinished[] = ".mixter-difference";

// ---- directories ----

// It is empty until it is complete: directories are renamed to an empty one.
bool directory_claim(char directory[DIRECTORY_SIZE]) {
    unsigned number = 0;
    do
        snprintf(directory, DIRECTORY_SIZE, "mixter-difference-%u", ++number);
    while (environment_access(directory, 0) == 0 && number <= DIRECTORIES_MAX);
    return number <= DIRECTORIES_MAX && environment_make_directory(directory, 0755) == 0;
}

const char *directory_begin(void) {
    environment_make_directory(unfinished, 0755);
    return unfinished;
}

static void remove_files(const char *directory) {
    static const char *const names[] = {"state", "program", "calls", "command", "replay.sh"};
    char path[DIRECTORY_PATH];
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, DIRECTORY_PATH, "%s/%s", directory, names[i]);
        environment_unlink(path);
    }
    environment_remove_directory(directory);
}

bool directory_fail(const char *directory, struct failure *failure) {
    return failure_set(failure, STATUS_USAGE, "%s: cannot be written: nothing to replay",
                       directory);
}

bool directory_end(const char *directory, bool is_written, struct failure *failure) {
    if (is_written)
        remove_files(directory);
    if (is_written && environment_rename(unfinished, directory) == 0)
        return true;
    remove_files(unfinished);
    environment_remove_directory(directory);
    return directory_fail(directory, failure);
}

bool directory_has(const char *directory, const char *name) {
    char path[DIRECTORY_PATH];
    return (size_t)snprintf(path, DIRECTORY_PATH, "%s/%s", directory, name) < DIRECTORY_PATH &&
           environment_access(path, 0) == 0;
}

// ---- files ----

struct output directory_create(const char *directory, const char *name) {
    char path[DIRECTORY_PATH];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    struct output output = {environment_open(path, CREATE_FLAGS, 0644), 0};
    if (output.handle < 0)
        output.wrong = output.handle;
    return output;
}

void directory_put(struct output *output, const void *bytes, uint32_t size) {
    const unsigned char *next = bytes;
    while (size > 0 && output->wrong == 0) {
        int32_t done = environment_write(output->handle, next, size);
        if (done <= 0) {
            output->wrong = done == 0 ? -ERROR_IO : done;
            return;
        }
        next += done;
        size -= (uint32_t)done;
    }
}

bool directory_finish(struct output *output) {
    if (output->handle >= 0)
        environment_close(output->handle);
    return output->wrong == 0;
}

bool directory_write(const char *directory, const char *name, const void *bytes, uint32_t size) {
    struct output output = directory_create(directory, name);
    directory_put(&output, bytes, size);
    return directory_finish(&output);
}

// ---- words for the shell ----

bool directory_quote(const char *word, char *text, size_t size) {
    size_t length = strlen(text);
    if (length + 2 > size)
        return false;
    text[length++] = '\'';
    for (; *word != 0; word++) {
        if (length + 6 > size)
            return false;
        length += (size_t)sprintf(text + length, *word == '\'' ? "'\\''" : "%c", *word);
    }
    strcpy(text + length, "'");
    return true;
}
