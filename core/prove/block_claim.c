// What is claimed of a unit: where its code ends, leaves or may fail, the guest is where its
// instructions lead.
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "block_state.h"
#include "facts.h"
#include "value.h"

enum {
    SAMPLES = 64,
    FIELDS = 1,      // that a claim is decided by cases of
    CHARGE_MAX = 127 // of the budget
};

// ---- verdicts ----

bool block_give_up(enum block_verdict verdict, uint32_t at, const char *format, ...) {
    char *reason = block_now.proof->reason;
    va_list arguments;
    block_now.verdict = verdict;
    int length =
        snprintf(reason, BLOCK_REASON_SIZE, "pc 0x%08x, code at +%u: ",
                 (unsigned)(block_now.unit != NULL ? block_now.unit->pc : block_now.block->pc),
                 (unsigned)(at - block_now.block->run));
    va_start(arguments, format);
    vsnprintf(reason + length, BLOCK_REASON_SIZE - (size_t)length, format, arguments);
    va_end(arguments);
    return false;
}

static void start_sample(unsigned number) {
    value_start(0x9e3779b97f4a7c15u * (number + 1));
}

// Of a state where a claim holds that must not: the registers that matter.
static void describe(term claim, unsigned sample, char *text, uint32_t size) {
    int length = 0;
    text[0] = 0;
    for (unsigned i = 1; i < TRANSLATION_REGISTERS && length + 24 < (int)size; i++) {
        const char *name = term_symbol(term_node(block_names.guest[i])->value);
        start_sample(sample);
        uint32_t value = (uint32_t)value_of(block_names.guest[i]);
        value_choose(name, value ^ 0x5a5a5a5au);
        if (value_of(claim) == 0)
            length +=
                snprintf(text + length, size - (size_t)length, " %s=0x%08x", name, (unsigned)value);
    }
}

// The same as a program that begins at the unit.
static void note_replay(unsigned sample) {
    struct replay *replay = block_now.proof->replay;
    memset(replay, 0, sizeof *replay);
    start_sample(sample);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++)
        replay->registers[i] = (uint32_t)value_of(block_now.guest.registers[i]);
    uint64_t pc = 0;
    term_is_constant(block_now.guest.pc, &pc);
    replay->pc = (uint32_t)pc;
    for (unsigned page = 0; page < REPLAY_CODE_PAGES; page++) {
        uint32_t first = page_start(replay->pc) + page * PAGE_SIZE;
        for (uint32_t i = 0; i < PAGE_WORDS; i++) {
            if (unit_fetch(block_now.translation, first + i * 4, &replay->code[page][i]))
                replay->code_pages = page + 1;
        }
    }
    if (block_now.path->word.address == 0)
        return;
    replay->address = (uint32_t)value_of(block_now.path->word.address);
    replay->word = (uint32_t)value_of(unit_memory());
}

bool block_deny(const char *label, term claim) {
    block_now.proof->obligations++;
    claim = facts_under(claim);
    if (term_is_false(claim) || facts_exclude(claim, FIELDS))
        return true;
    claim = term_and(facts_condition(), claim);
    if (term_is_false(claim))
        return true;
    for (unsigned i = 0; i < SAMPLES; i++) {
        char text[200];
        start_sample(i);
        if (value_of(claim) == 0)
            continue;
        describe(claim, i, text, sizeof text);
        note_replay(i);
        return block_give_up(BLOCK_REFUTED, block_now.path->at, "%s is wrong, with%s", label, text);
    }
    block_now.proof->asked++;
    block_now.proof->ask(block_now.proof->state, label, "unsat", claim);
    return true;
}

// ---- comparing ----

// Where the host's state is not the guest's. The context's pc is another matter.
static term state_differs(const struct native_path *path, const struct unit_guest *guest) {
    static const uint8_t kept[] = {X86_RBX, X86_RSP, X86_RBP};
    term different = term_bool(false);
    bool is_guests[CONTEXT_WORDS] = {false};
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++) {
        is_guests[context_word_of(i)] = true;
        term here = host_of(i) != TRANSLATION_UNMAPPED
                        ? differ(path->processor.registers[host_of(i)],
                                 term_zero_extend(guest->registers[i], 64))
                        : differ(path->context[context_word_of(i)], guest->registers[i]);
        different = term_or(different, here);
    }
    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        if (!is_guests[i] && i != CONTEXT_PC)
            different = term_or(different, differ(path->context[i], block_now.start.context[i]));
    }
    for (unsigned i = 0; i < sizeof kept; i++)
        different = term_or(different, differ(path->processor.registers[kept[i]],
                                              block_now.start.processor.registers[kept[i]]));
    return different;
}

static term memory_differs(const struct native_path *path, const struct unit_guest *guest) {
    bool is_allowed =
        (path->has_read || !guest->needs_read) && (path->has_written || !guest->needs_write);
    if (!is_allowed || (path->word.is_stored && !guest->word.is_stored))
        return term_bool(true);
    if (guest->word.address == 0)
        return term_bool(false);
    term different = differ(path->word.address, guest->word.address);
    return guest->word.is_stored ? term_or(different, differ(path->word.value, guest->word.value))
                                 : different;
}

// How much more of the budget there is than at the start, if that is a number.
static bool budget_change(const struct native_path *path, int32_t *change) {
    uint64_t number;
    term by = term_sub(path->processor.registers[X86_R15], block_names.host[X86_R15]);
    if (!term_is_constant(by, &number))
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "the budget may be any");
    *change = (int32_t)(uint32_t)number;
    if ((int64_t)number != *change || *change > CHARGE_MAX || *change < -CHARGE_MAX)
        return block_give_up(BLOCK_REFUTED, path->at, "the budget is wrong");
    return true;
}

// ---- ends of a unit ----

static void note_met(void) {
    term condition = facts_condition();
    for (unsigned i = 0; i < SAMPLES && !block_now.is_met; i++) {
        start_sample(i);
        block_now.is_met = value_of(condition) != 0;
    }
    block_now.ways = term_or(block_now.ways, condition);
}

// What is known of registers behind the unit, whichever way it was left by.
static void learn(const struct unit_guest *guest) {
    struct knowledge *after = block_now.after;
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        uint64_t value;
        bool is_known = term_is_constant(guest->registers[i], &value);
        bool is_kept = guest->registers[i] == block_names.guest[i];
        if (block_now.has_after) {
            is_known = is_known && after->is_known[i] && after->value[i] == (uint32_t)value;
            is_kept = is_kept && after->is_kept[i];
        }
        after->is_known[i] = is_known;
        after->value[i] = is_known ? (uint32_t)value : 0;
        after->is_kept[i] = is_kept;
    }
    block_now.has_after = true;
}

static bool end_at_unit(void *state, const struct unit_guest *guest) {
    const struct native_path *path = block_now.path;
    (void)state;
    term different = term_or(state_differs(path, guest), memory_differs(path, guest));
    different = term_or(different, differ(guest->pc, term_word(block_now.next->pc)));
    different = term_or(different, differ(guest->next_pc, term_word(block_now.next->pc + 4)));
    term held = term_bool(false);
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
        unsigned number = block_now.next->held[i];
        if (number >= TRANSLATION_REGISTERS)
            return block_give_up(BLOCK_REFUTED, path->at, "a register is held that does not exist");
        if (number != 0)
            held = term_or(held, differ(path->processor.registers[i],
                                        term_zero_extend(guest->registers[number], 64)));
    }
    note_met();
    learn(guest);
    return block_deny("exception", guest->raises) && block_deny("state", different) &&
           block_deny("held", held);
}

static bool end_by_leaving(void *state, const struct unit_guest *guest) {
    (void)state;
    term different =
        term_or(state_differs(block_now.path, guest), memory_differs(block_now.path, guest));
    different = term_or(different, differ(guest->pc, block_now.pc));
    note_met();
    return block_deny("exception", guest->raises) && block_deny("state at exit", different) &&
           block_deny("next pc at exit", differ(guest->next_pc, term_add(guest->pc, term_word(4))));
}

static bool execute_guest(uint32_t count, unit_end *end) {
    char why[160];
    enum block_verdict before = block_now.verdict;
    if (unit_execute(block_now.translation, &block_now.guest, count, end, NULL, why, sizeof why))
        return true;
    return block_now.verdict != before
               ? false
               : block_give_up(BLOCK_NOT_MODELLED, block_now.path->at, "%s", why);
}

bool block_finish_unit(const struct native_path *path) {
    int32_t change;
    uint32_t count = block_now.unit == NULL ? 0 : block_now.next->index - block_now.unit->index;
    block_now.path = path;
    if (!budget_change(path, &change))
        return false;
    if (change != (block_now.unit == NULL ? -(int32_t)block_now.block->count : 0))
        return block_give_up(BLOCK_REFUTED, path->at, "the budget is wrong");
    return execute_guest(count, end_at_unit);
}

bool block_finish_exit(const struct native_path *path, term pc) {
    int32_t change;
    block_now.path = path;
    block_now.pc = pc;
    if (!budget_change(path, &change))
        return false;
    if (change > (int32_t)block_now.charged)
        return block_give_up(BLOCK_REFUTED, path->at,
                             "more is given back to the budget than was taken");
    return execute_guest((uint32_t)((int32_t)block_now.charged - change), end_by_leaving);
}

// To the guest's pc in eax.
bool block_finish_jump(const struct native_path *path) {
    term pc = term_extract(path->processor.registers[X86_RAX], 0, 32);
    block_now.path = path;
    return block_deny("target",
                      differ(path->processor.registers[X86_RAX], term_zero_extend(pc, 64))) &&
           block_finish_exit(path, pc);
}

static struct unit_guest after_first; // of a unit's instructions

static bool note_first(void *state, const struct unit_guest *guest) {
    (void)state;
    after_first = *guest;
    return true;
}

// After a branch has linked, the guest's state is not that before the unit. But nothing follows
// from the difference: it is gone after the branch, which is executed again.
static bool is_restartable(const struct native_path *path) {
    struct unit_guest changed = block_now.guest;
    char why[160];
    bool has_changed = false;
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        term value = host_of(i) != TRANSLATION_UNMAPPED
                         ? term_extract(path->processor.registers[host_of(i)], 0, 32)
                         : path->context[context_word_of(i)];
        uint64_t number;
        has_changed = has_changed || value != changed.registers[i];
        if (value != changed.registers[i] && term_is_constant(changed.registers[i], &number))
            return block_give_up(BLOCK_REFUTED, path->at,
                                 "a failure after a known register has changed");
        changed.registers[i] = value;
    }
    if (!block_deny("restart", state_differs(path, &changed)))
        return false;
    if (!has_changed)
        return true;
    if (!unit_execute(block_now.translation, &block_now.guest, 1, note_first, NULL, why,
                      sizeof why))
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "%s", why);
    struct unit_guest expected = after_first;
    if (!unit_execute(block_now.translation, &changed, 1, note_first, NULL, why, sizeof why))
        return block_give_up(BLOCK_NOT_MODELLED, path->at, "%s", why);
    term different =
        term_or(differ(expected.pc, after_first.pc), differ(expected.next_pc, after_first.next_pc));
    different = term_or(different, differ(expected.raises, after_first.raises));
    if (expected.word.address != 0 || after_first.word.address != 0)
        different = term_bool(true);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++)
        different = term_or(different, differ(expected.registers[i], after_first.registers[i]));
    return block_deny("restart", different);
}

bool block_finish_fault(const struct native_path *path, uint32_t site) {
    int32_t change;
    block_now.path = path;
    if (block_now.unit == NULL || site < block_now.unit->run || site >= block_now.end ||
        (block_now.block->indirect != 0 && site >= block_now.block->indirect))
        return block_give_up(BLOCK_REFUTED, path->at, "a failure that is told of another place");
    if (!budget_change(path, &change))
        return false;
    if (change != 0 || path->word.is_stored)
        return block_give_up(BLOCK_REFUTED, path->at, "a failure after something has changed");
    return is_restartable(path);
}

static term context_pc(const struct native_path *path) {
    return path->context[CONTEXT_PC];
}

// The jump that came here is patched: what it leads to finds the same state. Only eax and the
// context's pc have changed since.
static bool finish_link(const struct native_path *path) {
    uint64_t field;
    term changed = term_bool(false);
    if (!term_is_constant(path->processor.registers[X86_RAX], &field) ||
        (uint32_t)field != path->fields[1] || field >> 32 != 0 || path->fields[1] == 0)
        return block_give_up(BLOCK_REFUTED, path->at, "another jump would be patched");
    for (unsigned i = 1; i < X86_REGISTERS; i++)
        changed = term_or(changed,
                          differ(path->processor.registers[i], path->before_jump[1].registers[i]));
    block_now.path = path;
    return block_deny("link", changed) && block_finish_exit(path, context_pc(path));
}

static bool finish_system_call(const struct native_path *path) {
    uint64_t pc;
    uint32_t word;
    if (!term_is_constant(context_pc(path), &pc) ||
        !unit_fetch(block_now.translation, (uint32_t)pc, &word) ||
        isa_decode_in(word, block_now.translation->subset) != ISA_SYSCALL)
        return block_give_up(BLOCK_REFUTED, path->at,
                             "it leaves for a system call that is not there");
    return block_finish_exit(path, context_pc(path));
}

bool block_is_leave(const struct native_path *path, bool *right) {
    const struct translation *t = block_now.translation;
    uint64_t site;
    if (path->at == t->leave_link) {
        *right = finish_link(path);
    } else if (path->at == t->leave_indirect) {
        *right = block_finish_exit(path, term_extract(path->processor.registers[X86_RAX], 0, 32));
    } else if (path->at == t->missed) {
        *right = block_finish_jump(path);
    } else if (path->at == t->leave_budget || path->at == t->leave_step) {
        *right = block_finish_exit(path, context_pc(path));
    } else if (path->at == t->leave_system_call) {
        *right = finish_system_call(path);
    } else if (path->at == t->leave_fault) {
        note_met();
        *right = term_is_constant(path->site, &site)
                     ? block_finish_fault(path, (uint32_t)site)
                     : block_give_up(BLOCK_REFUTED, path->at, "a failure without a place");
    } else {
        return false;
    }
    return true;
}
