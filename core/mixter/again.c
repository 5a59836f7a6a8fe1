#include "again.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/kernel.h"
#include "../kernel/recording.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "twin.h"

// How often a run stops in the part that differs; how long its slices are elsewhere.
enum { STOPS = 32, SLICE = 1000000 };

struct run {
    struct process *process;
    struct recording *recording;
    engine *engine;
    uint64_t trail; // a hash of the exceptions so far
};

struct search {
    const struct process *process; // whose program it is
    const struct settings *settings;
    const struct engine_pair *pair;
    struct run runs[2];
    struct difference *difference;
    uint64_t low;  // both are equal here,
    uint64_t high; // and differ here,
    bool is_known; // as has been seen:
    struct difference known;
};

// ---- a run ----

struct process *again_start(const struct process *process, const struct settings *settings,
                            struct recording *recording) {
    const struct invocation invocation = {&process->image, process->program, process->arguments,
                                          process->environment};
    struct failure failure;
    const char *wrong;
    struct machine *machine = machine_create(&wrong);
    if (machine == NULL)
        return NULL;
    frame_set_limit(machine, settings->frames);
    struct kernel *kernel = kernel_create(machine, 1);
    struct process *again = process_create(kernel, &invocation, &failure);
    if (again == NULL) {
        kernel_destroy(kernel);
        machine_destroy(machine);
        return NULL;
    }
    again->files = process->files;
    again->root = process->root;
    again->output_limit = process->output_limit;
    again->input_limit = process->input_limit;
    again->recording = recording;
    return again;
}

void again_end(struct process *process) {
    struct kernel *kernel = process->kernel;
    struct machine *machine = process->machine;
    process_leave(process);
    kernel_destroy(kernel);
    machine_destroy(machine);
}

static bool start_runs(struct search *search) {
    static char *const none[] = {NULL};
    uint32_t nothing;
    struct recording_link links[2] = {twin_link, twin_link};
    links[0].stream = TWIN_CALLS_AGAIN;
    environment_twin_get(TWIN_REWIND, &nothing, 0);
    for (unsigned i = 0; i < 2; i++) {
        struct run *run = &search->runs[i];
        run->recording = recording_share(none, &links[i], true, false);
        run->process = again_start(search->process, search->settings, run->recording);
        run->engine = search->pair->engines[i].run;
        run->trail = 0;
    }
    return search->runs[0].process != NULL && search->runs[1].process != NULL;
}

static void end_runs(struct search *search) {
    for (unsigned i = 0; i < 2; i++) {
        struct run *run = &search->runs[i];
        if (run->process != NULL)
            again_end(run->process);
        recording_free(run->recording);
    }
}

static uint64_t mix(uint64_t hash, uint32_t word) {
    return (hash + word) * 0x9e3779b97f4a7c15u;
}

static void note_exception(struct run *run) {
    const uint32_t *context = run->process->context;
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        run->trail = mix(run->trail, i == CONTEXT_PAGE_TABLE ? 0 : context[i]);
}

// Up to a count of instructions.
static void go(struct run *run, uint64_t end) {
    struct process *process = run->process;
    const uint32_t *context = process->context;
    while (!process->ended && context_retired(context) < end) {
        uint64_t left = end - context_retired(context);
        if (run->engine(process->machine, process->context, left < SLICE ? left : SLICE) ==
            EXCEPTION_TIMER)
            continue;
        note_exception(run);
        process_serve(process);
    }
}

// ---- comparing the two ----

static void note_word(struct difference *difference, uint32_t address, const uint32_t after[2]) {
    difference->words++;
    if (difference->memory_count == MEMORY_MAX)
        return;
    struct memory_difference *memory = &difference->memory[difference->memory_count++];
    memory->address = address;
    memory->after[0] = after[0];
    memory->after[1] = after[1];
}

static uint32_t entry_of(const struct process *process, uint32_t page) {
    uint32_t table;
    return page_table_entry(process->machine, process->context[CONTEXT_PAGE_TABLE], page, &table);
}

// False, and its words noted, if a page differs.
static bool is_page_equal(const struct search *search, uint32_t page) {
    const uint32_t *words[2];
    uint32_t entries[2];
    uint64_t before = search->difference->words;
    for (unsigned i = 0; i < 2; i++) {
        const struct process *process = search->runs[i].process;
        entries[i] = entry_of(process, page);
        words[i] = frame_words(process->machine, page_start(entries[i]));
    }
    if (entries[0] == 0 && entries[1] == 0)
        return true;
    bool is_equal = entries[0] % SLICE_PAGE_SIZE == entries[1] % SLICE_PAGE_SIZE;
    for (uint32_t i = 0; is_equal && i < PAGE_WORDS; i++) {
        const uint32_t after[2] = {words[0][i], words[1][i]};
        if (after[0] != after[1])
            note_word(search->difference, page + 4 * i, after);
    }
    is_equal = is_equal && search->difference->words == before;
    if (!is_equal && search->difference->page == 0)
        search->difference->page = page;
    return is_equal;
}

static bool is_table(const struct search *search, uint32_t index) {
    for (unsigned i = 0; i < 2; i++) {
        const struct process *process = search->runs[i].process;
        if (frame_words(process->machine, process->context[CONTEXT_PAGE_TABLE])[index] != 0)
            return true;
    }
    return false;
}

static void take_context(const struct run *run, uint32_t *context) {
    memcpy(context, run->process->context, CONTEXT_WORDS * sizeof *context);
    context[CONTEXT_PAGE_TABLE] = 0;
}

// Whether all is equal where the runs are; what is not is noted.
static bool is_equal(const struct search *search) {
    struct difference *difference = search->difference;
    const struct process *first = search->runs[0].process;
    const struct process *second = search->runs[1].process;
    difference->memory_count = 0;
    difference->words = 0;
    difference->page = 0;
    for (unsigned i = 0; i < 2; i++)
        take_context(&search->runs[i], difference->after[i]);
    bool equal =
        first->ended == second->ended && first->status == second->status &&
        search->runs[0].trail == search->runs[1].trail &&
        memcmp(difference->after[0], difference->after[1], sizeof difference->after[0]) == 0;
    for (uint32_t i = 0; i < SLICE_TABLES; i++) {
        for (uint32_t j = 0; j < PAGE_WORDS && is_table(search, i); j++) {
            if (!is_page_equal(search, i * SLICE_TABLE_SPAN + j * SLICE_PAGE_SIZE))
                equal = false;
        }
    }
    return equal;
}

// ---- the search ----

// Where the runs are, they are no longer equal: narrows the search.
static void note_high(struct search *search, uint64_t low, uint64_t high) {
    search->low = low;
    search->high = high;
    search->known = *search->difference;
    search->is_known = true;
}

// Stops every `step` instructions from `low` on. False if there is no difference then.
static bool narrow(struct search *search, uint64_t step) {
    uint64_t high = search->high;
    bool is_found = false;
    bool is_started = start_runs(search);
    for (uint64_t at = search->low, last = at; is_started && !is_found && at < high; last = at) {
        at = high - at > step ? at + step : high;
        go(&search->runs[0], at);
        go(&search->runs[1], at);
        is_found = !is_equal(search);
        if (is_found)
            note_high(search, last, at);
    }
    end_runs(search);
    return is_found;
}

// Stops nowhere before the middle.
static void halve(struct search *search) {
    uint64_t middle = search->low + (search->high - search->low) / 2;
    if (start_runs(search)) {
        go(&search->runs[0], middle);
        go(&search->runs[1], middle);
        if (!is_equal(search)) {
            note_high(search, search->low, middle);
            middle = search->low;
        }
    }
    search->low = middle;
    end_runs(search);
}

// The instructions before, and what will differ as it was.
static void note_before(struct search *search) {
    struct difference *difference = search->difference;
    struct run *run = &search->runs[1];
    uint64_t first = search->low < TRACE_MAX - 1 ? 0 : search->low - (TRACE_MAX - 1);
    if (start_runs(search)) {
        for (uint64_t at = first; at <= search->low; at++) {
            go(run, at);
            locate_note_instruction(run->process, difference);
        }
        take_context(run, difference->before);
        for (uint32_t i = 0; i < difference->memory_count; i++) {
            struct memory_difference *memory = &difference->memory[i];
            uint32_t entry = entry_of(run->process, memory->address);
            const uint32_t *words = frame_words(run->process->machine, page_start(entry));
            memory->before = entry != 0 ? words[memory->address / 4 % PAGE_WORDS] : 0;
        }
    }
    end_runs(search);
}

bool again_locate(const struct process *process, const struct settings *settings,
                  const struct engine_pair *pair, uint64_t from, uint64_t budget,
                  struct difference *difference) {
    struct search search = {.process = process,
                            .settings = settings,
                            .pair = pair,
                            .difference = difference,
                            .low = from,
                            .high = from + budget};
    bool in_one_go = false;
    memset(difference, 0, sizeof *difference);
    while (search.high - search.low > 1) {
        in_one_go = in_one_go || !narrow(&search, (search.high - search.low) / STOPS + 1);
        if (in_one_go)
            halve(&search);
    }
    if (!search.is_known)
        return false;
    *difference = search.known;
    difference->only_in_one_go = in_one_go;
    // Where one has stopped, the other one has gone on from there.
    for (unsigned i = 0; i < 2; i++)
        if (context_retired(difference->after[i]) < search.low)
            search.low = context_retired(difference->after[i]);
    difference->retired = search.low;
    difference->distance = search.low > from ? search.low - from : 0;
    note_before(&search);
    return true;
}
