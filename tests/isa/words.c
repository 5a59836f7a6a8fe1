// words SEED COUNT FILE: writes COUNT random words of every row of the instruction table to FILE
// (raw, little endian) and their disassembly to standard output, one line "address word text".
// Fields that a row leaves open are random, but registers are often zero, because aliases are
// chosen by it. Also checks that decoding inverts encoding.
// words SEED COUNT FILE any: COUNT words of any bits, mostly of opcodes that share a field.
#include "../../core/isa/isa.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint32_t state;

static uint32_t random_word(void) {
    state = state * 1664525u + 1013904223u;
    uint32_t high = state >> 16;
    state = state * 1664525u + 1013904223u;
    return high << 16 | state >> 16;
}

static uint32_t random_register(void) {
    return random_word() % 4 == 0 ? 0 : random_word() % 32;
}

static void check(int good, const char *what, uint32_t word) {
    if (good)
        return;
    fprintf(stderr, "words: %s: %08x\n", what, (unsigned)word);
    exit(1);
}

// The fields of a word that its row leaves open.
static uint32_t open_field(enum isa_operation operation, uint32_t word, uint32_t shift) {
    return (word & ~isa_table[operation].fixed) >> shift & 31;
}

static uint32_t encode_register_again(enum isa_operation operation, uint32_t word) {
    uint32_t rd = open_field(operation, word, 11);
    uint32_t rs = open_field(operation, word, 21);
    uint32_t rt = open_field(operation, word, 16);
    uint32_t amount = open_field(operation, word, 6);
    if (operation == ISA_EXT)
        return isa_encode_field(operation, rt, rs, amount, rd + 1);
    if (operation == ISA_INS)
        return isa_encode_field(operation, rt, rs, amount, rd + 1 - amount);
    if (strchr(isa_table[operation].operands, 'w') != NULL)
        return isa_encode_shift(operation, rd, rt, amount);
    return isa_encode_register(operation, rd, rs, rt) + (amount << 6);
}

static void check_encoding(enum isa_operation operation, uint32_t word, uint32_t address) {
    const struct isa_row *row = &isa_table[operation];
    uint32_t again;
    if (row->format == ISA_FORMAT_R)
        again = encode_register_again(operation, word);
    else if (row->format == ISA_FORMAT_I)
        again = isa_encode_immediate(operation, open_field(operation, word, 16),
                                     open_field(operation, word, 21), (int32_t)isa_immediate(word));
    else
        again = isa_encode_jump(operation, isa_jump_target(word, address));
    if (row->kind != ISA_TRAP || row->format != ISA_FORMAT_R) // those have codes
        check(again == word, "encoding differs", word);
    check(isa_decode(word) == operation, "decoding differs", word);
}

// A word with one bit changed that the row wants fixed does not belong to the row.
static void check_reserved(enum isa_operation operation, uint32_t word) {
    uint32_t bit = 1u << random_word() % 32;
    if ((isa_table[operation].fixed & bit) != 0)
        check(isa_decode(word ^ bit) != operation, "fixed bit ignored", word ^ bit);
}

static void write_word(FILE *file, uint32_t word, uint32_t address) {
    unsigned char bytes[4] = {(unsigned char)word, (unsigned char)(word >> 8),
                              (unsigned char)(word >> 16), (unsigned char)(word >> 24)};
    fwrite(bytes, 1, 4, file);
    char text[64];
    isa_disassemble(word, address, text, sizeof text);
    printf("%x\t%08x\t%s\n", (unsigned)address, (unsigned)word, text);
}

// Fields are 0 often.
static void write_any(FILE *file, unsigned long count) {
    static const uint32_t opcodes[] = {0, 0, 1, 16, 28, 31};
    for (uint32_t i = 0; i < count; i++) {
        uint32_t word = random_word();
        uint32_t zero = random_word() % 16;
        for (uint32_t field = 0; field < 4; field++) {
            if ((zero >> field & 1) != 0)
                word &= ~(31u << (6 + 5 * field));
        }
        if (random_word() % 3 != 0)
            word = word % 0x4000000 | opcodes[random_word() % 6] << 26;
        write_word(file, word, i * 4);
    }
}

int main(int argc, char **argv) {
    if (argc < 4)
        return 2;
    state = (uint32_t)strtoul(argv[1], NULL, 0);
    unsigned long count = strtoul(argv[2], NULL, 0);
    FILE *file = fopen(argv[3], "wb");
    if (file == NULL)
        return 2;
    uint32_t address = 0;
    if (argc > 4) {
        write_any(file, count);
        return fclose(file) == 0 ? 0 : 1;
    }
    for (unsigned operation = 0; operation < ISA_RESERVED; operation++) {
        const struct isa_row *row = &isa_table[operation];
        for (unsigned long i = 0; i < count; i++, address += 4) {
            uint32_t word = random_word() % 0x800u;
            word |= random_register() << 21 | random_register() << 16 | random_register() << 11;
            if (random_word() % 8 == 0)
                word &= 0xffff0000u;
            word = (word & ~row->fixed) | row->word;
            if (operation == ISA_CLO || operation == ISA_CLZ) // rt repeats rd
                word = (word & ~0x1f0000u) | isa_rd(word) << 16;
            if ((operation == ISA_JALR || operation == ISA_JALR_HB) && isa_rs(word) == isa_rd(word))
                word ^= 0x800; // which no assembler makes
            if (word == 0 && operation == ISA_SLL)
                word = 0x800; // 0 is the nop
            check_encoding((enum isa_operation)operation, word, address);
            check_reserved((enum isa_operation)operation, word);
            write_word(file, word, address);
        }
    }
    return fclose(file) == 0 ? 0 : 1;
}
