// Output files, made or replaced as a whole: there is never half of one, and nothing is left
// behind.
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

// Whether such a file could be made, before there is anything to write: 0 or a negative error.
int32_t output_check(const char *path);

// One file may be written in any case: if this program ends before its output_file, it gets this
// text, which stays. No path: there is none any more.
struct output_at_exit {
    const char *command; // for messages
    const char *path;
    const char *text;
};
void output_at_exit(const struct output_at_exit *output);

// Writes all bytes to an open handle; 0 or a negative error.
int32_t output_write(int32_t handle, const void *bytes, uint32_t size);

// What was printed to standard output is out now, or a message says why not: exit status 0,
// STATUS_USAGE, or, without a message, 141 if nobody reads it any more.
int output_finish(const char *command);

#endif
