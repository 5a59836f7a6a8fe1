// What the parts of block.h share: the state of the host, the claims about it, and what is being
// proved.
#ifndef PROVE_BLOCK_STATE_H
#define PROVE_BLOCK_STATE_H

#include "block.h"
#include "native.h"
#include "unit.h"

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
    term return_address; // of a call; 0: there was none
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
struct block_now {
    struct block_proof *proof;
    const struct translation *translation;
    const struct translated_block *block;
    const struct translated_unit *unit; // NULL: head, stub or where a call returns to
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
};
extern struct block_now block_now;

// The names of the state in which a unit begins.
struct block_names {
    term guest[TRANSLATION_REGISTERS];
    term stale[TRANSLATION_REGISTERS];
    term context[CONTEXT_WORDS];
    term host[X86_REGISTERS];
    term saved, part, site, tables, flat;
    term return_address; // what is on top of the stack
    bool are_made;
};
extern struct block_names block_names;

static inline uint8_t host_of(unsigned guest) {
    return block_now.translation->map[guest];
}

static inline unsigned context_word_of(unsigned guest) {
    return guest == UNIT_HI ? CONTEXT_HI : guest == UNIT_LO ? CONTEXT_LO : guest;
}

static inline term differ(term a, term b) {
    return a == b ? term_bool(false) : term_not(term_equal(a, b));
}

// ---- block_claim.c ----

// The block is not proved, for this reason. Returns false.
bool block_give_up(enum block_verdict verdict, uint32_t at, const char *format, ...);
// The claim must not hold in any state that is known of.
bool block_deny(const char *label, term claim);
// The unit is over, the next one begins.
bool block_finish_unit(const struct native_path *path);
// Leaves with the guest's pc; as many instructions have been executed as the budget says.
bool block_finish_exit(const struct native_path *path, term pc);
// The same with the guest's pc in eax.
bool block_finish_jump(const struct native_path *path);
// Nothing has happened yet, as far as anybody can tell.
bool block_finish_fault(const struct native_path *path, uint32_t site);
// True if an address is one that leaves; then *right says whether that is proved.
bool block_is_leave(const struct native_path *path, bool *right);

// ---- block_code.c ----

// Follows the code from a state to all ends of the unit.
bool block_follow(struct native_path *path);

#endif
