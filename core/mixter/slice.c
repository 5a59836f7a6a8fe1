#include "slice.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/watch.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"
#include "../memory.h"
#include "../progress.h"

uint32_t slice_take_frame(struct slice *slice) {
    struct machine *machine = slice->home;
    uint32_t frame = slice->spare;
    if (frame != 0) {
        slice->spare = frame_words(machine, frame)[0];
        return frame;
    }
    return environment_new_frame(machine->arena);
}

void slice_give_back(struct slice *slice, uint32_t frame) {
    struct machine *machine = slice->home;
    frame_changes(machine, frame, 0, PAGE_SIZE);
    frame_words(machine, frame)[0] = slice->spare;
    slice->spare = frame;
}

uint32_t *slice_place(struct slice *slice, uint32_t page) {
    uint32_t **table = &slice->places[page / SLICE_TABLE_SPAN];
    if (*table == NULL)
        *table = memory_new(PAGE_WORDS * sizeof **table);
    return &(*table)[page / PAGE_SIZE % PAGE_WORDS];
}

struct slice_page *slice_add(struct slice *slice, uint32_t page, uint32_t original) {
    if (slice->count == slice->capacity)
        slice->pages = memory_larger(slice->pages, &slice->capacity, sizeof *slice->pages);
    struct slice_page *record = &slice->pages[slice->count++];
    *slice_place(slice, page) = slice->count;
    *record = (struct slice_page){.page = page, .original = original};
    return record;
}

// The record of a page that is about to be written for the first time by an engine.
static struct slice_page *page_record(struct slice *slice, uint32_t page) {
    uint32_t place = *slice_place(slice, page);
    if (place != 0)
        return &slice->pages[place - 1];
    uint32_t table;
    uint32_t entry = page_table_entry(slice->process->machine,
                                      slice->process->context[CONTEXT_PAGE_TABLE], page, &table);
    return slice_add(slice, page, page_start(entry));
}

void slice_copy(struct slice *slice, struct process *first, struct process *second, bool serves) {
    if (slice->copies == NULL)
        slice->copies = memory_new(sizeof *slice->copies);
    slice->copies->processes[0] = first;
    slice->copies->processes[1] = second;
    slice->copies->serves = serves;
}

void slice_begin(struct slice *slice, struct process *process) {
    slice->process = process;
    slice->home = slice->copies != NULL ? slice->copies->processes[0]->machine : process->machine;
    slice->count = 0;
    memcpy(slice->start, process->context, sizeof slice->start);
    if (slice->copies != NULL)
        copies_begin(slice);
    else
        watch_protect_new_pages(process);
}

bool slice_words_are_equal(const uint32_t *first, const uint32_t *second) {
    const uint32_t *end = first + PAGE_WORDS;
    for (; first < end; first += 4, second += 4) {
        if (first[0] != second[0] || first[1] != second[1] || first[2] != second[2] ||
            first[3] != second[3])
            return false;
    }
    return true;
}

// False if there is no memory.
static bool copy_page(struct slice *slice, unsigned engine) {
    uint32_t address = slice->process->context[CONTEXT_ADDRESS];
    struct slice_page *record = page_record(slice, page_start(address));
    uint32_t frame = slice_take_frame(slice);
    const struct machine *machine = slice->process->machine;
    if (frame == 0)
        return false;
    memcpy(frame_words(machine, frame), frame_words(machine, record->original), PAGE_SIZE);
    record->frames[engine] = frame;
    watch_permit(slice->process, record->page, frame);
    return true;
}

// Discards what an engine has written.
static void forget(struct slice *slice, unsigned engine) {
    for (uint32_t i = 0; i < slice->count; i++) {
        struct slice_page *record = &slice->pages[i];
        if (record->frames[engine] != 0)
            slice_give_back(slice, record->frames[engine]);
        record->frames[engine] = 0;
    }
}

void slice_restore(struct slice *slice) {
    if (slice->copies != NULL) {
        copies_restore(slice, 0);
        copies_restore(slice, 1);
        return;
    }
    memcpy(slice->process->context, slice->start, sizeof slice->start);
    for (uint32_t i = 0; i < slice->count; i++)
        watch_write_protect(slice->process, slice->pages[i].page, slice->pages[i].original);
}

struct attempt {
    struct machine *machine;
    engine *run;
    uint32_t *context;
    uint64_t budget;
};

static void run(void *argument) {
    struct attempt *attempt = argument;
    attempt->run(attempt->machine, attempt->context, attempt->budget);
}

void slice_try(struct slice *slice, struct process *process, unsigned engine, uint64_t budget) {
    struct attempt attempt = {process->machine, slice->pair.engines[engine].run, process->context,
                              budget};
    slice->death = environment_try(run, &attempt);
    slice->dead = engine;
}

static void run_watched(struct slice *slice, unsigned engine, uint64_t budget) {
    uint32_t *context = slice->process->context;
    while (slice->death == NULL && !slice->out_of_memory) {
        uint64_t before = context_retired(context);
        slice_try(slice, slice->process, engine, budget);
        budget -= context_retired(context) - before;
        if (!watch_protects(slice->process))
            break;
        slice->out_of_memory = !copy_page(slice, engine);
    }
    memcpy(slice->ends[engine], context, sizeof slice->ends[engine]);
}

void slice_run(struct slice *slice, unsigned engine, uint64_t budget) {
    if (slice->copies == NULL)
        slice_restore(slice);
    else
        copies_restore(slice, engine);
    forget(slice, engine);
    if (slice->foreign != NULL && engine == 1) {
        if (slice->death == NULL && !slice->out_of_memory)
            slice->foreign->run(slice->foreign, slice);
        return;
    }
    if (slice->death == NULL)
        progress_show(PROGRESS_SLICE, context_retired(slice->start), budget, engine);
    if (slice->copies == NULL)
        run_watched(slice, engine, budget);
    else
        copies_run(slice, engine, budget);
}

bool slice_is_equal(const struct slice *slice) {
    const struct machine *machine = slice->home;
    if (slice->death != NULL || slice->out_of_memory)
        return false;
    if (memcmp(slice->ends[0], slice->ends[1], sizeof slice->ends[0]) != 0)
        return false;
    const struct slice_copies *copies = slice->copies;
    if (copies != NULL &&
        (copies->trail[0] != copies->trail[1] || copies->mappings[0] != copies->mappings[1]))
        return false;
    for (uint32_t i = 0; i < slice->count; i++) {
        const uint32_t *frames = slice->pages[i].frames;
        if (frames[0] == 0 && frames[1] == 0)
            continue;
        if (frames[0] == 0 || frames[1] == 0 ||
            !slice_words_are_equal(frame_words(machine, frames[0]),
                                   frame_words(machine, frames[1])))
            return false;
    }
    return true;
}

static void end(struct slice *slice) {
    for (uint32_t i = 0; i < slice->count; i++)
        *slice_place(slice, slice->pages[i].page) = 0;
    slice->count = 0;
}

static void forget_originals(struct slice *slice) {
    for (uint32_t i = 0; i < slice->count; i++)
        if (slice->pages[i].original != 0)
            slice_give_back(slice, slice->pages[i].original);
}

// Copies: both engines have run, the second one last, so the processes are there already.
static void commit_copies(struct slice *slice) {
    forget(slice, 0);
    forget(slice, 1);
    forget_originals(slice);
    end(slice);
}

void slice_commit(struct slice *slice) {
    if (slice->copies != NULL) {
        commit_copies(slice);
        return;
    }
    memcpy(slice->process->context, slice->ends[1], sizeof slice->ends[1]);
    for (uint32_t i = 0; i < slice->count; i++) {
        struct slice_page *record = &slice->pages[i];
        if (record->frames[1] == 0)
            continue;
        watch_write_protect(slice->process, record->page, record->frames[1]);
        slice_give_back(slice, record->original);
        record->frames[1] = 0;
    }
    forget(slice, 0);
    end(slice);
}

void slice_abandon(struct slice *slice) {
    slice_restore(slice);
    forget(slice, 0);
    forget(slice, 1);
    if (slice->copies != NULL)
        forget_originals(slice);
    end(slice);
}

void slice_end(struct slice *slice) {
    for (uint32_t i = 0; i < SLICE_TABLES; i++)
        free(slice->places[i]);
    free(slice->pages);
    free(slice->copies);
    if (slice->foreign != NULL)
        slice->foreign->end(slice->foreign);
}

uint64_t slice_retired_by(const struct slice *slice, unsigned engine) {
    return context_retired(slice->ends[engine]) - context_retired(slice->start);
}

uint64_t slice_retired(const struct slice *slice) {
    return slice_retired_by(slice, 1);
}
