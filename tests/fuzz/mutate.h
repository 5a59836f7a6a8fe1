// Random states, and random changes of them, which know what instructions are: most states do
// something.
#ifndef MUTATE_H
#define MUTATE_H

#include "state.h"

struct chance {
    uint64_t state;
};

uint32_t chance_below(struct chance *chance, uint32_t limit);
bool chance_one_in(struct chance *chance, uint32_t n);
uint32_t chance_number(struct chance *chance); // at the edge of something, often

// A state from nothing.
void state_generate(struct state *state, struct chance *chance);
// Some changes; `other` may give parts of it, or is NULL.
void state_mutate(struct state *state, const struct state *other, struct chance *chance);

// What depends on nothing but the state.
struct chance state_chance(const struct state *state);
// Other registers and budgets; code, mappings and settings stay, and what engines have derived from
// them.
void state_vary(struct state *state, struct chance *chance);

// ---- code.c ----

// Where instructions are put; a branch leads to somewhere in it.
struct code {
    struct chance *chance;
    uint32_t *words;
    uint32_t count, most;
    uint32_t address; // of the first word
    uint32_t level, level_count, subset;
    bool has_floats;
};

// One instruction, or several that have something to do with each other.
void code_append(struct code *code);
void code_append_until(struct code *code, uint32_t count);
void code_cross_page(struct code *code);
// A hypervisor that runs the guest of the next level, again and again.
void code_append_hypervisor(struct code *code);
uint32_t code_instruction(struct code *code, uint32_t index);
// The same instruction with another register, immediate or target.
uint32_t code_vary(struct code *code, uint32_t index, uint32_t word);
// Registers as code expects them: some have addresses.
void code_registers(struct code *code, uint32_t *context);

#endif
