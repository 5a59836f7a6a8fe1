// The instruction table, and words from operands and back.
#include "isa.h"

#include <stdbool.h>

const struct isa_row isa_table[ISA_RESERVED + 1] = {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    {name,       operands, ISA_FORMAT_##format, word,  fixed, ISA_##subset,                        \
     ISA_##kind, size,     alignment,           reads, writes},
#include "isa.def"
#undef ISA
    {".word", "", ISA_FORMAT_R, 0, 0, ISA_MIPSTER, ISA_TRAP, 0, 0, "", ""},
};

const char *const isa_register_names[32] = {"zero", "at", "v0", "v1", "a0", "a1", "a2", "a3",
                                            "t0",   "t1", "t2", "t3", "t4", "t5", "t6", "t7",
                                            "s0",   "s1", "s2", "s3", "s4", "s5", "s6", "s7",
                                            "t8",   "t9", "k0", "k1", "gp", "sp", "s8", "ra"};

uint32_t isa_encode_register(enum isa_operation operation, unsigned rd, unsigned rs, unsigned rt) {
    return isa_table[operation].word + rs * 0x200000u + rt * 0x10000u + rd * 0x800u;
}

uint32_t isa_encode_shift(enum isa_operation operation, unsigned rd, unsigned rt, unsigned amount) {
    return isa_encode_register(operation, rd, 0, rt) + amount * 0x40u;
}

uint32_t isa_encode_field(enum isa_operation operation, unsigned rt, unsigned rs, unsigned position,
                          unsigned size) {
    unsigned last = operation == ISA_INS ? position + size - 1 : size - 1;
    return isa_encode_register(operation, last, rs, rt) + position * 0x40u;
}

uint32_t isa_encode_immediate(enum isa_operation operation, unsigned rt, unsigned rs,
                              int32_t immediate16) {
    return isa_table[operation].word + rs * 0x200000u + rt * 0x10000u +
           (uint32_t)immediate16 % 0x10000u;
}

uint32_t isa_encode_jump(enum isa_operation operation, uint32_t target_address) {
    return isa_table[operation].word + target_address / 4 % 0x4000000u;
}

// ---- decoding ----

// Where a row is looked for: by the opcode, or by the field that some opcodes leave it to:
// function, rt, rs (manual, tables A.2 to A.23).
#define KEY(word)                                                                                  \
    ((word) >> 26 == 0    ? 64 + (63 & (word))                                                     \
     : (word) >> 26 == 1  ? 128 + (31 & (word) >> 16)                                              \
     : (word) >> 26 == 17 ? (1 & (word) >> 25) == 0 ? 160 + (15 & (word) >> 21) /* moves */        \
                                                    : 192 + (63 & (word))                          \
     : (word) >> 26 == 19 ? 256 + (63 & (word))                                                    \
     : (word) >> 26 == 28 ? 320 + (63 & (word))                                                    \
     : (word) >> 26 == 31 ? 384 + (63 & (word))                                                    \
                          : (word) >> 26)

// Rows of one key are told apart by these bits. Of two that would get the same place the compiler
// says so. An operation that is a special case of another one comes first: nop is an sll.
enum { PLACES = 4, KEYS = 448, LOW_BITS = 0x220240, HIGH_BITS = 0x810400 };
#define PLACE(word, fixed)                                                                         \
    (((LOW_BITS & (word)) != 0 || ((word) == 0 && (fixed) != 0xffffffff)) +                        \
     ((HIGH_BITS & (word)) != 0) * 2)

// Operations, plus 1; 0: none.
static const uint32_t operation_at[KEYS * PLACES] = {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    [KEY((uint32_t)(word)) * PLACES + PLACE(word, fixed)] = ISA_##id + 1,
#include "isa.def"
#undef ISA
};

enum isa_operation isa_decode(uint32_t word) {
    const uint32_t *places = &operation_at[KEY(word) * PLACES];
    for (uint32_t i = 0; i < PLACES; i++) {
        if (places[i] == 0)
            continue;
        const struct isa_row *row = &isa_table[places[i] - 1];
        if ((word & row->fixed) == row->word)
            return (enum isa_operation)(places[i] - 1);
    }
    return ISA_RESERVED;
}

enum isa_operation isa_decode_in(uint32_t word, uint32_t subset) {
    enum isa_operation operation = isa_decode(word);
    return isa_table[operation].subset <= subset ? operation : ISA_RESERVED;
}

bool isa_target(enum isa_operation operation, uint32_t word, uint32_t address, uint32_t *target) {
    enum isa_format format = isa_table[operation].format;
    if (!isa_has_slot(operation) || format == ISA_FORMAT_R)
        return false;
    *target =
        format == ISA_FORMAT_I ? isa_branch_target(word, address) : isa_jump_target(word, address);
    return true;
}

// ---- operands ----

static uint32_t register_of(uint32_t word, char letter) {
    switch (letter) {
    case 'd': return isa_rd(word);
    case 's': return isa_rs(word);
    case 't': return isa_rt(word);
    case 'D': return ISA_FPR + isa_amount(word);
    case 'R': return ISA_FPR + isa_rs(word);
    case 'S': return ISA_FPR + isa_rd(word);
    default: return ISA_FPR + isa_rt(word); // T
    }
}

void isa_operands(enum isa_operation operation, uint32_t word, struct isa_operands *operands) {
    const char *text = isa_table[operation].operands;
    uint32_t others = 0; // registers besides A
    char letter = *text;
    operands->a = operands->b = operands->c = 0;
    if (letter == 'd' || letter == 't' || letter == 'D' || letter == 'S' || letter == 'T') {
        operands->a = register_of(word, letter) * 4;
        text++;
    } else if (letter == 'z') { // "zero", which is no operand
        text += 4;
    }
    while ((letter = *text++) != 0) {
        switch (letter) {
        case 'd':
        case 's':
        case 't':
        case 'R':
        case 'S':
        case 'T':
            *(others == 0 ? &operands->b : &operands->c) += register_of(word, letter)
                                                            << (others == 2 ? 18 : 2);
            others++;
            break;
        case 'M': operands->c = isa_compared_code(word) << 16; break;
        case 'N': operands->c = isa_tested_code(word); break;
        case 'g':
        case 'h': operands->c = isa_rd(word); break;
        case 'i': operands->c = isa_immediate(word); break;
        case 'm': // of ext: position, and the bit behind; see machine/step.h
            operands->c = isa_amount(word) * 64 + isa_amount(word) + isa_rd(word) + 1;
            break;
        case 'n': operands->c = isa_amount(word) * 64 + isa_rd(word) + 1; break;
        case 'u': operands->c = word & 0xffff; break;
        case 'w': operands->c = isa_amount(word); break;
        default: break; // punctuation, codes and targets
        }
    }
}

static void add_number(struct isa_registers *registers, uint32_t number) {
    uint32_t i = 0;
    while (i < registers->count && registers->numbers[i] != number)
        i++;
    if (number != 0 && i == registers->count)
        registers->numbers[registers->count++] = (uint8_t)number;
}

static struct isa_registers registers_of(enum isa_operation operation, uint32_t word,
                                         const char *letters) {
    struct isa_registers registers = {0, {0}};
    struct isa_operands operands;
    isa_operands(operation, word, &operands);
    for (; *letters != 0; letters++) {
        bool is_pair = *letters >= 'A' && *letters <= 'Z';
        uint32_t number = 0;
        switch (is_pair ? *letters - 'A' + 'a' : *letters) {
        case 'a': number = operands.a / 4; break;
        case 'b': number = operands.b / 4; break;
        case 'c': number = operands.c / 4; break;
        case 'f': number = ISA_FCSR; break;
        case 'h': number = ISA_HI; break;
        case 'l': number = ISA_LO; break;
        case 'r': number = ISA_RA; break;
        case 'u': number = operands.b / 4 | 1; break;
        case 'x': number = operands.c % 0x10000u / 4; break;
        case 'y': number = operands.c / 0x10000u / 4; break;
        }
        add_number(&registers, is_pair ? number - number % 2 : number);
        if (is_pair)
            add_number(&registers, number - number % 2 + 1);
    }
    return registers;
}

struct isa_registers isa_reads(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return registers_of(operation, word, isa_table[operation].reads);
}

struct isa_registers isa_writes(uint32_t word) {
    enum isa_operation operation = isa_decode(word);
    return registers_of(operation, word, isa_table[operation].writes);
}

bool isa_is_written(uint32_t word, uint32_t number) {
    struct isa_registers written = isa_writes(word);
    for (uint32_t i = 0; i < written.count; i++) {
        if (written.numbers[i] == number)
            return true;
    }
    return false;
}

uint32_t isa_destination(uint32_t word) {
    const struct isa_row *row = &isa_table[isa_decode(word)];
    char first = row->operands[0];
    bool is_general = first == 'd' || first == 't';
    return row->writes[0] == 'a' && is_general ? register_of(word, first) : 0;
}
