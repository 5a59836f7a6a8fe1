#include "with.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/recording.h"
#include "../machine/machine.h"
#include "twins.h"
#include "whole.h"

// ---- the two engines ----

// What excludes it, or NULL.
static const char *find_conflict(const struct pair_settings *pair,
                                 const struct verification *verification) {
    if (pair->depth_given && pair->depth != 0)
        return "--depth";
    if (verification->schedules > 0)
        return "--schedules";
    return verification->is_twins ? "--twins" : NULL;
}

// Makes the pair of one of our engines and that one. False after an error message.
bool with_open(struct pair_settings *pair, struct verification *verification) {
    struct settings *settings = &pair->settings;
    struct slice *slice = &verification->slice;
    const char *conflict = find_conflict(pair, verification);
    if (conflict != NULL) {
        fprintf(stderr, "%s: --with excludes %s\n", settings->command, conflict);
        return false;
    }
    struct machine *machine = settings_machine(settings);
    if (machine == NULL ||
        !engines_read_first(pair->engines.value != NULL ? &pair->engines : NULL, machine,
                            &slice->pair) ||
        !environment_foreign(settings->command, pair->with, verification->slice_timeout, slice))
        return false;
    verification->comparison.lacks = slice->foreign->lacks;
    if (!slice->foreign->has_budgets && settings->slice == 0)
        verification->length = 0xffffffffffffffffu;
    return true;
}

// ---- system calls are kept ----

struct keeper {
    struct observer observer; // first: this is what the supervisor knows
    struct verification *verification;
};

static void start(struct observer *observer, struct process *process) {
    process->recording = ((struct keeper *)observer)->verification->calls;
}

static void end(struct observer *observer, struct process *process) {
    const struct verification *verification = ((struct keeper *)observer)->verification;
    if (verification->is_whole && process->end == END_DIFFERENT && !verification->different &&
        !verification->json)
        report_other_run(context_retired(process->context));
}

static uint32_t finish(struct observer *observer, uint32_t status) {
    (void)observer;
    return status;
}

// From the directory of a whole run, or for one. False after an error message.
static bool open_calls(struct settings *settings, struct verification *verification) {
    static char *const none[] = {NULL};
    struct failure failure;
    if (!verification->is_whole) {
        verification->calls = recording_start(none);
        return true;
    }
    verification->calls = whole_recording(verification->again, &failure);
    if (verification->calls != NULL &&
        whole_program(verification->again, &settings->guests[0], &failure))
        return true;
    failure_print(&failure, settings->command);
    return false;
}

uint32_t with_verify(struct pair_settings *pair, struct verification *verification) {
    struct settings *settings = &pair->settings;
    struct keeper keeper = {{.start = start, .end = end, .finish = finish}, verification};
    bool is_kept =
        settings->record == NULL && settings->replay == NULL && settings->guest_count == 1;
    uint32_t status = STATUS_USAGE;
    if (!with_open(pair, verification))
        return status;
    if (!is_kept)
        return verify_in_place(settings, verification);
    if (open_calls(settings, verification)) {
        settings->observer = &keeper.observer;
        status = verify_in_place(settings, verification);
        settings->observer = NULL;
        if (verification->different)
            twins_try_slice(pair, verification);
    }
    if (verification->calls != NULL)
        recording_free(verification->calls);
    verification->calls = NULL;
    return status;
}
