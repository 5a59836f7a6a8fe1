#include "block.h"

#include <stdio.h>
#include <string.h>

#include "../machine/context.h"
#include "block_state.h"
#include "facts.h"

enum { STARTS_MAX = 128 };

struct block_now block_now;

// ---- names ----

struct block_names block_names;

static void make_names(void) {
    char name[32];
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++) {
        snprintf(name, sizeof name, i == UNIT_HI ? "hi" : i == UNIT_LO ? "lo" : "r%u", i);
        block_names.guest[i] = i == 0 ? term_word(0) : term_variable(name, 32);
        snprintf(name, sizeof name, "stale%u", i);
        block_names.stale[i] = term_variable(name, 32);
    }
    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        snprintf(name, sizeof name, "context%u", i);
        block_names.context[i] = term_variable(name, 32);
    }
    for (unsigned i = 0; i < X86_REGISTERS; i++) {
        snprintf(name, sizeof name, "host%u", i);
        block_names.host[i] = term_variable(name, 64);
    }
    block_names.saved = term_variable("saved", 32);
    block_names.part = term_variable("part", 32);
    block_names.site = term_variable("site", 32);
    block_names.tables = term_variable("tables", 64);
    block_names.flat = term_variable("flat", 64);
    block_names.return_address = term_variable("return_address", 64);
    block_names.host[X86_R15] = term_variable("budget", 64);
    block_names.are_made = true;
}

void block_forget_terms(void) {
    term_forget_all();
    block_names.are_made = false;
}

// ---- the state at a start ----

static void start_guest(struct unit_guest *guest, const struct knowledge *known, uint32_t pc) {
    memset(guest, 0, sizeof *guest);
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++)
        guest->registers[i] =
            known->is_known[i] ? term_word(known->value[i]) : block_names.guest[i];
    guest->user_local = block_names.context[CONTEXT_USER_LOCAL];
    guest->pc = term_word(pc);
    guest->next_pc = term_word(pc + 4);
    guest->raises = term_bool(false);
}

// Of mapped registers the context has old values. Scratch registers have what the unit wants.
static void start_native(struct native_path *path, const struct unit_guest *guest, uint32_t run,
                         const uint8_t *held) {
    memset(path, 0, sizeof *path);
    memcpy(path->context, block_names.context, sizeof path->context);
    memcpy(path->processor.registers, block_names.host, sizeof block_names.host);
    path->context[0] = term_word(0);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        bool is_mapped = host_of(i) != TRANSLATION_UNMAPPED;
        path->context[context_word_of(i)] = is_mapped ? block_names.stale[i] : guest->registers[i];
        if (is_mapped)
            path->processor.registers[host_of(i)] = term_zero_extend(guest->registers[i], 64);
    }
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES && held != NULL; i++) {
        if (held[i] != 0)
            path->processor.registers[i] = term_zero_extend(guest->registers[held[i]], 64);
    }
    if (!block_now.translation->has_window)
        path->processor.registers[X86_RBX] = block_names.tables;
    path->saved = block_names.saved;
    path->part = block_names.part;
    path->site = block_names.site;
    path->at = run;
}

// ---- units ----

static bool prove_from(const struct knowledge *known, uint32_t pc, uint32_t run,
                       const uint8_t *held, struct knowledge *after) {
    struct native_path path;
    memset(after, 0, sizeof *after);
    block_now.after = after;
    block_now.has_after = false;
    block_now.is_met = false;
    block_now.ways = term_bool(false);
    start_guest(&block_now.guest, known, pc);
    start_native(&block_now.start, &block_now.guest, run, held);
    path = block_now.start;
    block_now.path = &block_now.start;
    bool right = block_follow(&path);
    facts_forget(0);
    if (right && !block_now.is_met) {
        block_now.proof->asked++;
        block_now.proof->ask(block_now.proof->state, "reached", "sat", block_now.ways);
    }
    return right;
}

static bool prove_head(struct knowledge *after) {
    static const struct knowledge nothing;
    block_now.unit = NULL;
    block_now.charged = 0;
    block_now.next = block_now.block->unit_count > 0 ? block_now.block->units : NULL;
    block_now.end =
        block_now.next != NULL ? block_now.next->run : block_now.block->run + block_now.block->size;
    return prove_from(&nothing, block_now.block->pc, block_now.block->run, NULL, after);
}

// The head becomes a jump to the stub.
static bool prove_stub(void) {
    static const struct knowledge nothing;
    struct knowledge after;
    struct native_path path;
    block_now.unit = block_now.next = NULL;
    block_now.charged = 0;
    block_now.after = &after;
    block_now.has_after = false;
    block_now.ways = term_bool(false);
    start_guest(&block_now.guest, &nothing, block_now.block->pc);
    start_native(&block_now.start, &block_now.guest, block_now.block->stub, NULL);
    path = block_now.start;
    path.fields[0] = block_now.block->run + 1;
    path.before_jump[0] = path.processor;
    block_now.path = &block_now.start;
    bool right = block_follow(&path);
    facts_forget(0);
    return right;
}

// Where a call returns to, or anything else by a wrong return: the guest's pc is in eax, and its
// registers have any values.
static bool prove_return(void) {
    static const struct knowledge nothing;
    struct knowledge after;
    struct native_path path;
    if (block_now.block->returns == 0)
        return true;
    block_now.unit = block_now.next = NULL;
    block_now.charged = 0;
    block_now.after = &after;
    block_now.has_after = false;
    block_now.ways = term_bool(false);
    start_guest(&block_now.guest, &nothing, 0);
    block_now.guest.pc = term_variable("returned_to", 32);
    block_now.guest.next_pc = term_add(block_now.guest.pc, term_word(4));
    start_native(&block_now.start, &block_now.guest, block_now.block->returns, NULL);
    block_now.start.processor.registers[X86_RAX] = term_zero_extend(block_now.guest.pc, 64);
    path = block_now.start;
    block_now.path = &block_now.start;
    bool right = block_follow(&path);
    facts_forget(0);
    return right;
}

// Registers that the unit's instructions may read: all that they name.
static void restrict_to_unit(const struct knowledge *all, struct knowledge *some) {
    uint32_t count = (block_now.next != NULL ? block_now.next->index : block_now.block->count) -
                     block_now.unit->index;
    memset(some, 0, sizeof *some);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word;
        if (!unit_fetch(block_now.translation, block_now.unit->pc + i * 4, &word))
            continue;
        uint32_t numbers[] = {isa_rs(word), isa_rt(word), isa_rd(word), UNIT_HI, UNIT_LO};
        for (unsigned j = 0; j < sizeof numbers / sizeof numbers[0]; j++) {
            some->is_known[numbers[j]] = all->is_known[numbers[j]];
            some->value[numbers[j]] = all->is_known[numbers[j]] ? all->value[numbers[j]] : 0;
        }
    }
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
        unsigned held = block_now.unit->held[i] % TRANSLATION_REGISTERS;
        some->is_known[held] = all->is_known[held];
        some->value[held] = all->is_known[held] ? all->value[held] : 0;
    }
    some->is_known[0] = false;
    // A branch may have linked when the unit begins again.
    struct isa_registers writes = {0, {0}};
    uint32_t word;
    if (count > 1 && unit_fetch(block_now.translation, block_now.unit->pc, &word))
        writes = isa_writes(word);
    for (uint32_t i = 0; i < writes.count; i++) {
        if (writes.numbers[i] < TRANSLATION_REGISTERS) {
            some->is_known[writes.numbers[i]] = false;
            some->value[writes.numbers[i]] = 0;
        }
    }
}

static void pass_on(struct knowledge *known, const struct knowledge *after) {
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        if (after->is_kept[i])
            continue;
        known->is_known[i] = after->is_known[i];
        known->value[i] = after->is_known[i] ? after->value[i] : 0;
    }
}

// Execution may have started at the head, or at a unit where it may start: each knows something.
static struct {
    struct knowledge known;
    struct knowledge restricted; // to the present unit
    struct knowledge after;
} starts[STARTS_MAX];
static uint32_t start_count;

static bool prove_unit(uint32_t number) {
    const struct translated_block *block = block_now.block;
    block_now.unit = &block->units[number];
    block_now.next = number + 1 < block->unit_count ? block_now.unit + 1 : NULL;
    block_now.end = block_now.next != NULL ? block_now.next->run : block->run + block->size;
    block_now.charged = block->count - block_now.unit->index;
    block_now.proof->units++;
    if (block_now.unit->is_start && number > 0 && start_count < STARTS_MAX)
        memset(&starts[start_count++], 0, sizeof starts[0]);
    for (uint32_t i = 0; i < start_count; i++) {
        uint32_t same = 0;
        restrict_to_unit(&starts[i].known, &starts[i].restricted);
        while (same < i && memcmp(&starts[same].restricted, &starts[i].restricted,
                                  sizeof starts[i].restricted) != 0)
            same++;
        if (same < i)
            starts[i].after = starts[same].after;
        else if (!prove_from(&starts[i].restricted, block_now.unit->pc, block_now.unit->run,
                             block_now.unit->held, &starts[i].after))
            return false;
        pass_on(&starts[i].known, &starts[i].after);
    }
    return true;
}

enum block_verdict block_prove(struct block_proof *proof, const struct translated_block *block) {
    block_now.proof = proof;
    block_now.translation = proof->translation;
    block_now.block = block;
    block_now.verdict = BLOCK_PROVED;
    proof->reason[0] = 0;
    proof->replay->pc = 0;
    if (!block_names.are_made)
        make_names();
    start_count = 1;
    memset(starts, 0, sizeof starts[0]);
    bool right = prove_head(&starts[0].after) && prove_stub() && prove_return();
    for (uint32_t i = 0; i < block->unit_count && right; i++)
        right = prove_unit(i);
    return block_now.verdict;
}
