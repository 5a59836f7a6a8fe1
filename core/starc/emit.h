#ifndef EMIT_H
#define EMIT_H

// Emission: what its sections share.
//
//     emit.c            integers, calls, branches, the frame
//     emit_floating.c   the unit for floating point

#include "ir.h"

#include "../isa/isa.h"

// ---- emit.c ----

void put(uint32_t word);
void put_general(uint32_t word, reg_t to); // which is changed by it
void put_fixed(uint32_t word);             // that stays where it is
void put_branch(enum isa_operation operation, reg_t left, reg_t right, uint32_t label);
int32_t slot_offset(uint32_t slot);
reg_t reach_stack(int32_t *offset, reg_t scratch);
reg_t reach_argument(int32_t *offset, reg_t scratch);
reg_t reach(const struct ir *ir, reg_t scratch, int32_t *offset);
reg_t operand(reg_t reg, reg_t scratch);
reg_t target_of(reg_t reg);
void finish(reg_t reg);

// ---- emit_floating.c ----

void put_floating(const struct ir *ir); // an instruction of a floating class
void put_saved_double(reg_t reg, int32_t offset, bool restore);

#endif
