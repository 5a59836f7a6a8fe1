// A slice on an engine of others. Our engine has run it; the other one gets the same state, and a
// budget that it is capable of. What it cannot do, it is spared, and that is counted.
#define _GNU_SOURCE
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/process.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/memory.h"
#include "../../core/mixter/slice.h"
#include "capable.h"
#include "mirror.h"
#include "remote.h"

struct other {
    struct foreign foreign; // first
    struct remote remote;
    char given[PATH_MAX]; // a library by its absolute path
    char summary[PATH_MAX + 32];
    engine *ours;
    const struct slice *slice; // where it begins, an engine does not know
    struct mirrors mirrors;
};

static struct other *current; // there is one in a process: an engine has no other argument

static bool has(const struct other *other, uint32_t capability) {
    return (other->remote.capabilities & capability) == capability;
}

// ---- our engine ----

static uint32_t word_at(const struct machine *machine, const uint32_t *context, uint32_t pc) {
    uint32_t table;
    uint32_t entry = pc > USER_LIMIT || pc % 4 != 0
                         ? 0
                         : page_table_entry(machine, context[CONTEXT_PAGE_TABLE], pc, &table);
    return entry == 0 ? 0 : frame_words(machine, page_start(entry))[pc % PAGE_SIZE / 4];
}

// Stops before an instruction that the other one does not have, unless the slice starts with it.
static enum exception run_ours(struct machine *machine, uint32_t *context, uint64_t budget) {
    const struct other *other = current;
    uint32_t lacked = ~other->remote.capabilities & CAPABLE_INSTRUCTIONS;
    if (lacked == 0 || context[CONTEXT_SUBSET] == ISA_MIPSTER)
        return other->ours(machine, context, budget);
    uint64_t start = context_retired(other->slice->start);
    for (; budget > 0; budget--) {
        uint32_t needed = capable_needs(word_at(machine, context, context[CONTEXT_PC]));
        if ((needed & lacked) != 0)
            return context_retired(context) == start
                       ? other->ours(machine, context, 1)
                       : context_raise(context, EXCEPTION_TIMER, 0, 0);
        enum exception exception = step_run(machine, context, 1);
        if (exception != EXCEPTION_TIMER)
            return exception;
    }
    return EXCEPTION_TIMER;
}

// ---- memory ----

// The engine gets all pages as they are where the slice starts.
static bool bring_memory(struct other *other, const struct process *process) {
    struct slice_walk walk = {0, 0, 0};
    mirror_begin(&other->mirrors);
    while (slice_walk_on(process, &walk)) {
        if (!mirror_bring(&other->mirrors, walk.page, process_permissions(process, walk.page),
                          frame_words(process->machine, page_start(walk.entry))))
            return false;
    }
    return mirror_finish(&other->mirrors);
}

// The slice's pages as the second engine has left them.
static void note_page(struct slice *slice, struct slice_page *record, const uint32_t *words) {
    record->frames[1] = slice_take_frame(slice);
    if (record->frames[1] == 0)
        slice->out_of_memory = true;
    else
        memcpy(frame_words(slice->home, record->frames[1]), words, PAGE_SIZE);
}

static void note_memory(struct other *other, struct slice *slice) {
    for (uint32_t i = 0; i < other->mirrors.count; i++) {
        const struct mirror *mirror = other->mirrors.list[i];
        if (!mirror->is_changed || *slice_place(slice, mirror->page) != 0)
            continue;
        uint32_t table;
        uint32_t entry =
            page_table_entry(slice->process->machine, slice->process->context[CONTEXT_PAGE_TABLE],
                             mirror->page, &table);
        slice_add(slice, mirror->page, page_start(entry));
    }
    for (uint32_t i = 0; i < slice->count && !slice->out_of_memory; i++) {
        struct slice_page *record = &slice->pages[i];
        const struct mirror *mirror = mirror_of(&other->mirrors, record->page);
        if (record->frames[0] != 0 || mirror->is_changed)
            note_page(slice, record, mirror->words);
    }
}

// ---- what is asked of it ----

static uint64_t retired(const struct slice *slice) {
    return slice_retired_by(slice, 0);
}

static bool is_branch(uint32_t word) {
    return isa_has_slot(isa_decode(word));
}

// Whether something may be between a branch and its slot, taken or not.
static bool is_in_slot(const struct slice *slice, const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    return context[CONTEXT_NEXT_PC] != pc + 4 ||
           (pc >= 4 && is_branch(word_at(slice->process->machine, context, pc - 4)));
}

static bool goes_to_exception(const struct other *other, const struct slice *slice) {
    return slice->ends[0][CONTEXT_EXCEPTION] != EXCEPTION_TIMER &&
           has(other, MIXTER_ENGINE_EXCEPTIONS);
}

// Only ours has run the slice.
static void leave_out(struct other *other, struct slice *slice) {
    memcpy(slice->ends[1], slice->ends[0], sizeof slice->ends[1]);
    for (uint32_t i = 0; i < slice->count && !slice->out_of_memory; i++) {
        struct slice_page *record = &slice->pages[i];
        if (record->frames[0] != 0)
            note_page(slice, record, frame_words(slice->home, record->frames[0]));
    }
    other->foreign.is_left_out = true;
}

// False if the engine cannot start here, or execute the instruction.
static bool can_start(const struct other *other, const struct slice *slice) {
    uint32_t first = word_at(slice->process->machine, slice->start, slice->start[CONTEXT_PC]);
    uint32_t lacked = ~other->remote.capabilities & CAPABLE_INSTRUCTIONS;
    return (capable_needs(first) & lacked) == 0 &&
           (has(other, MIXTER_ENGINE_SLOTS) ||
            slice->start[CONTEXT_NEXT_PC] == slice->start[CONTEXT_PC] + 4);
}

// Makes the slice shorter if the engine cannot stop where it ends. False if it cannot stop at all.
static bool can_stop(const struct other *other, struct slice *slice) {
    while (!has(other, MIXTER_ENGINE_SLOTS) && retired(slice) > 0 &&
           is_in_slot(slice, slice->ends[0])) {
        if (retired(slice) == 1)
            return false;
        slice_run(slice, 0, retired(slice) - 1);
    }
    return goes_to_exception(other, slice) ||
           (retired(slice) > 0 &&
            (has(other, MIXTER_ENGINE_BUDGETS) || has(other, MIXTER_ENGINE_STEPS)));
}

static bool run(struct other *other, const struct slice *slice, struct mixter_engine_stop *stop) {
    uint64_t count = retired(slice);
    bool is_whole = goes_to_exception(other, slice);
    if (has(other, MIXTER_ENGINE_BUDGETS))
        return remote_run(&other->remote, count + is_whole, stop);
    if (is_whole)
        return remote_run(&other->remote, UINT64_MAX, stop);
    return remote_run_steps(&other->remote, count, stop);
}

// ---- what came of it ----

static void take_context(struct other *other, struct slice *slice, const uint32_t *found,
                         const struct mixter_engine_stop *stop) {
    uint32_t *end = slice->ends[1];
    uint64_t start = context_retired(slice->start);
    bool is_whole = goes_to_exception(other, slice);
    memcpy(end, slice->ends[0], sizeof slice->ends[1]);
    for (uint32_t i = 1; i < CONTEXT_WORDS; i++) {
        if (capable_tells(i, other->remote.capabilities))
            end[i] = found[i];
    }
    if (!has(other, MIXTER_ENGINE_SLOTS))
        end[CONTEXT_NEXT_PC] = end[CONTEXT_PC] + 4;
    if (stop->retired != MIXTER_ENGINE_NOT_TOLD) {
        end[CONTEXT_RETIRED_LOW] = (uint32_t)(start + stop->retired);
        end[CONTEXT_RETIRED_HIGH] = (uint32_t)((start + stop->retired) >> 32);
    }
    // A stop that was not expected, or is of another kind. Reasons have the order of exceptions.
    uint32_t expected = is_whole ? slice->ends[0][CONTEXT_EXCEPTION] : EXCEPTION_TIMER;
    if (stop->reason != expected)
        end[CONTEXT_EXCEPTION] = stop->reason;
    if (is_whole && stop->reason == expected && has(other, MIXTER_ENGINE_ADDRESSES) &&
        (expected == EXCEPTION_PAGE_FAULT || expected == EXCEPTION_ADDRESS_ERROR))
        end[CONTEXT_ADDRESS] = stop->address;
}

static bool is_exception_shown(const struct other *other, const struct slice *slice) {
    return goes_to_exception(other, slice) || slice->ends[0][CONTEXT_EXCEPTION] == EXCEPTION_TIMER;
}

static bool ask(struct other *other, const struct slice *slice, uint32_t *found,
                struct mixter_engine_stop *stop) {
    if (other->remote.process == 0) {
        mirror_forget(&other->mirrors);
        if (!remote_start_again(&other->remote))
            return false;
    }
    return bring_memory(other, slice->process) && remote_set(&other->remote, slice->start) &&
           run(other, slice, stop) && remote_get(&other->remote, found) &&
           mirror_take(&other->mirrors);
}

static void leave_out_first(struct other *other, struct slice *slice) {
    if (retired(slice) > 1)
        slice_run(slice, 0, 1);
    leave_out(other, slice);
}

static void run_slice(struct foreign *foreign, struct slice *slice) {
    struct other *other = (struct other *)foreign;
    struct mixter_engine_stop stop;
    uint32_t found[CONTEXT_WORDS];
    foreign->is_left_out = foreign->is_exception_out = false;
    if (!can_start(other, slice)) {
        leave_out_first(other, slice);
        return;
    }
    for (;;) {
        if (!can_stop(other, slice)) {
            leave_out(other, slice);
            return;
        }
        slice_restore(slice);
        if (!ask(other, slice, found, &stop)) {
            slice->death = other->remote.cause;
            slice->dead = 1;
            foreign->hangs = other->remote.hangs;
            return;
        }
        if (stop.reason != MIXTER_ENGINE_STOP_UNKNOWN)
            break;
        // It has met an instruction that it does not have: up to there.
        uint64_t count = retired(slice);
        if (stop.retired == 0 || count <= 1) {
            leave_out_first(other, slice);
            return;
        }
        slice_run(slice, 0, stop.retired < count ? stop.retired : count / 2);
    }
    take_context(other, slice, found, &stop);
    note_memory(other, slice);
    foreign->is_exception_out = !is_exception_shown(other, slice);
}

static uint32_t stride(const struct foreign *foreign, const struct slice *slice) {
    const struct other *other = (const struct other *)foreign;
    uint32_t pc = slice->start[CONTEXT_PC];
    return !has(other, MIXTER_ENGINE_SLOTS) && slice->start[CONTEXT_NEXT_PC] == pc + 4 &&
                   is_branch(word_at(slice->process->machine, slice->start, pc))
               ? 2
               : 1;
}

// ---- the engine ----

static void end(struct foreign *foreign) {
    struct other *other = (struct other *)foreign;
    remote_end(&other->remote);
    mirror_end(&other->mirrors);
    free(other);
    current = NULL;
}

bool environment_foreign(const char *command, const char *given, uint32_t timeout,
                         struct slice *slice) {
    struct failure failure;
    struct other *other = memory_new(sizeof *other);
    struct named_engine *engines = slice->pair.engines;
    remote_path(given, other->given, sizeof other->given);
    snprintf(other->summary, sizeof other->summary, "an engine of others, %s", given);
    other->foreign =
        (struct foreign){.given = other->given, .run = run_slice, .stride = stride, .end = end};
    other->ours = engines[0].run;
    other->slice = slice;
    other->mirrors.remote = &other->remote;
    if (!remote_start(&other->remote, given, timeout, &failure) ||
        !capable_is_enough(&other->remote, &failure)) {
        failure_print(&failure, command);
        end(&other->foreign);
        return false;
    }
    current = other;
    engines[0].run = run_ours;
    engines[1] = (struct named_engine){other->remote.name, other->summary, NULL};
    capable_say_lacks(other->remote.capabilities, other->foreign.lacks);
    other->foreign.has_budgets = has(other, MIXTER_ENGINE_BUDGETS);
    slice->foreign = &other->foreign;
    return true;
}
