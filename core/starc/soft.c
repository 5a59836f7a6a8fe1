// Floating point without a unit for it: a single is a word, a double two words, operations are
// routines of libcstar (lib/soft.c), which is core/float. Their names and results are those of
// gcc's library (GCC Internals, "Routines for floating point emulation").

#include "legal.h"

struct routine {
    const char *single;
    const char *wide; // double
};

static const struct routine routines[IR_OPERATION_COUNT] = {
    [IR_FLOAT_ADD] = {"__addsf3", "__adddf3"},
    [IR_FLOAT_SUBTRACT] = {"__subsf3", "__subdf3"},
    [IR_FLOAT_MULTIPLY] = {"__mulsf3", "__muldf3"},
    [IR_FLOAT_DIVIDE] = {"__divsf3", "__divdf3"},
    [IR_FLOAT_SQUARE_ROOT] = {"__sqrtsf2", "__sqrtdf2"},
    [IR_FLOAT_EQUAL] = {"__eqsf2", "__eqdf2"},
    [IR_FLOAT_LESS] = {"__ltsf2", "__ltdf2"},
    [IR_FLOAT_LESS_EQUAL] = {"__lesf2", "__ledf2"},
    [IR_BRANCH_FLOAT_EQUAL] = {"__eqsf2", "__eqdf2"},
    [IR_BRANCH_FLOAT_NOT_EQUAL] = {"__eqsf2", "__eqdf2"},
    [IR_BRANCH_FLOAT_LESS] = {"__ltsf2", "__ltdf2"},
    [IR_BRANCH_FLOAT_NOT_LESS] = {"__ltsf2", "__ltdf2"},
    [IR_BRANCH_FLOAT_LESS_EQUAL] = {"__lesf2", "__ledf2"},
    [IR_BRANCH_FLOAT_NOT_LESS_EQUAL] = {"__lesf2", "__ledf2"},
    [IR_SINGLE_TO_DOUBLE] = {NULL, "__extendsfdf2"},
    [IR_DOUBLE_TO_SINGLE] = {"__truncdfsf2", NULL},
    [IR_SINGLE_FROM_SIGNED] = {"__floatsisf", NULL},
    [IR_SINGLE_FROM_UNSIGNED] = {"__floatunsisf", NULL},
    [IR_SINGLE_FROM_SIGNED_LONG] = {"__floatdisf", NULL},
    [IR_SINGLE_FROM_UNSIGNED_LONG] = {"__floatundisf", NULL},
    [IR_DOUBLE_FROM_SIGNED] = {NULL, "__floatsidf"},
    [IR_DOUBLE_FROM_UNSIGNED] = {NULL, "__floatunsidf"},
    [IR_DOUBLE_FROM_SIGNED_LONG] = {NULL, "__floatdidf"},
    [IR_DOUBLE_FROM_UNSIGNED_LONG] = {NULL, "__floatundidf"},
    [IR_FLOAT_TO_SIGNED] = {"__fixsfsi", "__fixdfsi"},
    [IR_FLOAT_TO_UNSIGNED] = {"__fixunssfsi", "__fixunsdfsi"},
    [IR_FLOAT_TO_SIGNED_LONG] = {"__fixsfdi", "__fixdfdi"},
    [IR_FLOAT_TO_UNSIGNED_LONG] = {"__fixunssfdi", "__fixunsdfdi"},
};

bool soft_is_routine(enum ir_operation operation) {
    return routines[operation].single != NULL || routines[operation].wide != NULL;
}

const char *soft_routine(enum ir_operation operation, enum ir_class class) {
    return class == CLASS_SINGLE ? routines[operation].single : routines[operation].wide;
}

static uint32_t words_of(uint32_t operand, enum ir_class class) {
    switch (operand) {
    case OPERAND_n: return 0;
    case OPERAND_l:
    case OPERAND_d: return 2;
    case OPERAND_t: return class == CLASS_DOUBLE ? 2 : 1;
    default: return 1;
    }
}

static uint32_t add_words(struct value *words, uint32_t count, uint32_t size, reg_t reg,
                          const struct ir *constant) {
    if (size == 0)
        return count;
    if (constant != NULL && constant->is_constant)
        words[count] = value_constant((uint32_t)constant->number);
    else
        words[count] = operand_word(reg);
    if (size == 2)
        words[count + 1] = operand_wide(reg, constant).high;
    return count + size;
}

// Calls the routine; returns the lower word of its result.
static struct value call_routine(const struct ir *ir) {
    const struct ir_row *row = &ir_table[ir->operation];
    enum ir_class class = (enum ir_class)ir->class;
    struct value words[4];
    uint32_t count = add_words(words, 0, words_of(row->left, class), ir->left, NULL);
    count = add_words(words, count, words_of(row->right, class), ir->right, ir);
    return call_runtime(soft_routine((enum ir_operation)ir->operation, class), words, count);
}

// What the sign of a routine's result says.
static void legalize_comparison(const struct ir *ir) {
    struct value order = call_routine(ir), zero = value_constant(0);
    switch (ir->operation) {
    case IR_FLOAT_EQUAL: set_word(ir->to, operate(IR_EQUAL, order, zero)); break;
    case IR_FLOAT_LESS: set_word(ir->to, operate(IR_LESS, order, zero)); break;
    case IR_FLOAT_LESS_EQUAL: set_word(ir->to, operate(IR_LESS, order, value_constant(1))); break;
    case IR_BRANCH_FLOAT_EQUAL: branch(IR_BRANCH_EQUAL, order, zero, ir->label); break;
    case IR_BRANCH_FLOAT_NOT_EQUAL: branch(IR_BRANCH_NOT_EQUAL, order, zero, ir->label); break;
    case IR_BRANCH_FLOAT_LESS: branch(IR_BRANCH_LESS, order, zero, ir->label); break;
    case IR_BRANCH_FLOAT_NOT_LESS: branch(IR_BRANCH_NOT_LESS, order, zero, ir->label); break;
    case IR_BRANCH_FLOAT_LESS_EQUAL: branch(IR_BRANCH_NOT_LESS, zero, order, ir->label); break;
    default: branch(IR_BRANCH_LESS, zero, order, ir->label); break;
    }
}

static void legalize_sign(const struct ir *ir) {
    bool is_negation = ir->operation == IR_FLOAT_NEGATE, is_double = ir->class == CLASS_DOUBLE;
    struct value mask = value_constant(is_negation ? 0x80000000u : 0x7fffffffu);
    struct value top = operand_word(ir->left + is_double);
    top = operate(is_negation ? IR_XOR : IR_AND, top, mask);
    if (is_double)
        set_wide(ir->to, (struct wide){operand_word(ir->left), top});
    else
        set_word(ir->to, top);
}

// The operation on integers that moves the same bits; IR_NOP: there is none.
static enum ir_operation integer_operation(enum ir_operation operation) {
    switch (operation) {
    case IR_COPY:
    case IR_CONSTANT:
    case IR_LOAD:
    case IR_STORE: return operation;
    case IR_SINGLE_BITS:
    case IR_SINGLE_OF_BITS: return IR_COPY;
    case IR_DOUBLE_LOW: return IR_LOW;
    case IR_DOUBLE_HIGH: return IR_HIGH;
    case IR_DOUBLE_OF_BITS: return IR_PAIR;
    default: return IR_NOP;
    }
}

bool legalize_soft(const struct ir *ir, struct ir *integer) {
    const struct ir_row *row = &ir_table[ir->operation];
    *integer = *ir;
    integer->operation = (uint8_t)integer_operation((enum ir_operation)ir->operation);
    integer->class = ir->class == CLASS_DOUBLE ? CLASS_LONG : CLASS_WORD;
    if (integer->operation != IR_NOP)
        return true;
    if (ir->operation == IR_FLOAT_NEGATE || ir->operation == IR_FLOAT_ABSOLUTE) {
        legalize_sign(ir);
    } else if (row->to == OPERAND_n || (row->to == OPERAND_w && row->right != OPERAND_n)) {
        legalize_comparison(ir);
    } else {
        struct wide result;
        result.low = call_routine(ir);
        if (words_of(row->to, (enum ir_class)ir->class) == 2) {
            result.high = call_upper();
            set_wide(ir->to, result);
        } else {
            set_word(ir->to, result.low);
        }
    }
    return false;
}
