// Watching a run from outside, with exact counts: --trace, --strace, --profile, --timeline. What is
// watched is any context that runs on this level's machine, however many levels above, named by its
// path. The host can do that (host/observe); a guest has no part in it, but for these options.
#ifndef OBSERVE_H
#define OBSERVE_H

#include "../command_line.h"
#include "process.h"
#include "program.h"

// The options, a table of their own: only commands that run programs have it.
extern const struct option_row observe_options[];

enum { OPTIONS_OF_OBSERVERS = 100 }; // the number of the first

enum profile_format { PROFILE_TEXT, PROFILE_FOLDED, PROFILE_CALLGRIND };

struct observe_request {
    const char *command;
    struct loader *loader; // of the command
    const char *option;    // the first that was given; NULL: nothing is asked for
    bool trace;
    const char *trace_file; // NULL: standard error
    const char *trace_filter;
    bool strace;
    const char *strace_file;
    const char *profile;
    enum profile_format format;
    const char *timeline;
    const char *paths; // NULL: the programs that the command names,
    uint32_t depth;    // which are under so many switches,
    uint32_t programs; // and are so many
    enum files files;  // of source text (open_source)
    int32_t root;
};

// Who watches a machine; what is seen is kept behind this.
struct observer {
    // The engine that does what `emulator`, an engine of emulate.h, does, and is watched.
    engine *(*watch)(engine *emulator);
    // Guests of this level begin and end.
    void (*start)(struct observer *observer, struct process *process);
    void (*end)(struct observer *observer, struct process *process);
    // The run is over: the exit status, or another one if what was seen could not be written.
    uint32_t (*finish)(struct observer *observer, uint32_t status);
};

// Applies one of the options. False after an error message.
bool observe_apply(struct observe_request *request, const struct command_line *line, int option);

// An observer of a machine, which gets it, ready for what is asked of it. NULL after an error
// message.
struct observer *environment_observer(struct machine *machine,
                                      const struct observe_request *request);

#endif
