#include "execute.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../machine/frames.h"
#include "../panic.h"
#include "facts.h"

enum {
    RETURN_ADDRESS = 0x7ffffff0, // where no code is
    STEPS_MAX = 1000000,         // of one path
    PATHS_MAX = 100000,
    CONDITIONS_MAX = 300, // of one path
    SPARE_MAX = 64,
    TABLE_MAX = 256 // entries that a symbolic index may choose from
};

// What the execution of one instruction comes to.
enum progress { DONE, FORK, STUCK };

static struct execution *now;
static term fork_condition;

static enum progress stuck(const struct path *path, const char *format, ...) {
    va_list arguments;
    int length = snprintf(now->wrong, sizeof now->wrong, "at 0x%08x: ", (unsigned)path->pc);
    va_start(arguments, format);
    vsnprintf(now->wrong + length, sizeof now->wrong - (size_t)length, format, arguments);
    va_end(arguments);
    return STUCK;
}

static void *grow(void *old, size_t size) {
    void *memory = realloc(old, size);
    if (memory == NULL)
        panic("execute: out of memory");
    return memory;
}

// True or false, or else a fork is due.
static bool decide(term condition, bool *value) {
    term simple = facts_under(condition);
    *value = term_is_true(simple);
    if (*value || term_is_false(simple))
        return true;
    fork_condition = simple;
    return false;
}

// ---- memory ----

static uint32_t slot_of(const struct memory *memory, uint32_t address) {
    uint32_t slot = address / 4 * 0x9e3779b1u >> 19;
    while (memory->addresses[slot % MEMORY_WORDS] != 0 &&
           memory->addresses[slot % MEMORY_WORDS] != address)
        slot++;
    return slot % MEMORY_WORDS;
}

void path_set_word(struct path *path, uint32_t address, term word) {
    struct memory *memory = &path->memory;
    uint32_t slot = slot_of(memory, address);
    if (memory->addresses[slot] == 0 && ++memory->count > MEMORY_WORDS / 2)
        panic("execute: a path stores to too many words");
    memory->addresses[slot] = address;
    memory->words[slot] = word;
}

static bool is_stack(const struct path *path, uint32_t address) {
    uint32_t top = path->emulator->registers[REGISTER_SP];
    return address < top && address >= top - STACK_SIZE;
}

static bool get_word(struct path *path, uint32_t address, term *word) {
    uint32_t slot = slot_of(&path->memory, address);
    uint32_t value;
    *word = path->memory.words[slot];
    if (path->memory.addresses[slot] == address)
        return true;
    if (is_stack(path, address)) { // what was left there may be anything
        *word = term_fresh("stack", 32);
        path_set_word(path, address, *word);
        return true;
    }
    if (!path->emulator->read(path->emulator->state, address, &value))
        return false;
    *word = term_word(value);
    return true;
}

term path_word(const struct path *path, uint32_t address) {
    uint32_t slot = slot_of(&path->memory, address);
    return path->memory.addresses[slot] == address ? path->memory.words[slot] : 0;
}

// ---- addresses ----

enum where { WHERE_WORD, WHERE_PAGE, WHERE_TABLE };

struct place {
    enum where where;
    uint32_t address;     // of a word
    enum guest_page page; // its word `index`
    term index;
    term base; // of a table: the address is `base` + `added`,
    uint32_t added;
};

static bool page_of(const struct emulator *emulator, uint32_t address, enum guest_page *page) {
    for (unsigned i = 0; i < GUEST_PAGES; i++) {
        *page = (enum guest_page)i;
        if (emulator->frames.frame[i] != 0 &&
            address - address % PAGE_SIZE == emulator->frames.frame[i])
            return true;
    }
    return false;
}

// A condition that the address depends on by addition, if there is one.
static term choice_in(term address) {
    const struct term_node *node = term_node(address);
    if (node->kind == TERM_IF)
        return node->operand[0];
    if (node->kind != TERM_ADD && node->kind != TERM_SUB && node->kind != TERM_OR &&
        node->kind != TERM_CONCAT)
        return 0;
    term first = choice_in(node->operand[0]);
    return first != 0 ? first : choice_in(node->operand[1]);
}

static uint32_t count_bits(uint64_t value) {
    uint32_t count = 0;
    for (; value != 0; value &= value - 1)
        count++;
    return count;
}

// Where an access goes, which has `size` bytes of one word.
static enum progress locate(struct path *path, term address, unsigned size, struct place *place) {
    address = facts_under(address);
    const struct term_node node = *term_node(address);
    if ((node.may & (size - 1)) != 0)
        return stuck(path, "an access that may be misaligned");
    uint32_t low = (uint32_t)node.must;
    if (node.kind == TERM_CONSTANT && !page_of(path->emulator, low, &place->page)) {
        place->where = WHERE_WORD;
        place->address = low & ~3u;
        return DONE;
    }
    place->where = WHERE_PAGE;
    place->index = term_extract(address, 2, INDEX_WIDTH);
    if ((low ^ (uint32_t)node.may) < PAGE_SIZE && page_of(path->emulator, low, &place->page))
        return DONE;
    fork_condition = choice_in(address);
    if (fork_condition != 0)
        return FORK;
    place->where = WHERE_TABLE;
    place->base = address;
    place->added = 0;
    uint64_t added;
    if (node.kind == TERM_ADD && term_is_constant(node.operand[1], &added)) {
        place->base = node.operand[0];
        place->added = (uint32_t)added;
    }
    const struct term_node *base = term_node(place->base);
    if (count_bits(base->may ^ base->must) > 16)
        return stuck(path, "an address that may be any");
    return DONE;
}

// The word at a table's place for each value of the base.
static enum progress look_up(struct path *path, const struct place *place, term *word) {
    const struct term_node base = *term_node(place->base);
    uint32_t unknown = (uint32_t)(base.may ^ base.must);
    uint32_t count = 0;
    *word = 0;
    for (uint32_t bits = unknown;; bits = (bits - 1) & unknown) {
        uint32_t value = (uint32_t)base.must | bits;
        uint32_t address = place->added + value;
        term here;
        enum guest_page page;
        if (page_of(path->emulator, address, &page) || is_stack(path, address) ||
            ++count > TABLE_MAX || !get_word(path, address & ~3u, &here))
            return stuck(path, "a table that is not one");
        *word = *word == 0 ? here : term_if(term_equal(place->base, term_word(value)), here, *word);
        if (bits == 0)
            return DONE;
    }
}

static enum progress read_memory(struct path *path, term address, unsigned size, term *word) {
    struct place place;
    enum progress progress = locate(path, address, size, &place);
    if (progress != DONE)
        return progress;
    if (place.where == WHERE_TABLE)
        return look_up(path, &place, word);
    if (place.where == WHERE_WORD)
        return get_word(path, place.address, word)
                   ? DONE
                   : stuck(path, "reads address 0x%08x", (unsigned)place.address);
    *word = place.page < GUEST_P1 ? guest_entry(&path->emulator->frames, place.page, place.index)
                                  : term_select(path->pages[place.page - GUEST_P1], place.index);
    *word = facts_under(*word);
    return DONE;
}

static enum progress write_memory(struct path *path, const struct instruction *in, term address,
                                  unsigned size, term value) {
    struct place place;
    term before;
    enum progress progress = locate(path, address, size, &place);
    if (progress != DONE)
        return progress;
    uint32_t context = path->emulator->context;
    if (place.where == WHERE_PAGE && place.page >= GUEST_P1) {
        term *page = &path->pages[place.page - GUEST_P1];
        before = term_select(*page, place.index);
        *page = term_store(*page, place.index, meaning_stored(in, before, value, address));
        return DONE;
    }
    if (place.where != WHERE_WORD ||
        !(is_stack(path, place.address) || place.address - context < CONTEXT_WORDS * 4 ||
          path->emulator->stores_anywhere))
        return stuck(path, "stores to what is neither stack nor context nor memory of the guest");
    if (!get_word(path, place.address, &before))
        return stuck(path, "stores to address 0x%08x", (unsigned)place.address);
    path_set_word(path, place.address, meaning_stored(in, before, value, facts_under(address)));
    return DONE;
}

// ---- instructions ----

static struct processor processor_of(const struct path *path) {
    struct processor p;
    memset(&p, 0, sizeof p);
    memcpy(p.registers, path->registers, sizeof p.registers);
    p.hi = path->hi;
    p.lo = path->lo;
    p.pc = term_word(path->pc);
    p.next_pc = term_word(path->next_pc);
    p.user_local = p.retired_low = p.link = p.link_value = term_word(0);
    return p;
}

static enum progress step_branch(struct path *path, const struct effect *effect, uint32_t *after) {
    bool taken;
    uint64_t target;
    if (!decide(effect->taken, &taken))
        return FORK;
    if (!taken && effect->is_likely) {
        path->next_pc = path->pc + 8;
        *after = path->pc + 12;
    }
    if (!taken)
        return DONE;
    term where = facts_under(effect->target);
    if (!term_is_constant(where, &target)) {
        fork_condition = choice_in(where);
        return fork_condition != 0 ? FORK : stuck(path, "a jump to where may be anywhere");
    }
    *after = (uint32_t)target;
    return DONE;
}

static enum progress step_transfer(struct path *path, const struct instruction *in,
                                   struct effect *effect) {
    unsigned size = effect->alignment;
    term before = path->registers[isa_rt(in->word)];
    term word;
    if (effect->sets_link || effect->stores_if != 0)
        return stuck(path, "ll and sc are not expected here");
    if (effect->transfer == TRANSFER_STORE)
        return write_memory(path, in, effect->address, size, before);
    enum progress progress = read_memory(path, effect->address, size, &word);
    if (progress == DONE)
        effect->value = meaning_loaded(in, word, before, facts_under(effect->address));
    return progress;
}

static enum progress step_path(struct path *path) {
    uint32_t word;
    struct effect effect;
    if (!path->emulator->read(path->emulator->state, path->pc, &word))
        return stuck(path, "no code");
    struct instruction in = instruction_of(word);
    struct processor p = processor_of(path);
    uint32_t after = path->next_pc + 4;
    bool raises;
    meaning_of(&in, &p, &effect);
    if (in.operation == ISA_RESERVED || !effect.is_specified || effect.is_reserved)
        return stuck(path, "an instruction that nothing is specified of");
    if (effect.raises != 0 && !decide(effect.raises, &raises))
        return FORK;
    if (effect.raises != 0 && raises)
        return stuck(path, "the emulator raises an exception");
    enum progress progress = DONE;
    if (effect.is_branch)
        progress = step_branch(path, &effect, &after);
    else if (effect.transfer != TRANSFER_NONE)
        progress = step_transfer(path, &in, &effect);
    if (progress != DONE)
        return progress;
    if (effect.destination != 0)
        path->registers[effect.destination] = effect.value;
    path->hi = effect.hi != 0 ? effect.hi : path->hi;
    path->lo = effect.lo != 0 ? effect.lo : path->lo;
    path->pc = path->next_pc;
    path->next_pc = after;
    return DONE;
}

// The routine of the library for AND of two words that are not constant, as a whole: what it
// returns is checked apart (and_routine.c).
static bool step_over_and(struct path *path) {
    uint64_t number;
    term a = path->registers[REGISTER_A0];
    term b = path->registers[REGISTER_A1];
    if (path->pc != path->emulator->and_routine || path->emulator->and_routine == 0 ||
        path->next_pc != path->pc + 4 ||
        (term_is_constant(a, &number) && term_is_constant(b, &number)))
        return false;
    term back = facts_under(path->registers[REGISTER_RA]);
    if (!term_is_constant(back, &number))
        return false;
    for (unsigned i = REGISTER_AT; i <= REGISTER_T9; i++) {
        bool is_saved = i >= 16 && i <= 23;
        if (!is_saved)
            path->registers[i] = term_fresh("lost", 32);
    }
    path->hi = term_fresh("lost", 32);
    path->lo = term_fresh("lost", 32);
    path->registers[REGISTER_V0] = term_and(a, b);
    path->pc = (uint32_t)number;
    path->next_pc = path->pc + 4;
    return true;
}

// ---- paths ----

static bool follow(struct path *path);

// Paths that are over, for others: they are large.
static struct path *spare[SPARE_MAX];
static unsigned spare_count;

static struct path *new_path(void) {
    return spare_count > 0 ? spare[--spare_count] : grow(NULL, sizeof(struct path));
}

static void free_path(struct path *path) {
    if (spare_count < SPARE_MAX)
        spare[spare_count++] = path;
    else
        free(path);
}

static bool follow_both(const struct path *path, term condition) {
    struct path *branch = new_path();
    bool right = true;
    for (int value = 1; value >= 0 && right; value--) {
        uint32_t mark = facts_mark();
        *branch = *path;
        branch->conditions = grow(NULL, (path->condition_count + 1) * sizeof(term));
        if (path->condition_count > 0)
            memcpy(branch->conditions, path->conditions, path->condition_count * sizeof(term));
        branch->conditions[branch->condition_count++] = value ? condition : term_not(condition);
        facts_know(condition, value != 0);
        right = follow(branch);
        facts_forget(mark);
        free(branch->conditions);
    }
    free_path(branch);
    return right;
}

static bool follow(struct path *path) {
    while (path->pc != RETURN_ADDRESS) {
        if (++path->steps > STEPS_MAX || now->paths > PATHS_MAX ||
            path->condition_count > CONDITIONS_MAX)
            return stuck(path, "it takes too long"), false;
        if (step_over_and(path))
            continue;
        switch (step_path(path)) {
        case DONE: break;
        case FORK: return follow_both(path, fork_condition);
        case STUCK: return false;
        }
    }
    now->paths++;
    now->steps += path->steps;
    return now->finish(now->state, path);
}

static bool is_kept(unsigned number) {
    return (number >= 16 && number <= 23) || number == REGISTER_GP || number == REGISTER_SP ||
           number == REGISTER_S8;
}

// Before: any values, but for what the code of starc relies on.
static term register_before(const struct emulator *emulator, unsigned number) {
    char name[16];
    uint32_t value = emulator->registers[number];
    bool is_fixed = number == REGISTER_GP || number == REGISTER_SP ||
                    (number == REGISTER_S8 && value == 0x80000000u);
    snprintf(name, sizeof name, "e%u", number);
    switch (number) {
    case 0: return term_word(0);
    case REGISTER_A0:
    case REGISTER_A1: return term_word(value); // arguments
    case REGISTER_RA: return term_word(RETURN_ADDRESS);
    default: return is_fixed ? term_word(value) : term_variable(name, 32);
    }
}

term path_keeps_registers(const struct path *path) {
    term kept = term_bool(true);
    for (unsigned i = 0; i < 32; i++) {
        if (is_kept(i))
            kept =
                term_and(kept, term_equal(path->registers[i], register_before(path->emulator, i)));
    }
    return kept;
}

bool execute_paths(const struct emulator *emulator, struct execution *execution) {
    struct path *path = new_path();
    memset(path, 0, sizeof *path);
    path->emulator = emulator;
    for (unsigned i = 0; i < 32; i++)
        path->registers[i] = register_before(emulator, i);
    path->hi = term_variable("ehi", 32);
    path->lo = term_variable("elo", 32);
    path->pc = emulator->entry;
    path->next_pc = emulator->entry + 4;
    now = execution;
    execution->start(execution->state, path);
    bool right = follow(path);
    facts_forget(0);
    free_path(path);
    while (spare_count > 0)
        free(spare[--spare_count]);
    return right;
}
