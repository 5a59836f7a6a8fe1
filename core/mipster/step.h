// What each instruction does: the one reference meaning, from the Operation sections of "MIPS32
// Architecture For Programmers, Volume II". Operands are places: registers of a context, hi, lo.
// step() and run() both go through these functions. ORDER ISA
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

// Executes one instruction: EXCEPTION_NONE if it retired, otherwise the exception, with nothing but
// the exception words of the context changed.
enum exception step(uint32_t *context);
// The same for engines that count retired instructions themselves.
enum exception step_uncounted(uint32_t *context);

// The engine that does nothing but step: what run.c is checked against.
enum exception step_run(uint32_t *context, uint64_t budget);

#endif
