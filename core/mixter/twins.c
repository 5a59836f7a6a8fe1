// The process that starts twins, and says what they have found.
#include "twins.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../mipster/emulate.h"
#include "../progress.h"
#include "mixter.h"
#include "twin.h"
#include "whole.h"

enum { NUMBER_SIZE = 12, NONE = 2, STATUS_EQUAL = 0, STATUS_DIFFERENT = 1 };

struct twins {
    struct pair_settings *pair;
    struct verification *verification;
    const char *program;
    struct twin_end ends[2];
    uint32_t words[TWIN_RESULT_WORDS]; // the result, and what is asked of the one that locates
    char directory[DIRECTORY_SIZE];
};

// ---- one of the processes ----

// On the host: a machine of its own, whose memory no other process has.
static bool renew_machine(struct settings *settings) {
    if (settings->machine == NULL)
        return true;
    settings->machine = NULL;
    if (settings_machine(settings) == NULL)
        return false;
    if (settings->code_cache != 0)
        environment_code_cache(settings->machine, settings->code_cache);
    return true;
}

static uint32_t run_role(struct pair_settings *pair, struct verification *verification,
                         enum twin_role role) {
    struct settings *settings = &pair->settings;
    uint32_t status;
    struct failure failure;
    settings->is_twin = true;
    if (!pair_here(pair, "verify", &verification->slice.pair, &status))
        return status;
    if (verification->is_whole &&
        !whole_program(verification->again, &settings->guests[0], &failure))
        return failure_print(&failure, settings->command);
    return role == TWIN_LOCATES ? twin_locate(settings, verification)
                                : twin_run(settings, verification, role);
}

static uint32_t run_process(void *argument, uint32_t role) {
    struct twins *twins = argument;
    struct settings *settings = &twins->pair->settings;
    char number[NUMBER_SIZE];
    snprintf(number, sizeof number, "%u", (unsigned)role + 1);
    settings_pass_word(settings, "--twin");
    settings_pass_word(settings, number);
    if (role != TWIN_LEADS)
        settings->timeout = 0;
    return renew_machine(settings)
               ? run_role(twins->pair, twins->verification, (enum twin_role)role)
               : STATUS_USAGE;
}

static struct twin_task task_of(struct twins *twins) {
    struct twin_task task = {.run = run_process,
                             .argument = twins,
                             .timeout = twins->pair->settings.timeout,
                             .slice_timeout = twins->verification->slice_timeout,
                             .most = twins->verification->most};
    return task;
}

// ---- what they are on ----

// The names of the engines, as far as this level needs them.
static void name_engines(struct twins *twins, char first[NUMBER_SIZE]) {
    struct named_engine *engines = twins->verification->slice.pair.engines;
    const char *given = twins->pair->engines.value;
    const char *comma = given != NULL ? strchr(given, ',') : NULL;
    engines[0].name = "interp";
    engines[1].name = twins->pair->depth > 0 ? "switch" : "jit";
    if (comma == NULL || comma - given >= NUMBER_SIZE)
        return;
    memcpy(first, given, (size_t)(comma - given));
    first[comma - given] = 0;
    engines[0].name = first;
    engines[1].name = comma + 1;
}

// ---- a finding ----

static uint64_t get_long(const uint32_t *words) {
    return (uint64_t)words[1] * 0x100000000u + words[0];
}

static void put_long(uint32_t *words, uint64_t number) {
    words[0] = (uint32_t)(number % 0x100000000u);
    words[1] = (uint32_t)(number / 0x100000000u);
}

// ---- directories ----

// As the script of the directory does it.
static uint32_t replay(void *argument, uint32_t role) {
    struct twins *twins = argument;
    const struct pair_settings *pair = twins->pair;
    const struct slice *slice = &twins->verification->slice;
    const struct named_engine *engines = slice->pair.engines;
    char names[2 * NUMBER_SIZE + 2];
    struct words words = {0, 0, NULL};
    (void)role;
    snprintf(names, sizeof names, slice->foreign != NULL ? "%s" : "%s,%s", engines[0].name,
             engines[1].name);
    words_add(&words, replay_command.name);
    if (slice->foreign != NULL) {
        words_add(&words, "--with");
        words_add(&words, slice->foreign->given);
    } else {
        words_add(&words, "--depth");
        words_add(&words, strcmp(engines[1].name, "switch") == 0 ? "1" : "0");
    }
    words_add(&words, "--engines");
    words_add(&words, pair->engines.value != NULL ? pair->engines.value : names);
    words_add(&words, twins->directory);
    uint32_t status = (uint32_t)replay_command.run(words.count, words.words);
    free(words.words);
    return status;
}

// Whether the slice differs on new machines, too: an engine may have kept something from before.
static bool slice_differs(struct twins *twins) {
    struct twin_task task = task_of(twins);
    struct twin_end end;
    task.run = replay;
    task.timeout = 0;
    task.is_quiet = true;
    environment_twins_run(&task, TWIN_LOCATES, 1, &end);
    return end.death[0] != 0 || end.status == STATUS_DIFFERENT;
}

static void write_whole(struct twins *twins) {
    struct failure failure;
    if (!whole_write(twins->pair, twins->verification, twins->directory, &failure))
        failure_print(&failure, "mixter verify");
}

static void replace_slice(struct twins *twins) {
    if (!twins->verification->json)
        fprintf(stderr, "  The slice by itself does not differ on new machines: the directory has "
                        "the whole run.\n");
    write_whole(twins);
}

void twins_try_slice(struct pair_settings *pair, struct verification *verification) {
    const struct foreign *foreign = verification->slice.foreign;
    struct twins twins = {.pair = pair, .verification = verification};
    memcpy(twins.directory, verification->directory, DIRECTORY_SIZE);
    if (twins.directory[0] != 0 && !foreign->hangs && environment_twins_open() &&
        !slice_differs(&twins))
        replace_slice(&twins);
}

// After a place has been found: the directory has to show it.
static void check_directory(struct twins *twins) {
    bool is_hang =
        twins->words[TWIN_DEAD] != NONE &&
        strcmp((char *)(twins->words + TWIN_CAUSE), "has not ended") == 0; // it would hang again
    uint32_t words[TWIN_RESULT_WORDS];
    environment_twin_get(TWIN_RESULT, words, TWIN_RESULT_WORDS);
    memcpy(twins->directory, words + TWIN_DIRECTORY, DIRECTORY_SIZE);
    bool is_whole = words[TWIN_WHOLE] != 0;
    if (twins->directory[0] == 0 || (!is_whole && (is_hang || slice_differs(twins))))
        return;
    if (is_whole)
        write_whole(twins);
    else
        replace_slice(twins);
}

// Without a place: a directory of the whole run. Returns its name, NULL after an error message.
static const char *leave_whole(struct twins *twins) {
    struct failure failure;
    if (twins->verification->again != NULL)
        return twins->verification->again;
    if (directory_claim(twins->directory)) {
        if (whole_write(twins->pair, twins->verification, twins->directory, &failure))
            return twins->directory;
    } else {
        directory_fail(twins->directory, &failure);
    }
    failure_print(&failure, "mixter verify");
    return NULL;
}

// The process that locates reports as well. False if it has found nothing.
static bool find_place(struct twins *twins, uint64_t from, uint64_t budget) {
    struct twin_task task = task_of(twins);
    struct twin_end end;
    uint32_t verdict = TWIN_NONE;
    uint32_t none[TWIN_RESULT_WORDS] = {TWIN_NONE};
    uint32_t *words = twins->words;
    task.timeout = 0;
    put_long(words + TWIN_FROM, from);
    put_long(words + TWIN_BUDGET, budget);
    environment_twin_put(TWIN_RESULT, none, TWIN_RESULT_WORDS);
    environment_twin_put(TWIN_REQUEST, words, TWIN_REQUEST_WORDS);
    environment_twins_run(&task, TWIN_LOCATES, 1, &end);
    environment_twin_get(TWIN_RESULT, &verdict, 1);
    if (verdict == TWIN_LOCATED)
        check_directory(twins);
    return verdict == TWIN_LOCATED;
}

static uint32_t find_difference(struct twins *twins) {
    struct verification *verification = twins->verification;
    uint64_t from = get_long(twins->words + TWIN_FROM);
    uint64_t budget = get_long(twins->words + TWIN_BUDGET);
    uint32_t states[2 * TWIN_STATE_WORDS];
    memcpy(states, twins->words + TWIN_ENDS, sizeof states);
    twins->words[TWIN_DEAD] = NONE;
    // What an engine keeps may be from long before.
    if (find_place(twins, from, budget) || (from > 0 && find_place(twins, 0, from + budget)))
        return STATUS_DIFFERENT;
    report_states(states, states + TWIN_STATE_WORDS, from, budget, twins->program,
                  &verification->slice.pair, leave_whole(twins), verification->json);
    return STATUS_DIFFERENT;
}

// An engine that was killed by a signal of the host, above level 0, is the one beneath.
static uint32_t find_death(struct twins *twins, unsigned dead) {
    struct verification *verification = twins->verification;
    const struct twin_end *end = &twins->ends[dead];
    bool is_signal = end->death[0] != 0;
    bool is_beneath = is_signal && twins->pair->depth > 0;
    struct death death = {.engine = verification->slice.pair.engines[dead].name,
                          .cause = is_signal ? end->death : "died (see above)",
                          .is_located = end->states > 0,
                          .done = end->retired,
                          .budget = verification->length};
    if (is_beneath)
        death.engine = "the machine beneath, an engine of the host,";
    else if (!is_signal && dead == 1)
        death.engine = "what compares, on the second engine,";
    twins->words[TWIN_DEAD] = dead;
    twins->words[TWIN_BENEATH] = is_beneath;
    put_long(twins->words + TWIN_SLICES, end->states - 1); // the first is that of the start
    memset(twins->words + TWIN_CAUSE, 0, 4 * TWIN_CAUSE_WORDS);
    strcpy((char *)(twins->words + TWIN_CAUSE), death.cause);
    if (!death.is_located || !find_place(twins, death.done, death.budget))
        report_death_beneath(&death, twins->program, leave_whole(twins), verification->json);
    return STATUS_DIFFERENT;
}

// ---- the result ----

// Whether a process has ended without a result, and not because of --timeout.
static bool has_died(const struct twins *twins, const struct twin_end *end) {
    bool is_timeout = twins->pair->settings.timeout != 0 && end->status == STATUS_LIMIT;
    return end->death[0] != 0 || (!end->is_complete && !end->is_killed && !is_timeout);
}

static uint32_t conclude(struct twins *twins) {
    struct verification *verification = twins->verification;
    const struct twin_end *ends = twins->ends;
    environment_twin_get(TWIN_RESULT, twins->words, TWIN_RESULT_WORDS);
    twin_get_counts(twins->words, &verification->comparison);
    progress_end();
    if (twins->words[TWIN_VERDICT] == TWIN_DIFFERENT)
        return find_difference(twins);
    for (unsigned i = 0; i < 2; i++)
        if (has_died(twins, &ends[i]) && (ends[i].death[0] != 0 || ends[i].states > 0))
            return find_death(twins, i);
    // The program cannot be run.
    uint32_t status = ends[TWIN_LEADS].status;
    if (ends[TWIN_LEADS].states == 0 && status >= STATUS_USAGE && status <= STATUS_NOT_FOUND)
        return status;
    return verify_conclude(verification, status);
}

// ---- whether there are any ----

// What excludes twins, or NULL.
static const char *find_conflict(const struct settings *settings,
                                 const struct verification *verification) {
    if (verification->in_place)
        return "--in-place";
    if (settings->guest_count > 0 && strcmp(settings->guests[0].argv[0], "-") == 0)
        return "a program from standard input, which is there once";
    if (verification->period != 0)
        return "--sample";
    if (settings->guest_count > 1)
        return "--guest";
    if (settings->record != NULL)
        return "--record";
    if (settings->replay != NULL)
        return "--replay";
    if (settings->digest)
        return "--digest";
    return settings->status_file != NULL ? "--status-file" : NULL;
}

bool twins_verify(struct pair_settings *pair, struct verification *verification, uint32_t *status) {
    const char *conflict = find_conflict(&pair->settings, verification);
    struct twins twins = {
        .pair = pair, .verification = verification, .program = pair->settings.guests[0].argv[0]};
    char first[NUMBER_SIZE];
    struct failure failure;
    *status = STATUS_USAGE;
    if (verification->role != 0) {
        *status = run_role(pair, verification, (enum twin_role)(verification->role - 1));
        return true;
    }
    if (conflict != NULL || !environment_twins_open()) {
        if (verification->is_twins && conflict != NULL)
            fprintf(stderr, "mixter verify: --twins excludes %s\n", conflict);
        else if (verification->is_twins)
            fprintf(stderr, "mixter verify: --twins: there is no room for two processes here "
                            "(--in-place needs one)\n");
        else if (verification->is_whole)
            fprintf(stderr, "mixter replay: a whole run needs two processes, for which there is no "
                            "room here\n");
        return verification->is_twins || verification->is_whole;
    }
    if (verification->is_whole && !whole_calls(verification->again, &failure)) {
        *status = failure_print(&failure, "mixter replay");
        return true;
    }
    name_engines(&twins, first);
    struct twin_task task = task_of(&twins);
    progress_show(PROGRESS_COMPARING, 0, verification->most, 0);
    environment_twins_run(&task, TWIN_FOLLOWS, 2, twins.ends);
    *status = conclude(&twins);
    return true;
}
