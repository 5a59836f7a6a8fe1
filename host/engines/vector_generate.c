// Vectors over all rows of the instruction table, with operands at the ends of their ranges.
#include <string.h>

#include "../../core/isa/isa.h"
#include "vector.h"

static uint32_t random_below(uint64_t *state, uint32_t limit) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) * limit >> 31);
}

static uint32_t operand(uint64_t *state) {
    static const uint32_t ends[] = {0,          1,          0xffffffff, 0x7fffffff, 0x80000000,
                                    0x80000001, 0xffff8000, 0x00007fff, 0x0000ffff, 31};
    return random_below(state, 2) == 0
               ? ends[random_below(state, 10)]
               : random_below(state, 0x10000) << 16 | random_below(state, 0x10000);
}

static uint32_t floating(uint64_t *state) {
    static const uint32_t ends[] = {0,          0x80000000, 0x3f800000, 0xbf800000, 0x7f800000,
                                    0x7fbfffff, 0x00000001, 0x007fffff, 0x7f7fffff, 0x3ff00000};
    return random_below(state, 2) == 0 ? ends[random_below(state, 10)] : operand(state);
}

static uint32_t with_field(uint32_t word, unsigned shift, uint32_t value) {
    return (word & ~(31u << shift)) | value << shift;
}

// $s0 holds an address in the data; the other registers, operands.
enum { BASE = 16 };

static uint32_t instruction(uint64_t *state, uint32_t operation, uint32_t index) {
    const struct isa_row *row = &isa_table[operation];
    uint32_t bits = random_below(state, 0x10000) << 16 | random_below(state, 0x10000);
    uint32_t word = row->word | (bits & ~row->fixed);
    if (row->format == ISA_FORMAT_J)
        return isa_encode_jump((enum isa_operation)operation,
                               VECTOR_CODE + random_below(state, VECTOR_WORDS) * 4);
    if (row->size != 0)
        word = with_field(word, 21, BASE);
    if (row->kind == ISA_LOAD || row->kind == ISA_STORE) {
        uint32_t offset = random_below(state, VECTOR_WORDS * 4 - 8);
        if (random_below(state, 8) != 0)
            offset -= offset % row->alignment;
        word = (word & ~0xffffu) | offset;
    } else if (row->kind == ISA_BRANCH || row->kind == ISA_LIKELY) {
        word = (word & ~0xffffu) | ((random_below(state, VECTOR_WORDS) - index - 1) & 0xffff);
        if (random_below(state, 2) == 0)
            word = isa_rs(row->fixed) == 0 && isa_rt(row->fixed) == 0
                       ? with_field(word, 16, isa_rs(word))
                       : word;
    }
    return word;
}

void vector_generate(struct vector *vector, uint32_t seed, uint32_t number) {
    uint64_t state = (uint64_t)seed << 32 | number;
    for (int i = 0; i < 4; i++)
        random_below(&state, 2);
    memset(vector, 0, sizeof *vector);
    for (uint32_t i = 1; i < 32; i++)
        vector->before[i] = operand(&state);
    for (uint32_t i = 0; i < 32; i++)
        vector->before[CONTEXT_FPR + i] = floating(&state);
    vector->before[BASE] = VECTOR_DATA;
    vector->before[CONTEXT_HI] = operand(&state);
    vector->before[CONTEXT_LO] = operand(&state);
    vector->before[CONTEXT_FCSR] = random_below(&state, 4);
    vector->before[CONTEXT_PC] = VECTOR_CODE;
    vector->before[CONTEXT_NEXT_PC] = VECTOR_CODE + 4;
    if (random_below(&state, 8) == 0)
        vector->before[CONTEXT_NEXT_PC] += random_below(&state, VECTOR_WORDS - 1) * 4;
    // Every row comes first in its turn.
    vector->code[0] = instruction(&state, number % ISA_RESERVED, 0);
    for (uint32_t i = 1; i < VECTOR_WORDS; i++)
        vector->code[i] = instruction(&state, random_below(&state, ISA_RESERVED), i);
    for (uint32_t i = 0; i < VECTOR_WORDS; i++)
        vector->data[i] = operand(&state);
    vector->budget = 1 + random_below(&state, 4);
}
