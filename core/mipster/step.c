// The reference: one instruction, from the words in memory, with nothing remembered in between.
// run.c does the same faster; where they differ, this file is right.
#include "step.h"

#include <stddef.h>

#include "../isa/isa.h"
#include "../machine/page_table.h"
#include "../panic.h"

// A branch or jump where the instruction before was one that branched (next_pc says so). MIPS32
// leaves it unpredictable (Volume I, branch delay slots); here it is a reserved instruction.
static bool in_delay_slot(const uint32_t *context) {
    return context[CONTEXT_NEXT_PC] != context[CONTEXT_PC] + 4;
}

// The instruction has retired: the one at next_pc is due, and then the one at `after`.
static enum exception retire(uint32_t *context, uint32_t after) {
    context[0] = 0;
    context[CONTEXT_PC] = context[CONTEXT_NEXT_PC];
    context[CONTEXT_NEXT_PC] = after;
    return EXCEPTION_NONE;
}

// True if a branch is taken. Links are written by step_branch, afterwards.
static bool is_taken(enum isa_operation operation, const uint32_t *rs, const uint32_t *rt) {
    switch (operation) {
    case ISA_BEQ:
    case ISA_BEQL: return execute_beq(rs, rt);
    case ISA_BNE:
    case ISA_BNEL: return execute_bne(rs, rt);
    case ISA_BGEZ:
    case ISA_BGEZAL:
    case ISA_BGEZALL:
    case ISA_BGEZL: return execute_bgez(rs);
    case ISA_BGTZ:
    case ISA_BGTZL: return execute_bgtz(rs);
    case ISA_BLEZ:
    case ISA_BLEZL: return execute_blez(rs);
    case ISA_BLTZ:
    case ISA_BLTZAL:
    case ISA_BLTZALL:
    case ISA_BLTZL: return execute_bltz(rs);
    default: return true;
    }
}

static enum exception step_branch(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t pc = context[CONTEXT_PC];
    uint32_t *rs = &context[isa_rs(word)];
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t target = isa_branch_target(word, pc);
    if (in_delay_slot(context))
        return context_raise(context, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
    bool taken = is_taken(operation, rs, rt);
    switch (operation) {
    case ISA_JR:
    case ISA_JR_HB: target = *rs; break;
    case ISA_JALR:
    case ISA_JALR_HB:
        target = *rs;
        execute_jal(&context[isa_rd(word)], pc);
        break;
    case ISA_J: target = isa_jump_target(word, pc); break;
    case ISA_JAL:
        target = isa_jump_target(word, pc);
        execute_jal(&context[REGISTER_RA], pc);
        break;
    case ISA_BGEZAL:
    case ISA_BGEZALL:
    case ISA_BLTZAL:
    case ISA_BLTZALL: execute_jal(&context[REGISTER_RA], pc); break;
    default: break;
    }
    // Not taken, a likely branch leaves out its slot, which is not an instruction executed.
    if (!taken && isa_table[operation].kind == ISA_LIKELY)
        context[CONTEXT_NEXT_PC] = pc + 8;
    return retire(context, taken ? target : context[CONTEXT_NEXT_PC] + 4);
}

bool step_access(const uint32_t *context, uint32_t word, struct step_access *access) {
    enum isa_operation operation = isa_decode_in(word, context[CONTEXT_SUBSET]);
    if (operation == ISA_RESERVED)
        return false;
    const struct isa_row *row = &isa_table[operation];
    access->address = context[isa_rs(word)] + isa_immediate(word);
    access->alignment = row->alignment;
    access->kind = row->kind == ISA_LOAD ? ACCESS_READ : ACCESS_WRITE;
    return row->kind == ISA_LOAD || row->kind == ISA_STORE;
}

static enum exception step_memory(uint32_t *context, enum isa_operation operation, uint32_t word) {
    struct step_access access;
    step_access(context, word, &access);
    uint32_t address = access.address;
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t *place = page_table_word(context, address, access.alignment, access.kind);
    if (place == NULL)
        return (enum exception)context[CONTEXT_EXCEPTION];
    switch (operation) { // ORDER ISA
    case ISA_LW: execute_lw(rt, place); break;
    case ISA_SW: execute_sw(rt, place); break;
    case ISA_LB: execute_lb(rt, place, address); break;
    case ISA_LBU: execute_lbu(rt, place, address); break;
    case ISA_LH: execute_lh(rt, place, address); break;
    case ISA_LHU: execute_lhu(rt, place, address); break;
    case ISA_LL: execute_ll(context, rt, place, address); break;
    case ISA_LWL: execute_lwl(rt, place, address); break;
    case ISA_LWR: execute_lwr(rt, place, address); break;
    case ISA_SB: execute_sb(rt, place, address); break;
    case ISA_SC: execute_sc(context, rt, place, address); break;
    case ISA_SH: execute_sh(rt, place, address); break;
    case ISA_SWL: execute_swl(rt, place, address); break;
    case ISA_SWR: execute_swr(rt, place, address); break;
    default: panic("step_memory: not a load or store");
    }
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
}

static bool is_less(uint32_t left, uint32_t right) {
    execute_slt(&left, &left, &right);
    return left != 0;
}

// TEQ and the like: true if the trap is taken. The same conditions for registers and immediates.
static bool is_trapped(enum isa_operation operation, uint32_t left, uint32_t right) {
    switch (operation) {
    case ISA_TEQ:
    case ISA_TEQI: return left == right;
    case ISA_TGE:
    case ISA_TGEI: return !is_less(left, right);
    case ISA_TGEU:
    case ISA_TGEIU: return left >= right;
    case ISA_TLT:
    case ISA_TLTI: return is_less(left, right);
    case ISA_TLTU:
    case ISA_TLTIU: return left < right;
    default: return left != right; // TNE, TNEI
    }
}

static enum exception step_trap(uint32_t *context, enum isa_operation operation, uint32_t word) {
    if (operation == ISA_SYSCALL)
        return context_raise(context, EXCEPTION_SYSTEM_CALL, 0, 0);
    if (operation == ISA_BREAK)
        return context_raise(context, EXCEPTION_BREAKPOINT, isa_break_code(word), 0);
    bool immediate = isa_table[operation].format == ISA_FORMAT_I;
    uint32_t right = immediate ? isa_immediate(word) : context[isa_rt(word)];
    if (is_trapped(operation, context[isa_rs(word)], right))
        return context_raise(context, EXCEPTION_TRAP, immediate ? 0 : isa_trap_code(word), 0);
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
}

// EXT, INS, RDHWR: reserved where the field is not in the word, or there is no such register.
static bool step_field(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t rs = context[isa_rs(word)];
    uint32_t position = isa_amount(word);
    if (operation == ISA_RDHWR)
        return execute_rdhwr(context, rt, isa_rd(word));
    uint32_t end = operation == ISA_EXT ? position + isa_rd(word) + 1 : isa_rd(word) + 1;
    if (end > 32 || end <= position)
        return false;
    if (operation == ISA_EXT)
        execute_ext(rt, rs, position, end - position);
    else
        execute_ins(rt, rs, position, end - position);
    return true;
}

// What mips32 computes in one way or another from registers and immediates to registers.
static void step_bits(uint32_t *context, enum isa_operation operation, uint32_t word) {
    const uint32_t *rs = &context[isa_rs(word)];
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t *rd = &context[isa_rd(word)];
    uint32_t amount = isa_amount(word);
    uint32_t unsigned16 = word % 0x10000u;
    switch (operation) { // ORDER ISA
    case ISA_AND: execute_and(rd, rs, *rt); break;
    case ISA_ANDI: execute_and(rt, rs, unsigned16); break;
    case ISA_CLO: execute_clo(rd, *rs); break;
    case ISA_CLZ: execute_clz(rd, *rs); break;
    case ISA_LUI: execute_lui(rt, unsigned16); break;
    case ISA_MOVN: execute_movn(rd, rs, rt); break;
    case ISA_MOVZ: execute_movz(rd, rs, rt); break;
    case ISA_NOR: execute_nor(rd, rs, *rt); break;
    case ISA_OR: execute_or(rd, rs, *rt); break;
    case ISA_ORI: execute_or(rt, rs, unsigned16); break;
    case ISA_ROTR: execute_rotr(rd, rt, amount); break;
    case ISA_ROTRV: execute_rotr(rd, rt, *rs); break;
    case ISA_SEB: execute_seb(rd, *rt); break;
    case ISA_SEH: execute_seh(rd, *rt); break;
    case ISA_SLL: execute_sll(rd, rt, amount); break;
    case ISA_SLLV: execute_sll(rd, rt, *rs); break;
    case ISA_SLTI: execute_slti(rt, rs, isa_immediate(word)); break;
    case ISA_SLTIU: execute_sltu(rt, rs, isa_immediate(word)); break;
    case ISA_SLTU: execute_sltu(rd, rs, *rt); break;
    case ISA_SRA: execute_sra(rd, rt, amount); break;
    case ISA_SRAV: execute_sra(rd, rt, *rs); break;
    case ISA_SRL: execute_srl(rd, rt, amount); break;
    case ISA_SRLV: execute_srl(rd, rt, *rs); break;
    case ISA_WSBH: execute_wsbh(rd, *rt); break;
    case ISA_XOR: execute_xor(rd, rs, *rt); break;
    case ISA_XORI: execute_xor(rt, rs, unsigned16); break;
    default: break; // CACHE, PREF, SYNC, SYNCI
    }
}

// Instructions of mips32 that are neither branches nor traps nor access memory.
static enum exception step_more(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t *hi = &context[CONTEXT_HI];
    uint32_t *lo = &context[CONTEXT_LO];
    const uint32_t *rs = &context[isa_rs(word)];
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t *rd = &context[isa_rd(word)];
    bool fits = true;    // no overflow
    switch (operation) { // ORDER ISA
    case ISA_ADD: fits = execute_add(rd, *rs, *rt); break;
    case ISA_ADDI: fits = execute_add(rt, *rs, isa_immediate(word)); break;
    case ISA_DIV: execute_div(hi, lo, *rs, *rt); break;
    case ISA_EXT:
    case ISA_INS:
    case ISA_RDHWR:
        if (!step_field(context, operation, word))
            return context_raise(context, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
        break;
    case ISA_MADD: execute_madd(hi, lo, *rs, *rt); break;
    case ISA_MADDU: execute_maddu(hi, lo, *rs, *rt); break;
    case ISA_MSUB: execute_msub(hi, lo, *rs, *rt); break;
    case ISA_MSUBU: execute_msubu(hi, lo, *rs, *rt); break;
    case ISA_MTHI: *hi = *rs; break;
    case ISA_MTLO: *lo = *rs; break;
    case ISA_MUL: execute_mul(rd, rs, rt); break;
    case ISA_MULT: execute_mult(hi, lo, *rs, *rt); break;
    case ISA_SUB: fits = execute_sub(rd, *rs, *rt); break;
    default: step_bits(context, operation, word); break;
    }
    if (!fits)
        return context_raise(context, EXCEPTION_OVERFLOW, 0, 0);
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
}

static enum exception step_plain(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t *hi = &context[CONTEXT_HI];
    uint32_t *lo = &context[CONTEXT_LO];
    const uint32_t *rs = &context[isa_rs(word)];
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t *rd = &context[isa_rd(word)];
    switch (operation) { // ORDER ISA
    case ISA_ADDIU: execute_addiu(rt, rs, isa_immediate(word)); break;
    case ISA_ADDU: execute_addu(rd, rs, rt); break;
    case ISA_DIVU: execute_divu(hi, lo, *rs, *rt); break;
    case ISA_MFHI: execute_mf(rd, hi); break;
    case ISA_MFLO: execute_mf(rd, lo); break;
    case ISA_MULTU: execute_multu(hi, lo, *rs, *rt); break;
    case ISA_NOP: break;
    case ISA_SLT: execute_slt(rd, rs, rt); break;
    case ISA_SUBU: execute_subu(rd, rs, rt); break;
    default: return step_more(context, operation, word);
    }
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
}

enum exception step_uncounted(uint32_t *context) {
    const uint32_t *place = page_table_word(context, context[CONTEXT_PC], 4, ACCESS_EXECUTE);
    if (place == NULL)
        return (enum exception)context[CONTEXT_EXCEPTION];
    uint32_t word = *place;
    enum isa_operation operation = isa_decode_in(word, context[CONTEXT_SUBSET]);
    if (operation == ISA_RESERVED)
        return context_raise(context, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
    switch (isa_table[operation].kind) {
    case ISA_PLAIN: return step_plain(context, operation, word);
    case ISA_BRANCH:
    case ISA_JUMP:
    case ISA_LIKELY: return step_branch(context, operation, word);
    case ISA_LOAD:
    case ISA_STORE: return step_memory(context, operation, word);
    default: return step_trap(context, operation, word);
    }
}

enum exception step(uint32_t *context) {
    enum exception exception = step_uncounted(context);
    if (exception == EXCEPTION_NONE)
        context_retire(context, 1);
    return exception;
}

enum exception step_run(uint32_t *context, uint64_t budget) {
    context[0] = 0;
    for (; budget > 0; budget--) {
        if (step(context) != EXCEPTION_NONE)
            return (enum exception)context[CONTEXT_EXCEPTION];
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}
