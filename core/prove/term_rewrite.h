// What the constructors of terms share: for rewriting only.
#ifndef TERM_REWRITE_H
#define TERM_REWRITE_H

#include "term.h"

static inline uint64_t ones(unsigned width) {
    return width >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << width) - 1;
}

static inline unsigned bit_length(uint64_t value) {
    unsigned length = 0;
    for (; value != 0; value >>= 1)
        length++;
    return length;
}

static inline bool is_constant(term a) {
    return term_node(a)->kind == TERM_CONSTANT;
}

static inline bool is_value(term a, uint64_t value) {
    return is_constant(a) && term_node(a)->value == value;
}

static inline term operand(term a, unsigned number) {
    return term_node(a)->operand[number];
}

static inline bool is_kind(term a, enum term_kind kind) {
    return term_node(a)->kind == kind;
}

static inline bool is_power_of_two(term a, unsigned *exponent) {
    uint64_t value = term_node(a)->value;
    *exponent = bit_length(value) - 1;
    return is_constant(a) && value != 0 && (value & (value - 1)) == 0;
}

// Of a choice between constants: how many there are; else 0.
enum { LEAVES_MAX = 256 };
static inline unsigned leaves_of(term a) {
    return term_node(a)->kind == TERM_CONSTANT ? 1 : term_node(a)->leaves;
}

// The node, as it is: what is known of its bits makes it a constant at most.
term term_make(enum term_kind kind, unsigned width, term a, term b, term c, uint64_t value);

// Constants to the right, otherwise in the order of terms.
void term_order(term *a, term *b);

// An operation on choices between constants is the choice between its results. 0 if it is not such,
// or there would be too many.
typedef term binary(term a, term b);
term term_distribute(binary *apply, term a, term b);

// Shifts by a constant; zeros come in.
term term_shift_left_by(term a, unsigned amount);
term term_shift_right_by(term a, unsigned amount);

#endif
