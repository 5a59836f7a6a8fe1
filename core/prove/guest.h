// The guest of a proof: a machine context of variables, two pages of memory with any contents, and
// page tables that map every page to one of these or to none, with any permissions. And the
// specification: what one step of the machine makes of it (docs/machine.md, sections 2 to 5).
//
// The pages are called D (directory), T1, T2 (tables), P1, P2 (memory). For every index of D there
// is a table or none; for every index of a table, a page and three permissions: uninterpreted
// predicates of the index, so that nothing is assumed of them.
#ifndef PROVE_GUEST_H
#define PROVE_GUEST_H

#include "meaning.h"

enum guest_page { GUEST_D, GUEST_T1, GUEST_T2, GUEST_P1, GUEST_P2, GUEST_PAGES };

struct guest_state {
    term context[CONTEXT_WORDS];
    term memory[2]; // P1, P2
};

// Named situations that a step can be in. Exactly one of them holds.
enum guest_case {
    CASE_FETCH_ADDRESS, // pc is misaligned or no user address
    CASE_FETCH_FAULT,   // its page cannot be executed
    CASE_RESERVED,      // the instruction, or a branch in a delay slot
    CASE_ACCESS_ADDRESS,
    CASE_ACCESS_FAULT,
    CASE_RAISES, // the instruction itself
    CASE_RETIRES,
    GUEST_CASES
};

extern const char *const guest_case_names[GUEST_CASES];

struct guest_outcome {
    struct guest_state after;
    term cases[GUEST_CASES]; // Boolean
    term returned;           // the exception, 0 if none
};

// Where the emulator has the pages: frames, in its own memory.
struct guest_frames {
    uint32_t frame[GUEST_PAGES];
};

// What the emulator reads at an index of D, T1 or T2: frame and permissions.
term guest_entry(const struct guest_frames *frames, enum guest_page page, term index);

// Any state in which this instruction is due. `subset`: of the instructions that there are.
void guest_start(struct guest_state *state, const struct guest_frames *frames,
                 const struct instruction *instruction, uint32_t subset);
// Of an instruction that is specified (meaning_is_known).
void guest_step(const struct guest_state *state, const struct instruction *instruction,
                struct guest_outcome *outcome);

#endif
