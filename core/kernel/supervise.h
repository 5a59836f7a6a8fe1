// What the commands that run programs have in common, whichever engine runs them: their options,
// finding a program, the loop of runs and exceptions, limits, counts.
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "../command_line.h"
#include "process.h"

// A program with its arguments (the first is the program), and what becomes of it.
struct guest {
    int argc;
    char **argv;
    struct image image; // no bytes: not read yet
    struct process *process;
    uint64_t slices; // runs
    uint32_t status; // exit status once it has ended
};

struct settings {
    const char *command;
    uint32_t frames;           // --memory, in frames, of each guest
    uint64_t max_instructions; // --max-insns, of each guest; all ones if there is no limit
    uint64_t slice;            // --slice: instructions that a guest has in turn; 0 if not given
    uint32_t timeout;          // --timeout, in seconds; 0 if there is none
    bool stats;
    engine *engine;
    struct guest *guests;
    uint32_t guest_count;
};

// ---- options.c ----

// Options that these commands share; their tables begin with them. ORDER OPTIONS
enum {
    OPTION_MEMORY,
    OPTION_MAX_INSNS,
    OPTION_TIMEOUT,
    OPTION_SLICE,
    OPTION_GUEST,
    OPTION_STATS,
    OPTIONS_SHARED
};

void settings_start(struct settings *settings, const char *command, engine *engine);
// Applies one of the shared options. False after an error message.
bool settings_apply(struct settings *settings, const struct command_line *line, int option);
// Takes the arguments that are left as the program. False after an error message.
bool settings_finish(struct settings *settings, const struct command_line *line);

// ---- program.c ----

// Reads the file, or compiles it if its name ends in .c, and validates it. Returns 0, or the exit
// status after an error message. The bytes of the image stay.
uint32_t program_read(const char *command, const char *path, struct image *image);

// ---- supervise.c ----

// Runs the guests to their ends, several in turn, a slice each; returns the exit status: the first
// that is not 0.
uint32_t supervise(const struct settings *settings);

#endif
