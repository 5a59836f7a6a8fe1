#include "generate.h"

static uint32_t state;

void generate_seed(uint32_t seed) {
    state = seed * 2654435761u + 1;
}

uint32_t generate_below(uint32_t limit) {
    state = state * 1664525u + 1013904223u;
    uint32_t high = state >> 8;
    state = state * 1664525u + 1013904223u;
    uint64_t random = (uint64_t)high << 16 | state >> 16; // 40 bits
    return (uint32_t)(random * limit >> 40);
}

uint32_t generate_number(void) {
    static const uint32_t edges[] = {
        0,          1,          2,    0xffffffff, 0xfffffffe, 0x7fffffff, 0x80000000, 0x80000001,
        0x7f,       0x80,       0xff, 0x100,      0x7fff,     0x8000,     0xffff,     0x10000,
        0xffff8000, 0xffffff80, 31,   32,         33,         0x55555555, 0xaaaaaaaa, 0x01020304};
    if (generate_below(2) == 0)
        return edges[generate_below(sizeof edges / sizeof edges[0])];
    return generate_below(0xffffffff) >> generate_below(32);
}

uint32_t generate_word(enum isa_operation operation, const struct fields *fields) {
    const struct isa_row *row = &isa_table[operation];
    uint32_t word = fields->rs << 21 | fields->rt << 16;
    if (operation == ISA_CLO || operation == ISA_CLZ)
        word = fields->rs << 21 | fields->rd << 16;
    if (row->format == ISA_FORMAT_R)
        word |= fields->rd << 11 | fields->amount << 6;
    else
        word |= (uint32_t)fields->immediate & 0xffff;
    if (row->format == ISA_FORMAT_J)
        word = fields->target / 4 & 0x3ffffff;
    return row->word | (word & ~row->fixed);
}
