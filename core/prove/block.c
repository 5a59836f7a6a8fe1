#include "block.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../machine/context.h"
#include "facts.h"
#include "native.h"
#include "unit.h"
#include "value.h"

enum {
    STEPS_MAX = 400, // host instructions of one way through a unit
    INSTRUCTION_MAX = 15,
    SAMPLES = 64,
    STARTS_MAX = 128,
    CHARGE_MAX = 127,      // of the budget
    TABLE_SIZE = 0x800000, // bytes of the page table for reading; that for writing follows
    CONTEXT_BIAS = 128,    // rbp is the context and this
    REACH = 0x10000        // how far around a window an access may be
};

// What is known of guest registers, whichever way execution has come.
struct knowledge {
    bool is_known[TRANSLATION_REGISTERS];
    uint32_t value[TRANSLATION_REGISTERS];
    bool is_kept[TRANSLATION_REGISTERS]; // behind a unit: what it was before
};

// The state of the host, somewhere in a unit.
struct native_path {
    struct native_processor processor;
    term context[CONTEXT_WORDS];
    term saved, part, site;
    struct unit_word word;
    bool has_read, has_written;             // what the page table allows, as has been shown
    term table_value, table_page;           // what was looked up last
    bool table_writes;                      // in the table for writing
    uint32_t at;                            // address
    uint32_t fields[2];                     // of the last two direct jumps, the last one first
    struct native_processor before_jump[2]; // the state there
    uint32_t steps;
};

// What is being proved: a unit, or the head of a block, or the stub that replaces it.
static struct {
    struct block_proof *proof;
    const struct translation *translation;
    const struct translated_block *block;
    const struct translated_unit *unit; // NULL: head or stub
    const struct translated_unit *next; // where it may end; NULL: only by leaving
    uint32_t end;                       // of the unit's code
    uint32_t charged;                   // instructions taken from the budget and not yet executed
    struct unit_guest guest;            // at the start
    struct native_path start;
    const struct native_path *path; // at an end
    term pc;                        // that it has to have there
    bool is_met;                    // some state is known that comes to the end of a way
    term ways;                      // conditions of all ways
    enum block_verdict verdict;
    struct knowledge *after; // the knowledge of the unit's ends
    bool has_after;
} now;

// ---- names ----

static struct {
    term guest[TRANSLATION_REGISTERS];
    term stale[TRANSLATION_REGISTERS];
    term context[CONTEXT_WORDS];
    term host[X86_REGISTERS];
    term saved, part, site, tables, flat;
    bool are_made;
} names;

static void make_names(void) {
    char name[32];
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++) {
        snprintf(name, sizeof name, i == UNIT_HI ? "hi" : i == UNIT_LO ? "lo" : "r%u", i);
        names.guest[i] = i == 0 ? term_word(0) : term_variable(name, 32);
        snprintf(name, sizeof name, "stale%u", i);
        names.stale[i] = term_variable(name, 32);
    }
    for (unsigned i = 0; i < CONTEXT_WORDS; i++) {
        snprintf(name, sizeof name, "context%u", i);
        names.context[i] = term_variable(name, 32);
    }
    for (unsigned i = 0; i < X86_REGISTERS; i++) {
        snprintf(name, sizeof name, "host%u", i);
        names.host[i] = term_variable(name, 64);
    }
    names.saved = term_variable("saved", 32);
    names.part = term_variable("part", 32);
    names.site = term_variable("site", 32);
    names.tables = term_variable("tables", 64);
    names.flat = term_variable("flat", 64);
    names.host[X86_R15] = term_variable("budget", 64);
    names.are_made = true;
}

void block_forget_terms(void) {
    term_forget_all();
    names.are_made = false;
}

// ---- verdicts ----

static bool give_up(enum block_verdict verdict, uint32_t at, const char *format, ...) {
    char *reason = now.proof->reason;
    va_list arguments;
    now.verdict = verdict;
    int length = snprintf(reason, BLOCK_REASON_SIZE, "pc 0x%08x, code at +%u: ",
                          (unsigned)(now.unit != NULL ? now.unit->pc : now.block->pc),
                          (unsigned)(at - now.block->run));
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
        const char *name = term_symbol(term_node(names.guest[i])->value);
        start_sample(sample);
        uint32_t value = (uint32_t)value_of(names.guest[i]);
        value_choose(name, value ^ 0x5a5a5a5au);
        if (value_of(claim) == 0)
            length +=
                snprintf(text + length, size - (size_t)length, " %s=0x%08x", name, (unsigned)value);
    }
}

// The same as a program that begins at the unit.
static void note_replay(unsigned sample) {
    struct replay *replay = now.proof->replay;
    memset(replay, 0, sizeof *replay);
    start_sample(sample);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++)
        replay->registers[i] = (uint32_t)value_of(now.guest.registers[i]);
    uint64_t pc = 0;
    term_is_constant(now.guest.pc, &pc);
    replay->pc = (uint32_t)pc;
    for (unsigned page = 0; page < REPLAY_CODE_PAGES; page++) {
        uint32_t first = page_start(replay->pc) + page * PAGE_SIZE;
        for (uint32_t i = 0; i < PAGE_WORDS; i++) {
            if (unit_fetch(now.translation, first + i * 4, &replay->code[page][i]))
                replay->code_pages = page + 1;
        }
    }
    if (now.path->word.address == 0)
        return;
    replay->address = (uint32_t)value_of(now.path->word.address);
    replay->word = (uint32_t)value_of(unit_memory());
}

// The claim must not hold in any state that is known of.
static bool deny(const char *label, term claim) {
    now.proof->obligations++;
    claim = facts_under(claim);
    if (term_is_false(claim))
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
        return give_up(BLOCK_REFUTED, now.path->at, "%s is wrong, with%s", label, text);
    }
    now.proof->asked++;
    now.proof->ask(now.proof->state, label, "unsat", claim);
    return true;
}

// ---- the state at a start ----

static uint8_t host_of(unsigned guest) {
    return now.translation->map[guest];
}

static unsigned context_word_of(unsigned guest) {
    return guest == UNIT_HI ? CONTEXT_HI : guest == UNIT_LO ? CONTEXT_LO : guest;
}

static void start_guest(struct unit_guest *guest, const struct knowledge *known, uint32_t pc) {
    memset(guest, 0, sizeof *guest);
    for (unsigned i = 0; i < TRANSLATION_REGISTERS; i++)
        guest->registers[i] = known->is_known[i] ? term_word(known->value[i]) : names.guest[i];
    guest->user_local = names.context[CONTEXT_USER_LOCAL];
    guest->pc = term_word(pc);
    guest->next_pc = term_word(pc + 4);
    guest->raises = term_bool(false);
}

// Of mapped registers the context has old values. Scratch registers have what the unit wants.
static void start_native(struct native_path *path, const struct unit_guest *guest, uint32_t run,
                         const uint8_t *held) {
    memset(path, 0, sizeof *path);
    memcpy(path->context, names.context, sizeof path->context);
    memcpy(path->processor.registers, names.host, sizeof names.host);
    path->context[0] = term_word(0);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        bool is_mapped = host_of(i) != TRANSLATION_UNMAPPED;
        path->context[context_word_of(i)] = is_mapped ? names.stale[i] : guest->registers[i];
        if (is_mapped)
            path->processor.registers[host_of(i)] = term_zero_extend(guest->registers[i], 64);
    }
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES && held != NULL; i++) {
        if (held[i] != 0)
            path->processor.registers[i] = term_zero_extend(guest->registers[held[i]], 64);
    }
    if (!now.translation->has_window)
        path->processor.registers[X86_RBX] = names.tables;
    path->saved = names.saved;
    path->part = names.part;
    path->site = names.site;
    path->at = run;
}

// ---- comparing ----

static term differ(term a, term b) {
    return a == b ? term_bool(false) : term_not(term_equal(a, b));
}

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
            different = term_or(different, differ(path->context[i], now.start.context[i]));
    }
    for (unsigned i = 0; i < sizeof kept; i++)
        different = term_or(different, differ(path->processor.registers[kept[i]],
                                              now.start.processor.registers[kept[i]]));
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
    term by = term_sub(path->processor.registers[X86_R15], names.host[X86_R15]);
    if (!term_is_constant(by, &number))
        return give_up(BLOCK_NOT_MODELLED, path->at, "the budget may be any");
    *change = (int32_t)(uint32_t)number;
    if ((int64_t)number != *change || *change > CHARGE_MAX || *change < -CHARGE_MAX)
        return give_up(BLOCK_REFUTED, path->at, "the budget is wrong");
    return true;
}

// ---- ends of a unit ----

static void note_met(void) {
    term condition = facts_condition();
    for (unsigned i = 0; i < SAMPLES && !now.is_met; i++) {
        start_sample(i);
        now.is_met = value_of(condition) != 0;
    }
    now.ways = term_or(now.ways, condition);
}

// What is known of registers behind the unit, whichever way it was left by.
static void learn(const struct unit_guest *guest) {
    struct knowledge *after = now.after;
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        uint64_t value;
        bool is_known = term_is_constant(guest->registers[i], &value);
        bool is_kept = guest->registers[i] == names.guest[i];
        if (now.has_after) {
            is_known = is_known && after->is_known[i] && after->value[i] == (uint32_t)value;
            is_kept = is_kept && after->is_kept[i];
        }
        after->is_known[i] = is_known;
        after->value[i] = is_known ? (uint32_t)value : 0;
        after->is_kept[i] = is_kept;
    }
    now.has_after = true;
}

static bool end_at_unit(void *state, const struct unit_guest *guest) {
    const struct native_path *path = now.path;
    (void)state;
    term different = term_or(state_differs(path, guest), memory_differs(path, guest));
    different = term_or(different, differ(guest->pc, term_word(now.next->pc)));
    different = term_or(different, differ(guest->next_pc, term_word(now.next->pc + 4)));
    term held = term_bool(false);
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
        unsigned number = now.next->held[i];
        if (number >= TRANSLATION_REGISTERS)
            return give_up(BLOCK_REFUTED, path->at, "a register is held that does not exist");
        if (number != 0)
            held = term_or(held, differ(path->processor.registers[i],
                                        term_zero_extend(guest->registers[number], 64)));
    }
    note_met();
    learn(guest);
    return deny("exception", guest->raises) && deny("state", different) && deny("held", held);
}

static bool end_by_leaving(void *state, const struct unit_guest *guest) {
    (void)state;
    term different = term_or(state_differs(now.path, guest), memory_differs(now.path, guest));
    different = term_or(different, differ(guest->pc, now.pc));
    note_met();
    return deny("exception", guest->raises) && deny("state at exit", different) &&
           deny("next pc at exit", differ(guest->next_pc, term_add(guest->pc, term_word(4))));
}

static bool execute_guest(uint32_t count, unit_end *end) {
    char why[160];
    enum block_verdict before = now.verdict;
    if (unit_execute(now.translation, &now.guest, count, end, NULL, why, sizeof why))
        return true;
    return now.verdict != before ? false : give_up(BLOCK_NOT_MODELLED, now.path->at, "%s", why);
}

// The unit is over, the next one begins.
static bool finish_unit(const struct native_path *path) {
    int32_t change;
    uint32_t count = now.unit == NULL ? 0 : now.next->index - now.unit->index;
    now.path = path;
    if (!budget_change(path, &change))
        return false;
    if (change != (now.unit == NULL ? -(int32_t)now.block->count : 0))
        return give_up(BLOCK_REFUTED, path->at, "the budget is wrong");
    return execute_guest(count, end_at_unit);
}

// Leaves with the guest's pc; as many instructions have been executed as the budget says.
static bool finish_exit(const struct native_path *path, term pc) {
    int32_t change;
    now.path = path;
    now.pc = pc;
    if (!budget_change(path, &change))
        return false;
    if (change > (int32_t)now.charged)
        return give_up(BLOCK_REFUTED, path->at, "more is given back to the budget than was taken");
    return execute_guest((uint32_t)((int32_t)now.charged - change), end_by_leaving);
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
    struct unit_guest changed = now.guest;
    char why[160];
    bool has_changed = false;
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++) {
        term value = host_of(i) != TRANSLATION_UNMAPPED
                         ? term_extract(path->processor.registers[host_of(i)], 0, 32)
                         : path->context[context_word_of(i)];
        uint64_t number;
        has_changed = has_changed || value != changed.registers[i];
        if (value != changed.registers[i] && term_is_constant(changed.registers[i], &number))
            return give_up(BLOCK_REFUTED, path->at, "a failure after a known register has changed");
        changed.registers[i] = value;
    }
    if (!deny("restart", state_differs(path, &changed)))
        return false;
    if (!has_changed)
        return true;
    if (!unit_execute(now.translation, &now.guest, 1, note_first, NULL, why, sizeof why))
        return give_up(BLOCK_NOT_MODELLED, path->at, "%s", why);
    struct unit_guest expected = after_first;
    if (!unit_execute(now.translation, &changed, 1, note_first, NULL, why, sizeof why))
        return give_up(BLOCK_NOT_MODELLED, path->at, "%s", why);
    term different =
        term_or(differ(expected.pc, after_first.pc), differ(expected.next_pc, after_first.next_pc));
    different = term_or(different, differ(expected.raises, after_first.raises));
    if (expected.word.address != 0 || after_first.word.address != 0)
        different = term_bool(true);
    for (unsigned i = 1; i < TRANSLATION_REGISTERS; i++)
        different = term_or(different, differ(expected.registers[i], after_first.registers[i]));
    return deny("restart", different);
}

// Nothing has happened yet, as far as anybody can tell.
static bool finish_fault(const struct native_path *path, uint32_t site) {
    int32_t change;
    now.path = path;
    if (now.unit == NULL || site < now.unit->run || site >= now.end ||
        (now.block->indirect != 0 && site >= now.block->indirect))
        return give_up(BLOCK_REFUTED, path->at, "a failure that is told of another place");
    if (!budget_change(path, &change))
        return false;
    if (change != 0 || path->word.is_stored)
        return give_up(BLOCK_REFUTED, path->at, "a failure after something has changed");
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
        return give_up(BLOCK_REFUTED, path->at, "another jump would be patched");
    for (unsigned i = 1; i < X86_REGISTERS; i++)
        changed = term_or(changed,
                          differ(path->processor.registers[i], path->before_jump[1].registers[i]));
    now.path = path;
    return deny("link", changed) && finish_exit(path, context_pc(path));
}

static bool finish_system_call(const struct native_path *path) {
    uint64_t pc;
    uint32_t word;
    if (!term_is_constant(context_pc(path), &pc) ||
        !unit_fetch(now.translation, (uint32_t)pc, &word) ||
        isa_decode_in(word, now.translation->subset) != ISA_SYSCALL)
        return give_up(BLOCK_REFUTED, path->at, "it leaves for a system call that is not there");
    return finish_exit(path, context_pc(path));
}

// True if an address is one that leaves; then *right says whether that is proved.
static bool is_leave(const struct native_path *path, bool *right) {
    const struct translation *t = now.translation;
    uint64_t site;
    if (path->at == t->leave_link) {
        *right = finish_link(path);
    } else if (path->at == t->leave_indirect) {
        *right = finish_exit(path, term_extract(path->processor.registers[X86_RAX], 0, 32));
    } else if (path->at == t->leave_budget || path->at == t->leave_step) {
        *right = finish_exit(path, context_pc(path));
    } else if (path->at == t->leave_system_call) {
        *right = finish_system_call(path);
    } else if (path->at == t->leave_fault) {
        note_met();
        *right = term_is_constant(path->site, &site)
                     ? finish_fault(path, (uint32_t)site)
                     : give_up(BLOCK_REFUTED, path->at, "a failure without a place");
    } else {
        return false;
    }
    return true;
}

// ---- memory ----

// The address without one of its summands; 0 if it has not got it.
static term without(term address, term base) {
    if (address == base)
        return term_constant(64, 0);
    const struct term_node node = *term_node(address);
    if (node.kind != TERM_ADD)
        return 0;
    term rest = without(node.operand[0], base);
    if (rest != 0)
        return term_add(rest, node.operand[1]);
    rest = without(node.operand[1], base);
    return rest != 0 ? term_add(node.operand[0], rest) : 0;
}

// Bytes of the guest's memory: at an address of 32 bits, if the access is possible.
static bool access_guest(struct native_path *path, term address, unsigned size, bool writes,
                         term *value) {
    static const uint8_t loads[] = {0, ISA_LBU, ISA_LHU, 0, ISA_LW};
    static const uint8_t stores[] = {0, ISA_SB, ISA_SH, 0, ISA_SW};
    term before = *value;
    if (!finish_fault(path, path->at))
        return false;
    if (size == 8)
        return give_up(BLOCK_NOT_MODELLED, path->at, "an access of 64 bits");
    for (unsigned bit = 0; 1u << bit < size; bit++) // misaligned, it fails
        facts_know(term_equal(term_extract(address, bit, 1), term_constant(1, 0)), true);
    address = facts_under(address);
    term aligned = term_concat(term_extract(address, 2, 30), term_constant(2, 0));
    if (path->word.address != 0 && path->word.address != aligned)
        return give_up(BLOCK_NOT_MODELLED, path->at, "two words of memory");
    if (path->word.address == 0) {
        path->word.address = aligned;
        path->word.value = unit_memory();
    }
    struct instruction in = {ISA_NOP, 0, 0, 0};
    if (writes) {
        in.operation = stores[size];
        path->word.is_stored = true;
        path->word.value =
            meaning_stored(&in, path->word.value, term_zero_extend(before, 32), address);
    } else {
        in.operation = loads[size];
        *value =
            term_extract(meaning_loaded(&in, path->word.value, term_word(0), address), 0, size * 8);
    }
    return true;
}

// In a window: what is outside of it, within reach, fails.
static bool access_window(struct native_path *path, term offset, unsigned size, bool writes,
                          term *value) {
    uint64_t number;
    const struct term_node node = *term_node(offset);
    bool is_near = node.may <= 0xffffffffu;
    if (term_is_constant(offset, &number))
        is_near = number <= 0xffffffffu || number >= (uint64_t)0 - REACH;
    else if (node.kind == TERM_ADD && term_is_constant(node.operand[1], &number))
        is_near = term_node(node.operand[0])->may <= 0xffffffffu &&
                  (number <= REACH - 8u || number >= (uint64_t)0 - REACH);
    if (!is_near)
        return give_up(BLOCK_NOT_MODELLED, path->at, "an access far from the window");
    *(writes ? &path->has_written : &path->has_read) = true;
    term low = term_extract(offset, 0, 32);
    if (!access_guest(path, low, size, writes, value))
        return false;
    facts_know(term_equal(term_extract(offset, 32, 32), term_word(0)), true);
    return true;
}

// By way of the page tables: what is to be added to an address of this page.
static bool access_by_table(struct native_path *path, term offset, unsigned size, bool writes,
                            term *value) {
    term none = term_equal(path->table_value, term_constant(64, 0));
    term upper = term_equal(term_extract(offset, 32, 32), term_word(0));
    term page = term_extract(offset, 12, 20);
    now.path = path;
    if (!deny("entry of the page table", none) ||
        !deny("page", term_or(term_not(upper), differ(page, path->table_page))))
        return false;
    if (writes && !path->table_writes)
        return give_up(BLOCK_REFUTED, path->at, "a write to a page that may not be written");
    *(path->table_writes ? &path->has_written : &path->has_read) = true;
    return access_guest(path, term_extract(offset, 0, 32), size, writes, value);
}

// An entry of the page tables.
static bool look_up(struct native_path *path, term offset, unsigned size, term *value) {
    path->table_page = term_extract(offset, 3, 20);
    path->table_writes =
        !term_is_false(term_equal(term_extract(offset, 23, 1), term_constant(1, 1)));
    term expected = term_shift_left(term_zero_extend(path->table_page, 64), term_constant(64, 3));
    if (path->table_writes)
        expected = term_add(expected, term_constant(64, TABLE_SIZE));
    if (size != 8 || expected != offset)
        return give_up(BLOCK_NOT_MODELLED, path->at, "a place in the page tables");
    *value = term_apply(path->table_writes ? "write_table" : "read_table", 64, path->table_page, 0);
    path->table_value = *value;
    return true;
}

// Where code for a guest's pc is: the access fails if the pc is misaligned, and then the jump has
// been made.
static bool look_up_code(struct native_path *path, term offset, unsigned size, term *value) {
    term pc = term_extract(offset, 0, 32);
    term low = term_extract(path->processor.registers[X86_RAX], 0, 32);
    now.path = path;
    if (size != 4 || now.block->indirect == 0 || path->at < now.block->indirect ||
        path->at >= now.block->run + now.block->size)
        return give_up(BLOCK_REFUTED, path->at, "an indirect jump where none is expected");
    if (!deny("target", term_or(differ(low, pc), differ(offset, term_zero_extend(pc, 64)))) ||
        !finish_exit(path, pc))
        return false;
    *value = term_apply("code_of", 32, pc, 0);
    return true;
}

static term *context_place(struct native_path *path, term address, unsigned size) {
    uint64_t offset;
    term by = without(address, names.host[X86_RBP]);
    if (by == 0 || size != 4 || !term_is_constant(by, &offset))
        return NULL;
    offset += CONTEXT_BIAS;
    return offset % 4 == 0 && offset < CONTEXT_WORDS * 4 ? &path->context[offset / 4] : NULL;
}

static term *shared_place(struct native_path *path, term address, unsigned size) {
    uint64_t number;
    if (size != 4 || !term_is_constant(address, &number))
        return NULL;
    return number == now.translation->saved  ? &path->saved
           : number == now.translation->part ? &path->part
           : number == now.translation->site ? &path->site
                                             : NULL;
}

// An access to what is the guest's or about it. False after a reason has been given.
static bool access_other(struct native_path *path, term address, unsigned size, bool writes,
                         term *value) {
    uint64_t number;
    term offset = path->table_value == 0 ? 0 : without(address, path->table_value);
    if (offset != 0)
        return access_by_table(path, offset, size, writes, value);
    offset = now.translation->has_window ? without(address, names.host[X86_RBX]) : 0;
    if (offset != 0)
        return access_window(path, offset, size, writes, value);
    offset = writes ? 0 : without(address, names.tables);
    if (offset != 0)
        return look_up(path, offset, size, value);
    offset = writes ? 0 : without(address, names.flat);
    if (offset != 0)
        return look_up_code(path, offset, size, value);
    if (!writes && size == 8 && term_is_constant(address, &number) &&
        (number == now.translation->tables || number == now.translation->flat)) {
        *value = number == now.translation->tables ? names.tables : names.flat;
        return true;
    }
    return give_up(BLOCK_NOT_MODELLED, path->at, "an access to unknown memory");
}

static bool read_native(void *state, term address, unsigned size, term *value) {
    struct native_path *path = state;
    term *place = context_place(path, address, size);
    if (place == NULL)
        place = shared_place(path, address, size);
    if (place == NULL)
        return access_other(path, address, size, false, value);
    *value = *place;
    return true;
}

static bool write_native(void *state, term address, unsigned size, term value) {
    struct native_path *path = state;
    term *place = context_place(path, address, size);
    if (place == NULL)
        place = shared_place(path, address, size);
    if (place == NULL)
        return access_other(path, address, size, true, &value);
    *place = value;
    return true;
}

// ---- the code of a unit ----

static bool follow(struct native_path *path);

static bool is_own(uint32_t at) {
    return at >= now.block->run && at < now.block->run + now.block->size;
}

static bool go_to(struct native_path *path, uint32_t target, uint32_t field) {
    path->fields[1] = path->fields[0];
    path->fields[0] = field;
    path->before_jump[1] = path->before_jump[0];
    path->before_jump[0] = path->processor;
    path->at = target;
    if (!is_own(target) || target == now.block->run) { // another block, or this one again
        uint32_t pc = now.translation->head_pc(now.translation->state, target);
        if (pc % 4 == 0)
            return finish_exit(path, term_word(pc));
    }
    return follow(path);
}

static bool fork(const struct native_path *path, term condition, const struct x86_instruction *in) {
    bool right = true;
    for (unsigned jumps = 0; jumps < 2 && right; jumps++) {
        struct native_path way = *path;
        uint32_t mark = facts_mark();
        facts_know(condition, jumps != 0);
        if (jumps == 0)
            way.at += in->length;
        right = jumps != 0 ? go_to(&way, in->target, in->field) : follow(&way);
        facts_forget(mark);
    }
    return right;
}

static bool jump_indirect(struct native_path *path, term target) {
    const struct term_node node = *term_node(term_extract(target, 0, 32));
    bool is_code = node.kind == TERM_APPLY && strcmp(term_symbol(node.value), "code_of") == 0 &&
                   target == term_zero_extend(term_extract(target, 0, 32), 64);
    now.path = path;
    if (!is_code)
        return give_up(BLOCK_REFUTED, path->at, "a jump to what is no code");
    if (!deny("code", term_equal(term_extract(target, 0, 32), term_word(0))))
        return false;
    return finish_exit(path, node.operand[0]);
}

static bool has_run_past(const struct native_path *path) {
    return path->at == now.block->run + now.block->size;
}

static bool step_native(struct native_path *path, struct x86_instruction *in,
                        struct native_way *way) {
    const struct translation *t = now.translation;
    uint32_t at = path->at - t->code_run;
    struct native_memory memory = {read_native, write_native, path};
    enum block_verdict before = now.verdict;
    uint32_t left = at < t->code_size ? t->code_size - at : 0;
    if (left == 0 ||
        !x86_decode(t->code + at, left < INSTRUCTION_MAX ? left : INSTRUCTION_MAX, path->at, in))
        return give_up(BLOCK_NOT_MODELLED, path->at, "bytes that are not known");
    const char *wrong = native_step(in, &path->processor, &memory, way);
    if (now.verdict != before)
        return false;
    if (wrong != NULL)
        return give_up(BLOCK_NOT_MODELLED, path->at, "%s", wrong);
    now.path = path;
    return way->fails == 0 || deny("division", way->fails);
}

static bool follow(struct native_path *path) {
    struct x86_instruction in;
    struct native_way way;
    bool right;
    for (;;) {
        if (now.next != NULL && path->at == now.next->run)
            return finish_unit(path);
        if (has_run_past(path)) {
            uint32_t pc = now.translation->head_pc(now.translation->state, path->at);
            return pc % 4 == 0 ? finish_exit(path, term_word(pc))
                               : give_up(BLOCK_REFUTED, path->at, "it runs into nothing");
        }
        if (is_leave(path, &right))
            return right;
        if (++path->steps > STEPS_MAX)
            return give_up(BLOCK_NOT_MODELLED, path->at, "it takes too long");
        if (!step_native(path, &in, &way))
            return false;
        if (way.target != 0)
            return jump_indirect(path, facts_under(way.target));
        term jumps = way.jumps_if == 0 ? term_bool(false) : facts_under(way.jumps_if);
        if (term_is_true(jumps))
            return go_to(path, in.target, in.field);
        if (!term_is_false(jumps))
            return fork(path, jumps, &in);
        path->at += in.length;
    }
}

// ---- units ----

static bool prove_from(const struct knowledge *known, uint32_t pc, uint32_t run,
                       const uint8_t *held, struct knowledge *after) {
    struct native_path path;
    memset(after, 0, sizeof *after);
    now.after = after;
    now.has_after = false;
    now.is_met = false;
    now.ways = term_bool(false);
    start_guest(&now.guest, known, pc);
    start_native(&now.start, &now.guest, run, held);
    path = now.start;
    now.path = &now.start;
    bool right = follow(&path);
    facts_forget(0);
    if (right && !now.is_met) {
        now.proof->asked++;
        now.proof->ask(now.proof->state, "reached", "sat", now.ways);
    }
    return right;
}

static bool prove_head(struct knowledge *after) {
    static const struct knowledge nothing;
    now.unit = NULL;
    now.charged = 0;
    now.next = now.block->unit_count > 0 ? now.block->units : NULL;
    now.end = now.next != NULL ? now.next->run : now.block->run + now.block->size;
    return prove_from(&nothing, now.block->pc, now.block->run, NULL, after);
}

// The head becomes a jump to the stub.
static bool prove_stub(void) {
    static const struct knowledge nothing;
    struct knowledge after;
    struct native_path path;
    now.unit = now.next = NULL;
    now.charged = 0;
    now.after = &after;
    now.has_after = false;
    now.ways = term_bool(false);
    start_guest(&now.guest, &nothing, now.block->pc);
    start_native(&now.start, &now.guest, now.block->stub, NULL);
    path = now.start;
    path.fields[0] = now.block->run + 1;
    path.before_jump[0] = path.processor;
    now.path = &now.start;
    bool right = follow(&path);
    facts_forget(0);
    return right;
}

// Registers that the unit's instructions may read: all that they name.
static void restrict_to_unit(const struct knowledge *all, struct knowledge *some) {
    uint32_t count = (now.next != NULL ? now.next->index : now.block->count) - now.unit->index;
    memset(some, 0, sizeof *some);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word;
        if (!unit_fetch(now.translation, now.unit->pc + i * 4, &word))
            continue;
        uint32_t numbers[] = {isa_rs(word), isa_rt(word), isa_rd(word), UNIT_HI, UNIT_LO};
        for (unsigned j = 0; j < sizeof numbers / sizeof numbers[0]; j++) {
            some->is_known[numbers[j]] = all->is_known[numbers[j]];
            some->value[numbers[j]] = all->is_known[numbers[j]] ? all->value[numbers[j]] : 0;
        }
    }
    for (unsigned i = 0; i < TRANSLATION_SCRATCHES; i++) {
        unsigned held = now.unit->held[i] % TRANSLATION_REGISTERS;
        some->is_known[held] = all->is_known[held];
        some->value[held] = all->is_known[held] ? all->value[held] : 0;
    }
    some->is_known[0] = false;
    // A branch may have linked when the unit begins again.
    struct isa_registers writes = {0, {0}};
    uint32_t word;
    if (count > 1 && unit_fetch(now.translation, now.unit->pc, &word))
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
    const struct translated_block *block = now.block;
    now.unit = &block->units[number];
    now.next = number + 1 < block->unit_count ? now.unit + 1 : NULL;
    now.end = now.next != NULL ? now.next->run : block->run + block->size;
    now.charged = block->count - now.unit->index;
    now.proof->units++;
    if (now.unit->is_start && number > 0 && start_count < STARTS_MAX)
        memset(&starts[start_count++], 0, sizeof starts[0]);
    for (uint32_t i = 0; i < start_count; i++) {
        uint32_t same = 0;
        restrict_to_unit(&starts[i].known, &starts[i].restricted);
        while (same < i && memcmp(&starts[same].restricted, &starts[i].restricted,
                                  sizeof starts[i].restricted) != 0)
            same++;
        if (same < i)
            starts[i].after = starts[same].after;
        else if (!prove_from(&starts[i].restricted, now.unit->pc, now.unit->run, now.unit->held,
                             &starts[i].after))
            return false;
        pass_on(&starts[i].known, &starts[i].after);
    }
    return true;
}

enum block_verdict block_prove(struct block_proof *proof, const struct translated_block *block) {
    now.proof = proof;
    now.translation = proof->translation;
    now.block = block;
    now.verdict = BLOCK_PROVED;
    proof->reason[0] = 0;
    proof->replay->pc = 0;
    if (!names.are_made)
        make_names();
    start_count = 1;
    memset(starts, 0, sizeof starts[0]);
    bool right = prove_head(&starts[0].after) && prove_stub();
    for (uint32_t i = 0; i < block->unit_count && right; i++)
        right = prove_unit(i);
    return now.verdict;
}
