// Random instructions of every row of the table, for tests of engines.
#ifndef GENERATE_H
#define GENERATE_H

#include <stdint.h>

#include "../../core/isa/isa.h"

void generate_seed(uint32_t seed);
uint32_t generate_below(uint32_t limit);

// A number at the edge of something, often; otherwise a random one.
uint32_t generate_number(void);

struct fields {
    unsigned rs, rt, rd; // of the registers that the row has
    unsigned amount;
    int32_t immediate; // low 16 bits
    uint32_t target;   // of a jump
};

// The word of an operation with these fields, as far as it has them.
uint32_t generate_word(enum isa_operation operation, const struct fields *fields);

#endif
