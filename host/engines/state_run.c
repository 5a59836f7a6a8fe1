#include "state_run.h"

#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/machine/machine.h"
#include "../../core/machine/page_table.h"
#include "../../core/machine/step.h"
#include "../../core/mipster/emulate.h"
#include "capable.h"

// ---- a machine of ours ----

bool state_machine_start(struct state_machine *machine, const char **wrong) {
    memset(machine, 0, sizeof *machine);
    machine->machine = machine_create(wrong);
    if (machine->machine == NULL)
        return false;
    uint32_t frame = frame_allocate(machine->machine);
    machine->page_table = page_table_create(machine->machine);
    for (uint32_t i = 0; i < STATE_PAGES; i++)
        machine->frames[i] = frame_allocate(machine->machine);
    machine->context = frame_words(machine->machine, frame);
    *wrong = "out of memory";
    return frame != 0 && machine->page_table != 0 && machine->frames[STATE_PAGES - 1] != 0;
}

void state_machine_end(struct state_machine *machine) {
    machine_destroy(machine->machine);
}

static bool is_mapped(const struct state_machine *machine, const struct state *state) {
    for (uint32_t i = 0; i < state->count; i++) {
        if (i >= machine->count || machine->addresses[i] != state->pages[i].address ||
            machine->permissions[i] != state->pages[i].permissions)
            return false;
    }
    return machine->count == state->count;
}

static void map_pages(struct state_machine *machine, const struct state *state) {
    if (is_mapped(machine, state))
        return;
    for (uint32_t i = 0; i < machine->count; i++)
        page_table_unmap(machine->machine, machine->page_table, machine->addresses[i]);
    for (uint32_t i = 0; i < state->count; i++) {
        machine->addresses[i] = state->pages[i].address;
        machine->permissions[i] = state->pages[i].permissions;
        page_table_map(machine->machine, machine->page_table, machine->addresses[i],
                       machine->frames[i], machine->permissions[i]);
    }
    machine->count = state->count;
}

static void set_machine(struct state_machine *machine, const struct state *state) {
    map_pages(machine, state);
    memcpy(machine->context, state->before, sizeof state->before);
    machine->context[0] = 0;
    machine->context[CONTEXT_SUBSET] = state->subset;
    machine->context[CONTEXT_PAGE_TABLE] = machine->page_table;
    for (uint32_t i = 0; i < state->count; i++) {
        frame_changes(machine->machine, machine->frames[i], 0, PAGE_SIZE);
        memcpy(frame_words(machine->machine, machine->frames[i]), state->pages[i].words, PAGE_SIZE);
    }
}

static void run_machine(struct state_machine *machine, engine *run, uint32_t budget, bool split) {
    enum exception exception = EXCEPTION_TIMER;
    for (uint32_t i = 0; split && i < budget && exception == EXCEPTION_TIMER; i++)
        exception = run(machine->machine, machine->context, 1);
    if (!split)
        run(machine->machine, machine->context, budget);
}

void state_complete(struct state_machine *machine, struct state *state) {
    set_machine(machine, state);
    run_machine(machine, emulate_by_steps, state->budget, false);
    memcpy(state->after, machine->context, sizeof state->after);
    state->after[CONTEXT_SUBSET] = state->after[CONTEXT_PAGE_TABLE] = 0;
    state->is_complete = true;
    for (uint32_t i = 0; i < state->count; i++) {
        struct state_page *page = &state->pages[i];
        page->is_left = page_table_allows(page->permissions, ACCESS_WRITE);
        if (page->is_left)
            memcpy(page->left, frame_words(machine->machine, machine->frames[i]), PAGE_SIZE);
    }
}

// ---- comparison ----

struct comparer {
    const struct state *state;
    unsigned line;
    FILE *file; // NULL: nothing is printed
    enum verdict verdict;
};

static void show_code(FILE *file, const struct state *state) {
    uint32_t pc = state->before[CONTEXT_PC];
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        for (uint32_t at = pc; at - page->address < PAGE_SIZE && at < pc + 4 * VECTOR_WORDS &&
                               at < pc + 4 * (state->budget + 2);
             at += 4) {
            char text[64];
            isa_disassemble(page->words[at % PAGE_SIZE / 4], at, text, sizeof text);
            fprintf(file, "  0x%08x: %s\n", (unsigned)at, text);
        }
    }
}

static void differ(struct comparer *comparer, const char *name, uint32_t before, uint32_t expected,
                   uint32_t found) {
    if (comparer->verdict == VERDICT_EQUAL && comparer->file != NULL) {
        fprintf(comparer->file, "DIFFERENT: the vector in line %u, budget %u\n", comparer->line,
                (unsigned)comparer->state->budget);
        show_code(comparer->file, comparer->state);
        fprintf(comparer->file, "  %-14s before      expected    engine\n", "");
    }
    comparer->verdict = VERDICT_DIFFERENT;
    if (comparer->file != NULL)
        fprintf(comparer->file, "  %-14s 0x%08x  0x%08x  0x%08x\n", name, (unsigned)before,
                (unsigned)expected, (unsigned)found);
}

static void compare_context(struct comparer *comparer, const uint32_t *found) {
    const struct state *state = comparer->state;
    for (uint32_t i = 1; i < CONTEXT_WORDS; i++) {
        char name[CONTEXT_NAME_SIZE];
        if (found[i] == state->after[i] || i == CONTEXT_PAGE_TABLE || i == CONTEXT_SUBSET)
            continue;
        if (i >= CONTEXT_PC)
            context_word_name(i, name);
        differ(comparer, i < 32 ? isa_register_names[i] : name, state->before[i], state->after[i],
               found[i]);
    }
}

static void compare_page(struct comparer *comparer, const struct state_page *page,
                         const uint32_t *found) {
    const uint32_t *expected = page->is_left ? page->left : page->words;
    for (uint32_t i = 0; i < PAGE_WORDS; i++) {
        char name[16];
        if (found[i] == expected[i])
            continue;
        snprintf(name, sizeof name, "0x%08x", (unsigned)(page->address + i * 4));
        differ(comparer, name, page->words[i], expected[i], found[i]);
    }
}

enum verdict state_run(struct state_machine *machine, engine *run, const struct state *state,
                       bool split, unsigned line, FILE *file) {
    struct comparer comparer = {state, line, file, VERDICT_EQUAL};
    set_machine(machine, state);
    run_machine(machine, run, state->budget, split);
    compare_context(&comparer, machine->context);
    for (uint32_t i = 0; i < state->count; i++)
        compare_page(&comparer, &state->pages[i],
                     frame_words(machine->machine, machine->frames[i]));
    return comparer.verdict;
}

// ---- engines of others ----

static bool is_branch_at(const struct state *state, uint32_t pc) {
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        if (pc - page->address < PAGE_SIZE)
            return isa_has_slot(isa_decode(page->words[pc % PAGE_SIZE / 4]));
    }
    return false;
}

static bool is_in_slot(const struct state *state, const uint32_t *context) {
    uint32_t pc = context[CONTEXT_PC];
    return context[CONTEXT_NEXT_PC] != pc + 4 || is_branch_at(state, pc - 4);
}

// What an engine has to be capable of for a vector to mean something.
static uint32_t needs(struct state_machine *machine, const struct state *state, bool split) {
    uint32_t needed = 0;
    set_machine(machine, state);
    const uint32_t *context = machine->context;
    for (uint32_t i = 0; i < state->budget; i++) {
        uint32_t table, pc = context[CONTEXT_PC];
        uint32_t entry = pc > USER_LIMIT || pc % 4 != 0
                             ? 0
                             : page_table_entry(machine->machine, machine->page_table, pc, &table);
        if (entry != 0)
            needed |=
                capable_needs(frame_words(machine->machine, page_start(entry))[pc % PAGE_SIZE / 4]);
        // A branch in a slot, which the manual leaves open, is defined by next_pc only.
        if (i == 0 ? context[CONTEXT_NEXT_PC] != pc + 4
                   : is_in_slot(state, context) && (split || is_branch_at(state, pc)))
            needed |= MIXTER_ENGINE_SLOTS;
        if (step_run(machine->machine, machine->context, 1) != EXCEPTION_TIMER)
            break;
    }
    if (is_in_slot(state, state->after))
        needed |= MIXTER_ENGINE_SLOTS;
    if (state->after[CONTEXT_EXCEPTION] != EXCEPTION_TIMER)
        needed |= MIXTER_ENGINE_EXCEPTIONS;
    return needed;
}

// Budgets are exact, or made of steps.
static bool run_budget(struct remote *remote, uint32_t budget, bool split,
                       struct mixter_engine_stop *stop) {
    if ((remote->capabilities & MIXTER_ENGINE_BUDGETS) != 0 && !split)
        return remote_run(remote, budget, stop);
    return remote_run_steps(remote, budget, stop);
}

static bool ask(struct mirrors *mirrors, const struct state *state, bool split, uint32_t *found,
                struct mixter_engine_stop *stop) {
    struct remote *remote = mirrors->remote;
    mirror_begin(mirrors);
    for (uint32_t i = 0; i < state->count; i++) {
        const struct state_page *page = &state->pages[i];
        if (!mirror_bring(mirrors, page->address, page->permissions, page->words))
            return false;
    }
    return mirror_finish(mirrors) && remote_set(remote, state->before) &&
           run_budget(remote, state->budget, split, stop) && remote_get(remote, found) &&
           mirror_take(mirrors);
}

// Words that an engine does not tell are as expected.
static void fill_in(const struct state *state, uint32_t capabilities,
                    const struct mixter_engine_stop *stop, uint32_t *found) {
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        if (!capable_tells(i, capabilities))
            found[i] = state->after[i];
    }
    if ((capabilities & MIXTER_ENGINE_SLOTS) == 0)
        found[CONTEXT_NEXT_PC] = found[CONTEXT_PC] + 4;
    found[CONTEXT_EXCEPTION] = stop->reason; // in the same order
    if ((capabilities & MIXTER_ENGINE_ADDRESSES) != 0 &&
        (stop->reason == MIXTER_ENGINE_STOP_PAGE_FAULT ||
         stop->reason == MIXTER_ENGINE_STOP_ADDRESS_ERROR))
        found[CONTEXT_ADDRESS] = stop->address;
    if (stop->retired != MIXTER_ENGINE_NOT_TOLD)
        found[CONTEXT_RETIRED_LOW] = state->before[CONTEXT_RETIRED_LOW] + (uint32_t)stop->retired;
}

static enum verdict note_death(struct mirrors *mirrors, unsigned line, FILE *file) {
    if (file != NULL)
        fprintf(file, "DIFFERENT: the vector in line %u: the engine %s\n", line,
                mirrors->remote->cause);
    mirror_forget(mirrors);
    return VERDICT_DIFFERENT;
}

enum verdict state_run_remote(struct state_machine *machine, struct mirrors *mirrors,
                              const struct state *state, bool split, unsigned line, FILE *file) {
    struct comparer comparer = {state, line, file, VERDICT_EQUAL};
    struct remote *remote = mirrors->remote;
    struct mixter_engine_stop stop = {.reason = 0};
    uint32_t found[CONTEXT_WORDS];
    if ((needs(machine, state, split) & ~remote->capabilities) != 0)
        return VERDICT_LEFT_OUT;
    if ((remote->process == 0 && !remote_start_again(remote)) ||
        !ask(mirrors, state, split, found, &stop))
        return note_death(mirrors, line, file);
    if (stop.reason == MIXTER_ENGINE_STOP_UNKNOWN)
        return VERDICT_LEFT_OUT;
    fill_in(state, remote->capabilities, &stop, found);
    compare_context(&comparer, found);
    for (uint32_t i = 0; i < state->count; i++)
        compare_page(&comparer, &state->pages[i],
                     mirror_of(mirrors, state->pages[i].address)->words);
    return comparer.verdict;
}
