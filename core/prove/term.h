// Terms: expressions of the theory of bit-vectors with arrays and uninterpreted functions (SMT-LIB
// 2, logic QF_AUFBV). Each exists once, so that equal terms have equal numbers. The constructors
// rewrite: constants are folded, and shifts and masks by constants become extractions and
// concatenations, so that one value computed in two ways is mostly one term. Rewriting is a
// convenience, never an assumption: a goal that is not one term on both sides goes to a solver.
#ifndef TERM_H
#define TERM_H

#include <stdbool.h>
#include <stdint.h>

typedef uint32_t term; // number; 0 is none

// Widths: 1 to 64 bits, or one of these. An array has 1024 words of 32 bits: a page.
enum { WIDTH_BOOL = 0, WIDTH_ARRAY = 255, INDEX_WIDTH = 10 };

enum term_kind {
#define TERM(name, smt) TERM_##name,
#include "term.def"
#undef TERM
    TERM_KINDS
};

struct term_node {
    uint8_t kind;
    uint8_t width;
    uint16_t depth;  // operands of operands
    uint16_t leaves; // of a choice between constants, made of IF: how many; else 0
    term operand[3];
    uint64_t value;  // of a constant; of EXTRACT, the lowest bit; of VARIABLE and APPLY, the symbol
    uint64_t may;    // bits that may be 1
    uint64_t must;   // bits that are 1
    uint64_t digest; // of the expression, not of numbers (term_precedes)
};

const struct term_node *term_node(term term);
uint32_t term_count(void);
const char *term_symbol(uint64_t symbol); // its name
void term_forget_all(void);

term term_constant(unsigned width, uint64_t value);
term term_word(uint32_t value); // of 32 bits
term term_bool(bool value);
term term_variable(const char *name, unsigned width); // the same name is the same variable
term term_fresh(const char *prefix, unsigned width);  // a new one
// A function of one or two bit-vectors; uninterpreted.
term term_apply(const char *function, unsigned width, term argument, term second);

// Operands of one width. NOT, AND, OR, XOR and IF are also for Booleans.
term term_not(term a);
term term_and(term a, term b);
term term_or(term a, term b);
term term_xor(term a, term b);
term term_add(term a, term b);
term term_sub(term a, term b);
term term_mul(term a, term b);
term term_divide(term a, term b);    // unsigned; all ones by 0, as in SMT-LIB
term term_remainder(term a, term b); // unsigned; a by 0
term term_shift_left(term a, term amount);
term term_shift_right(term a, term amount); // zeros come in
term term_concat(term upper, term lower);
term term_extract(term a, unsigned low, unsigned width);
term term_zero_extend(term a, unsigned width);
term term_sign_extend(term a, unsigned width);
term term_if(term condition, term yes, term no);
term term_equal(term a, term b);
term term_below(term a, term b); // unsigned
term term_less(term a, term b);  // signed
term term_select(term array, term index);
term term_store(term array, term index, term word);

// What the constructor of a kind makes of other operands.
term term_remake(const struct term_node *node, const term *operands);

// An order of terms that follows from what they are. Numbers do not: they are in the order in which
// a compiler evaluates the arguments of nested calls.
bool term_precedes(term a, term b);
bool term_is_constant(term a, uint64_t *value);
bool term_is_true(term a);
bool term_is_false(term a);

static inline unsigned term_width(term a) {
    return term_node(a)->width;
}

#endif
