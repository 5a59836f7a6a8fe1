#ifndef EMIT_H
#define EMIT_H

// Emission: what its sections share.
//
//     emit.c            integers, calls, the frame
//     emit_branch.c     words, delay slots, branches
//     emit_floating.c   the unit for floating point

#include "ir.h"

#include "../isa/isa.h"

// ---- emit.c ----

void put_general(uint32_t word, reg_t to); // which is changed by it
int32_t slot_offset(uint32_t slot);
reg_t reach_stack(int32_t *offset, reg_t scratch);
reg_t reach_argument(int32_t *offset, reg_t scratch);
reg_t reach(const struct ir *ir, reg_t scratch, int32_t *offset);
reg_t operand(reg_t reg, reg_t scratch);
reg_t target_of(reg_t reg);
void finish(reg_t reg);

// ---- emit_branch.c ----

extern struct code emitted; // the words of the function so far
extern struct relocation *emitted_relocations;
extern struct origin emitted_origin; // of the words that follow
extern bool keeps_origins;

void emit_start(bool has_long_branches); // of a function
void put(uint32_t word);
void put_fixed(uint32_t word);                          // that stays where it is
void put_pinned(const uint32_t *words, uint32_t count); // of an asm statement
uint32_t put_control(uint32_t word, reg_t first, reg_t second, bool links);
void put_branch(enum isa_operation operation, reg_t left, reg_t right, uint32_t label);
void note_effect(enum effect effect);
struct relocation *relocate(uint32_t index, struct object *symbol, uint32_t addend);
void place_label(uint32_t label);
uint32_t label_offset(uint32_t label);
bool patch_branches(void);

// ---- emit_floating.c ----

void put_floating(const struct ir *ir); // an instruction of a floating class
void put_saved_double(reg_t reg, int32_t offset, bool restore);

#endif
