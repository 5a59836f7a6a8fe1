// The targets: which operations they have, and by which instructions. Legalization makes everything
// else of these; emission looks the instructions up.

#include "ir.h"

#include "../isa/isa.h"

#define NATIVE                                                                                     \
    { .is_native = true }
#define BY(name)                                                                                   \
    { .is_native = true, .instruction = name }

// What every target has without an instruction of its own, or with instructions that depend on more
// than the operation (emit.c).
#define COMMON                                                                                     \
    [IR_NOP] = NATIVE, [IR_LABEL] = NATIVE, [IR_COPY] = NATIVE, [IR_CONSTANT] = NATIVE,            \
    [IR_ADDRESS] = NATIVE, [IR_LOAD] = NATIVE, [IR_STORE] = NATIVE, [IR_STORE_ARGUMENT] = NATIVE,  \
    [IR_STACK_ALLOCATE] = NATIVE, [IR_STACK_SAVE] = NATIVE, [IR_STACK_RESTORE] = NATIVE,           \
    [IR_CALL] = NATIVE, [IR_CALL_INDIRECT] = NATIVE, [IR_SYSCALL] = NATIVE,                        \
    [IR_ASSEMBLY] = NATIVE, [IR_JUMP] = NATIVE, [IR_BRANCH_EQUAL] = BY(ISA_BEQ),                   \
    [IR_BRANCH_NOT_EQUAL] = BY(ISA_BNE), [IR_JUMP_TABLE] = NATIVE, [IR_RETURN] = NATIVE,           \
    [IR_ADD] = {true, ISA_ADDU, ISA_ADDIU, IMMEDIATE_SIGNED}, [IR_SUBTRACT] = BY(ISA_SUBU),        \
    [IR_MULTIPLY_HIGH] = BY(ISA_MULTU), [IR_DIVIDE_UNSIGNED] = BY(ISA_DIVU),                       \
    [IR_REMAINDER_UNSIGNED] = BY(ISA_DIVU)

static const struct target_row mipster[IR_OPERATION_COUNT] = {
    COMMON,
    [IR_LESS] = BY(ISA_SLT),
    [IR_MULTIPLY] = BY(ISA_MULTU),
};

static const struct target_row mips32[IR_OPERATION_COUNT] = {
    COMMON,
    [IR_LESS] = {true, ISA_SLT, ISA_SLTI, IMMEDIATE_SIGNED},
    [IR_LESS_UNSIGNED] = {true, ISA_SLTU, ISA_SLTIU, IMMEDIATE_SIGNED},
    [IR_AND] = {true, ISA_AND, ISA_ANDI, IMMEDIATE_UNSIGNED},
    [IR_OR] = {true, ISA_OR, ISA_ORI, IMMEDIATE_UNSIGNED},
    [IR_XOR] = {true, ISA_XOR, ISA_XORI, IMMEDIATE_UNSIGNED},
    [IR_NOR] = BY(ISA_NOR),
    [IR_SHIFT_LEFT] = {true, ISA_SLLV, ISA_SLL, IMMEDIATE_SHIFT},
    [IR_SHIFT_RIGHT] = {true, ISA_SRLV, ISA_SRL, IMMEDIATE_SHIFT},
    [IR_SHIFT_ARITHMETIC] = {true, ISA_SRAV, ISA_SRA, IMMEDIATE_SHIFT},
    [IR_ROTATE] = {true, ISA_ROTRV, ISA_ROTR, IMMEDIATE_SHIFT},
    [IR_EXTRACT] = BY(ISA_EXT),
    [IR_EXTEND_BYTE] = BY(ISA_SEB),
    [IR_EXTEND_HALF] = BY(ISA_SEH),
    [IR_MULTIPLY] = BY(ISA_MUL),
    [IR_DIVIDE] = BY(ISA_DIV),
    [IR_REMAINDER] = BY(ISA_DIV),
    [IR_BRANCH_LESS] = BY(ISA_BLTZ),     // comparisons with zero on the right,
    [IR_BRANCH_NOT_LESS] = BY(ISA_BGEZ), // or on the left: bgtz, blez
};

const struct target_row *target = mipster;
bool target_has_unit;

void target_choose(void) {
    target = options.mips32 ? mips32 : mipster;
    target_has_unit = options.mips32 && !options.soft_float;
}

bool target_takes(enum ir_operation operation, struct value right) {
    if (!right.is_constant)
        return true;
    switch (target[operation].immediate) {
    case IMMEDIATE_SIGNED: return fits_16((int32_t)(uint32_t)right.number);
    case IMMEDIATE_UNSIGNED: return right.number < 0x10000u;
    case IMMEDIATE_SHIFT: return true;
    default: return ir_table[operation].right == OPERAND_n;
    }
}

bool target_has(const struct term *term) {
    const struct ir_row *row = &ir_table[term->operation];
    bool is_word = term->class == CLASS_WORD && row->left != OPERAND_l && row->to != OPERAND_l;
    return is_word && target[term->operation].is_native &&
           target_takes(term->operation, term->right);
}

// Floating point: all but signs without a unit, else 64 bits.
static bool is_floating_routine(const struct ir *ir) {
    switch (ir->operation) {
    case IR_SINGLE_FROM_SIGNED_LONG:
    case IR_SINGLE_FROM_UNSIGNED_LONG:
    case IR_DOUBLE_FROM_SIGNED_LONG:
    case IR_DOUBLE_FROM_UNSIGNED_LONG:
    case IR_FLOAT_TO_SIGNED_LONG:
    case IR_FLOAT_TO_UNSIGNED_LONG: return true;
    default: return !target_has_unit && soft_is_routine((enum ir_operation)ir->operation);
    }
}

// On the 17 instructions: logic of two variables, and divisions.
static bool is_routine(const struct ir *ir) {
    switch (ir->operation) {
    case IR_AND:
    case IR_OR:
    case IR_XOR:
    case IR_DIVIDE:
    case IR_REMAINDER: return !ir->is_constant;
    default: return false;
    }
}

bool target_calls(const struct ir *ir) {
    if (ir_has(ir, IR_CALLS))
        return true;
    if (ir->class == CLASS_WORD)
        return !target[ir->operation].is_native && is_routine(ir);
    if (class_is_floating(ir->class))
        return is_floating_routine(ir);
    switch (ir->operation) {
    case IR_DIVIDE:
    case IR_REMAINDER: return true;
    case IR_DIVIDE_UNSIGNED:
    case IR_REMAINDER_UNSIGNED: return !ir->is_constant || ir_constant(ir) >= 0x10000;
    case IR_SHIFT_LEFT:
    case IR_SHIFT_RIGHT:
    case IR_SHIFT_ARITHMETIC: return !ir->is_constant;
    default: return !target[ir->operation].is_native && is_routine(ir);
    }
}
