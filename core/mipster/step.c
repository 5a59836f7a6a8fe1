// The reference: one instruction, from the words in memory, with nothing remembered in between.
// run.c does the same faster; where they differ, this file is right.
#include "step.h"

#include <stddef.h>

#include "../isa/isa.h"
#include "../machine/page_table.h"

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

static enum exception step_branch(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t pc = context[CONTEXT_PC];
    const uint32_t *rs = &context[isa_rs(word)];
    const uint32_t *rt = &context[isa_rt(word)];
    uint32_t target = isa_branch_target(word, pc);
    if (in_delay_slot(context))
        return context_raise(context, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
    switch (operation) {
    case ISA_BEQ: return retire(context, execute_beq(rs, rt) ? target : pc + 8);
    case ISA_BNE: return retire(context, execute_bne(rs, rt) ? target : pc + 8);
    case ISA_JR: return retire(context, *rs);
    case ISA_JAL: execute_jal(&context[REGISTER_RA], pc); break;
    default: break;
    }
    return retire(context, isa_jump_target(word, pc));
}

static enum exception step_memory(uint32_t *context, enum isa_operation operation, uint32_t word) {
    uint32_t address = context[isa_rs(word)] + isa_immediate(word);
    enum access access = operation == ISA_LW ? ACCESS_READ : ACCESS_WRITE;
    uint32_t *place = page_table_word(context, address, access);
    if (place == NULL)
        return (enum exception)context[CONTEXT_EXCEPTION];
    if (operation == ISA_LW)
        execute_lw(&context[isa_rt(word)], place);
    else
        execute_sw(&context[isa_rt(word)], place);
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
}

enum exception step_uncounted(uint32_t *context) {
    uint32_t *hi = &context[CONTEXT_HI];
    uint32_t *lo = &context[CONTEXT_LO];
    const uint32_t *place = page_table_word(context, context[CONTEXT_PC], ACCESS_EXECUTE);
    if (place == NULL)
        return (enum exception)context[CONTEXT_EXCEPTION];
    uint32_t word = *place;
    uint32_t *rs = &context[isa_rs(word)];
    uint32_t *rt = &context[isa_rt(word)];
    uint32_t *rd = &context[isa_rd(word)];
    enum isa_operation operation = isa_decode(word);
    switch (operation) { // ORDER ISA
    case ISA_ADDIU: execute_addiu(rt, rs, isa_immediate(word)); break;
    case ISA_ADDU: execute_addu(rd, rs, rt); break;
    case ISA_BEQ:
    case ISA_BNE: return step_branch(context, operation, word);
    case ISA_DIVU: execute_divu(hi, lo, *rs, *rt); break;
    case ISA_J:
    case ISA_JAL:
    case ISA_JR: return step_branch(context, operation, word);
    case ISA_LW: return step_memory(context, operation, word);
    case ISA_MFHI: execute_mf(rd, hi); break;
    case ISA_MFLO: execute_mf(rd, lo); break;
    case ISA_MULTU: execute_multu(hi, lo, *rs, *rt); break;
    case ISA_NOP: break;
    case ISA_SLT: execute_slt(rd, rs, rt); break;
    case ISA_SUBU: execute_subu(rd, rs, rt); break;
    case ISA_SW: return step_memory(context, operation, word);
    case ISA_SYSCALL: return context_raise(context, EXCEPTION_SYSTEM_CALL, 0, 0);
    default: return context_raise(context, EXCEPTION_RESERVED_INSTRUCTION, 0, 0);
    }
    return retire(context, context[CONTEXT_NEXT_PC] + 4);
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
