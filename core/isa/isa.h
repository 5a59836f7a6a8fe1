// The instruction set: one table, one row per instruction (isa.def). Encoding, decoding,
// disassembly and execution are driven by it; nothing else in the project knows an opcode.
// Instructions are those of "MIPS32 Architecture For Programmers, Volume II" (the manual, below):
// the 17 of the MIPSter machine, then the rest of what user programs have in release 2.
#ifndef ISA_H
#define ISA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum isa_operation {
#define ISA(id, name, operands, format, word, fixed, subset, kind, size, alignment, reads, writes, \
            effect)                                                                                \
    ISA_##id,
#include "isa.def"
#undef ISA
    ISA_RESERVED // any word that no row describes
};

// Manual, section 2: the three formats of a word: register, immediate, jump.
enum isa_format { ISA_FORMAT_R, ISA_FORMAT_I, ISA_FORMAT_J };

// The machine on which a row exists. Each contains the ones before it.
enum isa_subset { ISA_MIPSTER, ISA_MIPS32 };

enum isa_kind {
    ISA_PLAIN,        // registers only; may overflow
    ISA_BRANCH,       // on a condition, with a delay slot
    ISA_LIKELY,       // branch whose slot is executed only if it is taken
    ISA_JUMP,         // always, with a delay slot
    ISA_LOAD,         // of the word that holds address B + N, or a part of it
    ISA_STORE,        // the same
    ISA_LOAD_INDEXED, // of the word that holds address B + C
    ISA_STORE_INDEXED,
    ISA_TRAP // raises an exception, perhaps on a condition
};

struct isa_row {
    const char *name;
    const char *operands;
    enum isa_format format;
    uint32_t word;
    uint32_t fixed;
    enum isa_subset subset;
    enum isa_kind kind;
    uint32_t size;
    uint32_t alignment;
    const char *reads;
    const char *writes;
};

// The last row is for ISA_RESERVED: a trap.
extern const struct isa_row isa_table[ISA_RESERVED + 1];
extern const char *const isa_register_names[32];

// True if there is a delay slot.
static inline bool isa_has_slot(enum isa_operation operation) {
    enum isa_kind kind = isa_table[operation].kind;
    return kind == ISA_BRANCH || kind == ISA_LIKELY || kind == ISA_JUMP;
}

// True if it is of coprocessor 1, or depends on it.
static inline bool isa_is_coprocessor(enum isa_operation operation) {
    uint32_t word = isa_table[operation].word;
    uint32_t opcode = word >> 26; // COP1, COP1X, LWC1, LDC1, SWC1, SDC1, MOVCI
    return opcode == 0x11 || opcode == 0x13 || opcode == 0x31 || opcode == 0x35 || opcode == 0x39 ||
           opcode == 0x3d || (opcode == 0 && (word & 63) == 1);
}

static inline bool isa_is_load(enum isa_operation operation) {
    enum isa_kind kind = isa_table[operation].kind;
    return kind == ISA_LOAD || kind == ISA_LOAD_INDEXED;
}

static inline bool isa_is_store(enum isa_operation operation) {
    enum isa_kind kind = isa_table[operation].kind;
    return kind == ISA_STORE || kind == ISA_STORE_INDEXED;
}

// True if it leaves the address behind its slot in a register: a call.
static inline bool isa_links(enum isa_operation operation) {
    return isa_has_slot(operation) && isa_table[operation].writes[0] != 0;
}

// Registers by number: that of the word in a machine context (machine/context.h) that holds them.
enum { ISA_RA = 31, ISA_HI = 34, ISA_LO = 35, ISA_FPR = 64, ISA_FCSR = 96 };

// What a word has for the operands of its row: registers by their byte offset in a context, 4 times
// their number; c also the number N. A third register behind A, or a condition code with two of
// them, is in the upper half of c. What a row does not have is 0.
struct isa_operands {
    uint32_t a;
    uint32_t b;
    uint32_t c;
};

void isa_operands(enum isa_operation operation, uint32_t word, struct isa_operands *operands);

// Registers that an instruction reads or writes: each once, never $0, in the order of the row.
enum { ISA_REGISTERS_MAX = 8 };

struct isa_registers {
    uint32_t count;
    uint8_t numbers[ISA_REGISTERS_MAX];
};

struct isa_registers isa_reads(uint32_t word);
struct isa_registers isa_writes(uint32_t word);
bool isa_is_written(uint32_t word, uint32_t number);
// The general register among its operands that it writes; 0 if there is none, or it is $0.
uint32_t isa_destination(uint32_t word);

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
    return word >> 21 & 31;
}

static inline uint32_t isa_rt(uint32_t word) {
    return word >> 16 & 31;
}

static inline uint32_t isa_rd(uint32_t word) {
    return word >> 11 & 31;
}

// Condition codes of coprocessor 1: of a comparison, and of what depends on one.
static inline uint32_t isa_compared_code(uint32_t word) {
    return word >> 8 & 7;
}

static inline uint32_t isa_tested_code(uint32_t word) {
    return word >> 18 & 7;
}

// Of a shift; of ext and ins the position. The first register of an instruction of coprocessor 1.
static inline uint32_t isa_amount(uint32_t word) {
    return word >> 6 & 31;
}

// Sign-extended to 32 bits.
static inline uint32_t isa_immediate(uint32_t word) {
    return ((word + 0x8000u) & 0xffff) - 0x8000u;
}

// Of break, in the order of the fields.
static inline uint32_t isa_break_code(uint32_t word) {
    return word >> 6 & 0xfffff;
}

// Of teq and the like; the immediate forms have none.
static inline uint32_t isa_trap_code(uint32_t word) {
    return word >> 6 & 0x3ff;
}

// The address that the branch at `address` may branch to (manual, BEQ: target_offset).
static inline uint32_t isa_branch_target(uint32_t word, uint32_t address) {
    return address + 4 + isa_immediate(word) * 4;
}

// The address that the j or jal at `address` jumps to (manual, J: within the region of the slot).
static inline uint32_t isa_jump_target(uint32_t word, uint32_t address) {
    return ((address + 4) & 0xf0000000u) + ((word & 0x3ffffff) << 2);
}

// The target of either. False if this operation is no branch or jump, or jumps to a register.
bool isa_target(enum isa_operation operation, uint32_t word, uint32_t address, uint32_t *target);

// Writes the instruction as objdump spells it, aliases included ("move\tv0,a0"); branch and jump
// targets as 0x… Words outside the table are written as .word. Returns what snprintf returns.
int isa_disassemble(uint32_t word, uint32_t address, char *out, size_t size);

#endif
