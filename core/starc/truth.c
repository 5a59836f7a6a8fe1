// Truth: comparisons, logical operators, and jumps that depend on them; and which bits of a value
// can be 1 at all, which spares many an operation that the machine does not have.

#include "lower.h"

enum { WORD = 4 };

static bool is_float(const struct expression *expression) {
    return type_is_floating(expression->type);
}

// ---- what is known of a value ----

uint32_t possible_bits(const struct expression *expression) {
    static int depth;
    const uint32_t all = 0xffffffffu;
    const struct type *type = expression->type;
    uint32_t mask = all, inner;
    if (depth >= 6 || type->size == 0 || type->size > WORD || type_is_floating(type))
        return all;
    depth++;
    if (type_is_integer(type) && type->is_unsigned && type->size < WORD)
        mask = type->size == 1 ? 0xff : 0xffff;
    switch (expression->kind) {
    case EXPRESSION_NUMBER: mask = (uint32_t)expression->value; break;
    case EXPRESSION_CAST:
        if (type->kind == TYPE_BOOL) {
            mask = 1;
        } else if (expression->left->type->size != 0 && expression->left->type->size <= WORD) {
            inner = possible_bits(expression->left);
            if (type->size >= WORD || inner < (type->size == 1 ? 0x80u : 0x8000u))
                mask = inner;
            else if (type->is_unsigned)
                mask = inner & mask;
        }
        break;
    case EXPRESSION_NOT:
    case EXPRESSION_EQUAL:
    case EXPRESSION_NOT_EQUAL:
    case EXPRESSION_LESS:
    case EXPRESSION_LESS_EQUAL:
    case EXPRESSION_GREATER:
    case EXPRESSION_GREATER_EQUAL:
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: mask = 1; break;
    case EXPRESSION_AND:
        mask = possible_bits(expression->left);
        inner = possible_bits(expression->right);
        mask = mask == all ? inner : inner == all ? mask : mask & inner;
        break;
    case EXPRESSION_OR:
    case EXPRESSION_XOR:
        mask = possible_bits(expression->left);
        inner = mask == all ? all : possible_bits(expression->right);
        mask = inner == all ? all : mask | inner;
        break;
    case EXPRESSION_SHIFT_LEFT:
        if (expression->right->kind == EXPRESSION_NUMBER) {
            inner = possible_bits(expression->left);
            mask = inner << (expression->right->value % 32);
        }
        break;
    case EXPRESSION_SHIFT_RIGHT:
        if (expression->right->kind == EXPRESSION_NUMBER) {
            inner = possible_bits(expression->left);
            if (type->is_unsigned || inner < 0x80000000u)
                mask = inner >> (expression->right->value % 32);
        }
        break;
    case EXPRESSION_REMAINDER:
        if (type->is_unsigned && expression->right->kind == EXPRESSION_NUMBER &&
            power_exponent((uint32_t)expression->right->value) >= 0)
            mask = (uint32_t)expression->right->value - 1;
        break;
    default: break;
    }
    depth--;
    return mask;
}

bool is_never_negative(const struct expression *expression) {
    return possible_bits(expression) < 0x80000000u;
}

// ---- comparisons, truth, jumps ----

bool is_comparison(enum expression_kind kind) {
    return kind >= EXPRESSION_EQUAL && kind <= EXPRESSION_GREATER_EQUAL;
}

static bool compares_unsigned(const struct expression *comparison) {
    const struct type *type = comparison->left->type;
    return type->is_unsigned || type->kind == TYPE_POINTER;
}

// left < right for LESS and GREATER_EQUAL, right < left for GREATER and LESS_EQUAL.
static struct value compare_less(struct expression *comparison) {
    bool swap = comparison->kind == EXPRESSION_GREATER || comparison->kind == EXPRESSION_LESS_EQUAL;
    struct value left = evaluate(comparison->left);
    struct value right = evaluate(comparison->right);
    if (compares_unsigned(comparison) &&
        !(is_never_negative(comparison->left) && is_never_negative(comparison->right)))
        return swap ? less_unsigned(right, left) : less_unsigned(left, right);
    return swap ? less_signed(right, left) : less_signed(left, right);
}

// 1 of 0, 0 of 1.
static struct value opposite(struct value truth) {
    if (options.mips32)
        return direct_bits(IR_XOR, truth, value_constant(1));
    return subtract(value_constant(1), truth);
}

struct value compare(struct expression *comparison) {
    if (is_float(comparison->left)) {
        refuse_floating(comparison->place);
        return value_constant(0);
    }
    if (is_wide(comparison->left->type)) {
        struct wide left = evaluate_wide(comparison->left);
        struct wide right = evaluate_wide(comparison->right);
        return wide_compare(comparison->kind, left, right, comparison->left->type->is_unsigned);
    }
    switch (comparison->kind) {
    case EXPRESSION_LESS:
    case EXPRESSION_GREATER: return compare_less(comparison);
    case EXPRESSION_LESS_EQUAL:
    case EXPRESSION_GREATER_EQUAL: return opposite(compare_less(comparison));
    default: break;
    }
    struct value left = evaluate(comparison->left);
    struct value right = evaluate(comparison->right);
    return comparison->kind == EXPRESSION_EQUAL ? equal(left, right) : not_equal(left, right);
}

static void branch(enum ir_operation operation, struct value left, struct value right,
                   uint32_t label) {
    if (left.is_constant && right.is_constant) {
        if ((left.number == right.number) == (operation == IR_BRANCH_EQUAL))
            ir_append_number(IR_JUMP, 0, 0, (int32_t)label);
        return;
    }
    reg_t left_register = value_register(left);
    reg_t right_register = value_register(right);
    ir_append_number(operation, 0, left_register, (int32_t)label)->right = right_register;
}

static void branch_if_equal_wide(struct wide left, struct wide right, bool sense, uint32_t label) {
    if (sense) {
        uint32_t skip = label_new();
        branch(IR_BRANCH_NOT_EQUAL, left.low, right.low, skip);
        branch(IR_BRANCH_EQUAL, left.high, right.high, label);
        label_place(skip);
    } else {
        branch(IR_BRANCH_NOT_EQUAL, left.low, right.low, label);
        branch(IR_BRANCH_NOT_EQUAL, left.high, right.high, label);
    }
}

static void branch_if_comparison(struct expression *comparison, bool sense, uint32_t label) {
    bool equality =
        comparison->kind == EXPRESSION_EQUAL || comparison->kind == EXPRESSION_NOT_EQUAL;
    bool inverted = comparison->kind == EXPRESSION_NOT_EQUAL ||
                    comparison->kind == EXPRESSION_LESS_EQUAL ||
                    comparison->kind == EXPRESSION_GREATER_EQUAL;
    if (is_float(comparison->left)) {
        refuse_floating(comparison->place);
    } else if (equality && is_wide(comparison->left->type)) {
        struct wide left = evaluate_wide(comparison->left);
        struct wide right = evaluate_wide(comparison->right);
        branch_if_equal_wide(left, right, sense != inverted, label);
    } else if (equality) {
        struct value left = evaluate(comparison->left);
        struct value right = evaluate(comparison->right);
        branch(sense != inverted ? IR_BRANCH_EQUAL : IR_BRANCH_NOT_EQUAL, left, right, label);
    } else if (is_wide(comparison->left->type)) {
        branch(sense ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL, compare(comparison),
               value_constant(0), label);
    } else {
        branch(sense != inverted ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL, compare_less(comparison),
               value_constant(0), label);
    }
}

static void branch_if_logical(struct expression *expression, bool sense, uint32_t label) {
    // `a && b` jumps on false as soon as one is false; on true only past both. `||` is its dual.
    bool decides = expression->kind == EXPRESSION_LOGICAL_OR;
    if (sense == decides) {
        branch_if(expression->left, decides, label);
        branch_if(expression->right, decides, label);
    } else {
        uint32_t skip = label_new();
        branch_if(expression->left, decides, skip);
        branch_if(expression->right, sense, label);
        label_place(skip);
    }
}

void branch_if(struct expression *expression, bool sense, uint32_t label) {
    for (;;) {
        if (expression->kind == EXPRESSION_NOT) {
            sense = !sense;
            expression = expression->left;
        } else if (expression->kind == EXPRESSION_CAST && expression->type->kind == TYPE_BOOL) {
            expression = expression->left;
        } else if (expression->kind == EXPRESSION_COMMA) {
            evaluate_effect(expression->left);
            expression = expression->right;
        } else {
            break;
        }
    }
    lower_place = expression->place;
    if (expression->kind == EXPRESSION_LOGICAL_AND || expression->kind == EXPRESSION_LOGICAL_OR)
        branch_if_logical(expression, sense, label);
    else if (is_comparison(expression->kind))
        branch_if_comparison(expression, sense, label);
    else if (is_wide(expression->type))
        branch_if_equal_wide(evaluate_wide(expression), wide_constant(0), !sense, label);
    else
        branch(sense ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL, evaluate(expression),
               value_constant(0), label);
}

// 1 if the truth of expression is sense, else 0.
struct value truth(struct expression *expression, bool sense) {
    while (expression->kind == EXPRESSION_NOT) {
        sense = !sense;
        expression = expression->left;
    }
    if (is_comparison(expression->kind)) {
        struct value value = compare(expression);
        return sense ? value : subtract(value_constant(1), value);
    }
    if (expression->kind == EXPRESSION_LOGICAL_AND || expression->kind == EXPRESSION_LOGICAL_OR) {
        reg_t to = register_new();
        uint32_t otherwise = label_new(), done = label_new();
        branch_if(expression, !sense, otherwise);
        value_move(to, value_constant(1));
        ir_append_number(IR_JUMP, 0, 0, (int32_t)done);
        label_place(otherwise);
        value_move(to, value_constant(0));
        label_place(done);
        return value_of(to);
    }
    if (is_wide(expression->type))
        return wide_compare(sense ? EXPRESSION_NOT_EQUAL : EXPRESSION_EQUAL,
                            evaluate_wide(expression), wide_constant(0), true);
    struct value value = evaluate(expression);
    if (possible_bits(expression) <= 1)
        return sense ? value : subtract(value_constant(1), value);
    return sense ? not_equal(value, value_constant(0)) : equal(value, value_constant(0));
}
