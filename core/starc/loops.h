#ifndef LOOPS_H
#define LOOPS_H

// Loops of the function being optimized: what hoist.c and induction.c share.

#include "ir.h"

struct addition { // an instruction that a pass has made, to be inserted
    struct addition *next;
    struct ir ir;
};

struct additions { // in order
    struct addition *first;
    struct addition **last;
};

// What lies between a label and the last jump back to it.
struct loop {
    uint32_t first; // the label
    uint32_t last;  // the jump back
    bool is_closed; // entered only at its top, from above
    bool has_call;
    bool has_inner;       // loops
    bool stores;          // through a pointer
    uint32_t first_block; // index behind its first block, which every round goes through
    struct loop *around;
    struct additions before; // what is to be inserted before it
};

extern struct loop *loops; // longer ones first
extern uint32_t loop_count;
extern struct loop **loop_of; // the innermost one, by instruction

// Definitions are numbered like instructions, from 1 on; 0: none.
extern uint32_t *definitions;       // by register, before the optimization of loops: the last one
extern uint32_t *definition_before; // by definition: the one of the same register before it
extern uint32_t loops_registers;    // registers before the optimization of loops

static inline bool is_defined_once(reg_t reg) {
    return definition_before[definitions[reg]] == 0;
}

bool loop_contains(const struct loop *loop, uint32_t index);
bool loop_keeps(const struct loop *loop, reg_t reg); // it has the same value in the whole loop
struct ir *addition_new(struct additions *additions, const struct ir *ir);
// Makes a value of a class before a loop, by an instruction without target.
reg_t loop_prepare(struct loop *loop, const struct ir *ir, struct facts facts);

void hoist_invariants(bool is_legal);             // hoist.c
void reduce_inductions(struct additions *behind); // induction.c; what to insert behind instructions

// Instructions that differ in nothing but where their result goes.
bool computes_same(const struct ir *a, const struct ir *b);

#endif
