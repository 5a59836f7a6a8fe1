// The third of twins: runs the guest again up to where both were equal, with what system calls have
// brought, and compares the engines from there, one after the other, in the state of plain runs.
#include "twin.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/kernel.h"
#include "../kernel/recording.h"
#include "again.h"
#include "directory.h"

enum { NONE = 2 };

struct locator {
    struct observer observer; // first: this is what the supervisor knows
    struct verification *verification;
    const struct settings *settings;
    struct recording *recordings[2];
    struct process *first; // of the first engine, on a machine of its own
    uint64_t from;         // instructions retired where both were equal,
    uint64_t budget;       // and with how many more they are not
    unsigned dead;         // the engine that died, or NONE
    uint64_t slices;       // that it had ended before
    bool is_beneath;       // or the machine beneath it has
    char cause[4 * TWIN_CAUSE_WORDS];
    bool is_whole; // a directory has been claimed for the whole run
    bool is_there;
    uint64_t end; // slices are compared up to here
};

static uint64_t get_long(const uint32_t *words) {
    return (uint64_t)words[1] * 0x100000000u + words[0];
}

// ---- the place ----

// The process of the first engine goes where the other one is.
static bool bring_first(struct locator *locator) {
    struct process *first = locator->first;
    if (first == NULL)
        return false;
    const struct driver driver = {.engine = locator->verification->slice.pair.engines[0].run};
    uint64_t length = locator->verification->length;
    while (!first->ended && context_retired(first->context) < locator->from) {
        uint64_t left = locator->from - context_retired(first->context);
        process_advance(first, &driver, left < length ? left : length);
    }
    return !first->ended;
}

// From `from` to the end in one go, with all exceptions. Then the slice that they differ in is
// near; the process is left at its start. False if they do not differ.
static bool approach(struct locator *locator, struct process *process) {
    struct slice *slice = &locator->verification->slice;
    struct difference difference;
    if (!bring_first(locator))
        return false;
    slice_copy(slice, locator->first, process, true);
    slice_begin(slice, process);
    slice_run(slice, 0, locator->budget);
    slice_run(slice, 1, locator->budget);
    if (slice->death != NULL || slice->out_of_memory || slice_is_equal(slice))
        return false;
    uint64_t distance = locate_in_one_go(slice, locator->budget, &difference);
    locator->end = locator->from + distance + 1;
    slice_run(slice, 1, distance);
    uint64_t near = slice->copies->served - locator->from;
    slice_run(slice, 0, near);
    slice_run(slice, 1, near);
    slice_commit(slice);
    slice_copy(slice, locator->first, process, false);
    return true;
}

// The engine that lives shows what the other one should have done.
static void report_dead(struct locator *locator, struct process *process) {
    struct slice *slice = &locator->verification->slice;
    slice_copy(slice, process, process, false);
    slice_begin(slice, process);
    slice_run(slice, 1 - locator->dead, locator->budget);
    slice->death = locator->cause;
    slice->dead = locator->dead;
    slice->is_beneath = locator->is_beneath;
    verify_death(locator->verification, locator->budget);
}

// What an engine keeps is lost when it is put back: runs both from the beginning, again and again.
// The directory is filled by the process that has started the twins.
static void look_again(struct locator *locator, struct process *process) {
    struct verification *verification = locator->verification;
    const char *again = verification->again;
    struct difference difference;
    if (!again_locate(process, locator->settings, &verification->slice.pair, locator->from,
                      locator->budget, &difference))
        return;
    locator->is_whole = again == NULL && directory_claim(verification->directory);
    if (locator->is_whole)
        again = verification->directory;
    verify_difference(verification, process, &difference, again);
}

// Goes on with the slice that is near.
static void compare(struct locator *locator, struct process *process, uint64_t budget) {
    uint64_t left = locator->end - context_retired(process->context);
    if (left > budget)
        left = budget;
    verify_slice(locator->verification, process, left);
    if (process->ended)
        return;
    if (context_retired(process->context) >= locator->end)
        process_exit(process, 1);
    else if (process->context[CONTEXT_EXCEPTION] != EXCEPTION_TIMER)
        process_serve(locator->first); // as the supervisor does for the other
}

// Before the place: how many instructions the next slice may have, 0 if it is there. Slices are
// those of the twins, so that what has died is met where it was.
static uint64_t distance(struct locator *locator, const struct process *process) {
    uint64_t left = locator->from - context_retired(process->context);
    uint64_t length = locator->verification->length;
    if (locator->is_there)
        return 0;
    if (locator->dead == NONE)
        return left < length ? left : length;
    return locator->slices-- > 0 ? length : 0;
}

static enum exception run(void *state, struct process *process, uint64_t budget) {
    struct locator *locator = state;
    const struct engine_pair *pair = &locator->verification->slice.pair;
    uint64_t left = distance(locator, process);
    if (left > 0)
        return pair->engines[locator->dead == 1 ? 0 : 1].run(process->machine, process->context,
                                                             left < budget ? left : budget);
    if (locator->dead != NONE)
        report_dead(locator, process);
    else if (!locator->is_there && !approach(locator, process))
        process_exit(process, 1);
    locator->is_there = true;
    if (process->ended)
        return EXCEPTION_TIMER;
    compare(locator, process, budget);
    return (enum exception)process->context[CONTEXT_EXCEPTION];
}

// ---- as an observer of the process ----

static void start(struct observer *observer, struct process *process) {
    struct locator *locator = (struct locator *)observer;
    process->recording = locator->recordings[1];
    process->kernel->report = NULL;
    if (locator->dead == NONE)
        locator->first = again_start(process, locator->settings, locator->recordings[0]);
}

static void end(struct observer *observer, struct process *process) {
    struct locator *locator = (struct locator *)observer;
    struct process *first = locator->first;
    if (first != NULL)
        again_end(first);
    if (locator->dead == NONE && !locator->verification->different)
        look_again(locator, process);
}

static uint32_t finish(struct observer *observer, uint32_t status) {
    (void)observer;
    return status;
}

uint32_t twin_locate(struct settings *settings, struct verification *verification) {
    static char *const none[] = {NULL};
    uint32_t words[TWIN_RESULT_WORDS];
    struct locator locator = {.observer = {.start = start, .end = end, .finish = finish},
                              .verification = verification,
                              .settings = settings};
    environment_twin_get(TWIN_REQUEST, words, TWIN_REQUEST_WORDS);
    locator.from = get_long(words + TWIN_FROM);
    locator.budget = get_long(words + TWIN_BUDGET);
    locator.dead = words[TWIN_DEAD];
    locator.slices = get_long(words + TWIN_SLICES);
    locator.is_beneath = words[TWIN_BENEATH] != 0;
    memcpy(locator.cause, words + TWIN_CAUSE, sizeof locator.cause);
    twin_get_counts(words, &verification->comparison);
    struct recording_link again = twin_link;
    again.stream = TWIN_CALLS_AGAIN;
    locator.recordings[0] = recording_share(none, &again, true, true);
    locator.recordings[1] = recording_share(none, &twin_link, true, true);
    settings->observer = &locator.observer;
    settings->driver.runner = run;
    settings->driver.state = &locator;
    settings->slice = 0;
    settings->stats = false;
    supervise(settings);
    memset(words, 0, sizeof words);
    words[TWIN_WHOLE] = locator.is_whole;
    strcpy((char *)(words + TWIN_DIRECTORY), verification->directory);
    twin_put_result(words, verification->different ? TWIN_LOCATED : TWIN_NONE,
                    &verification->comparison);
    recording_free(locator.recordings[0]);
    recording_free(locator.recordings[1]);
    return 0;
}
