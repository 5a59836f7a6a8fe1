#include "locate.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"

// Beyond this many steps, first run ahead in one go. Where each step looks at all pages, fewer.
enum { STEPS_MAX = 1000000, COPIED_STEPS_MAX = 64 };

// An engine that runs on the machine of the process.
static unsigned engine_here(const struct slice *slice) {
    return slice->foreign != NULL ? 0 : 1;
}

static bool try(struct slice *slice, uint64_t budget) {
    slice_run(slice, 0, budget);
    slice_run(slice, 1, budget);
    return slice_is_equal(slice);
}

// ---- what differs ----

static void note_word(struct difference *difference, uint32_t address, uint32_t before,
                      const uint32_t after[2]) {
    difference->words++;
    if (difference->memory_count == MEMORY_MAX)
        return;
    struct memory_difference *memory = &difference->memory[difference->memory_count++];
    memory->address = address;
    memory->before = before;
    memory->after[0] = after[0];
    memory->after[1] = after[1];
}

static void note_page(const struct slice *slice, const struct slice_page *page,
                      struct difference *difference) {
    const struct machine *machine = slice->home;
    const uint32_t *before = frame_words(machine, page->original);
    const uint32_t *words[2];
    if (page->frames[0] == 0 && page->frames[1] == 0)
        return;
    uint64_t differing = difference->words;
    for (unsigned i = 0; i < 2; i++) {
        words[i] = page->frames[i] != 0 ? frame_words(machine, page->frames[i]) : before;
        difference->written_by_one[i] += page->frames[i] != 0 && page->frames[1 - i] == 0;
    }
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        uint32_t after[2] = {words[0][i], words[1][i]};
        if (after[0] != after[1])
            note_word(difference, page->page + i * 4, before[i], after);
    }
    bool differs =
        difference->words > differing || (page->frames[0] == 0) != (page->frames[1] == 0);
    if (differs && difference->page == 0)
        difference->page = page->page;
}

// The ends of the slice.
static void note_ends(const struct slice *slice, struct difference *difference) {
    memcpy(difference->after, slice->ends, sizeof difference->after);
    difference->memory_count = 0;
    difference->words = 0;
    difference->written_by_one[0] = difference->written_by_one[1] = 0;
    difference->page = 0;
    for (uint32_t i = 0; i < slice->count; i++)
        note_page(slice, &slice->pages[i], difference);
}

// ---- the instructions before ----

void locate_note_instruction(const struct process *process, struct difference *difference) {
    const uint32_t *context = process->context;
    uint32_t pc = context[CONTEXT_PC];
    if (difference->trace_count == TRACE_MAX) {
        memmove(difference->trace, difference->trace + 1,
                (TRACE_MAX - 1) * sizeof difference->trace[0]);
        difference->trace_count--;
    }
    struct traced_instruction *traced = &difference->trace[difference->trace_count++];
    uint32_t table;
    uint32_t entry =
        pc > USER_LIMIT || pc % 4 != 0
            ? 0
            : page_table_entry(process->machine, context[CONTEXT_PAGE_TABLE], pc, &table);
    traced->pc = pc;
    traced->readable = entry != 0;
    traced->word =
        entry != 0 ? frame_words(process->machine, page_start(entry))[pc / 4 % PAGE_WORDS] : 0;
}

// ---- the search ----

// The largest budget with which the ends are equal, given one with which they are not.
static uint64_t bisect(struct slice *slice, uint64_t different) {
    uint64_t equal = 0;
    while (different - equal > 1) {
        uint64_t middle = equal + (different - equal) / 2;
        if (try(slice, middle))
            equal = middle;
        else
            different = middle;
    }
    return equal;
}

// What is known without stopping in between.
static void note_in_one_go(struct slice *slice, uint64_t distance, struct difference *difference) {
    uint64_t first = distance < TRACE_MAX - 1 ? 0 : distance - (TRACE_MAX - 1);
    for (uint64_t i = first; i <= distance; i++) {
        slice_run(slice, engine_here(slice), i);
        locate_note_instruction(slice->process, difference);
    }
    memcpy(difference->before, slice->ends[engine_here(slice)], sizeof difference->before);
    try(slice, distance + 1);
    note_ends(slice, difference);
}

// Both engines one instruction at a time, `count` times at most. True if they differ.
static bool go_step_by_step(struct slice *slice, uint64_t count, struct difference *difference) {
    struct process *process = slice->process;
    for (uint64_t i = 0; i < count; i++) {
        slice_begin(slice, process);
        locate_note_instruction(process, difference);
        if (!try(slice,
                 slice->foreign == NULL ? 1 : slice->foreign->stride(slice->foreign, slice))) {
            memcpy(difference->before, slice->start, sizeof difference->before);
            note_ends(slice, difference);
            slice_abandon(slice);
            return true;
        }
        slice_commit(slice);
    }
    return false;
}

uint64_t locate_in_one_go(struct slice *slice, uint64_t budget, struct difference *difference) {
    uint64_t distance = bisect(slice, budget);
    memset(difference, 0, sizeof *difference);
    note_in_one_go(slice, distance, difference);
    difference->only_in_one_go = true;
    difference->retired = context_retired(difference->before);
    difference->distance = distance;
    return distance;
}

// The ends as they are, for a difference that is not seen again.
static void note_once(const struct slice *slice, uint64_t budget, struct difference *difference) {
    memset(difference, 0, sizeof *difference);
    locate_note_instruction(slice->process, difference);
    memcpy(difference->before, slice->start, sizeof difference->before);
    note_ends(slice, difference);
    difference->once = budget;
}

void locate(struct slice *slice, uint64_t budget, struct difference *difference) {
    struct process *process = slice->process;
    struct difference once;
    struct difference in_one_go;
    uint64_t start = context_retired(slice->start);
    note_once(slice, budget, &once);
    uint64_t distance = locate_in_one_go(slice, budget, &in_one_go);
    bool is_seen_again = slice->death != NULL || !slice_is_equal(slice);
    uint64_t steps = slice->copies != NULL || slice->foreign != NULL ? COPIED_STEPS_MAX : STEPS_MAX;
    slice_abandon(slice);
    memset(difference, 0, sizeof *difference);
    if (distance > steps) {
        slice_begin(slice, process);
        try(slice, distance - steps);
        slice_commit(slice);
    }
    if (!go_step_by_step(slice, (distance > steps ? steps : distance) + 1, difference))
        *difference = is_seen_again ? in_one_go : once;
    difference->retired = context_retired(difference->before);
    difference->distance = difference->retired - start;
}

uint64_t locate_death(struct slice *slice, uint64_t budget) {
    uint64_t alive = 0;
    while (budget - alive > 1) {
        uint64_t middle = alive + (budget - alive) / 2;
        slice->death = NULL;
        try(slice, middle);
        if (slice->death != NULL)
            budget = middle;
        else
            alive = middle;
    }
    slice_restore(slice);
    return budget;
}
