// What the commands that run programs have in common, whichever engine runs them: their options,
// finding a program, the loop of runs and exceptions, limits, counts.
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "../command_line.h"
#include "kernel.h"
#include "observe.h"
#include "program.h"

// A program with its arguments (the first is the program), and what becomes of it.
struct guest {
    int argc;
    char **argv;
    struct image image; // no bytes: not read yet
    struct process *process;
    uint64_t slices; // runs
    uint32_t status; // exit status once it has ended
    enum process_end end;
    char *report; // of --status-file, once it has ended; NULL: nothing to say
};

struct words {
    int count;
    char **words; // and NULL after the last
};

struct settings {
    const char *command;
    struct loader *loader;
    uint32_t frames;           // --memory, in frames, of each guest
    uint64_t max_instructions; // --max-insns, of each guest; all ones if there is no limit
    uint64_t slice;            // --slice: instructions that a guest has in turn; 0 if not given
    uint32_t timeout;          // --timeout, in milliseconds; 0 if there is none
    bool isa_given;            // --isa: the instruction set of the guests, whatever their files say
    uint32_t isa;
    bool stats;
    bool digest;
    const char *status_file; // --status-file
    bool status_later;       // the command itself writes that
    const char *record;      // --record: file to write; NULL if there is none
    const char *replay;      // --replay: file to read
    bool quiet;              // about whether it is equal
    bool watch;              // the memory of the guests: for the digest, or for the runner
    struct machine *machine; // of this level; NULL: not made yet
    engine *emulator;        // --engine: emulation on this level; NULL: the fastest
    struct driver driver;    // of the guests
    struct guest *guests;
    uint32_t guest_count;
    struct observe_request observe; // what is to be watched,
    struct observer *observer;      // and by whom; NULL: nobody
    struct words environment;       // --env and its like: of all guests
    bool environment_given;
    enum files files;             // --files: what guests can reach,
    int32_t root;                 // and where their paths start
    uint64_t output_limit;        // --max-output and
    uint64_t input_limit;         // --stdin-limit, of each guest
    const struct settings *tower; // whose first guest is a hypervisor of its own; NULL: none
    uint32_t tower_depth;         // of hypervisors, beneath the program
    struct words passed_on;       // options that are also for the innermost of a tower
    struct words program;         // the arguments after the options; none if there are only --guest
    struct words owned;           // what settings_end frees
};

// ---- options.c ----

// Options that these commands share.
extern const struct option_row shared_options[];

enum {
    OPTION_MEMORY,
    OPTION_MAX_INSNS,
    OPTION_TIMEOUT,
    OPTION_SLICE,
    OPTION_GUEST,
    OPTION_STATS,
    OPTION_STATUS_FILE,
    OPTION_DIGEST,
    OPTION_RECORD,
    OPTION_REPLAY,
    OPTION_QUIET,
    OPTION_ENGINE,
    OPTION_CODE_CACHE,
    OPTION_ISA,
    OPTION_ENV,
    OPTION_ENV_FILE,
    OPTION_CLEAR_ENV,
    OPTION_FILES,
    OPTION_MAX_OUTPUT,
    OPTION_STDIN_LIMIT,
    OPTIONS_SHARED
};

void settings_start(struct settings *settings, struct loader *loader, engine *engine);
// Gives back what belongs to the command, its machine included. Returns the exit status.
int settings_end(struct settings *settings, uint32_t status);
// Applies one of the shared options. False after an error message.
bool settings_apply(struct settings *settings, const struct command_line *line, int option);
// The machine of this level. NULL after an error message.
struct machine *settings_machine(struct settings *settings);
// The engine that emulates on this level. NULL after an error message.
engine *settings_emulator(struct settings *settings);
// Takes the arguments that are left as the program. False after an error message.
bool settings_finish(struct settings *settings, const struct command_line *line);

void words_add(struct words *words, const char *word);
// Bytes that were malloc'ed, and stay until the end.
void settings_own(struct settings *settings, void *bytes);

// ---- variables.c ----

// Applies --env, --env-file or --clear-env. False after an error message.
bool variables_apply(struct settings *settings, const struct command_line *line, int option);

// ---- observe.c ----

// Lets the machine be watched if that is asked for. The programs are under `depth` switches. False
// after an error message.
bool settings_observe(struct settings *settings, uint32_t depth);

// ---- stop.c ----

// True if the run is to end from outside: then the process has ended, with a message.
bool stop_is_due(const struct settings *settings, struct process *process);

// ---- tower.c ----

enum { TOWER_DEPTH_MAX = 1000 };

// Notes the last option as one for the innermost of a tower.
void settings_pass_on(struct settings *settings, const struct command_line *line);
void settings_pass_word(struct settings *settings, const char *word);
// Runs the command `name` of this program, with the option --depth, the options passed on and the
// program, as a guest of this program: on the host by emulation, in a guest by the given engine.
// Returns the exit status.
uint32_t tower_boot(struct settings *settings, const char *name, engine *engine, uint32_t depth);

// ---- supervise.c ----

// Runs the guests to their ends, several in turn, a slice each; returns the exit status: the first
// that is not 0.
uint32_t supervise(struct settings *settings);

#endif
