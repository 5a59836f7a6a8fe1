#include "guest.h"

#include <stdio.h>
#include <string.h>

#include "rows.h"

const char *const guest_case_names[GUEST_CASES] = {"fetch-address",  "fetch-fault",  "reserved",
                                                   "access-address", "access-fault", "raises",
                                                   "retires"};

// ---- page tables ----

static term predicate(const char *name, term index) {
    return term_apply(name, WIDTH_BOOL, index, 0);
}

// Predicates of the tables: T1 and T2 have one each.
static term of_table(unsigned table, const char *what, term index) {
    char name[32];
    snprintf(name, sizeof name, "T%u_%s", table + 1, what);
    return predicate(name, index);
}

static const char *permission_name(enum access access) {
    switch (access) {
    case ACCESS_READ: return "read";
    case ACCESS_WRITE: return "write";
    default: return "execute";
    }
}

static term directory_entry(const struct guest_frames *frames, term index) {
    term table = term_if(predicate("D_second", index), term_word(frames->frame[GUEST_T2] + 1),
                         term_word(frames->frame[GUEST_T1] + 1));
    return term_if(predicate("D_used", index), table, term_word(0));
}

static term with_permissions(unsigned table, term index, uint32_t word, uint32_t access) {
    if (access > ACCESS_EXECUTE)
        return term_word(word);
    return term_if(of_table(table, permission_name((enum access)access), index),
                   with_permissions(table, index, word + access, access * 2),
                   with_permissions(table, index, word, access * 2));
}

term guest_entry(const struct guest_frames *frames, enum guest_page page, term index) {
    if (page == GUEST_D)
        return directory_entry(frames, index);
    unsigned table = page - GUEST_T1;
    return term_if(of_table(table, "second", index),
                   with_permissions(table, index, frames->frame[GUEST_P2], ACCESS_READ),
                   with_permissions(table, index, frames->frame[GUEST_P1], ACCESS_READ));
}

// ---- translation of addresses ----

struct located {
    term wrong;     // no user address, or misaligned
    term forbidden; // by the page table
    term second;    // in P2
    term index;     // of the word
};

static struct located locate(term address, unsigned alignment, enum access access) {
    struct located located;
    term directory_index = term_extract(address, 22, 10);
    term table_index = term_extract(address, 12, 10);
    term second_table = predicate("D_second", directory_index);
    const char *permission = permission_name(access);
    located.wrong = term_equal(term_extract(address, 31, 1), term_constant(1, 1));
    if (alignment > 1) {
        unsigned bits = alignment / 2;
        term low = term_extract(address, 0, bits);
        located.wrong = term_or(located.wrong, term_not(term_equal(low, term_constant(bits, 0))));
    }
    term allowed = term_if(second_table, of_table(1, permission, table_index),
                           of_table(0, permission, table_index));
    located.forbidden = term_not(term_and(predicate("D_used", directory_index), allowed));
    located.second = term_if(second_table, of_table(1, "second", table_index),
                             of_table(0, "second", table_index));
    located.index = term_extract(address, 2, 10);
    return located;
}

// ---- the state before ----

static term context_variable(unsigned word) {
    char name[CONTEXT_NAME_SIZE];
    context_word_name(word, name);
    if (word < CONTEXT_PC)
        snprintf(name, sizeof name, "r%u", word);
    else if (strchr(name, ' ') != NULL) // not a symbol of SMT-LIB
        snprintf(name, sizeof name, "word%u", word);
    return term_variable(name, 32);
}

void guest_start(struct guest_state *state, const struct guest_frames *frames,
                 const struct instruction *in, uint32_t subset) {
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        state->context[i] = context_variable(i);
    state->context[0] = term_word(0);
    state->context[CONTEXT_PAGE_TABLE] = term_word(frames->frame[GUEST_D]);
    state->context[CONTEXT_SUBSET] = term_word(subset);
    // The page that pc is in has the instruction there.
    struct located due = locate(state->context[CONTEXT_PC], 4, ACCESS_EXECUTE);
    for (unsigned i = 0; i < 2; i++) {
        term page = term_variable(i == 0 ? "P1" : "P2", WIDTH_ARRAY);
        term here = i == 0 ? term_not(due.second) : due.second;
        state->memory[i] = term_store(
            page, due.index, term_if(here, instruction_word(in), term_select(page, due.index)));
    }
}

// ---- one step ----

static struct processor processor_of(const struct guest_state *state) {
    struct processor p;
    memcpy(p.registers, state->context, sizeof p.registers);
    p.hi = state->context[CONTEXT_HI];
    p.lo = state->context[CONTEXT_LO];
    p.pc = state->context[CONTEXT_PC];
    p.next_pc = state->context[CONTEXT_NEXT_PC];
    p.user_local = state->context[CONTEXT_USER_LOCAL];
    p.retired_low = state->context[CONTEXT_RETIRED_LOW];
    p.link = state->context[CONTEXT_LINK];
    p.link_value = state->context[CONTEXT_LINK_VALUE];
    return p;
}

// The state after an instruction that retires. Returns nothing of exceptions.
static void retire(const struct guest_state *state, const struct instruction *in,
                   const struct effect *effect, const struct located *data,
                   struct guest_state *after) {
    term *c = after->context;
    term value = effect->value;
    *after = *state;
    if (effect->transfer != TRANSFER_NONE) {
        term there = term_if(data->second, term_select(state->memory[1], data->index),
                             term_select(state->memory[0], data->index));
        term before = state->context[isa_rt(in->word)];
        term stores = term_bool(effect->transfer == TRANSFER_STORE);
        if (effect->stores_if != 0) { // sc says whether it has stored
            stores =
                term_and(effect->stores_if, term_equal(state->context[CONTEXT_LINK_VALUE], there));
            value = term_if(stores, term_word(1), term_word(0));
        }
        if (effect->transfer == TRANSFER_LOAD)
            value = meaning_loaded(in, there, before, effect->address);
        for (unsigned i = 0; i < 2 && effect->transfer == TRANSFER_STORE; i++) {
            term here = i == 0 ? term_not(data->second) : data->second;
            term old = term_select(state->memory[i], data->index);
            term changed = meaning_stored(in, old, before, effect->address);
            after->memory[i] = term_store(state->memory[i], data->index,
                                          term_if(term_and(here, stores), changed, old));
        }
        if (effect->sets_link) {
            c[CONTEXT_LINK] = term_add(effect->address, term_word(1));
            c[CONTEXT_LINK_VALUE] = there;
        }
    }
    if (effect->destination != 0)
        c[effect->destination] = value;
    c[CONTEXT_HI] = effect->hi != 0 ? effect->hi : c[CONTEXT_HI];
    c[CONTEXT_LO] = effect->lo != 0 ? effect->lo : c[CONTEXT_LO];
    term next = state->context[CONTEXT_NEXT_PC];
    term following = term_add(next, term_word(4));
    if (effect->is_branch && effect->is_likely) { // not taken, the slot is left out
        term behind = term_add(state->context[CONTEXT_PC], term_word(8));
        next = term_if(effect->taken, next, behind);
        following = term_add(behind, term_word(4));
    }
    c[CONTEXT_PC] = next;
    c[CONTEXT_NEXT_PC] =
        effect->is_branch ? term_if(effect->taken, effect->target, following) : following;
    term low = term_add(c[CONTEXT_RETIRED_LOW], term_word(1));
    term carry = term_if(term_equal(low, term_word(0)), term_word(1), term_word(0));
    c[CONTEXT_RETIRED_LOW] = low;
    c[CONTEXT_RETIRED_HIGH] = term_add(c[CONTEXT_RETIRED_HIGH], carry);
}

// The situations in their order: the first whose condition holds.
static void order_cases(struct guest_outcome *outcome, const term conditions[GUEST_CASES]) {
    term before = term_bool(false);
    for (unsigned i = 0; i < GUEST_CASES; i++) {
        outcome->cases[i] = term_and(term_not(before), conditions[i]);
        before = term_or(before, conditions[i]);
    }
}

struct raised {
    enum exception exception;
    term address;
    uint32_t kind;
};

static term choose(const struct guest_outcome *outcome, const term values[GUEST_CASES], term last) {
    for (unsigned i = GUEST_CASES - 1; i-- > 0;)
        last = term_if(outcome->cases[i], values[i], last);
    return last;
}

static void raise_exceptions(const struct guest_state *state, const struct effect *effect,
                             struct guest_outcome *outcome) {
    term pc = state->context[CONTEXT_PC];
    term zero = term_word(0);
    uint32_t access = effect->transfer == TRANSFER_LOAD ? ACCESS_READ : ACCESS_WRITE;
    term address = effect->transfer != TRANSFER_NONE ? effect->address : zero;
    const struct raised raised[GUEST_CASES - 1] = {
        {EXCEPTION_ADDRESS_ERROR, pc, ACCESS_EXECUTE},
        {EXCEPTION_PAGE_FAULT, pc, ACCESS_EXECUTE},
        {EXCEPTION_RESERVED_INSTRUCTION, zero, 0},
        {EXCEPTION_ADDRESS_ERROR, address, access},
        {EXCEPTION_PAGE_FAULT, address, access},
        {effect->exception, term_word(effect->code), 0},
    };
    term values[3][GUEST_CASES];
    for (unsigned i = 0; i < GUEST_CASES - 1; i++) {
        values[0][i] = term_word(raised[i].exception);
        values[1][i] = raised[i].address;
        values[2][i] = term_word(raised[i].kind);
    }
    term *c = outcome->after.context;
    outcome->returned = choose(outcome, values[0], zero);
    c[CONTEXT_EXCEPTION] = choose(outcome, values[0], state->context[CONTEXT_EXCEPTION]);
    c[CONTEXT_ADDRESS] = choose(outcome, values[1], state->context[CONTEXT_ADDRESS]);
    c[CONTEXT_KIND] = choose(outcome, values[2], state->context[CONTEXT_KIND]);
}

void guest_step(const struct guest_state *state, const struct instruction *in,
                struct guest_outcome *outcome) {
    struct processor p = processor_of(state);
    struct effect effect;
    struct located data = {0, 0, 0, 0};
    uint64_t subset;
    term no = term_bool(false);
    meaning_of(in, &p, &effect);
    term_is_constant(state->context[CONTEXT_SUBSET], &subset);
    bool is_missing = in->operation == ISA_RESERVED || isa_table[in->operation].subset > subset;
    if (is_missing)
        memset(&effect, 0, sizeof effect);
    struct located due = locate(p.pc, 4, ACCESS_EXECUTE);
    term in_slot = term_not(term_equal(p.next_pc, term_add(p.pc, term_word(4))));
    term conditions[GUEST_CASES] = {due.wrong, due.forbidden, no, no, no, no, term_bool(true)};
    conditions[CASE_RESERVED] = is_missing || effect.is_reserved ? term_bool(true)
                                : effect.is_branch               ? in_slot
                                                                 : no;
    if (effect.transfer != TRANSFER_NONE) {
        data = locate(effect.address, effect.alignment,
                      effect.transfer == TRANSFER_LOAD ? ACCESS_READ : ACCESS_WRITE);
        conditions[CASE_ACCESS_ADDRESS] = data.wrong;
        conditions[CASE_ACCESS_FAULT] = data.forbidden;
    }
    if (effect.raises != 0)
        conditions[CASE_RAISES] = effect.raises;
    order_cases(outcome, conditions);
    struct guest_state retired;
    retire(state, in, &effect, &data, &retired);
    for (unsigned i = 0; i < CONTEXT_WORDS; i++)
        outcome->after.context[i] =
            term_if(outcome->cases[CASE_RETIRES], retired.context[i], state->context[i]);
    for (unsigned i = 0; i < 2; i++) {
        term index = data.index != 0 ? data.index : due.index;
        outcome->after.memory[i] = retired.memory[i] == state->memory[i]
                                       ? state->memory[i]
                                       : term_store(state->memory[i], index,
                                                    term_if(outcome->cases[CASE_RETIRES],
                                                            term_select(retired.memory[i], index),
                                                            term_select(state->memory[i], index)));
    }
    raise_exceptions(state, &effect, outcome);
}
