// What all commands that run programs have in common, whatever the engine: options, loading of
// programs, the loop of runs and exceptions, limits, counts.
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include "../command_line.h"
#include "kernel.h"
#include "observe.h"
#include "program.h"

// A program with its arguments (the first is the program), and its state and result.
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

struct mixture; // core/mixter

struct words {
    int count;
    int capacity;
    char **words; // and NULL after the last
};

struct settings {
    const char *command;
    struct loader *loader;
    uint32_t frames;           // --memory, in frames, of each guest
    uint64_t max_instructions; // --max-insns, of each guest; all ones if there is no limit
    uint64_t slice;            // --slice: instructions of a guest's turn; 0 if not given
    uint32_t timeout;          // --timeout, in milliseconds; 0 if there is none
    bool isa_given;            // --isa: the instruction set of the guests, whatever their files say
    uint32_t isa;
    bool stats;
    bool digest;
    const char *status_file; // --status-file
    bool status_later;       // the command itself writes the status file
    const char *record;      // --record: file to write; NULL if there is none
    const char *replay;      // --replay: file to read
    const char *gdb;         // --gdb: where a debugger is served; NULL: there is none
    bool why;                // --why: where what a program died of came from
    uint64_t checkpoints;    // --checkpoints, in bytes; 0 if not given
    uint32_t code_cache;     // --code-cache, in bytes; 0 if not given
    bool quiet;              // --quiet: does not say whether the replay is equal
    bool watch;              // whether the guests are watched (watch.h)
    struct machine *machine; // of this level; NULL: not made yet
    engine *emulator;        // --engine: emulation on this level; NULL: the fastest
    struct driver driver;    // of the guests
    struct mixture *mixture; // that a debugged program is run by; NULL: one engine
    struct guest *guests;
    uint32_t guest_count;
    struct observe_request observe; // which observers are asked for,
    struct observer *observer;      // and what they are; NULL: none
    struct words environment;       // --env and its like: of all guests
    bool environment_given;
    enum files files;             // --files: what guests can reach,
    int32_t root;                 // and where their paths start
    uint64_t output_limit;        // --max-output and
    uint64_t input_limit;         // --stdin-limit, of each guest
    bool is_twin;                 // this run, or the one of a tower that is booted, is of twins
    const struct settings *tower; // settings that a tower is booted for, or NULL
    uint32_t tower_depth;         // of hypervisors, beneath the program
    struct words passed_on;       // options that also go to the innermost level of a tower
    struct words program; // the arguments after the options; empty if all guests are by --guest
    struct words owned;   // what settings_end frees
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
// Frees what belongs to the command, including its machine. Returns the exit status.
int settings_end(struct settings *settings, uint32_t status);
// Applies one of the shared options. False after an error message.
bool settings_apply(struct settings *settings, const struct command_line *line, int option);
// The machine of this level. NULL after an error message.
struct machine *settings_machine(struct settings *settings);
// The engine that emulates on this level. NULL after an error message.
engine *settings_emulator(struct settings *settings);
// Takes the remaining arguments as the program. False after an error message.
bool settings_finish(struct settings *settings, const struct command_line *line);

void words_add(struct words *words, const char *word);
// Makes settings_end free these bytes.
void settings_own(struct settings *settings, void *bytes);

// ---- variables.c ----

// Applies --env, --env-file or --clear-env. False after an error message.
bool variables_apply(struct settings *settings, const struct command_line *line, int option);
void variables_settle(struct settings *settings); // once all have been applied

// ---- observe.c ----

// Attaches observers if they are asked for. The programs run under `depth` switches. False after an
// error message.
bool settings_observe(struct settings *settings, uint32_t depth);

// ---- stop.c ----

// True if a deadline or a signal ends the run.
bool stop_is_due(void);
// Ends the process, with a message.
void stop(const struct settings *settings, struct process *process);

// ---- by the host only (host/debugger) ----

// The first is of commands that serve a debugger, the others also of those that are one.
extern const struct option_row debug_options[];
extern const struct option_row why_options[];

enum { OPTION_WHY = OPTIONS_OF_OBSERVERS - 3, OPTION_GDB, OPTION_CHECKPOINTS };

// Serves a debugger, as --gdb says, with the program under `depth` hypervisors. Returns the exit
// status.
uint32_t environment_debug(struct settings *settings, uint32_t depth);
// The same with gdb started for it, at this terminal.
uint32_t environment_debug_here(struct settings *settings, uint32_t depth);

// Where a value of a program came from.
struct why_request {
    const char *what;      // NULL: what it died of
    const char *place;     // NULL: the end
    const char *json_file; // NULL: standard output
    bool json;
    bool is_death;  // --why: only if it dies, with what else is said of that, and with its status
    uint32_t steps; // that are printed
};

// Runs the program and answers; NULL is the request that --why stands for. Returns the exit status.
uint32_t environment_why(struct settings *settings, uint32_t depth,
                         const struct why_request *request);

struct step_request {
    const char *script; // keys, after which pages are printed; NULL: at this terminal
    uint32_t columns;   // of such pages; 0: as usual
    uint32_t rows;
};
// The same with the page of mixter step.
uint32_t environment_step(struct settings *settings, uint32_t depth,
                          const struct step_request *request);

// ---- tower.c ----

enum { TOWER_DEPTH_MAX = 1000 };

// Passes the last option on to the innermost level of a tower.
void settings_pass_on(struct settings *settings, const struct command_line *line);
void settings_pass_word(struct settings *settings, const char *word);
// Runs the command `name` of this program, with the option --depth, the options passed on and the
// program, as a guest of this program: on the host by emulation, in a guest by the given engine.
// Returns the exit status.
uint32_t tower_boot(struct settings *settings, const char *name, engine *engine, uint32_t depth);

// ---- supervise.c ----

// Runs the guests until they end, several by turns of a slice each. Returns the first exit status
// that is not 0.
uint32_t supervise(struct settings *settings);

#endif
