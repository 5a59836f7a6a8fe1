// The machine with its switch, on top of an engine that executes instructions.
//
// While a guest runs, its registers, and those of all hypervisors beneath it, are in shadows;
// blocks in memory are updated before they can be read: when the hypervisor that they belong to
// goes on, and when the run ends. Everything unusual is left to the reference: all blocks are
// saved, it executes one step, and the run starts afresh from there.
#include "switch.h"

#include <stddef.h>
#include <string.h>

#include "../environment.h"
#include "../isa/isa.h"
#include "machine.h"
#include "shadow.h"

// How to go on after the innermost context has stopped.
enum outcome {
    RUN,  // `current`, which may be another one now
    STEP, // by the reference
    STOP  // with an exception of the root, which is in its context
};

// ---- blocks ----

static uint32_t *block_of(const struct machine *machine, const struct shadow *shadow) {
    return frame_words(machine, shadow->block_frame) + shadow->address / 4 % PAGE_WORDS;
}

static void copy_words(uint32_t *to, const uint32_t *from, uint32_t first, uint32_t end) {
    memcpy(to + first, from + first, (end - first) * sizeof *to);
}

// A processor without coprocessor 1 leaves its words where they are.
static void copy_coprocessor(uint32_t *to, const uint32_t *from) {
    if (from[CONTEXT_SUBSET] == ISA_MIPS32)
        copy_words(to, from, CONTEXT_FPR, CONTEXT_UNUSED);
}

// Guests mostly take turns in the same order. With thousands of them, the data of the next one has
// left the caches of the host.
static void expect(const struct machine *machine, const struct shadow *next) {
    if (next == NULL)
        return;
    if (next->block_use.frame != 0)
        environment_prefetch(frame_words(machine, next->block_use.frame) +
                                 next->address / 4 % PAGE_WORDS,
                             BLOCK_SIZE);
    if (next->successor != NULL)
        environment_prefetch(next->successor, sizeof *next->successor);
}

static void load(struct machine *machine, struct shadow *shadow) {
    shadow->block_frame = shadow->block_use.frame;
    copy_words(shadow->context, block_of(machine, shadow), 1, CONTEXT_RESERVED);
    copy_coprocessor(shadow->context, block_of(machine, shadow));
    shadow->context[CONTEXT_PAGE_TABLE] = shadow->directory;
    shadow->running = true;
    shadow->changed = false;
}

// All but the words about its exception.
static void save(struct machine *machine, struct shadow *shadow) {
    shadow->running = false;
    if (!shadow->changed)
        return;
    uint32_t *block = block_of(machine, shadow);
    frame_changes(machine, shadow->block_frame, shadow->address % PAGE_SIZE, BLOCK_SIZE);
    block[0] = 0;
    copy_words(block, shadow->context, 1, CONTEXT_PAGE_TABLE);
    copy_words(block, shadow->context, CONTEXT_RETIRED_LOW, CONTEXT_RESERVED);
    copy_coprocessor(block, shadow->context);
}

// ---- budgets ----

// What a guest retires counts for all hypervisors beneath it, out of the budgets that they gave.
// Updating each of them each time would be slow: `retired` counts for all; a hypervisor is brought
// up to date (from `counted` on) when it goes on or is saved; and a guest has a deadline, the count
// at which its budget ends or that of some level beneath.

static const uint64_t never = 0xffffffffffffffffu;

static uint64_t budget_of(const uint32_t *context) {
    return (uint64_t)context[REGISTER_A2] * 0x100000000u + context[REGISTER_A1];
}

// The current context has retired instructions.
static void retire(struct machine *machine, uint64_t count) {
    if (count == 0)
        return;
    machine->run.budget -= count;
    machine->run.retired += count;
    machine->run.current->changed = true;
    switch_count(&machine->run, machine->run.current->level)->instructions += count;
}

// The current context switches to a guest.
static void start_budget(struct machine *machine, struct shadow *guest) {
    struct shadow *current = machine->run.current;
    uint64_t budget = budget_of(current->context);
    uint64_t retired = machine->run.retired;
    current->counted = retired;
    guest->deadline = budget < never - retired ? retired + budget : never;
    if (guest->deadline > current->deadline)
        guest->deadline = current->deadline;
    machine->run.current = guest;
}

// The hypervisor of the current context becomes the current one.
static void return_to_parent(struct machine *machine) {
    struct shadow *shadow = machine->run.current = machine->run.current->parent;
    uint32_t *context = shadow->context;
    uint64_t count = machine->run.retired - shadow->counted;
    uint64_t left = budget_of(context) - count;
    uint64_t retired = context_retired(context) + count;
    if (count == 0)
        return;
    context[REGISTER_A1] = (uint32_t)(left % 0x100000000u);
    context[REGISTER_A2] = (uint32_t)(left / 0x100000000u);
    context[CONTEXT_RETIRED_LOW] = (uint32_t)(retired % 0x100000000u);
    context[CONTEXT_RETIRED_HIGH] = (uint32_t)(retired / 0x100000000u);
    shadow->changed = true;
}

// Saves the shadows above `shadow`, which becomes the current one.
static void leave(struct machine *machine, struct shadow *shadow) {
    while (machine->run.current != shadow) {
        save(machine, machine->run.current);
        return_to_parent(machine);
    }
}

// The switch of the current context returns.
static enum outcome complete(struct machine *machine, uint32_t result, bool wrong) {
    uint32_t *context = machine->run.current->context;
    context[REGISTER_V0] = result;
    context[REGISTER_A3] = wrong;
    context_complete(context);
    retire(machine, 1);
    return RUN;
}

// A running context raises an exception: its supervisor goes on.
static enum outcome raise(struct machine *machine, struct shadow *shadow, enum exception exception,
                          uint32_t address, uint32_t kind) {
    leave(machine, shadow);
    if (shadow->parent == NULL) {
        context_raise(shadow->context, exception, address, kind);
        return STOP;
    }
    shadow->changed = true;
    save(machine, shadow);
    context_raise(block_of(machine, shadow), exception, address, kind);
    return_to_parent(machine);
    return complete(machine, exception, false);
}

// ---- entering a guest ----

static enum outcome reach(struct machine *machine, uint32_t address, enum access access,
                          bool *reached) {
    struct shadow_fault fault;
    *reached = false;
    switch (shadow_reach(machine, machine->run.current, address, access, &fault)) {
    case SHADOW_DONE: *reached = true; return RUN;
    case SHADOW_FAULT:
        return raise(machine, fault.shadow, EXCEPTION_PAGE_FAULT, fault.address, fault.access);
    default: return STEP;
    }
}

// Where the block at an address may be read and written: sets *entry. False: it is not known yet,
// or the context cannot do that.
static bool reach_block(struct machine *machine, uint32_t address, uint32_t *entry,
                        enum outcome *outcome) {
    enum { BOTH = ACCESS_READ | ACCESS_WRITE };
    bool reached = true;
    *entry = shadow_entry(machine, machine->run.current, address);
    if ((*entry & BOTH) == BOTH)
        return true;
    *outcome = reach(machine, address, ACCESS_WRITE, &reached);
    if (reached)
        *outcome = reach(machine, address, ACCESS_READ, &reached);
    *entry = shadow_entry(machine, machine->run.current, address);
    return reached;
}

// The current context stands at a switch.
static enum outcome enter(struct machine *machine) {
    struct shadow *current = machine->run.current;
    uint32_t address = current->context[REGISTER_A0];
    uint32_t entry;
    enum outcome outcome;
    if (address > USER_LIMIT)
        return complete(machine, ERROR_INVAL, true);
    if (!reach_block(machine, address, &entry, &outcome))
        return outcome;
    uint32_t frame = page_start(entry);
    uint32_t code = shadow_frame(machine, current, current->context[CONTEXT_PC], ACCESS_EXECUTE);
    const uint32_t *block = frame_words(machine, frame) + address / 4 % PAGE_WORDS;
    if (address % BLOCK_SIZE != 0 || !switch_block_is_valid(block))
        return complete(machine, ERROR_INVAL, true);
    struct shadow *child = shadow_child(machine, current, address);
    if (child == NULL || code == 0 || !shadow_set_block(machine, child, frame) ||
        !shadow_set_code(machine, child, code))
        return STEP;
    shadow_set_directory(machine, child, block[CONTEXT_PAGE_TABLE]);
    expect(machine, child->successor);
    load(machine, child);
    start_budget(machine, child);
    switch_count(&machine->run, child->level)->switches++;
    return RUN;
}

// ---- running ----

// The least of all budgets. The outermost that is used up ends its switch, and the result is 0.
static uint64_t least_budget(struct machine *machine) {
    struct shadow *ended = machine->run.current;
    uint64_t left = ended->deadline - machine->run.retired;
    if (left > 0)
        return left < machine->run.budget ? left : machine->run.budget;
    while (ended->parent->deadline == ended->deadline)
        ended = ended->parent;
    raise(machine, ended, EXCEPTION_TIMER, 0, 0);
    return 0;
}

// Handles what has stopped the current context.
static enum outcome serve(struct machine *machine, enum exception exception) {
    const uint32_t *context = machine->run.current->context;
    bool reached;
    switch (exception) {
    case EXCEPTION_TIMER: return RUN;
    case EXCEPTION_SYSTEM_CALL:
        if (context[REGISTER_V0] == CALL_switch)
            return enter(machine);
        break;
    case EXCEPTION_PAGE_FAULT:
        if (machine->run.current->parent != NULL)
            return reach(machine, context[CONTEXT_ADDRESS], (enum access)context[CONTEXT_KIND],
                         &reached);
        break;
    default: break;
    }
    return raise(machine, machine->run.current, exception, context[CONTEXT_ADDRESS],
                 context[CONTEXT_KIND]);
}

// One step of everything, by the reference.
static enum outcome step(struct machine *machine, struct shadow *root) {
    leave(machine, root);
    shadow_invalidated(machine);
    machine->run.steps++;
    if (machine->run.reference(machine, root->context) != EXCEPTION_NONE)
        return STOP;
    machine->run.budget--;
    return RUN;
}

static enum exception execute(struct machine *machine, engine *engine) {
    uint32_t *context = machine->run.current->context;
    uint64_t before = context_retired(context);
    uint64_t least = least_budget(machine);
    if (least == 0)
        return EXCEPTION_TIMER;
    enum exception exception = engine(machine, context, least);
    retire(machine, context_retired(context) - before);
    return exception;
}

// From a switch of the root on, until it goes on itself, or has raised an exception: then true.
static bool run_guests(struct machine *machine, engine *engine, struct shadow *root) {
    enum outcome outcome;
    machine->run.current = root;
    root->running = true;
    root->deadline = never;
    outcome = serve(machine, EXCEPTION_SYSTEM_CALL);
    while (outcome == RUN && machine->run.current != root && machine->run.budget > 0 &&
           !shadow_invalidated(machine))
        outcome = serve(machine, execute(machine, engine));
    if (outcome == STEP)
        outcome = step(machine, root);
    leave(machine, root);
    root->running = false;
    return outcome == STOP;
}

enum exception switch_run(struct machine *machine, engine *engine, uint32_t *context,
                          uint64_t whole_budget) {
    return switch_run_by(machine, engine, switch_step, context, whole_budget);
}

const struct shadow *switch_guest(const struct machine *machine, const uint32_t *context) {
    const struct shadow *current = machine->run.current;
    bool is_guest = current != NULL && current->context == context && current->parent != NULL;
    return is_guest ? current : NULL;
}

enum exception switch_run_by(struct machine *machine, engine *engine, stepper *by,
                             uint32_t *context, uint64_t whole_budget) {
    machine->run.budget = whole_budget;
    machine->run.retired = 0;
    machine->run.reference = by;
    for (;;) {
        uint64_t before = context_retired(context);
        enum exception exception = engine(machine, context, machine->run.budget);
        machine->run.budget -= context_retired(context) - before;
        if (exception != EXCEPTION_SYSTEM_CALL || context[REGISTER_V0] != CALL_switch)
            return exception;
        if (run_guests(machine, engine, shadow_root(machine, context)))
            return (enum exception)context[CONTEXT_EXCEPTION];
    }
}
