// Floating point by the unit for it: what coprocessor 1 lacks. Numbers stay in registers of its
// own. Unsigned words are signed ones with 2^32 added, or 2^31 subtracted, where they are large; 64
// bits are routines, as they are without a unit.

#include "legal.h"

static struct value floating(reg_t reg, uint32_t class) {
    return (struct value){.reg = reg, .class = (uint8_t) class};
}

// 2^exponent, up to 62.
static struct value power_of(uint32_t exponent, uint32_t class) {
    uint64_t bits = class == CLASS_SINGLE ? (uint64_t)(exponent + 127) << 23
                                          : (uint64_t)(exponent + 1023) << 52;
    return value_like(bits, class);
}

static reg_t append(enum ir_operation operation, enum ir_class class, reg_t to, reg_t left,
                    reg_t right) {
    ir_append(operation, to, left, right)->class = (uint8_t) class;
    return to;
}

// Exact in a double, of which a single is rounded.
static void from_unsigned(const struct ir *ir) {
    bool is_single = ir->operation == IR_SINGLE_FROM_UNSIGNED;
    reg_t from = value_register(operand_word(ir->left));
    reg_t sum = register_new(CLASS_DOUBLE);
    uint32_t done = label_new();
    append(IR_DOUBLE_FROM_SIGNED, CLASS_DOUBLE, sum, from, 0);
    branch(IR_BRANCH_NOT_LESS, value_of(from), value_constant(0), done);
    append(IR_FLOAT_ADD, CLASS_DOUBLE, sum, sum, value_register(power_of(32, CLASS_DOUBLE)));
    label_place(done);
    if (is_single)
        append(IR_DOUBLE_TO_SINGLE, CLASS_SINGLE, ir->to, sum, 0);
    else
        append(IR_COPY, CLASS_DOUBLE, ir->to, sum, 0);
}

static void to_unsigned(const struct ir *ir) {
    enum ir_class class = (enum ir_class)ir->class;
    reg_t result = register_new(CLASS_WORD), limit = value_register(power_of(31, class));
    reg_t less = temporary_new(class, function.facts[ir->left].width);
    uint32_t large = label_new(), done = label_new();
    append(IR_BRANCH_FLOAT_LESS_EQUAL, class, 0, limit, ir->left);
    ir_last()->label = large;
    append(IR_FLOAT_TO_SIGNED, class, result, ir->left, 0);
    ir_append_jump(done);
    label_place(large);
    append(IR_FLOAT_SUBTRACT, class, less, ir->left, limit);
    append(IR_FLOAT_TO_SIGNED, class, result, less, 0);
    value_give(result, operate(IR_XOR, value_of(result), value_constant(0x80000000u)));
    label_place(done);
    set_word(ir->to, value_of(result));
}

static void from_long(const struct ir *ir) {
    struct wide from = operand_wide(ir->left, NULL);
    struct value arguments[2];
    arguments[0] = from.low;
    arguments[1] = from.high;
    append_runtime_call(soft_routine((enum ir_operation)ir->operation, (enum ir_class)ir->class),
                        arguments, 2);
    append(IR_COPY, (enum ir_class)ir->class, ir->to, REGISTER_F0, 0);
}

static void to_long(const struct ir *ir) {
    struct value argument = floating(ir->left, ir->class);
    struct wide result;
    result.low = call_runtime(
        soft_routine((enum ir_operation)ir->operation, (enum ir_class)ir->class), &argument, 1);
    result.high = call_upper();
    set_wide(ir->to, result);
}

static void access(const struct ir *ir) {
    struct ir at = ir->base == BASE_REGISTER ? access_at(ir, 0) : *ir;
    ir_append_copy(&at);
}

// Operands that are words may have become something else, and constants need registers.
static void append_native(const struct ir *ir) {
    const struct ir_row *row = &ir_table[ir->operation];
    reg_t left = ir->left, right = ir->right;
    if (row->left == OPERAND_w)
        left = value_register(operand_word(left));
    if (row->right == OPERAND_w)
        right = value_register(operand_word(right));
    else if (ir->is_constant && ir->operation != IR_CONSTANT)
        right = value_register(value_like(ir_constant(ir), ir->class));
    struct ir *copy = ir_append_copy(ir);
    copy->left = left;
    copy->right = right;
    copy->is_constant = ir->operation == IR_CONSTANT;
}

void legalize_hard(const struct ir *ir) {
    switch (ir->operation) {
    case IR_LOAD:
    case IR_STORE: access(ir); break;
    case IR_SINGLE_FROM_UNSIGNED:
    case IR_DOUBLE_FROM_UNSIGNED: from_unsigned(ir); break;
    case IR_FLOAT_TO_UNSIGNED: to_unsigned(ir); break;
    case IR_SINGLE_FROM_SIGNED_LONG:
    case IR_SINGLE_FROM_UNSIGNED_LONG:
    case IR_DOUBLE_FROM_SIGNED_LONG:
    case IR_DOUBLE_FROM_UNSIGNED_LONG: from_long(ir); break;
    case IR_FLOAT_TO_SIGNED_LONG:
    case IR_FLOAT_TO_UNSIGNED_LONG: to_long(ir); break;
    default: append_native(ir); break;
    }
}
