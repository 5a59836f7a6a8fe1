// Observers of a run, with exact counts: --trace, --strace, --profile, --timeline. They can watch
// any context that runs on this level's machine, however many levels above; contexts are named by
// their paths. Only the host has observers (host/observe); a guest only knows the options.
#ifndef OBSERVE_H
#define OBSERVE_H

#include "../command_line.h"
#include "process.h"
#include "program.h"

// The options, in a table of their own, for commands that run programs.
extern const struct option_row observe_options[];

enum { OPTIONS_OF_OBSERVERS = 100 }; // the number of the first

enum profile_format { PROFILE_TEXT, PROFILE_FOLDED, PROFILE_CALLGRIND };

struct observe_request {
    const char *command;
    struct loader *loader; // of the command
    const char *option;    // the first that was given, or NULL
    bool trace;
    const char *trace_file; // NULL: standard error
    const char *trace_filter;
    bool strace;
    const char *strace_file;
    const char *profile;
    enum profile_format format;
    const char *timeline;
    bool check;
    bool check_build;         // compile as for it
    uint64_t check_status;    // 0: that of the program
    const char *suppressions; // NULL: there are none
    const char *check_json;
    const char *paths; // NULL: the programs that the command names,
    uint32_t depth;    // which are under so many switches,
    uint32_t programs; // and are so many
    enum files files;  // of source text (open_source)
    int32_t root;
};

// An observer of a machine. What it keeps follows this in memory.
struct observer {
    // Returns the observed variant of an engine of emulate.h.
    engine *(*watch)(engine *emulator);
    // To be called when a guest of this level starts and ends.
    void (*start)(struct observer *observer, struct process *process);
    void (*end)(struct observer *observer, struct process *process);
    // To be called after the run. Returns the exit status, another one if output failed.
    uint32_t (*finish)(struct observer *observer, uint32_t status);
};

// Applies one of the options. False after an error message.
bool observe_apply(struct observe_request *request, const struct command_line *line, int option);

// Attaches an observer to a machine. NULL after an error message.
struct observer *environment_observer(struct machine *machine,
                                      const struct observe_request *request);

#endif
