// The policy of verify: run every slice on both engines, from the same state, and compare
// everything. The exception that ends a slice is served once.
#include "mixter.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/status.h"
#include "../kernel/watch.h"
#include "../machine/machine.h"
#include "../progress.h"
#include "reproduce.h"
#include "schedule.h"
#include "search.h"
#include "states.h"
#include "../twins.h"
#include "twins.h"
#include "whole.h"
#include "with.h"

enum {
    OPTION_SAMPLE = OPTIONS_OF_PAIRS,
    OPTION_JSON,
    OPTION_SCHEDULES,
    OPTION_TWINS,
    OPTION_IN_PLACE,
    OPTION_SLICE_TIMEOUT,
    OPTION_TWIN,
    OPTION_AGAIN
};
enum {
    DEFAULT_SLICE = 1000000,
    DEFAULT_SLICE_TIMEOUT = 60000,
    PROGRESS_INTERVAL = 0x100000,
    PROGRESS_SLICES_MOST = 0x400,
    SCHEDULES_MAX = 1000000
};
enum { CAUSE_SIZE = 160 };
enum { STATUS_EQUAL = 0, STATUS_DIFFERENT = 1, STATUS_NOTHING = STATUS_USAGE };

static const struct option_row options_of_verify[] = {
    {OPTION_TWINS, "--twins", NULL, "two processes, an engine each, side by side (default)"},
    {OPTION_IN_PLACE, "--in-place", NULL, "one process: each slice on one engine, then the other"},
    {OPTION_SLICE_TIMEOUT, "--slice-timeout", "SECONDS",
     "of processor time, a slice or answer (default 60)"},
    {OPTION_SAMPLE, "--sample", "N/M[:SEED]", "compare N instructions somewhere in every M"},
    {OPTION_JSON, "--json", NULL, "report on standard error as one line of JSON"},
    {OPTION_SCHEDULES, "--schedules", "N[:FIRST]",
     "compare N random schedules, at depths up to --depth"},
    {0, NULL, NULL, NULL},
};

// Of a twin on a level above the host: its role, from 1 on. Of a whole run: its directory.
static const struct option_row twin_options[] = {
    {OPTION_TWIN, "--twin", "ROLE", "for twins themselves"},
    {OPTION_AGAIN, "--again", "DIRECTORY", "for mixter replay"},
    {0, NULL, NULL, NULL},
};

// ---- one slice ----

static void count(struct comparison *comparison, const struct slice *slice) {
    const struct foreign *foreign = slice->foreign;
    uint32_t exception = slice->ends[1][CONTEXT_EXCEPTION];
    if (foreign != NULL && foreign->is_left_out) {
        comparison->left_out += slice_retired(slice);
        comparison->exceptions_out += exception != EXCEPTION_TIMER;
        return;
    }
    comparison->slices++;
    comparison->instructions += slice_retired(slice);
    comparison->pages += slice->count;
    comparison->bytes += (uint64_t)slice->count * SLICE_PAGE_SIZE;
    if (foreign != NULL && foreign->is_exception_out) {
        comparison->exceptions_out++;
        return;
    }
    comparison->exceptions += exception != EXCEPTION_TIMER;
    comparison->system_calls += exception == EXCEPTION_SYSTEM_CALL;
    comparison->page_faults += exception == EXCEPTION_PAGE_FAULT;
}

// Returns what to run again, NULL after an error message.
static const char *write_reproducer(struct verification *verification, uint64_t budget) {
    struct failure failure;
    if (verification->again != NULL)
        return verification->again;
    if (reproduce_write(&verification->slice, budget, verification->directory, &failure))
        return verification->directory;
    verification->directory[0] = 0;
    failure_print(&failure, "mixter verify");
    return NULL;
}

static void report(struct verification *verification, struct process *process,
                   const struct difference *difference, const char *directory) {
    const struct engine_pair *pair = &verification->slice.pair;
    process_exit(process, STATUS_DIFFERENT);
    if (verification->slice.out_of_memory)
        return;
    progress_end();
    if (verification->json)
        report_json(&verification->comparison, difference, process, pair, directory);
    else
        report_difference(difference, process, pair, directory);
    verification->different = true;
    process->end = END_DIFFERENT;
}

void verify_difference(struct verification *verification, struct process *process,
                       const struct difference *difference, const char *directory) {
    report(verification, process, difference, directory);
}

// Ends the process.
static void differ(struct verification *verification, uint64_t budget) {
    struct slice *slice = &verification->slice;
    struct process *process = slice->process;
    struct difference difference;
    uint64_t end = context_retired(slice->ends[0]);
    if (context_retired(slice->ends[1]) > end)
        end = context_retired(slice->ends[1]);
    uint64_t needed = end - context_retired(slice->start) + 1;
    if (needed > budget)
        needed = budget;
    progress_show(PROGRESS_LOCATING, verification->comparison.instructions, 0, 0);
    slice_restore(slice);
    const char *directory = write_reproducer(verification, needed);
    locate(slice, needed, &difference);
    report(verification, process, &difference, directory);
}

// Goes to the last instruction that the engine of others survives; returns how many it does not.
static uint64_t approach_death(struct slice *slice, uint64_t budget) {
    struct process *process = slice->process;
    uint32_t stride = slice->foreign->stride(slice->foreign, slice);
    if (budget > stride) {
        slice->death = NULL;
        slice_run(slice, 0, budget - 1);
        slice_run(slice, 1, budget - 1);
        slice_commit(slice);
        slice_begin(slice, process);
        budget = 1;
    }
    slice_run(slice, 0, budget);
    slice_restore(slice);
    return budget;
}

void verify_death(struct verification *verification, uint64_t budget) {
    struct slice *slice = &verification->slice;
    char cause[CAUSE_SIZE];
    bool is_located = slice->foreign != NULL && !slice->foreign->hangs;
    progress_end();
    snprintf(cause, sizeof cause, "%s", slice->death);
    if (is_located && slice_retired_by(slice, 0) < budget)
        budget = slice_retired_by(slice, 0) + 1;
    if (is_located)
        budget = locate_death(slice, budget);
    slice_restore(slice);
    const char *directory = write_reproducer(verification, budget);
    if (is_located)
        budget = approach_death(slice, budget);
    if (slice->foreign != NULL)
        slice->dead = 1;
    slice->death = cause;
    report_death(slice, budget, &verification->comparison, directory, verification->json);
    verification->different = true;
    process_exit(slice->process, STATUS_DIFFERENT);
}

void verify_slice(struct verification *verification, struct process *process, uint64_t budget) {
    struct slice *slice = &verification->slice;
    slice_begin(slice, process);
    slice_run(slice, 0, budget);
    slice_run(slice, 1, budget);
    if (slice->out_of_memory) {
        process_exit(process, STATUS_USAGE);
        return;
    }
    if (slice->death != NULL) {
        verify_death(verification, budget);
        return;
    }
    if (!slice_is_equal(slice)) {
        differ(verification, budget);
        return;
    }
    count(&verification->comparison, slice);
    slice_commit(slice);
}

// ---- all slices ----

// Instructions up to the end of the current sample, or to the start of the next one.
static uint64_t sample_distance(const struct verification *verification, uint64_t retired,
                                bool *inside) {
    *inside = true;
    if (verification->period == 0)
        return 0xffffffffffffffffu;
    uint64_t index = retired / verification->period;
    uint64_t room = verification->period - verification->sampled + 1;
    for (;; index++) {
        uint64_t start =
            index * verification->period + schedule_random(verification->seed, index) % room;
        *inside = retired >= start;
        if (retired < start)
            return start - retired;
        if (retired < start + verification->sampled)
            return start + verification->sampled - retired;
    }
}

// What runs the instructions outside of the samples.
static engine *engine_outside(const struct slice *slice) {
    return slice->pair.engines[slice->foreign != NULL ? 0 : 1].run;
}

static void show_progress(struct verification *verification, uint64_t retired) {
    const struct comparison *comparison = &verification->comparison;
    if (retired - verification->shown < PROGRESS_INTERVAL &&
        comparison->slices - verification->shown_slices < PROGRESS_SLICES_MOST)
        return;
    verification->shown = retired;
    verification->shown_slices = comparison->slices;
    progress_show(PROGRESS_COMPARING, retired, verification->most, comparison->slices);
}

static enum exception verify(void *state, struct process *process, uint64_t budget) {
    struct verification *verification = state;
    const uint32_t *context = process->context;
    while (!process->ended) {
        bool inside;
        uint64_t before = context_retired(context);
        uint64_t distance = sample_distance(verification, before, &inside);
        if (inside && distance > verification->length)
            distance = verification->length;
        if (distance > budget)
            distance = budget;
        if (inside) {
            verify_slice(verification, process, distance);
        } else {
            watch_run(process, engine_outside(&verification->slice), distance);
            watch_write_protect_changes(process);
            verification->comparison.unsampled += context_retired(context) - before;
        }
        uint64_t retired = context_retired(context);
        if (!process->ended)
            show_progress(verification, retired);
        budget -= retired - before;
        if (context[CONTEXT_EXCEPTION] != EXCEPTION_TIMER || budget == 0)
            return (enum exception)context[CONTEXT_EXCEPTION];
    }
    return EXCEPTION_TIMER;
}

// ---- the command ----

static bool read_sample(struct verification *verification, const struct command_line *line) {
    char text[64];
    const char *slash = strchr(line->value, '/');
    const char *colon = strchr(line->value, ':');
    if (slash != NULL && strlen(line->value) < sizeof text) {
        strcpy(text, line->value);
        text[slash - line->value] = 0;
        if (colon != NULL)
            text[colon - line->value] = 0;
        const char *seed = colon == NULL ? "1" : text + (colon - line->value) + 1;
        if (command_line_read(text, &verification->sampled) &&
            command_line_read(text + (slash - line->value) + 1, &verification->period) &&
            command_line_read(seed, &verification->seed) && verification->sampled > 0 &&
            verification->sampled <= verification->period)
            return true;
    }
    command_line_bad_value(line, "N/M or N/M:SEED, numbers of instructions, N at most M");
    return false;
}

static bool read_schedules(struct verification *verification, const struct command_line *line) {
    char text[32] = "";
    uint64_t count, first = 0;
    if (strlen(line->value) < sizeof text)
        strcpy(text, line->value);
    char *colon = strchr(text, ':');
    if (colon != NULL)
        *colon++ = 0;
    if (!command_line_read(text, &count) || count < 1 || count > SCHEDULES_MAX ||
        (colon != NULL && (!command_line_read(colon, &first) || first > UINT32_MAX - count))) {
        command_line_bad_value(line, "N or N:FIRST, a number from 1 to 1000000 and one of 32 bits");
        return false;
    }
    verification->schedules = (uint32_t)count;
    verification->first_schedule = (uint32_t)first;
    return true;
}

static bool apply(struct pair_settings *settings, struct verification *verification,
                  const struct command_line *line, int option) {
    uint64_t role;
    switch (option) {
    case OPTION_SCHEDULES: return read_schedules(verification, line);
    case OPTION_TWINS: verification->is_twins = true; return true;
    case OPTION_IN_PLACE: verification->in_place = true; return true;
    case OPTION_SLICE_TIMEOUT: return command_line_seconds(line, &verification->slice_timeout);
    case OPTION_TWIN:
        if (!command_line_range(line, &role, 1, TWIN_ROLES))
            return false;
        verification->role = (uint32_t)role;
        settings_pass_on(&settings->settings, line);
        return true;
    case OPTION_AGAIN:
        settings_pass_on(&settings->settings, line);
        verification->again = line->value;
        verification->is_whole = true;
        return true;
    case OPTION_SAMPLE:
        settings_pass_on(&settings->settings, line);
        return read_sample(verification, line);
    case OPTION_JSON:
        settings_pass_on(&settings->settings, line);
        verification->json = true;
        return true;
    default: return pair_apply(settings, line, option);
    }
}

// ---- levels above the host ----

struct boot {
    struct pair_settings *pair;
    const char *name;
    struct engine_pair *engines;
    bool here;
    uint32_t status;
};

static void boot(void *argument) {
    struct boot *boot = argument;
    boot->here = pair_here(boot->pair, boot->name, boot->engines, &boot->status);
}

// As pair_here. If an engine dies, of the host or of the level that compares, that is a difference
// like any other.
static bool is_here(struct pair_settings *pair, const char *name, struct verification *verification,
                    uint32_t *status) {
    static const char *const emulators[] = {"the first engine, or what compares,",
                                            "the second engine"};
    const struct settings *settings = &pair->settings;
    const char *program = settings->program.count > 0 ? settings->program.words[0] : name;
    struct boot request = {.pair = pair, .name = name, .engines = &verification->slice.pair};
    struct death death = {.engine = "the machine beneath, an engine of the host,"};
    uint32_t engine;
    death.cause = environment_try(boot, &request);
    *status = request.status;
    if (death.cause == NULL && (request.here || *status <= STATUS_NOT_FOUND))
        return request.here;
    death.is_located = progress_slice(&death.done, &death.budget, &engine);
    progress_end();
    if (death.cause == NULL) {
        death.cause = "died (see above)";
        death.engine = death.is_located ? emulators[engine % 2] : "what compares";
    }
    report_death_beneath(&death, program, NULL, verification->json);
    *status = STATUS_DIFFERENT;
    return false;
}

uint32_t verify_conclude(const struct verification *verification, uint32_t status) {
    const struct comparison *comparison = &verification->comparison;
    progress_end();
    if (verification->slice.out_of_memory) {
        fprintf(stderr, "mixter verify: out of memory for the copies of pages\n");
        return STATUS_USAGE;
    }
    if (verification->different)
        return STATUS_DIFFERENT;
    if (verification->json)
        report_json(comparison, NULL, NULL, &verification->slice.pair, NULL);
    if (comparison->slices == 0) {
        if (!verification->json)
            fprintf(stderr, "mixter verify: nothing was compared\n");
        return status == STATUS_NOT_EXECUTABLE || status == STATUS_NOT_FOUND ? status
                                                                             : STATUS_NOTHING;
    }
    if (!verification->json)
        report_equal(comparison, &verification->slice.pair);
    return STATUS_EQUAL;
}

static uint32_t search(struct pair_settings *pair, const struct verification *verification) {
    const struct settings *settings = &pair->settings;
    if (verification->period == 0 && settings->guest_count == 1 && settings->record == NULL &&
        settings->replay == NULL && settings->status_file == NULL &&
        strcmp(settings->guests[0].argv[0], "-") != 0)
        return search_schedules(pair, verification->first_schedule, verification->schedules,
                                verification->json);
    fprintf(stderr, "mixter verify: --schedules is for one program in a file, and excludes "
                    "--sample, --record, --replay and --status-file\n");
    return STATUS_USAGE;
}

uint32_t verify_in_place(struct settings *settings, struct verification *verification) {
    progress_show(PROGRESS_COMPARING, 0, verification->most, 0);
    if (settings->guest_count == 1)
        settings->slice = 0;
    settings->watch = true;
    settings->driver.runner = verify;
    settings->driver.state = verification;
    settings->status_later = true;
    uint32_t status = supervise(settings);
    uint32_t result = verify_conclude(verification, status);
    if (result == STATUS_EQUAL && settings->replay != NULL)
        result = status;
    return settings->status_file == NULL ? result : status_write(settings, result);
}

// What excludes a state, or NULL: it has a budget of its own, and no system calls.
static const char *find_conflict(const struct pair_settings *pair,
                                 const struct verification *verification) {
    const struct settings *settings = &pair->settings;
    if (verification->schedules > 0)
        return "--schedules";
    if (verification->period != 0)
        return "--sample";
    if (pair->depth_given && pair->depth > 0)
        return "--depth";
    if (settings->timeout != 0)
        return "--timeout";
    if (verification->most != 0)
        return "--max-insns";
    if (settings->slice != 0)
        return "--slice";
    if (settings->record != NULL || settings->replay != NULL)
        return "--record and --replay";
    if (settings->digest)
        return "--digest";
    return settings->status_file != NULL ? "--status-file" : NULL;
}

// A state instead of a program: on the host, whose engines are compared unless there is --with.
static uint32_t verify_state(struct pair_settings *pair, struct verification *verification,
                             const char *path) {
    struct settings *settings = &pair->settings;
    const char *conflict = find_conflict(pair, verification);
    if (conflict != NULL) {
        fprintf(stderr, "%s: a state excludes %s\n", settings->command, conflict);
        return STATUS_USAGE;
    }
    if (pair->with != NULL ? !with_open(pair, verification)
                           : !pair_engines(pair, &verification->slice.pair))
        return STATUS_USAGE;
    return states_verify(pair, verification, path);
}

// Options of the outermost level only, for a directory of the whole run.
static void keep(struct verification *verification, const struct command_line *line, int option) {
    if (option != OPTION_ENGINE && option != OPTION_CODE_CACHE && option != OPTION_TIMEOUT &&
        option != OPTION_SLICE_TIMEOUT)
        return;
    words_add(&verification->kept, line->option->name);
    words_add(&verification->kept, line->value);
}

static uint32_t run_verify(struct pair_settings *pair, struct verification *verification,
                           struct command_line *line) {
    struct settings *settings = &pair->settings;
    uint32_t status;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(pair, verification, line, option))
            return STATUS_USAGE;
        keep(verification, line, option);
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    verification->length = settings->slice != 0 ? settings->slice : DEFAULT_SLICE;
    if (settings->max_instructions != 0xffffffffffffffffu)
        verification->most = settings->max_instructions;
    if (verification->is_whole && (verification->schedules > 0 || verification->in_place)) {
        fprintf(stderr, "%s: a whole run excludes --in-place and --schedules\n", settings->command);
        return STATUS_USAGE;
    }
    if (!verification->is_whole && settings->guest_count == 1 &&
        states_is_file(settings->guests[0].argv[0]))
        return verify_state(pair, verification, settings->guests[0].argv[0]);
    if (pair->with != NULL)
        return with_verify(pair, verification);
    if (verification->schedules > 0)
        return search(pair, verification);
    if ((!verification->in_place || verification->is_twins) &&
        twins_verify(pair, verification, &status))
        return status;
    return is_here(pair, "verify", verification, &status) ? verify_in_place(settings, verification)
                                                          : status;
}

static int verify_main(int argc, char **argv) {
    struct pair_settings pair;
    struct verification verification = {.slice_timeout = DEFAULT_SLICE_TIMEOUT};
    struct command_line line = {.command = &verify_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&pair, "mixter verify");
    uint32_t status = run_verify(&pair, &verification, &line);
    slice_end(&verification.slice);
    free(verification.kept.words);
    return settings_end(&pair.settings, status);
}

const struct command verify_command = {
    .name = "mixter verify",
    .summary = "compare emulation and virtualization, slice by slice",
    .usage = "Usage: mixter verify [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a program slice by slice on two engines, side by side, and compares\n"
             "everything. Exit status: 0 equal, 1 different, 125 nothing compared.\n\n",
    .tables = {options_of_verify, with_options, pair_options, shared_options, twin_options},
    .hidden = 1,
    .run = verify_main};

// ---- replay ----

static const struct option_row options_of_replay[] = {
    {OPTION_JSON, "--json", NULL, "report on standard error as one line of JSON"},
    {OPTION_IN_PLACE, "--in-place", NULL, "with pages write-protected, as verify --in-place does"},
    {0, NULL, NULL, NULL},
};

// The process of the first engine is on a machine of its own, unless pages are write-protected.
// NULL after an error message.
static struct process *read_first(const char *directory) {
    uint64_t budget;
    struct failure failure;
    const char *wrong;
    struct machine *machine = machine_create(&wrong);
    struct process *process =
        machine == NULL ? NULL : reproduce_read(machine, directory, &budget, &failure);
    if (process != NULL)
        return process;
    if (machine != NULL)
        machine_destroy(machine);
    fprintf(stderr, "mixter replay: out of memory (--in-place needs less)\n");
    return NULL;
}

static void destroy(struct process *process) {
    struct kernel *kernel = process->kernel;
    process_destroy(process);
    kernel_destroy(kernel);
}

static uint32_t replay(struct machine *machine, const char *directory,
                       struct verification *verification) {
    uint64_t budget;
    struct failure failure;
    struct process *process = reproduce_read(machine, directory, &budget, &failure);
    struct process *first = NULL;
    if (process == NULL)
        return failure_print(&failure, "mixter replay");
    if (verification->in_place)
        watch_start(process);
    else if ((first = read_first(directory)) != NULL)
        slice_copy(&verification->slice, first, process, false);
    if (verification->in_place || first != NULL)
        verify_slice(verification, process, budget);
    destroy(process);
    if (first != NULL) {
        machine = first->machine;
        destroy(first);
        machine_destroy(machine);
    }
    return verification->in_place || first != NULL ? verify_conclude(verification, 0)
                                                   : STATUS_USAGE;
}

static uint32_t run_replay(struct pair_settings *pair, struct verification *verification,
                           struct command_line *line) {
    uint32_t status;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG)
            return STATUS_USAGE;
        if (option == OPTION_JSON || option == OPTION_IN_PLACE) {
            verification->json = verification->json || option == OPTION_JSON;
            verification->in_place = verification->in_place || option == OPTION_IN_PLACE;
            settings_pass_on(&pair->settings, line);
        } else if (!pair_apply(pair, line, option)) {
            return STATUS_USAGE;
        }
    }
    if (line->next != line->argc - 1) {
        fprintf(stderr,
                "mixter replay: exactly one directory is needed (see mixter replay --help)\n");
        return STATUS_USAGE;
    }
    settings_finish(&pair->settings, line);
    verification->again = line->argv[line->next];
    if (pair->with != NULL) {
        verification->in_place = true;
        if (!with_open(pair, verification))
            return STATUS_USAGE;
    } else if (!is_here(pair, "replay", verification, &status)) {
        return status;
    }
    return replay(pair->settings.machine, line->argv[line->next], verification);
}

// The directory is that of a whole run.
static int replay_whole(int argc, char **argv) {
    char **options = argv + 1;
    int count = argc - 2;
    char *again[2] = {"--again", argv[argc - 1]};
    struct words given = {0, 0, NULL};
    for (int i = 0; i < count; i++)
        words_add(&given, options[i]);
    for (int i = 0; i < 2; i++)
        words_add(&given, again[i]);
    struct words words = whole_command(argv[argc - 1], given.words, given.count);
    int status = words.count == 0 ? STATUS_USAGE : verify_main(words.count, words.words);
    whole_forget(&words);
    free(given.words);
    return status;
}

static int replay_main(int argc, char **argv) {
    if (argc > 1 && whole_is(argv[argc - 1]))
        return replay_whole(argc, argv);
    struct pair_settings pair;
    struct verification verification = {.slice_timeout = DEFAULT_SLICE_TIMEOUT};
    struct command_line line = {.command = &replay_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&pair, "mixter replay");
    uint32_t status = run_replay(&pair, &verification, &line);
    slice_end(&verification.slice);
    return settings_end(&pair.settings, status);
}

const struct command replay_command = {
    .name = "mixter replay",
    .summary = "run what differed again",
    .usage = "Usage: mixter replay [OPTION ...] DIRECTORY\n"
             "Runs the slice, or the whole run, that mixter verify has written to a directory\n"
             "again, on two engines. A whole run has the options that it had, and those of\n"
             "mixter verify. Exit status: 0 equal, 1 different.\n\n",
    .tables = {options_of_replay, with_options, pair_options},
    .run = replay_main};
