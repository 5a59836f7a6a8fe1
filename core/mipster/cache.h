// What the emulator remembers between instructions, all of it derived from frames and dropped by
// the rule of machine/frames.h: decoded pages, by frame, and for each address space the pages
// that were used last. Nothing here can be told from its absence but by a clock.
#ifndef CACHE_H
#define CACHE_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/context.h"
#include "../machine/frames.h"

// Operations of decoded instructions: first those of the instruction table, as far as they are
// executed as they are; then what decoding makes of others. ORDER ISA
enum {
    DECODED_UNKNOWN, // not decoded yet
    DECODED_ADDIU,
    DECODED_ADDU,
    DECODED_BEQ, // target within the page, as for all branches but the FAR ones
    DECODED_BNE,
    DECODED_DIVU,
    DECODED_J,
    DECODED_JAL,
    DECODED_JR,
    DECODED_LW,
    DECODED_MF, // mfhi and mflo
    DECODED_MULTU,
    DECODED_NOP, // and whatever has no effect but on $zero
    DECODED_SLT,
    DECODED_SUBU,
    DECODED_SW,
    DECODED_SYSCALL,
    DECODED_STEP, // for the reference: reserved instructions, and whatever may be in a delay slot
                  // but must not
    DECODED_BEQ_FAR,
    DECODED_BNE_FAR,
    DECODED_LW_ZERO, // lw to $zero: only its exceptions matter
    DECODED_OUTSIDE, // not an instruction: execution leaves the page

    // Of mips32. What is not here is for the reference.
    DECODED_AND,
    DECODED_ANDI,
    DECODED_BEQL,
    DECODED_BGEZ,
    DECODED_BGEZL,
    DECODED_BGTZ,
    DECODED_BGTZL,
    DECODED_BLEZ,
    DECODED_BLEZL,
    DECODED_BLTZ,
    DECODED_BLTZL,
    DECODED_BNEL,
    DECODED_CLO,
    DECODED_CLZ,
    DECODED_DIV,
    DECODED_EXT,
    DECODED_INS,
    DECODED_JALR,
    DECODED_LB,
    DECODED_LBU,
    DECODED_LH,
    DECODED_LHU,
    DECODED_LUI,
    DECODED_LWL,
    DECODED_LWR,
    DECODED_MADD,
    DECODED_MADDU,
    DECODED_MOVN,
    DECODED_MOVZ,
    DECODED_MSUB,
    DECODED_MSUBU,
    DECODED_MUL,
    DECODED_MULT,
    DECODED_NOR,
    DECODED_OR,
    DECODED_ORI,
    DECODED_ROTR,
    DECODED_ROTRV,
    DECODED_SB,
    DECODED_SEB,
    DECODED_SEH,
    DECODED_SH,
    DECODED_SLL,
    DECODED_SLLV,
    DECODED_SLTI,
    DECODED_SLTIU,
    DECODED_SLTU,
    DECODED_SRA,
    DECODED_SRAV,
    DECODED_SRL,
    DECODED_SRLV,
    DECODED_SWL,
    DECODED_SWR,
    DECODED_TEQ,
    DECODED_WSBH,
    DECODED_XOR,
    DECODED_XORI,

    // Groups: this instruction and those that follow it, executed at once (cache.c: groups).
    DECODED_BEQ_NOP,
    DECODED_BNE_NOP,
    DECODED_JR_NOP,
    DECODED_SLT_BEQ_NOP,
    DECODED_SLT_BNE_NOP,
    DECODED_ADDIU_SLT_BEQ_NOP,
    DECODED_ADDIU_SLT_BNE_NOP,
    DECODED_ADDU_ADDU_SLT_BEQ_NOP,
    DECODED_ADDU_ADDU_SLT_BNE_NOP,
    DECODED_ADDU_ADDU,
    DECODED_ADDU_ADDU_ADDU,
    DECODED_ADDU_LW,
    DECODED_ADDU_ADDU_LW,
    DECODED_ADDU_ADDU_ADDU_LW,
    DECODED_ADDU_SW,
    DECODED_ADDIU_SW,
    DECODED_ADDIU_ADDIU,
    DECODED_LW_LW,
    DECODED_LW_ADDU,
    DECODED_LW_ADDU_ADDU,
    DECODED_MULTU_MF,
    DECODED_MULTU_MF_ADDU,
    DECODED_LW_MULTU_MF,
    DECODED_ADDIU_MULTU_MF,
    DECODED_DIVU_MF,
    DECODED_ADDIU_DIVU_MF
};

// One decoded instruction. Registers are byte offsets in the context. All zero: not decoded. The
// operands of the other instructions of a group are in their own records.
//   addu slt subu   a = b, c              addiu   a = b + immediate c      mf    a = b
//   multu divu      b, c                  lw sw   a, address b + c         jr    b
//   beq bne         a, b, index c of the target in the page; if far, its distance c from the page
//   j jal           address c within its 256 MiB
// Of mips32, where b is rs, or of shifts rt:
//   and … xor, sllv a = b, c              andi … sll      a = b, number c  lui   a = number c
//   mult … msubu    b, c                  lb … swr        as lw sw         jalr  a, b
//   clz seb …       a = b                 ext ins         a, b, position c / 64, size c mod 64
//   bltz … beql     a, b, distance c of the target from the page           teq   b, c
struct decoded {
    uint32_t operation;
    uint32_t a;
    uint32_t b;
    uint32_t c;
};

struct decoded_page {
    uint32_t frame;
    uint32_t subset;                     // by which it is decoded
    bool derived;                        // something has been decoded since the last drop
    struct decoded_page *next;           // all pages
    struct decoded code[PAGE_WORDS + 2]; // then DECODED_OUTSIDE
};

enum { GROUP_MAX = 5, CACHED_PAGES = 256, DECODED_PAGES_MAX = 16384, SPACES_MAX = 16 };

// Slot of an address: address / PAGE_SIZE % CACHED_PAGES. The page in a slot is the address of its
// first word; in an empty slot, one that belongs to another slot.
struct space {
    uint32_t directory;
    uint32_t subset; // of instructions
    uint32_t read_page[CACHED_PAGES];
    uint32_t *read_words[CACHED_PAGES];
    uint32_t write_page[CACHED_PAGES];
    uint32_t *write_words[CACHED_PAGES]; // only of frames held writable
    uint32_t code_page[CACHED_PAGES];
    struct decoded_page *code[CACHED_PAGES];
};

struct space *cache_space(uint32_t directory, uint32_t subset);

// The place of the word that holds an accessed address, which is cached if it may be; NULL after
// raising the exception.
uint32_t *cache_read_word(struct space *space, uint32_t *context, uint32_t address,
                          uint32_t alignment);
uint32_t *cache_write_word(struct space *space, uint32_t *context, uint32_t address,
                           uint32_t alignment);
// The decoded page of an address to be executed; NULL after raising the exception.
struct decoded_page *cache_code_page(struct space *space, uint32_t *context, uint32_t address);

void cache_decode(struct decoded_page *page, uint32_t index);

// The index of the word at `address` in the page, or something above PAGE_WORDS if the address is
// outside the page or misaligned: the two lowest bits of the distance become the highest.
static inline uint32_t cache_word_index(uint32_t address, uint32_t page) {
    uint32_t distance = address - page;
    return distance / 4 + distance * 0x40000000u;
}

#endif
