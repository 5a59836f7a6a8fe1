// Directories from which a slice can be run again: they hold the program, the state before the
// slice, and a script that replays it.
#ifndef REPRODUCE_H
#define REPRODUCE_H

#include "directory.h"
#include "slice.h"

// Writes the start of the slice, where the process is, to a new directory. False if it cannot be
// written.
bool reproduce_write(const struct slice *slice, uint64_t budget, char directory[DIRECTORY_SIZE],
                     struct failure *failure);

// Makes the process of a directory, with a kernel of its own, ready to run. NULL if it cannot be.
struct process *reproduce_read(struct machine *machine, const char *directory, uint64_t *budget,
                               struct failure *failure);

#endif
