// Folding of floating constants: what the machine computes at run time (C11 6.6, F.8), rounded to
// nearest. Operations that raise an exception other than inexact are left to the program, unless
// they are done before it starts.

#include "ir.h"

#include "../float/float.h"

bool floating_is_static;
bool floating_is_exact;

static bool is_single;

static uint64_t fold_arithmetic(enum ir_operation operation, uint64_t a, uint64_t b,
                                struct float_environment *environment) {
    uint32_t left = (uint32_t)a, right = (uint32_t)b;
    switch (operation) {
    case IR_FLOAT_ADD:
        return is_single ? single_add(left, right, environment) : double_add(a, b, environment);
    case IR_FLOAT_SUBTRACT:
        return is_single ? single_subtract(left, right, environment)
                         : double_subtract(a, b, environment);
    case IR_FLOAT_MULTIPLY:
        return is_single ? single_multiply(left, right, environment)
                         : double_multiply(a, b, environment);
    case IR_FLOAT_DIVIDE:
        return is_single ? single_divide(left, right, environment)
                         : double_divide(a, b, environment);
    default:
        return is_single ? single_square_root(left, environment)
                         : double_square_root(a, environment);
    }
}

static uint64_t fold_comparison(enum ir_operation operation, uint64_t a, uint64_t b,
                                struct float_environment *environment) {
    bool is_equality = operation == IR_FLOAT_EQUAL || operation == IR_BRANCH_FLOAT_EQUAL ||
                       operation == IR_BRANCH_FLOAT_NOT_EQUAL;
    enum float_order order =
        is_single ? single_compare((uint32_t)a, (uint32_t)b, !is_equality, environment)
                  : double_compare(a, b, !is_equality, environment);
    switch (operation) {
    case IR_FLOAT_EQUAL:
    case IR_BRANCH_FLOAT_EQUAL: return order == FLOAT_EQUAL;
    case IR_BRANCH_FLOAT_NOT_EQUAL: return order != FLOAT_EQUAL;
    case IR_FLOAT_LESS:
    case IR_BRANCH_FLOAT_LESS: return order == FLOAT_LESS;
    case IR_BRANCH_FLOAT_NOT_LESS: return order != FLOAT_LESS;
    case IR_BRANCH_FLOAT_NOT_LESS_EQUAL: return order != FLOAT_LESS && order != FLOAT_EQUAL;
    default: return order == FLOAT_LESS || order == FLOAT_EQUAL;
    }
}

static uint64_t fold_to_integer(enum ir_operation operation, uint64_t a,
                                struct float_environment *environment) {
    bool is_long = operation == IR_FLOAT_TO_SIGNED_LONG || operation == IR_FLOAT_TO_UNSIGNED_LONG;
    uint32_t width = is_long ? 64 : 32;
    environment->rounding = ROUND_TO_ZERO;
    if (operation == IR_FLOAT_TO_SIGNED || operation == IR_FLOAT_TO_SIGNED_LONG)
        return (uint64_t)(is_single ? single_to_signed((uint32_t)a, width, environment)
                                    : double_to_signed(a, width, environment));
    if (!is_long)
        return is_single ? single_to_unsigned_word((uint32_t)a, environment)
                         : double_to_unsigned_word(a, environment);
    return is_single ? single_to_unsigned((uint32_t)a, width, environment)
                     : double_to_unsigned(a, width, environment);
}

static uint64_t fold_from_integer(enum ir_operation operation, uint64_t a,
                                  struct float_environment *environment) {
    switch (operation) {
    case IR_SINGLE_FROM_SIGNED: return single_from_signed((int32_t)(uint32_t)a, environment);
    case IR_DOUBLE_FROM_SIGNED: return double_from_signed((int32_t)(uint32_t)a, environment);
    case IR_SINGLE_FROM_SIGNED_LONG: return single_from_signed((int64_t)a, environment);
    case IR_DOUBLE_FROM_SIGNED_LONG: return double_from_signed((int64_t)a, environment);
    case IR_SINGLE_FROM_UNSIGNED: return single_from_unsigned((uint32_t)a, environment);
    case IR_DOUBLE_FROM_UNSIGNED: return double_from_unsigned((uint32_t)a, environment);
    case IR_SINGLE_FROM_UNSIGNED_LONG: return single_from_unsigned(a, environment);
    default: return double_from_unsigned(a, environment);
    }
}

static uint64_t fold_sign(enum ir_operation operation, uint64_t a) {
    uint64_t sign = (uint64_t)1 << (is_single ? 31 : 63);
    return operation == IR_FLOAT_NEGATE ? a ^ sign : a & (sign - 1);
}

bool floating_fold(enum ir_operation operation, enum ir_class class, uint64_t a, uint64_t b,
                   uint64_t *result) {
    struct float_environment environment = {0};
    is_single = class == CLASS_SINGLE;
    switch (operation) {
    case IR_FLOAT_ADD:
    case IR_FLOAT_SUBTRACT:
    case IR_FLOAT_MULTIPLY:
    case IR_FLOAT_DIVIDE:
    case IR_FLOAT_SQUARE_ROOT: *result = fold_arithmetic(operation, a, b, &environment); break;
    case IR_FLOAT_NEGATE:
    case IR_FLOAT_ABSOLUTE: *result = fold_sign(operation, a); break;
    case IR_FLOAT_EQUAL:
    case IR_FLOAT_LESS:
    case IR_FLOAT_LESS_EQUAL:
    case IR_BRANCH_FLOAT_EQUAL:
    case IR_BRANCH_FLOAT_NOT_EQUAL:
    case IR_BRANCH_FLOAT_LESS:
    case IR_BRANCH_FLOAT_NOT_LESS:
    case IR_BRANCH_FLOAT_LESS_EQUAL:
    case IR_BRANCH_FLOAT_NOT_LESS_EQUAL:
        *result = fold_comparison(operation, a, b, &environment);
        break;
    case IR_SINGLE_TO_DOUBLE: *result = single_to_double((uint32_t)a, &environment); break;
    case IR_DOUBLE_TO_SINGLE: *result = double_to_single(a, &environment); break;
    case IR_FLOAT_TO_SIGNED:
    case IR_FLOAT_TO_UNSIGNED:
    case IR_FLOAT_TO_SIGNED_LONG:
    case IR_FLOAT_TO_UNSIGNED_LONG: *result = fold_to_integer(operation, a, &environment); break;
    case IR_SINGLE_FROM_SIGNED:
    case IR_SINGLE_FROM_UNSIGNED:
    case IR_SINGLE_FROM_SIGNED_LONG:
    case IR_SINGLE_FROM_UNSIGNED_LONG:
    case IR_DOUBLE_FROM_SIGNED:
    case IR_DOUBLE_FROM_UNSIGNED:
    case IR_DOUBLE_FROM_SIGNED_LONG:
    case IR_DOUBLE_FROM_UNSIGNED_LONG:
        *result = fold_from_integer(operation, a, &environment);
        break;
    default: return false;
    }
    uint32_t harmless = floating_is_exact ? 0 : FLOAT_INEXACT;
    return floating_is_static || (environment.flags & FLOAT_FLAGS & ~harmless) == 0;
}

const char *floating_text(uint64_t bits, enum ir_class class) {
    static char text[FLOAT_TEXT_SIZE];
    float_text(text, bits, class == CLASS_SINGLE);
    return text;
}
