// Output files, created or replaced atomically: never half of one, and no leftovers.
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stdint.h>

// The path - is standard output, wherever a file is named that is written.
bool output_is_standard(const char *path);

// Writes a file with the given permissions, less what the user's mask takes away. Devices and pipes
// are written as they are; of a symbolic link the target is replaced. Returns 0 or a negative
// error.
int32_t output_file(const char *path, uint32_t mode, const void *bytes, uint32_t size);

// Checks in advance whether such a file could be written: 0 or a negative error.
int32_t output_check(const char *path);

// Registers the one file that is written when this program ends, instead of the one before.
struct output_at_exit {
    const char *command; // for messages
    const char *path;    // NULL: none
    char *text;          // malloc'ed; freed when another one is registered
};
void output_at_exit(const struct output_at_exit *output);

// Flushes standard output. Returns the exit status: 0, STATUS_USAGE after a message, or 141 without
// one if the reader is gone.
int output_finish(const char *command);

#endif
