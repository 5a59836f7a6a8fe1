// Directories that verify leaves, from which a difference can be seen again. They appear under
// their name when they are complete.
#ifndef DIRECTORY_H
#define DIRECTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../failure.h"

enum { DIRECTORY_SIZE = 32, DIRECTORY_PATH = 4096 };

// A file that is being written; `wrong` is the first error.
struct output {
    int32_t handle;
    int32_t wrong;
};

// Takes the next free name. False if there is none.
bool directory_claim(char directory[DIRECTORY_SIZE]);
// The directory to write files to: what an interrupted run has left there is overwritten.
const char *directory_begin(void);
// All files are written, and take the place of what the directory has had; or not: then they are
// removed, and so is the name that was claimed.
bool directory_end(const char *directory, bool is_written, struct failure *failure);
bool directory_fail(const char *directory, struct failure *failure); // says that it is not written

struct output directory_create(const char *directory, const char *name);
void directory_put(struct output *output, const void *bytes, uint32_t size);
bool directory_finish(struct output *output);
// A whole file.
bool directory_write(const char *directory, const char *name, const void *bytes, uint32_t size);
// Whether there is a file of that name.
bool directory_has(const char *directory, const char *name);

// Appends a word for the shell, in quotes. False if there is no room.
bool directory_quote(const char *word, char *text, size_t size);

#endif
