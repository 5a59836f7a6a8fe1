// sequences SEED COUNT: prints assembler for COUNT random sequences of instructions of coprocessor
// 1, of all rows of the table, that tests/float/guest.c executes. They write registers that they
// may write, access memory around $a0, branch forwards within themselves, and raise nothing.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"

enum { LENGTH = 10, V0 = 2, A0 = 4, A1, T0 = 8, T8 = 24 };

static uint64_t state;

static uint32_t below(uint32_t limit) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 32) * limit >> 32);
}

static uint32_t written_register(void) {
    return below(3) == 0 ? V0 + below(2) : T0 + below(4);
}

static uint32_t with_field(uint32_t word, uint32_t position, uint32_t value) {
    return (word & ~(31u << position)) | value << position;
}

// General registers, offsets and numbers are chosen; all else is random.
static uint32_t make_word(enum isa_operation operation, uint32_t room) {
    static const uint32_t controls[] = {0, 25, 26, 28, 31, 31, 31, 2, 30};
    const struct isa_row *row = &isa_table[operation];
    uint32_t word = row->word | (below(0xffffffff) & ~row->fixed);
    const char *letters = row->operands;
    if (isa_has_slot(operation))
        return (word & 0xffff0000u) | (1 + below(room - 1));
    if (row->format == ISA_FORMAT_I)
        return (with_field(word, 21, A0) & 0xffff0000u) | below(256 / row->size) * row->size;
    if (strcmp(letters, "d,s,N") == 0)
        return with_field(with_field(word, 11, written_register()), 21, T0 + below(8));
    if (strcmp(letters, "D,S,t") == 0)
        return with_field(word, 16, below(4) == 0 ? 0 : T0 + below(8));
    if (strchr(letters, '(') != NULL)
        return with_field(with_field(word, 16, A1), 21, A0);
    if (letters[0] != 't')
        return word;
    if (letters[2] == 'g')
        word = with_field(word, 11, controls[below(sizeof controls / sizeof controls[0])]);
    if (row->writes[0] == 'a')
        return with_field(word, 16, written_register());
    return with_field(word, 16, operation == ISA_CTC1 ? T8 : T0 + below(8));
}

static enum isa_operation choose(bool with_branches) {
    for (;;) {
        enum isa_operation operation = (enum isa_operation)below(ISA_RESERVED);
        if (isa_is_coprocessor(operation) && (with_branches || !isa_has_slot(operation)))
            return operation;
    }
}

int main(int argc, char **argv) {
    state = argc > 1 ? strtoul(argv[1], NULL, 0) : 1;
    uint32_t count = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 0) : 100;
    printf("\t.set noreorder\n\t.text\n\t.globl sequences\nsequences:\n");
    for (uint32_t i = 0; i < count; i++) {
        bool in_slot = false;
        for (uint32_t j = 0; j < LENGTH; j++) {
            enum isa_operation operation = choose(!in_slot && j + 3 < LENGTH);
            printf("\t.word 0x%08x\t# %s\n", (unsigned)make_word(operation, LENGTH - j),
                   isa_table[operation].name);
            in_slot = isa_has_slot(operation);
        }
        printf("\tjr $31\n\tnop\n");
    }
    printf("\t.globl sequence_count\n\t.data\nsequence_count: .word %u\n", (unsigned)count);
}
