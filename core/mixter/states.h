// Verification of a single state of a machine, from a file (docs/engines.md), instead of a program.
#ifndef STATES_H
#define STATES_H

#include "verify.h"

// What such a file holds, as a process that can run; `is_expected` compares what has become of it
// with what the file says, after a message.
struct state_file {
    struct process *process;
    uint64_t budget;
    bool (*is_expected)(const struct state_file *file, const char *command);
    void *state; // of the host, malloc'ed
};

// Reads one, for a machine. False if it cannot be.
bool environment_state(const char *path, struct machine *machine, struct state_file *file,
                       struct failure *failure);

// Whether a program is one: its name ends in .json.
bool states_is_file(const char *path);
// Compares the engines on it. The pair is that of this level.
uint32_t states_verify(struct pair_settings *pair, struct verification *verification,
                       const char *path);

#endif
