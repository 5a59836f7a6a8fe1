// The memory of slices of a process that is not watched: engines run with its ordinary page table,
// all of its pages are copied before and compared afterwards. A slice may also serve exceptions;
// then the process itself is put back as well.
#include "slice.h"

#include <stdlib.h>
#include <string.h>

#include "../kernel/kernel.h"
#include "../kernel/recording.h"
#include "../machine/machine.h"
#include "../machine/page_table.h"

// ---- all pages that are mapped ----

bool slice_walk_on(const struct process *process, struct slice_walk *walk) {
    const struct machine *machine = process->machine;
    const uint32_t *directory = frame_words(machine, process->context[CONTEXT_PAGE_TABLE]);
    while (walk->next < 0x80000000u) {
        uint32_t table = directory[walk->next / SLICE_TABLE_SPAN];
        if (table == 0) {
            walk->next += SLICE_TABLE_SPAN - walk->next % SLICE_TABLE_SPAN;
            continue;
        }
        walk->page = walk->next;
        walk->next += SLICE_PAGE_SIZE;
        walk->entry =
            frame_words(machine, page_start(table))[walk->page / SLICE_PAGE_SIZE % PAGE_WORDS];
        if (walk->entry != 0)
            return true;
    }
    return false;
}

// A frame with these words, or zeros if there are none. 0 if there is no memory.
static uint32_t copy_page(struct slice *slice, const uint32_t *words) {
    uint32_t frame = slice_take_frame(slice);
    uint32_t *copy = frame_words(slice->home, frame);
    if (frame == 0)
        slice->out_of_memory = true;
    else if (words == NULL)
        memset(copy, 0, PAGE_SIZE);
    else
        memcpy(copy, words, PAGE_SIZE);
    return frame;
}

// ---- the start ----

void copies_begin(struct slice *slice) {
    struct slice_copies *copies = slice->copies;
    const struct machine *machine = slice->process->machine;
    struct slice_walk walk = {0, 0, 0};
    for (unsigned i = 0; i < 2; i++) {
        copies->before[i] = *copies->processes[i];
        if (copies->serves)
            copies->positions[i] = recording_position(copies->processes[i]->recording);
    }
    while (!slice->out_of_memory && slice_walk_on(slice->process, &walk)) {
        uint32_t frame = copy_page(slice, frame_words(machine, page_start(walk.entry)));
        slice_add(slice, walk.page, frame)->permissions = walk.entry % PAGE_SIZE;
    }
}

// ---- back to the start ----

static void restore_context(const struct slice *slice, struct process *process) {
    uint32_t directory = process->context[CONTEXT_PAGE_TABLE];
    memcpy(process->context, slice->start, sizeof slice->start);
    process->context[CONTEXT_PAGE_TABLE] = directory;
}

// What the kernel knows of it.
static void restore_process(struct process *process, const struct process *before,
                            uint32_t position) {
    if (process->cause != before->cause)
        free(process->cause);
    *process = *before;
    recording_return(process->recording, position);
}

static void unmap_new_pages(struct slice *slice, const struct process *process) {
    struct slice_walk walk = {0, 0, 0};
    while (slice_walk_on(process, &walk)) {
        uint32_t place = *slice_place(slice, walk.page);
        if (place == 0 || slice->pages[place - 1].permissions == 0)
            frame_free(process->machine,
                       page_table_unmap(process->machine, process->context[CONTEXT_PAGE_TABLE],
                                        walk.page));
    }
}

static void restore_page(struct slice *slice, struct process *process,
                         const struct slice_page *record) {
    struct machine *machine = process->machine;
    uint32_t directory = process->context[CONTEXT_PAGE_TABLE];
    uint32_t table;
    uint32_t entry = page_table_entry(machine, directory, record->page, &table);
    uint32_t frame = entry != 0 ? page_start(entry) : frame_allocate(machine);
    if (frame == 0 ||
        (entry != frame + record->permissions &&
         !page_table_map(machine, directory, record->page, frame, record->permissions))) {
        slice->out_of_memory = true;
        return;
    }
    if (entry == 0 && page_table_allows(record->permissions, ACCESS_WRITE))
        frame_lend(machine, frame);
    const uint32_t *original = frame_words(slice->home, record->original);
    if (slice_words_are_equal(original, frame_words(machine, frame)))
        return;
    frame_changes(machine, frame, 0, PAGE_SIZE);
    memcpy(frame_words(machine, frame), original, PAGE_SIZE);
}

void copies_restore(struct slice *slice, unsigned engine) {
    struct slice_copies *copies = slice->copies;
    struct process *process = copies->processes[engine];
    restore_context(slice, process);
    if (slice->out_of_memory)
        return;
    if (copies->serves)
        restore_process(process, &copies->before[engine], copies->positions[engine]);
    unmap_new_pages(slice, process);
    for (uint32_t i = 0; i < slice->count; i++) {
        if (slice->pages[i].permissions != 0)
            restore_page(slice, process, &slice->pages[i]);
    }
}

// ---- to the end ----

static uint64_t mix(uint64_t hash, uint32_t word) {
    return (hash + word) * 0x9e3779b97f4a7c15u;
}

static uint64_t mix_context(uint64_t hash, const uint32_t *context) {
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        hash = mix(hash, i == CONTEXT_PAGE_TABLE ? 0 : context[i]);
    return hash;
}

// What is different from before.
static void note_pages(struct slice *slice, unsigned engine) {
    const struct process *process = slice->copies->processes[engine];
    uint64_t *mappings = &slice->copies->mappings[engine];
    struct slice_walk walk = {0, 0, 0};
    *mappings = 0;
    while (!slice->out_of_memory && slice_walk_on(process, &walk)) {
        const uint32_t *words = frame_words(process->machine, page_start(walk.entry));
        *mappings = mix(*mappings, walk.page + walk.entry % PAGE_SIZE);
        if (*slice_place(slice, walk.page) == 0)
            slice_add(slice, walk.page, copy_page(slice, NULL));
        struct slice_page *record = &slice->pages[*slice_place(slice, walk.page) - 1];
        if (!slice->out_of_memory &&
            !slice_words_are_equal(frame_words(slice->home, record->original), words))
            record->frames[engine] = copy_page(slice, words);
    }
}

// The contexts of both are as if they had one page table.
static void note_context(struct slice *slice, unsigned engine) {
    memcpy(slice->ends[engine], slice->copies->processes[engine]->context,
           sizeof slice->ends[engine]);
    slice->ends[engine][CONTEXT_PAGE_TABLE] = slice->start[CONTEXT_PAGE_TABLE];
}

void copies_run(struct slice *slice, unsigned engine, uint64_t budget) {
    struct slice_copies *copies = slice->copies;
    struct process *process = copies->processes[engine];
    const uint32_t *context = process->context;
    uint64_t start = context_retired(context);
    uint64_t *trail = &copies->trail[engine];
    *trail = 0;
    copies->served = start;
    while (slice->death == NULL && !slice->out_of_memory) {
        slice_try(slice, process, engine, budget - (context_retired(context) - start));
        if (slice->death != NULL || !copies->serves ||
            context[CONTEXT_EXCEPTION] == EXCEPTION_TIMER)
            break;
        *trail = mix_context(*trail, context);
        process_serve(process);
        copies->served = context_retired(context);
        if (process->ended || copies->served - start >= budget)
            break;
    }
    if (process->ended)
        *trail = mix(*trail, 1 + process->status);
    note_context(slice, engine);
    note_pages(slice, engine);
}
