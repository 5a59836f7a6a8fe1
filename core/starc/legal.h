#ifndef LEGAL_H
#define LEGAL_H

// From typed operations to those of the target: what the sections of legalization share.
//
//     legalize.c    one instruction after the other; memory, calls, branches
//     arithmetic.c  words on the 17 instructions and on mips32
//     wide.c        64 bits, held as two words
//     soft.c        floating point by routines
//     hard.c        floating point by a unit for it

#include "lower.h"

enum { WORD = 4, WORD_BITS = 32 };

struct wide { // 64 bits
    struct value low;
    struct value high;
};

static inline struct value number(uint32_t constant) {
    return value_constant(constant);
}

static inline struct value add(struct value left, struct value right) {
    return operate(IR_ADD, left, right);
}

static inline struct value subtract(struct value left, struct value right) {
    return operate(IR_SUBTRACT, left, right);
}

// ---- legalize.c ----

// An operation that the target has, with constants that it does not take in registers.
struct value native(enum ir_operation operation, struct value left, struct value right);

// A product with a power of two that stays one.
static inline struct value times(struct value value, struct value power) {
    return value.is_constant ? operate(IR_MULTIPLY, value, power)
                             : native(IR_MULTIPLY, value, power);
}

struct ir access_at(const struct ir *ir, int32_t more);     // a base and offset that it reaches
struct value pool_power(struct value index, int32_t table); // table: NEAR_…
struct value operand_word(reg_t reg);
struct wide operand_wide(reg_t reg, const struct ir *constant); // NULL, or where it may be one
void set_word(reg_t to, struct value value);
void set_wide(reg_t to, struct wide value);

// ---- arithmetic.c ----

struct value expand_word(const struct term *term);

// ---- soft.c ----

// Legalizes an operation of a floating class. Or, where the same bits of integers are moved,
// returns true and the operation on these.
bool legalize_soft(const struct ir *ir, struct ir *integer);
const char *soft_routine(enum ir_operation operation, enum ir_class class);

// ---- hard.c ----

void legalize_hard(const struct ir *ir);

// ---- wide.c ----

void legalize_wide(const struct ir *ir);

#endif
