// The instruction set: one table, one row per instruction (isa.c). Encoding, decoding and
// disassembly are driven by it; nothing else in the project knows an opcode. Instructions are
// those of "MIPS32 Architecture For Programmers, Volume II" (the manual, below).
#ifndef ISA_H
#define ISA_H

#include <stddef.h>
#include <stdint.h>

// ORDER ISA
enum isa_operation {
    ISA_ADDIU,
    ISA_ADDU,
    ISA_BEQ,
    ISA_BNE,
    ISA_DIVU,
    ISA_J,
    ISA_JAL,
    ISA_JR,
    ISA_LW,
    ISA_MFHI,
    ISA_MFLO,
    ISA_MULTU,
    ISA_NOP,
    ISA_SLT,
    ISA_SUBU,
    ISA_SW,
    ISA_SYSCALL,
    ISA_RESERVED // any word that no row describes
};

// Manual, section 2: the three formats of a word.
enum isa_format { ISA_REGISTER, ISA_IMMEDIATE, ISA_JUMP };

// The machine on which a row exists. Each contains the ones before it.
enum isa_subset { ISA_MIPSTER, ISA_MIPS32 };

struct isa_row {
    const char *name;
    enum isa_format format;
    uint32_t opcode;      // bits 31..26
    uint32_t function;    // bits 5..0 of the register format
    uint32_t fixed;       // bits that are opcode, function or zero in every such word
    const char *operands; // in assembler order: see isa_disassemble
    enum isa_subset subset;
    const char *effect;
};

extern const struct isa_row isa_table[ISA_RESERVED];
extern const char *const isa_register_names[32];

// Encoders return the word. Operands that an operation does not have are to be 0.
// addu subu slt: rd, rs, rt. mfhi mflo: rd. jr: rs. multu divu: rs, rt. nop syscall: none.
uint32_t isa_encode_register(enum isa_operation operation, unsigned rd, unsigned rs, unsigned rt);
// addiu: rt, rs. lw sw: rt, base rs. beq bne: rs and rt are compared, the immediate counts words
// from the delay slot. The immediate is -32768 .. 32767.
uint32_t isa_encode_immediate(enum isa_operation operation, unsigned rt, unsigned rs,
                              int32_t immediate16);
// j jal: the target is in the same 256 MiB as the delay slot.
uint32_t isa_encode_jump(enum isa_operation operation, uint32_t target_address);

// The operation of a word: ISA_RESERVED if no row of the table describes it.
enum isa_operation isa_decode(uint32_t word);

// Operands of a word: what the field holds, whatever the format.
static inline uint32_t isa_rs(uint32_t word) {
    return word / 0x200000u % 32;
}

static inline uint32_t isa_rt(uint32_t word) {
    return word / 0x10000u % 32;
}

static inline uint32_t isa_rd(uint32_t word) {
    return word / 0x800u % 32;
}

// Sign-extended to 32 bits.
static inline uint32_t isa_immediate(uint32_t word) {
    uint32_t low = word % 0x10000u;
    return low < 0x8000u ? low : low - 0x10000u;
}

// The address that the beq or bne at `address` may branch to (manual, BEQ: target_offset).
static inline uint32_t isa_branch_target(uint32_t word, uint32_t address) {
    return address + 4 + isa_immediate(word) * 4;
}

// The address that the j or jal at `address` jumps to (manual, J: within the region of the slot).
static inline uint32_t isa_jump_target(uint32_t word, uint32_t address) {
    uint32_t slot = address + 4;
    return slot - slot % 0x10000000u + word % 0x4000000u * 4;
}

// Writes the instruction as objdump spells it, aliases included ("move\tv0,a0"); branch and jump
// targets as 0x… Words outside the table are written as .word. Returns what snprintf returns.
int isa_disassemble(uint32_t word, uint32_t address, char *out, size_t size);

#endif
