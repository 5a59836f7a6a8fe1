// A test vector: a state of the machine, a budget, and the state that the reference leaves. As text
// one line of JSON (docs/engines.md).
#ifndef VECTOR_H
#define VECTOR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "../../core/machine/context.h"

enum { VECTOR_CODE = 0x00400000, VECTOR_DATA = 0x00500000, VECTOR_WORDS = 16 };

struct vector {
    uint32_t budget;
    uint32_t before[CONTEXT_WORDS];
    uint32_t after[CONTEXT_WORDS];
    uint32_t code[VECTOR_WORDS]; // from VECTOR_CODE on, a page that is readable and executable
    uint32_t data[VECTOR_WORDS]; // from VECTOR_DATA on, a page that is readable and writable
    uint32_t left[VECTOR_WORDS]; // data afterwards
};

void vector_generate(struct vector *vector, uint32_t seed, uint32_t number);
void vector_write(FILE *file, const struct vector *vector);
// NULL, or what is wrong with the line.
const char *vector_read(const char *line, struct vector *vector);

#endif
