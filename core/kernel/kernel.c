// Running processes, and serving their exceptions.
#include "kernel.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../machine/machine.h"
#include "../memory.h"
#include "digest.h"
#include "recording.h"
#include "watch.h"

struct kernel *kernel_create(struct machine *machine, uint32_t processes) {
    struct kernel *kernel = memory_resize(NULL, sizeof *kernel);
    memset(kernel, 0, offsetof(struct kernel, transfer)); // the rest is 16 pages, not to be touched
    kernel->machine = machine;
    kernel->command = "mixter";
    descriptors_share(kernel, processes);
    return kernel;
}

void kernel_destroy(struct kernel *kernel) {
    free(kernel);
}

// What a hypervisor needs besides the memory of its guests: tables for it, and some of its own.
enum { OWN_FRAMES = 0x4000 };

uint32_t tower_frames(uint64_t frames, uint32_t depth) {
    for (; depth > 0 && frames < FRAME_COUNT; depth--)
        frames += frames / 16 + OWN_FRAMES;
    return frames < FRAME_COUNT ? (uint32_t)frames : FRAME_COUNT;
}

// ---- exceptions ----

static void serve_fault(struct process *process) {
    const uint32_t *context = process->context;
    if (context[CONTEXT_EXCEPTION] == EXCEPTION_PAGE_FAULT) {
        enum access access = (enum access)context[CONTEXT_KIND];
        switch (process_map(process, context[CONTEXT_ADDRESS], access)) {
        case PAGE_MAPPED: return;
        case PAGE_NO_MEMORY: process_out_of_memory(process); return;
        case PAGE_FORBIDDEN: break;
        }
    }
    process_die(process);
}

// Frames allocated or freed meanwhile are charged to the process.
void process_serve(struct process *process) {
    uint32_t others = frame_in_use(process->machine) - process->frames;
    frame_set_limit(process->machine, others + process->frame_limit);
    if (process->context[CONTEXT_EXCEPTION] == EXCEPTION_SYSTEM_CALL)
        process_system_call(process);
    else
        serve_fault(process);
    process->frames = frame_in_use(process->machine) - others;
}

// ---- running ----

static void take_digest(struct process *process, enum place place) {
    digest_take(process->digest, process, place != PLACE_BRIEF);
    if (process->recording != NULL)
        recording_place(process, process->digest, place);
}

static uint64_t due(const struct process *process) {
    uint64_t due = digest_due(process->digest);
    return process->recording != NULL ? recording_due(process->recording, due) : due;
}

// Takes a digest if it is due; returns the distance to the next.
static uint64_t take_due_digest(struct process *process) {
    uint64_t retired = context_retired(process->context);
    while (due(process) <= retired && !process->ended)
        take_digest(process, PLACE_DUE);
    return process->ended ? 0 : due(process) - retired;
}

static void take_digest_of_call(struct process *process) {
    uint64_t retired = context_retired(process->context);
    enum place place = digest_needs_memory(process->digest, retired) ? PLACE_FULL : PLACE_BRIEF;
    if (process->recording != NULL)
        place = recording_place_of_call(process->recording, place);
    take_digest(process, place);
}

enum exception process_run(struct process *process, engine *engine, uint64_t budget) {
    if (process->watch != NULL)
        return watch_run(process, engine, budget);
    return engine(process->machine, process->context, budget);
}

static enum exception run(struct process *process, const struct driver *driver, uint64_t budget) {
    return driver->runner != NULL ? driver->runner(driver->state, process, budget)
                                  : process_run(process, driver->engine, budget);
}

enum exception process_advance(struct process *process, const struct driver *driver,
                               uint64_t budget) {
    if (process->digest != NULL) {
        uint64_t distance = take_due_digest(process);
        budget = budget < distance ? budget : distance;
        if (process->ended)
            return EXCEPTION_TIMER;
    }
    enum exception exception = run(process, driver, budget);
    if (exception == EXCEPTION_TIMER || process->ended)
        return exception;
    if (process->digest != NULL && exception == EXCEPTION_SYSTEM_CALL) {
        take_digest_of_call(process);
        if (process->ended)
            return exception;
    }
    process_serve(process);
    return exception;
}

void process_conclude(struct process *process) {
    if (process->digest != NULL)
        take_digest(process, PLACE_FULL);
    if (process->recording != NULL)
        recording_end(process);
}
