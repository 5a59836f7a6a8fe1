// Coprocessor 1 of MIPS32: what its instructions do, beyond an expression of C (isa/isa.def). Its
// registers are words of the context (FR = 0): a double is an even one, the lower half, and the one
// after it. Numbers are those of float/float.h, NaNs those before 2008.
//
// Functions that return a cause: of the exceptions that are enabled in FCSR, if there is one, and
// then nothing has changed; otherwise 0, and FCSR has its new causes and flags.
#ifndef COPROCESSOR_H
#define COPROCESSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "../float/float.h"
#include "context.h"

// FCSR (manual, Volume I): rounding, flags from bit 2, enables from 7, causes from 12, of which the
// highest, an unimplemented operation, is always enabled; condition codes 0, and from 25 on 1 to 7.
enum {
    FCSR_FLAGS = 2,
    FCSR_ENABLES = 7,
    FCSR_CAUSES = 12,
    FCSR_FLUSH = 24,
    FCSR_CONDITION = 23,
    CAUSE_UNIMPLEMENTED = 32,
    CAUSES = 63
};

// ---- registers ----

static const uint64_t SIGN_OF_PAIR = 0x8000000000000000u;

// The even register of the pair that a register belongs to.
static inline uint32_t *even_of(uint32_t *context, uint32_t *word) {
    return context + (uint32_t)(word - context) / 2 * 2;
}

static inline uint32_t *high_word(uint32_t *context, uint32_t *word) {
    return even_of(context, word) + 1;
}

static inline uint64_t pair_of(uint32_t *context, uint32_t *word) {
    const uint32_t *even = even_of(context, word);
    return ((uint64_t)even[1] << 32) + even[0];
}

static inline void set_pair(uint32_t *context, uint32_t *word, uint64_t bits) {
    uint32_t *even = even_of(context, word);
    even[0] = (uint32_t)bits;
    even[1] = (uint32_t)(bits >> 32);
}

// Between a pair and memory, from a word on.
static inline void load_pair(uint32_t *context, uint32_t *word, const uint32_t *from) {
    uint32_t *even = even_of(context, word);
    even[0] = from[0];
    even[1] = from[1];
}

static inline void store_pair(uint32_t *context, uint32_t *word, uint32_t *to) {
    const uint32_t *even = even_of(context, word);
    to[0] = even[0];
    to[1] = even[1];
}

static inline bool condition(const uint32_t *context, uint32_t code) {
    return context[CONTEXT_FCSR] >> (code == 0 ? FCSR_CONDITION : FCSR_CONDITION + 1 + code) & 1;
}

static inline enum float_rounding rounding_of(const uint32_t *context) {
    return (enum float_rounding)(context[CONTEXT_FCSR] % 4);
}

// CFC1, CTC1
uint32_t control_register(const uint32_t *context, uint32_t number);
uint32_t set_control_register(uint32_t *context, uint32_t number, uint32_t value);

// ---- arithmetic ----

typedef uint32_t single_operation(uint32_t a, struct float_environment *environment);
typedef uint32_t single_operation_2(uint32_t a, uint32_t b, struct float_environment *environment);
typedef uint64_t double_operation(uint64_t a, struct float_environment *environment);
typedef uint64_t double_operation_2(uint64_t a, uint64_t b, struct float_environment *environment);

uint32_t single_unary(uint32_t *context, single_operation *operation, uint32_t *to, uint32_t a);
uint32_t single_binary(uint32_t *context, single_operation_2 *operation, uint32_t *to, uint32_t a,
                       uint32_t b);
uint32_t double_unary(uint32_t *context, double_operation *operation, uint32_t *to, uint32_t *a);
uint32_t double_binary(uint32_t *context, double_operation_2 *operation, uint32_t *to, uint32_t *a,
                       uint32_t *b);

// RECIP, RSQRT: rounded after each step.
single_operation single_reciprocal;
single_operation single_reciprocal_root;
double_operation double_reciprocal;
double_operation double_reciprocal_root;

// MADD.fmt and the like: the product of two registers, given by their offsets in the halves of
// `factors`, is rounded; then so is what the operation makes of it and the addend; then perhaps the
// sign is changed, of a NaN too.
uint32_t single_unfused(uint32_t *context, single_operation_2 *operation, bool negated,
                        uint32_t *to, uint32_t addend, uint32_t factors);
uint32_t double_unfused(uint32_t *context, double_operation_2 *operation, bool negated,
                        uint32_t *to, uint32_t *addend, uint32_t factors);

// C.cond.fmt: with the register at the offset in the lower half of `other`; the condition code that
// it sets is in the upper half. Conditions: bit 0 unordered, 1 equal, 2 less, 3 signaling.
uint32_t single_compares(uint32_t *context, uint32_t conditions, uint32_t a, uint32_t other);
uint32_t double_compares(uint32_t *context, uint32_t conditions, uint32_t *a, uint32_t other);

// ---- conversions ----

uint32_t single_to_word(uint32_t *context, enum float_rounding rounding, uint32_t *to, uint32_t a);
uint32_t double_to_word(uint32_t *context, enum float_rounding rounding, uint32_t *to, uint32_t *a);
uint32_t word_to_single(uint32_t *context, uint32_t *to, uint32_t a);
uint32_t word_to_double(uint32_t *context, uint32_t *to, uint32_t a);
uint32_t convert_to_double(uint32_t *context, uint32_t *to, uint32_t a);
uint32_t convert_to_single(uint32_t *context, uint32_t *to, uint32_t *a);

#endif
