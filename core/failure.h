// Why a function failed, for its caller: commands print it, the library returns it.
#ifndef FAILURE_H
#define FAILURE_H

#include <stdbool.h>
#include <stdint.h>

enum { FAILURE_SIZE = 4608 }; // the longest path, and what is said about it

struct failure {
    uint32_t status; // exit status of a command that ends because of it
    char text[FAILURE_SIZE];
};

// Returns false, for the caller to return.
bool failure_set(struct failure *failure, uint32_t status, const char *format, ...);
// "command: text" on standard error. Returns the exit status.
uint32_t failure_print(const struct failure *failure, const char *command);

#endif
