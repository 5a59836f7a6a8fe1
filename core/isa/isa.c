// The instruction table, and words from operands and back.
#include "isa.h"

#include <stdbool.h>

// Operands: d s t registers, i immediate, b branch target, a jump target, c code; other
// characters stand for themselves. ORDER ISA
const struct isa_row isa_table[ISA_RESERVED] = {
    {"addiu", ISA_IMMEDIATE, 9, 0, 0xfc000000u, "t,s,i", ISA_MIPSTER, "t = s + i"},
    {"addu", ISA_REGISTER, 0, 33, 0xfc0007ffu, "d,s,t", ISA_MIPSTER, "d = s + t"},
    {"beq", ISA_IMMEDIATE, 4, 0, 0xfc000000u, "s,t,b", ISA_MIPSTER, "if s = t, after the slot: b"},
    {"bne", ISA_IMMEDIATE, 5, 0, 0xfc000000u, "s,t,b", ISA_MIPSTER, "if s != t, after the slot: b"},
    {"divu", ISA_REGISTER, 0, 27, 0xfc00ffffu, "zero,s,t", ISA_MIPSTER,
     "lo = s / t, hi = s % t; if t = 0: lo = s, hi = 0"},
    {"j", ISA_JUMP, 2, 0, 0xfc000000u, "a", ISA_MIPSTER, "after the slot: a"},
    {"jal", ISA_JUMP, 3, 0, 0xfc000000u, "a", ISA_MIPSTER, "ra = pc + 8, after the slot: a"},
    {"jr", ISA_REGISTER, 0, 8, 0xfc1fffffu, "s", ISA_MIPSTER, "after the slot: s"},
    {"lw", ISA_IMMEDIATE, 35, 0, 0xfc000000u, "t,i(s)", ISA_MIPSTER, "t = memory[s + i]"},
    {"mfhi", ISA_REGISTER, 0, 16, 0xffff07ffu, "d", ISA_MIPSTER, "d = hi"},
    {"mflo", ISA_REGISTER, 0, 18, 0xffff07ffu, "d", ISA_MIPSTER, "d = lo"},
    {"multu", ISA_REGISTER, 0, 25, 0xfc00ffffu, "s,t", ISA_MIPSTER, "hi:lo = s * t"},
    {"nop", ISA_REGISTER, 0, 0, 0xffffffffu, "", ISA_MIPSTER, "nothing"},
    {"slt", ISA_REGISTER, 0, 42, 0xfc0007ffu, "d,s,t", ISA_MIPSTER, "d = s < t, signed"},
    {"subu", ISA_REGISTER, 0, 35, 0xfc0007ffu, "d,s,t", ISA_MIPSTER, "d = s - t"},
    {"sw", ISA_IMMEDIATE, 43, 0, 0xfc000000u, "t,i(s)", ISA_MIPSTER, "memory[s + i] = t"},
    {"syscall", ISA_REGISTER, 0, 12, 0xfc00003fu, "c", ISA_MIPSTER, "exception: system call"},
};

const char *const isa_register_names[32] = {"zero", "at", "v0", "v1", "a0", "a1", "a2", "a3",
                                            "t0",   "t1", "t2", "t3", "t4", "t5", "t6", "t7",
                                            "s0",   "s1", "s2", "s3", "s4", "s5", "s6", "s7",
                                            "t8",   "t9", "k0", "k1", "gp", "sp", "s8", "ra"};

uint32_t isa_encode_register(enum isa_operation operation, unsigned rd, unsigned rs, unsigned rt) {
    const struct isa_row *row = &isa_table[operation];
    return row->opcode * 0x4000000u + rs * 0x200000u + rt * 0x10000u + rd * 0x800u + row->function;
}

uint32_t isa_encode_immediate(enum isa_operation operation, unsigned rt, unsigned rs,
                              int32_t immediate16) {
    return isa_table[operation].opcode * 0x4000000u + rs * 0x200000u + rt * 0x10000u +
           (uint32_t)immediate16 % 0x10000u;
}

uint32_t isa_encode_jump(enum isa_operation operation, uint32_t target_address) {
    return isa_table[operation].opcode * 0x4000000u + target_address / 4 % 0x4000000u;
}

// The one row that a word can belong to, by opcode, or by function where the opcode is 0.
static enum isa_operation by_opcode[64];
static enum isa_operation by_function[64];
static bool indexed;

static void index_table(void) {
    for (unsigned code = 0; code < 64; code++)
        by_opcode[code] = by_function[code] = ISA_RESERVED;
    for (unsigned operation = 0; operation < ISA_RESERVED; operation++) {
        const struct isa_row *row = &isa_table[operation];
        if (row->opcode == 0)
            by_function[row->function] = (enum isa_operation)operation;
        else
            by_opcode[row->opcode] = (enum isa_operation)operation;
    }
    indexed = true;
}

enum isa_operation isa_decode(uint32_t word) {
    if (!indexed)
        index_table();
    uint32_t opcode = word / 0x4000000u;
    enum isa_operation operation = opcode == 0 ? by_function[word % 64] : by_opcode[opcode];
    if (operation == ISA_RESERVED)
        return ISA_RESERVED;
    const struct isa_row *row = &isa_table[operation];
    if ((word & row->fixed) != row->opcode * 0x4000000u + row->function)
        return ISA_RESERVED;
    return operation;
}
