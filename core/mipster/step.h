// What each instruction does: the one reference meaning, from the Operation sections of "MIPS32
// Architecture For Programmers, Volume II". Operands are places: registers of a context, hi, lo.
// step() and run() both go through these functions. First the 17 in the ORDER of the ISA, then the
// rest by what they have to do with.
#ifndef STEP_H
#define STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "../machine/context.h"

// ADDIU: rt = rs + sign-extended immediate, without overflow exception.
static inline void execute_addiu(uint32_t *rt, const uint32_t *rs, uint32_t immediate) {
    *rt = *rs + immediate;
}

// ADDU: rd = rs + rt, without overflow exception.
static inline void execute_addu(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    *rd = *rs + *rt;
}

// BEQ: if rs = rt, the instruction after the delay slot is the target.
static inline bool execute_beq(const uint32_t *rs, const uint32_t *rt) {
    return *rs == *rt;
}

// BNE: if rs != rt, the instruction after the delay slot is the target.
static inline bool execute_bne(const uint32_t *rs, const uint32_t *rt) {
    return *rs != *rt;
}

// DIVU: lo = quotient, hi = remainder. By zero MIPS32 leaves both unpredictable; here they are the
// dividend and 0.
static inline void execute_divu(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    *lo = rt == 0 ? rs : rs / rt;
    *hi = rt == 0 ? 0 : rs % rt;
}

// J, JR: the instruction after the delay slot is the target; nothing else.

// JAL: as J, and the address after the delay slot goes to $ra.
static inline void execute_jal(uint32_t *ra, uint32_t pc) {
    *ra = pc + 8;
}

// LW: rt = the word at the address, which translation has found.
static inline void execute_lw(uint32_t *rt, const uint32_t *word) {
    *rt = *word;
}

// MFHI, MFLO: rd = hi or lo.
static inline void execute_mf(uint32_t *rd, const uint32_t *half) {
    *rd = *half;
}

// MULTU: hi and lo = the upper and lower word of the unsigned product.
static inline void execute_multu(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t product = (uint64_t)rs * rt;
    *lo = (uint32_t)product;
    *hi = (uint32_t)(product / 0x100000000u);
}

// SLT: rd = 1 if rs < rt as signed numbers, else 0. (Adding 2^31 turns signed order to unsigned.)
static inline void execute_slt(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    *rd = *rs + 0x80000000u < *rt + 0x80000000u;
}

// SUBU: rd = rs - rt, without overflow exception.
static inline void execute_subu(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    *rd = *rs - *rt;
}

// SW: the word at the address, which translation has found, = rt.
static inline void execute_sw(const uint32_t *rt, uint32_t *word) {
    *word = *rt;
}

// ---- mips32: arithmetic ----

static inline bool is_negative(uint32_t word) {
    return word >= 0x80000000u;
}

// ADD, ADDI: rd = left + right; false, and nothing else, if the signed sum overflows.
static inline bool execute_add(uint32_t *rd, uint32_t left, uint32_t right) {
    uint32_t sum = left + right;
    if (is_negative(left) == is_negative(right) && is_negative(sum) != is_negative(left))
        return false;
    *rd = sum;
    return true;
}

// SUB: rd = left - right; the same.
static inline bool execute_sub(uint32_t *rd, uint32_t left, uint32_t right) {
    uint32_t difference = left - right;
    if (is_negative(left) != is_negative(right) && is_negative(difference) != is_negative(left))
        return false;
    *rd = difference;
    return true;
}

// SLTU, SLTIU, TLTU …: unsigned order; SLTIU compares with the sign-extended immediate.
static inline void execute_sltu(uint32_t *rd, const uint32_t *rs, uint32_t right) {
    *rd = *rs < right;
}

// SLTI: as SLT, with the sign-extended immediate.
static inline void execute_slti(uint32_t *rt, const uint32_t *rs, uint32_t immediate) {
    *rt = *rs + 0x80000000u < immediate + 0x80000000u;
}

// MULT: hi and lo = the signed product.
static inline void execute_mult(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t product = (uint64_t)((int64_t)(int32_t)rs * (int32_t)rt);
    *lo = (uint32_t)product;
    *hi = (uint32_t)(product / 0x100000000u);
}

// MUL: rd = the lower word of the product. What hi and lo are then, MIPS32 leaves open; here they
// stay.
static inline void execute_mul(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    *rd = *rs * *rt;
}

// DIV: as DIVU, signed, rounded to zero. By zero: lo = the dividend, hi = 0, and the same where the
// quotient overflows.
static inline void execute_div(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    bool one = rt == 0 || (rs == 0x80000000u && rt == 0xffffffffu);
    *lo = one ? rs : (uint32_t)((int32_t)rs / (int32_t)rt);
    *hi = one ? 0 : (uint32_t)((int32_t)rs % (int32_t)rt);
}

// MADDU, MSUBU: the 64 bits of hi and lo, plus or minus the unsigned product.
static inline void execute_maddu(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t sum = (uint64_t)*hi * 0x100000000u + *lo + (uint64_t)rs * rt;
    *lo = (uint32_t)sum;
    *hi = (uint32_t)(sum / 0x100000000u);
}

static inline void execute_msubu(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t difference = (uint64_t)*hi * 0x100000000u + *lo - (uint64_t)rs * rt;
    *lo = (uint32_t)difference;
    *hi = (uint32_t)(difference / 0x100000000u);
}

// MADD, MSUB: the same with the signed product.
static inline void execute_madd(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t product = (uint64_t)((int64_t)(int32_t)rs * (int32_t)rt);
    uint64_t sum = (uint64_t)*hi * 0x100000000u + *lo + product;
    *lo = (uint32_t)sum;
    *hi = (uint32_t)(sum / 0x100000000u);
}

static inline void execute_msub(uint32_t *hi, uint32_t *lo, uint32_t rs, uint32_t rt) {
    uint64_t product = (uint64_t)((int64_t)(int32_t)rs * (int32_t)rt);
    uint64_t difference = (uint64_t)*hi * 0x100000000u + *lo - product;
    *lo = (uint32_t)difference;
    *hi = (uint32_t)(difference / 0x100000000u);
}

// ---- mips32: bits ----

// AND, ANDI, OR, ORI, XOR, XORI, NOR: immediates are zero-extended.
static inline void execute_and(uint32_t *rd, const uint32_t *rs, uint32_t right) {
    *rd = *rs & right;
}

static inline void execute_or(uint32_t *rd, const uint32_t *rs, uint32_t right) {
    *rd = *rs | right;
}

static inline void execute_xor(uint32_t *rd, const uint32_t *rs, uint32_t right) {
    *rd = *rs ^ right;
}

static inline void execute_nor(uint32_t *rd, const uint32_t *rs, uint32_t right) {
    *rd = ~(*rs | right);
}

// LUI: rt = the immediate in the upper half.
static inline void execute_lui(uint32_t *rt, uint32_t immediate) {
    *rt = immediate * 0x10000u;
}

// SLL, SLLV, SRL, SRLV, SRA, SRAV, ROTR, ROTRV: by an amount modulo 32.
static inline void execute_sll(uint32_t *rd, const uint32_t *rt, uint32_t amount) {
    *rd = *rt << amount % 32;
}

static inline void execute_srl(uint32_t *rd, const uint32_t *rt, uint32_t amount) {
    *rd = *rt >> amount % 32;
}

static inline void execute_sra(uint32_t *rd, const uint32_t *rt, uint32_t amount) {
    *rd = is_negative(*rt) ? ~(~*rt >> amount % 32) : *rt >> amount % 32;
}

static inline void execute_rotr(uint32_t *rd, const uint32_t *rt, uint32_t amount) {
    *rd = *rt >> amount % 32 | *rt << (32 - amount % 32) % 32;
}

// CLZ, CLO: how many zeros or ones the word begins with.
static inline void execute_clz(uint32_t *rd, uint32_t rs) {
    uint32_t count = 0;
    for (; count < 32 && rs < 0x80000000u; rs *= 2)
        count++;
    *rd = count;
}

static inline void execute_clo(uint32_t *rd, uint32_t rs) {
    execute_clz(rd, ~rs);
}

// EXT: rt = `size` bits of rs from bit `position` on.
static inline void execute_ext(uint32_t *rt, uint32_t rs, uint32_t position, uint32_t size) {
    *rt = rs << (32 - position - size) >> (32 - size);
}

// INS: those bits of rt = the lowest of rs.
static inline void execute_ins(uint32_t *rt, uint32_t rs, uint32_t position, uint32_t size) {
    uint32_t mask = 0xffffffffu >> (32 - size) << position;
    *rt = (*rt & ~mask) | (rs << position & mask);
}

// SEB, SEH: rd = the lowest byte or half word, sign-extended.
static inline void execute_seb(uint32_t *rd, uint32_t rt) {
    *rd = (rt + 0x80u) % 0x100u - 0x80u;
}

static inline void execute_seh(uint32_t *rd, uint32_t rt) {
    *rd = (rt + 0x8000u) % 0x10000u - 0x8000u;
}

// WSBH: the bytes of each half change places.
static inline void execute_wsbh(uint32_t *rd, uint32_t rt) {
    *rd = (rt & 0x00ff00ffu) << 8 | (rt >> 8 & 0x00ff00ffu);
}

// MOVN, MOVZ: rd = rs if rt is not, or is, 0.
static inline void execute_movn(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    if (*rt != 0)
        *rd = *rs;
}

static inline void execute_movz(uint32_t *rd, const uint32_t *rs, const uint32_t *rt) {
    if (*rt == 0)
        *rd = *rs;
}

// ---- mips32: branches ----

// JALR, BGEZAL and the like read rs before they write the link, which MIPS32 leaves open.

static inline bool execute_bltz(const uint32_t *rs) { // BLTZ, BLTZAL, BLTZL, BLTZALL
    return is_negative(*rs);
}

static inline bool execute_bgez(const uint32_t *rs) {
    return !is_negative(*rs);
}

static inline bool execute_blez(const uint32_t *rs) {
    return *rs == 0 || is_negative(*rs);
}

static inline bool execute_bgtz(const uint32_t *rs) {
    return *rs != 0 && !is_negative(*rs);
}

// ---- mips32: parts of words ----

// `word` is the one that holds the address, the lowest byte first.

static inline unsigned char *byte_of(uint32_t *word, uint32_t address) {
    return (unsigned char *)word + address % 4;
}

static inline void execute_lb(uint32_t *rt, uint32_t *word, uint32_t address) {
    execute_seb(rt, *byte_of(word, address));
}

static inline void execute_lbu(uint32_t *rt, uint32_t *word, uint32_t address) {
    *rt = *byte_of(word, address);
}

static inline void execute_lhu(uint32_t *rt, uint32_t *word, uint32_t address) {
    const unsigned char *bytes = byte_of(word, address);
    *rt = bytes[0] + bytes[1] * 0x100u;
}

static inline void execute_lh(uint32_t *rt, uint32_t *word, uint32_t address) {
    uint32_t half;
    execute_lhu(&half, word, address);
    execute_seh(rt, half);
}

static inline void execute_sb(const uint32_t *rt, uint32_t *word, uint32_t address) {
    *byte_of(word, address) = (unsigned char)(*rt % 0x100u);
}

static inline void execute_sh(const uint32_t *rt, uint32_t *word, uint32_t address) {
    unsigned char *bytes = byte_of(word, address);
    bytes[0] = (unsigned char)(*rt % 0x100u);
    bytes[1] = (unsigned char)(*rt / 0x100u % 0x100u);
}

// LWL, SWL: the bytes of the word up to the address are the upper ones of rt. LWR, SWR: those from
// the address on are the lower ones. Together they move an unaligned word.
static inline void execute_lwl(uint32_t *rt, const uint32_t *word, uint32_t address) {
    uint32_t shift = 24 - address % 4 * 8;
    *rt = (*rt & ~(0xffffffffu << shift)) | *word << shift;
}

static inline void execute_lwr(uint32_t *rt, const uint32_t *word, uint32_t address) {
    uint32_t shift = address % 4 * 8;
    *rt = (*rt & ~(0xffffffffu >> shift)) | *word >> shift;
}

static inline void execute_swl(const uint32_t *rt, uint32_t *word, uint32_t address) {
    uint32_t shift = 24 - address % 4 * 8;
    *word = (*word & ~(0xffffffffu >> shift)) | *rt >> shift;
}

static inline void execute_swr(const uint32_t *rt, uint32_t *word, uint32_t address) {
    uint32_t shift = address % 4 * 8;
    *word = (*word & ~(0xffffffffu << shift)) | *rt << shift;
}

// LL: as LW, and the context remembers address and word.
static inline void execute_ll(uint32_t *context, uint32_t *rt, const uint32_t *word,
                              uint32_t address) {
    context[CONTEXT_LINK] = address + 1;
    context[CONTEXT_LINK_VALUE] = *word;
    *rt = *word;
}

// SC: stores if the link is to this address and the word there is still the same; rt says so. The
// link stays until the next ll: no store, exception or switch of contexts breaks it.
static inline void execute_sc(const uint32_t *context, uint32_t *rt, uint32_t *word,
                              uint32_t address) {
    bool linked = context[CONTEXT_LINK] == address + 1 && context[CONTEXT_LINK_VALUE] == *word;
    if (linked)
        *word = *rt;
    *rt = linked;
}

// ---- mips32: the rest ----

// RDHWR (manual, RDHWR; user programs on Linux may read these). False if there is no such register.
static inline bool execute_rdhwr(const uint32_t *context, uint32_t *rt, uint32_t number) {
    switch (number) {
    case 0: *rt = 0; return true;                            // CPUNum
    case 1: *rt = 0; return true;                            // SYNCI_Step: caches need no synci
    case 2: *rt = context[CONTEXT_RETIRED_LOW]; return true; // CC, before this instruction
    case 3: *rt = 1; return true;                            // CCRes: one for each instruction
    case 29: *rt = context[CONTEXT_USER_LOCAL]; return true; // ULR
    default: return false;
    }
}

// ---- engines ----

// Executes one instruction: EXCEPTION_NONE if it retired, otherwise the exception, with nothing but
// the exception words of the context changed.
enum exception step(uint32_t *context);
// The same for engines that count retired instructions themselves. Before the step the count in the
// context has to be right: the instruction may read it.
enum exception step_uncounted(uint32_t *context);

// The memory that an instruction accesses besides itself.
struct step_access {
    uint32_t address;
    uint32_t alignment; // which the address has to have
    enum access kind;
};

// False if the word, executed in this context, accesses none. ($0 has to be 0.)
bool step_access(const uint32_t *context, uint32_t word, struct step_access *access);

// The engine that does nothing but step: what run.c is checked against.
enum exception step_run(uint32_t *context, uint64_t budget);

#endif
