// What the commands that run a program have in common, whichever engine runs it: their options,
// finding the program, the loop of runs and exceptions, limits, counts.
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "../command_line.h"
#include "process.h"

struct settings {
    const char *command;
    uint32_t frames;           // --memory, in frames
    uint64_t max_instructions; // --max-insns; all ones if there is no limit
    uint32_t timeout;          // --timeout, in seconds; 0 if there is none
    bool stats;
    engine *engine;
};

// Reads the file, or compiles it if its name ends in .c, and validates it. Returns 0, or the exit
// status after an error message. The bytes of the image stay.
uint32_t program_read(const char *command, const char *path, struct image *image);

// Runs a program with its arguments (the first is the program) to its end; returns the exit
// status.
uint32_t supervise(const struct settings *settings, int argc, char **argv);

#endif
