// The instruction set: one table, one row per instruction (isa.c). Encoding, decoding and
// disassembly are driven by it; nothing else in the project knows an opcode. Instructions are
// those of "MIPS32 Architecture For Programmers, Volume II" (the manual, below): the 17 of the
// MIPSter machine, then the rest of what user programs have in release 2, but floating point.
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
    ISA_ADD,
    ISA_ADDI,
    ISA_AND,
    ISA_ANDI,
    ISA_BEQL,
    ISA_BGEZ,
    ISA_BGEZAL,
    ISA_BGEZALL,
    ISA_BGEZL,
    ISA_BGTZ,
    ISA_BGTZL,
    ISA_BLEZ,
    ISA_BLEZL,
    ISA_BLTZ,
    ISA_BLTZAL,
    ISA_BLTZALL,
    ISA_BLTZL,
    ISA_BNEL,
    ISA_BREAK,
    ISA_CACHE,
    ISA_CLO,
    ISA_CLZ,
    ISA_DIV,
    ISA_EXT,
    ISA_INS,
    ISA_JALR,
    ISA_JALR_HB,
    ISA_JR_HB,
    ISA_LB,
    ISA_LBU,
    ISA_LH,
    ISA_LHU,
    ISA_LL,
    ISA_LUI,
    ISA_LWL,
    ISA_LWR,
    ISA_MADD,
    ISA_MADDU,
    ISA_MOVN,
    ISA_MOVZ,
    ISA_MSUB,
    ISA_MSUBU,
    ISA_MTHI,
    ISA_MTLO,
    ISA_MUL,
    ISA_MULT,
    ISA_NOR,
    ISA_OR,
    ISA_ORI,
    ISA_PREF,
    ISA_RDHWR,
    ISA_ROTR,
    ISA_ROTRV,
    ISA_SB,
    ISA_SC,
    ISA_SEB,
    ISA_SEH,
    ISA_SH,
    ISA_SLL,
    ISA_SLLV,
    ISA_SLTI,
    ISA_SLTIU,
    ISA_SLTU,
    ISA_SRA,
    ISA_SRAV,
    ISA_SRL,
    ISA_SRLV,
    ISA_SUB,
    ISA_SWL,
    ISA_SWR,
    ISA_SYNC,
    ISA_SYNCI,
    ISA_TEQ,
    ISA_TEQI,
    ISA_TGE,
    ISA_TGEI,
    ISA_TGEIU,
    ISA_TGEU,
    ISA_TLT,
    ISA_TLTI,
    ISA_TLTIU,
    ISA_TLTU,
    ISA_TNE,
    ISA_TNEI,
    ISA_WSBH,
    ISA_XOR,
    ISA_XORI,
    ISA_RESERVED // any word that no row describes
};

// Manual, section 2: the three formats of a word.
enum isa_format { ISA_REGISTER, ISA_IMMEDIATE, ISA_JUMP };

// The machine on which a row exists. Each contains the ones before it.
enum isa_subset { ISA_MIPSTER, ISA_MIPS32 };

enum isa_kind {
    ISA_PLAIN,  // registers, hi and lo; may overflow
    ISA_BRANCH, // or jump, with a delay slot
    ISA_LIKELY, // branch whose slot is executed only if it is taken
    ISA_LOAD,   // of the word that holds address s + i, or a part of it
    ISA_STORE,  // the same
    ISA_TRAP    // raises an exception, perhaps on a condition
};

struct isa_row {
    const char *name;
    enum isa_format format;
    uint32_t word;        // its fixed bits
    uint32_t fixed;       // bits that are the same in every such word
    const char *operands; // in assembler order: see isa_disassemble
    enum isa_kind kind;
    uint32_t alignment; // of the address of a load or store
    enum isa_subset subset;
    const char *effect;
};

extern const struct isa_row isa_table[ISA_RESERVED];
extern const char *const isa_register_names[32];

// Encoders return the word. Operands that an operation does not have are to be 0.
// addu subu slt: rd, rs, rt. mfhi mflo: rd. jr: rs. multu divu: rs, rt. nop syscall: none. The
// same for all others of that format that have no further operand; clz clo: rt = rd.
uint32_t isa_encode_register(enum isa_operation operation, unsigned rd, unsigned rs, unsigned rt);
// sll srl sra rotr: the amount is 0 .. 31.
uint32_t isa_encode_shift(enum isa_operation operation, unsigned rd, unsigned rt, unsigned amount);
// ext ins: `size` bits from bit `position` on, of rs or rt.
uint32_t isa_encode_field(enum isa_operation operation, unsigned rt, unsigned rs, unsigned position,
                          unsigned size);
// addiu: rt, rs. lw sw: rt, base rs. beq bne: rs and rt are compared, the immediate counts words
// from the delay slot. The immediate is -32768 .. 32767; of andi ori xori lui, 0 .. 65535.
uint32_t isa_encode_immediate(enum isa_operation operation, unsigned rt, unsigned rs,
                              int32_t immediate16);
// j jal: the target is in the same 256 MiB as the delay slot.
uint32_t isa_encode_jump(enum isa_operation operation, uint32_t target_address);

// The operation of a word: ISA_RESERVED if no row of the table describes it.
enum isa_operation isa_decode(uint32_t word);
// The same on a machine that has only a subset.
enum isa_operation isa_decode_in(uint32_t word, uint32_t subset);

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

// Of a shift; of ext and ins the position.
static inline uint32_t isa_amount(uint32_t word) {
    return word / 0x40u % 32;
}

// Sign-extended to 32 bits.
static inline uint32_t isa_immediate(uint32_t word) {
    uint32_t low = word % 0x10000u;
    return low < 0x8000u ? low : low - 0x10000u;
}

// Of break, in the order of the fields.
static inline uint32_t isa_break_code(uint32_t word) {
    return word / 0x40u % 0x100000u;
}

// Of teq and the like; the immediate forms have none.
static inline uint32_t isa_trap_code(uint32_t word) {
    return word / 0x40u % 0x400u;
}

// The address that the branch at `address` may branch to (manual, BEQ: target_offset).
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
