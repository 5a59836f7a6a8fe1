// All operations of core/float, in one form, and the values that they are tried with.
#ifndef OPERATIONS_H
#define OPERATIONS_H

#include "../../core/float/float.h"

typedef uint64_t operation_function(const uint64_t *operands,
                                    struct float_environment *environment);

struct operation {
    const char *name;
    const char *operands; // a letter each: s single, d double, w and l integers of 32 and 64 bits
    char result;          // the same, or o: enum float_order
    operation_function *run;
};

enum { OPERATIONS = 38 };
extern const struct operation operations[OPERATIONS];

// Numbers at the edges of a format: fractions of few patterns (level 1), or of each bit set, clear,
// and all from or up to it (level 2), with exponents around everything that has a limit. Level 3:
// the fractions of level 2 with all exponents.
uint32_t case_count(char format, int level);
uint64_t case_value(char format, int level, uint32_t index);

// Random numbers: of random bits, or near others in exponent, with few bits set or clear.
struct random_state {
    uint64_t state;
};
uint64_t random_bits(struct random_state *random);
uint64_t random_value(struct random_state *random, char format);
void random_operands(struct random_state *random, const struct operation *operation,
                     uint64_t *operands);

// In the terms of a format: for NaNs, whose bits are not compared with others'.
bool is_nan_of(char format, uint64_t bits);

#endif
