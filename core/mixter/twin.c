#include "twin.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/digest.h"
#include "../kernel/recording.h"
#include "../machine/machine.h"

// A checkpoint is due after so many instructions, more if there are many pages, so that it takes
// some hundredths of the time; an exception counts as that many.
enum { CHECKPOINT_INTERVAL = 0x100000, COST_OF_PAGE = 0x8000, COST_OF_EXCEPTION = 0x1000 };

struct twin {
    struct observer observer; // first: this is what the supervisor knows
    const struct verification *verification;
    enum twin_role role;
    engine *engine;
    struct recording *recording;
    struct digest *digest;
    struct comparison comparison;
    uint64_t checked; // instructions retired at the last checkpoint,
    uint64_t spent;   // what has been done since,
    uint32_t pages;   // and how many pages there were
    uint64_t last;    // instructions retired at the last state
    bool is_over;     // nothing is compared any more
};

const struct recording_link twin_link = {environment_twin_put, environment_twin_get, TWIN_CALLS};

// ---- results ----

static void put_long(uint32_t *words, uint64_t number) {
    words[0] = (uint32_t)(number % 0x100000000u);
    words[1] = (uint32_t)(number / 0x100000000u);
}

static uint64_t get_long(const uint32_t *words) {
    return (uint64_t)words[1] * 0x100000000u + words[0];
}

void twin_put_counts(uint32_t *words, const struct comparison *comparison) {
    const uint64_t counts[] = {comparison->slices,      comparison->instructions,
                               comparison->exceptions,  comparison->system_calls,
                               comparison->page_faults, comparison->pages,
                               comparison->checkpoints};
    for (uint32_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        put_long(words + TWIN_COUNTS + 2 * i, counts[i]);
}

void twin_get_counts(const uint32_t *words, struct comparison *comparison) {
    words += TWIN_COUNTS;
    memset(comparison, 0, sizeof *comparison);
    comparison->slices = get_long(words);
    comparison->instructions = get_long(words + 2);
    comparison->exceptions = get_long(words + 4);
    comparison->system_calls = get_long(words + 6);
    comparison->page_faults = get_long(words + 8);
    comparison->pages = get_long(words + 10);
    comparison->checkpoints = get_long(words + 12);
    comparison->bytes = comparison->pages * SLICE_PAGE_SIZE;
}

void twin_put_result(uint32_t *words, enum twin_verdict verdict,
                     const struct comparison *comparison) {
    words[TWIN_VERDICT] = verdict;
    twin_put_counts(words, comparison);
    environment_twin_put(TWIN_RESULT, words, TWIN_RESULT_WORDS);
}

// ---- comparing ----

static void count(struct twin *twin, const uint32_t *state) {
    struct comparison *comparison = &twin->comparison;
    uint32_t exception = state[CONTEXT_EXCEPTION];
    if (state[TWIN_EVENT] != TWIN_SLICE)
        return;
    comparison->slices++;
    comparison->instructions += context_retired(state) - twin->last;
    comparison->exceptions += exception != EXCEPTION_TIMER;
    comparison->system_calls += exception == EXCEPTION_SYSTEM_CALL;
    comparison->page_faults += exception == EXCEPTION_PAGE_FAULT;
}

static void end_quietly(struct twin *twin, struct process *process) {
    twin->is_over = true;
    process_exit(process, 1);
    process->end = END_DIFFERENT;
}

// The other one has got to another state.
static void differ(struct twin *twin, struct process *process, const uint32_t *own,
                   const uint32_t *other) {
    uint32_t words[TWIN_RESULT_WORDS];
    uint64_t end = context_retired(own);
    if (context_retired(other) > end)
        end = context_retired(other);
    memset(words, 0, sizeof words);
    put_long(words + TWIN_FROM, twin->checked);
    put_long(words + TWIN_BUDGET, end - twin->checked + 1);
    memcpy(words + TWIN_ENDS, own, TWIN_STATE_WORDS * sizeof *own);
    memcpy(words + TWIN_ENDS + TWIN_STATE_WORDS, other, TWIN_STATE_WORDS * sizeof *other);
    twin_put_result(words, TWIN_DIFFERENT, &twin->comparison);
    end_quietly(twin, process);
}

static void be_left(struct twin *twin, struct process *process) {
    uint32_t words[TWIN_RESULT_WORDS];
    memset(words, 0, sizeof words);
    put_long(words + TWIN_FROM, twin->checked);
    twin_put_result(words, TWIN_STOPPED, &twin->comparison);
    end_quietly(twin, process);
}

// ---- states ----

static bool is_checkpoint(const struct twin *twin, enum twin_event event) {
    uint64_t interval = (uint64_t)twin->pages * COST_OF_PAGE;
    if (interval < CHECKPOINT_INTERVAL)
        interval = CHECKPOINT_INTERVAL;
    return event != TWIN_SLICE || twin->spent >= interval;
}

// The page table is wherever a supervisor has put it.
static void take_state(struct twin *twin, const struct process *process, enum twin_event event,
                       uint32_t *state) {
    memset(state, 0, TWIN_STATE_WORDS * sizeof *state);
    memcpy(state, process->context, CONTEXT_WORDS * sizeof *state);
    state[CONTEXT_PAGE_TABLE] = 0;
    state[TWIN_EVENT] = event;
    if (is_checkpoint(twin, event))
        put_long(state + TWIN_MEMORY, digest_of_memory(twin->digest, process, &twin->pages));
    if (event == TWIN_END) {
        state[TWIN_STATUS] = 1;
        state[TWIN_STATUS + 1] = process->status;
    }
}

static void pass_checkpoint(struct twin *twin, const uint32_t *state) {
    twin->checked = context_retired(state);
    twin->spent = 0;
    twin->comparison.checkpoints++;
    twin->comparison.pages += twin->pages;
}

static void exchange(struct twin *twin, struct process *process, enum twin_event event) {
    uint32_t state[TWIN_STATE_WORDS];
    uint32_t other[TWIN_STATE_WORDS];
    if (twin->is_over)
        return;
    bool is_check = is_checkpoint(twin, event);
    take_state(twin, process, event, state);
    if (twin->role == TWIN_LEADS) {
        if (environment_twin_put(TWIN_STATES, state, TWIN_STATE_WORDS) < TWIN_STATE_WORDS)
            end_quietly(twin, process);
    } else if (environment_twin_get(TWIN_STATES, other, TWIN_STATE_WORDS) < TWIN_STATE_WORDS) {
        be_left(twin, process);
    } else if (memcmp(state, other, sizeof state) != 0) {
        differ(twin, process, state, other);
    }
    if (twin->is_over)
        return;
    count(twin, state);
    if (is_check)
        pass_checkpoint(twin, state);
    // A system call that is served counts as retired.
    twin->last = context_retired(state) +
                 (state[CONTEXT_EXCEPTION] == EXCEPTION_SYSTEM_CALL && event == TWIN_SLICE);
}

static enum exception run(void *state, struct process *process, uint64_t budget) {
    struct twin *twin = state;
    const uint32_t *context = process->context;
    for (;;) {
        uint64_t before = context_retired(context);
        uint64_t length = twin->verification->length;
        if (length > budget)
            length = budget;
        enum exception exception = twin->engine(process->machine, process->context, length);
        uint64_t retired = context_retired(context) - before;
        twin->spent += retired + (exception != EXCEPTION_TIMER ? COST_OF_EXCEPTION : 0);
        exchange(twin, process, TWIN_SLICE);
        budget -= retired;
        if (exception != EXCEPTION_TIMER || budget == 0 || process->ended || stop_is_due())
            return exception;
    }
}

// ---- as an observer of the process ----

static void start(struct observer *observer, struct process *process) {
    struct twin *twin = (struct twin *)observer;
    process->recording = twin->recording;
    if (twin->role != TWIN_LEADS)
        process->kernel->report = NULL;
    exchange(twin, process, TWIN_START);
}

// Where the time or a signal has ended it, the other one does not.
static void end(struct observer *observer, struct process *process) {
    struct twin *twin = (struct twin *)observer;
    uint32_t words[TWIN_RESULT_WORDS];
    if (twin->is_over || (process->end != END_EXIT && stop_is_due()))
        return;
    if (twin->role == TWIN_LEADS && process->end == END_DIFFERENT && !twin->verification->json)
        report_other_run(context_retired(process->context));
    exchange(twin, process, TWIN_END);
    if (twin->is_over || twin->role == TWIN_LEADS)
        return;
    memset(words, 0, sizeof words);
    twin_put_result(words, TWIN_EQUAL, &twin->comparison);
}

static uint32_t finish(struct observer *observer, uint32_t status) {
    (void)observer;
    return status;
}

// ---- a twin ----

uint32_t twin_run(struct settings *settings, struct verification *verification,
                  enum twin_role role) {
    static char *const none[] = {NULL};
    struct twin twin = {.observer = {.start = start, .end = end, .finish = finish},
                        .verification = verification,
                        .role = role,
                        .engine = verification->slice.pair.engines[role].run};
    bool is_again = verification->is_whole; // then nobody serves system calls
    twin.recording = recording_share(none, &twin_link, is_again || role != TWIN_LEADS, false);
    twin.digest = digest_start();
    settings->observer = &twin.observer;
    settings->driver.runner = run;
    settings->driver.state = &twin;
    settings->slice = 0;
    if (role != TWIN_LEADS)
        settings->stats = false;
    uint32_t status = supervise(settings);
    digest_end(twin.digest);
    recording_free(twin.recording);
    return status;
}
