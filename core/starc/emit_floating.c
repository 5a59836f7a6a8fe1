// Machine code for the unit for floating point, coprocessor 1 (FR = 0): every number has an even
// register, a double the odd one behind it, too, which holds its upper word.

#include "emit.h"

enum { WORD = 4 };

// Fields of the unit's instructions.
static uint32_t encode(enum isa_operation operation, uint32_t to, uint32_t left, uint32_t right) {
    return isa_table[operation].word | to << 6 | left << 11 | right << 16;
}

// A register of the unit, perhaps the odd one of a pair, from or to a general one.
static uint32_t encode_move(enum isa_operation operation, reg_t general, uint32_t number) {
    return isa_table[operation].word | general << 16 | number << 11;
}

static void put_access(bool is_store, bool is_double, uint32_t number, reg_t base, int32_t offset) {
    static const uint8_t accesses[2][2] = {{ISA_LWC1, ISA_LDC1}, {ISA_SWC1, ISA_SDC1}};
    put(isa_encode_immediate((enum isa_operation)accesses[is_store][is_double], number, base,
                             offset));
}

static void put_stack_access(bool is_store, bool is_double, uint32_t number, int32_t offset) {
    reg_t base = reach_stack(&offset, REGISTER_AT);
    put_access(is_store, is_double, number, base, offset);
}

void put_saved_double(reg_t reg, int32_t offset, bool restore) {
    put_stack_access(!restore, true, reg - REGISTER_F0, offset);
}

// ---- operands ----

static bool is_double_register(reg_t reg) {
    return function.facts[reg].class == CLASS_DOUBLE;
}

// The number of the register that an operand is in, loaded into scratch if it lives in the frame.
static uint32_t number_of(reg_t reg, reg_t scratch) {
    if (reg < REGISTER_VIRTUAL)
        return reg - REGISTER_F0;
    reg_t machine = function.assignment[reg - REGISTER_VIRTUAL];
    uint32_t slot = function.spill_slot[reg - REGISTER_VIRTUAL];
    if (machine != 0)
        return machine - REGISTER_F0;
    if (slot != 0) // else it was never set: any value will do
        put_stack_access(false, is_double_register(reg), scratch - REGISTER_F0, slot_offset(slot));
    return scratch - REGISTER_F0;
}

static uint32_t target_number(reg_t reg) {
    reg_t machine = reg < REGISTER_VIRTUAL ? reg : function.assignment[reg - REGISTER_VIRTUAL];
    return (machine != 0 ? machine : REGISTER_F16) - REGISTER_F0;
}

static void finish_number(reg_t reg) {
    if (reg < REGISTER_VIRTUAL || function.assignment[reg - REGISTER_VIRTUAL] != 0)
        return;
    uint32_t slot = function.spill_slot[reg - REGISTER_VIRTUAL];
    if (slot != 0)
        put_stack_access(true, is_double_register(reg), REGISTER_F16 - REGISTER_F0,
                         slot_offset(slot));
}

// ---- instructions ----

static void put_zero(uint32_t number) {
    put(encode_move(ISA_MTC1, REGISTER_ZERO, number));
}

static void put_literal(bool is_double, uint32_t number, uint64_t bits) {
    int32_t far;
    int32_t offset =
        is_double ? link_pool_double(bits, &far) : link_pool_constant((uint32_t)bits, &far);
    reg_t base = REGISTER_GP;
    if (far != 0) {
        put_general(isa_encode_immediate(ISA_LW, REGISTER_AT, REGISTER_GP, far), REGISTER_AT);
        base = REGISTER_AT;
    }
    put_access(false, is_double, number, base, offset);
}

static void put_number(const struct ir *ir) {
    bool is_double = ir->class == CLASS_DOUBLE;
    uint32_t to = target_number(ir->to);
    uint64_t bits = ir_constant(ir);
    if (!is_double)
        bits = (uint32_t)bits;
    if (bits != 0) {
        put_literal(is_double, to, bits);
    } else {
        put_zero(to);
        if (is_double)
            put_zero(to + 1);
    }
    finish_number(ir->to);
}

static void put_copy_of(const struct ir *ir) {
    bool is_double = ir->class == CLASS_DOUBLE;
    uint32_t to = target_number(ir->to);
    uint32_t from = number_of(ir->left, REGISTER_F16);
    if (to != from)
        put(encode(is_double ? ISA_MOV_D : ISA_MOV_S, to, from, 0));
    finish_number(ir->to);
}

// By single and double precision; right: whether there are two operands.
struct row {
    uint8_t single;
    uint8_t wide;
    bool has_right;
};
static const struct row rows[IR_OPERATION_COUNT] = {
    [IR_FLOAT_ADD] = {ISA_ADD_S, ISA_ADD_D, true},
    [IR_FLOAT_SUBTRACT] = {ISA_SUB_S, ISA_SUB_D, true},
    [IR_FLOAT_MULTIPLY] = {ISA_MUL_S, ISA_MUL_D, true},
    [IR_FLOAT_DIVIDE] = {ISA_DIV_S, ISA_DIV_D, true},
    [IR_FLOAT_NEGATE] = {ISA_NEG_S, ISA_NEG_D, false},
    [IR_FLOAT_ABSOLUTE] = {ISA_ABS_S, ISA_ABS_D, false},
    [IR_FLOAT_SQUARE_ROOT] = {ISA_SQRT_S, ISA_SQRT_D, false},
    [IR_SINGLE_TO_DOUBLE] = {0, ISA_CVT_D_S, false},
    [IR_DOUBLE_TO_SINGLE] = {ISA_CVT_S_D, 0, false},
    [IR_FLOAT_EQUAL] = {ISA_C_EQ_S, ISA_C_EQ_D, true},
    [IR_FLOAT_LESS] = {ISA_C_LT_S, ISA_C_LT_D, true},
    [IR_FLOAT_LESS_EQUAL] = {ISA_C_LE_S, ISA_C_LE_D, true},
    [IR_BRANCH_FLOAT_EQUAL] = {ISA_C_EQ_S, ISA_C_EQ_D, true},
    [IR_BRANCH_FLOAT_NOT_EQUAL] = {ISA_C_EQ_S, ISA_C_EQ_D, true},
    [IR_BRANCH_FLOAT_LESS] = {ISA_C_LT_S, ISA_C_LT_D, true},
    [IR_BRANCH_FLOAT_NOT_LESS] = {ISA_C_LT_S, ISA_C_LT_D, true},
    [IR_BRANCH_FLOAT_LESS_EQUAL] = {ISA_C_LE_S, ISA_C_LE_D, true},
    [IR_BRANCH_FLOAT_NOT_LESS_EQUAL] = {ISA_C_LE_S, ISA_C_LE_D, true},
};

static uint32_t encode_row(const struct ir *ir, uint32_t to) {
    const struct row *row = &rows[ir->operation];
    uint32_t left = number_of(ir->left, REGISTER_F16);
    uint32_t right = row->has_right ? number_of(ir->right, REGISTER_F18) : 0;
    return encode((enum isa_operation)(ir->class == CLASS_SINGLE ? row->single : row->wide), to,
                  left, right);
}

static void put_computation(const struct ir *ir) {
    put(encode_row(ir, target_number(ir->to)));
    finish_number(ir->to);
}

static void put_comparison(const struct ir *ir) {
    reg_t to = target_of(ir->to);
    put(encode_row(ir, 0));
    put_general(isa_encode_immediate(ISA_ADDIU, to, REGISTER_ZERO, 1), to);
    put_general(isa_encode_register(ISA_MOVF, to, REGISTER_ZERO, 0), to);
    finish(ir->to);
}

static void put_branch_on_comparison(const struct ir *ir) {
    bool is_opposite = ir->operation == IR_BRANCH_FLOAT_NOT_EQUAL ||
                       ir->operation == IR_BRANCH_FLOAT_NOT_LESS ||
                       ir->operation == IR_BRANCH_FLOAT_NOT_LESS_EQUAL;
    put_fixed(encode_row(ir, 0));
    put_branch(is_opposite ? ISA_BC1F : ISA_BC1T, 0, 0, ir->label);
}

static void put_from_word(const struct ir *ir) {
    uint32_t to = target_number(ir->to);
    put(encode_move(ISA_MTC1, operand(ir->left, REGISTER_AT), to));
    put(encode(ir->class == CLASS_SINGLE ? ISA_CVT_S_W : ISA_CVT_D_W, to, to, 0));
    finish_number(ir->to);
}

static void put_to_word(const struct ir *ir) {
    uint32_t scratch = REGISTER_F18 - REGISTER_F0;
    uint32_t from = number_of(ir->left, REGISTER_F16);
    reg_t to = target_of(ir->to);
    put(encode(ir->class == CLASS_SINGLE ? ISA_TRUNC_W_S : ISA_TRUNC_W_D, scratch, from, 0));
    put_general(encode_move(ISA_MFC1, to, scratch), to);
    finish(ir->to);
}

// A word of a number, the upper one of a double or the only one.
static void put_bits(const struct ir *ir, bool is_high) {
    uint32_t from = number_of(ir->left, REGISTER_F16);
    reg_t to = target_of(ir->to);
    put_general(encode_move(ISA_MFC1, to, from + is_high), to);
    finish(ir->to);
}

static void put_of_bits(const struct ir *ir) {
    uint32_t to = target_number(ir->to);
    put(encode_move(ISA_MTC1, operand(ir->left, REGISTER_AT), to));
    if (ir->operation == IR_DOUBLE_OF_BITS)
        put(encode_move(ISA_MTC1, operand(ir->right, REGISTER_AT), to + 1));
    finish_number(ir->to);
}

static void put_floating_argument(const struct ir *ir) {
    int32_t offset = ir->number;
    uint32_t number = number_of(ir->right, REGISTER_F18);
    reg_t base = reach_argument(&offset, REGISTER_AT);
    put_access(true, ir->class == CLASS_DOUBLE, number, base, offset);
}

static void put_memory_access(const struct ir *ir) {
    bool is_store = ir->operation == IR_STORE, is_double = ir->class == CLASS_DOUBLE;
    int32_t offset;
    uint32_t number = is_store ? number_of(ir->right, REGISTER_F18) : target_number(ir->to);
    reg_t base = reach(ir, REGISTER_AT, &offset);
    put_access(is_store, is_double, number, base, offset);
    if (!is_store)
        finish_number(ir->to);
}

void put_floating(const struct ir *ir) {
    switch (ir->operation) {
    case IR_NOP: break;
    case IR_COPY: put_copy_of(ir); break;
    case IR_CONSTANT: put_number(ir); break;
    case IR_LOAD:
    case IR_STORE: put_memory_access(ir); break;
    case IR_STORE_ARGUMENT: put_floating_argument(ir); break;
    case IR_FLOAT_EQUAL:
    case IR_FLOAT_LESS:
    case IR_FLOAT_LESS_EQUAL: put_comparison(ir); break;
    case IR_BRANCH_FLOAT_EQUAL:
    case IR_BRANCH_FLOAT_NOT_EQUAL:
    case IR_BRANCH_FLOAT_LESS:
    case IR_BRANCH_FLOAT_NOT_LESS:
    case IR_BRANCH_FLOAT_LESS_EQUAL:
    case IR_BRANCH_FLOAT_NOT_LESS_EQUAL: put_branch_on_comparison(ir); break;
    case IR_SINGLE_FROM_SIGNED:
    case IR_DOUBLE_FROM_SIGNED: put_from_word(ir); break;
    case IR_FLOAT_TO_SIGNED: put_to_word(ir); break;
    case IR_SINGLE_BITS:
    case IR_DOUBLE_LOW: put_bits(ir, false); break;
    case IR_DOUBLE_HIGH: put_bits(ir, true); break;
    case IR_SINGLE_OF_BITS:
    case IR_DOUBLE_OF_BITS: put_of_bits(ir); break;
    default: put_computation(ir); break;
    }
}
