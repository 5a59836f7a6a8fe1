// Truth: comparisons, logical operators, and jumps that depend on them.

#include "lower.h"

static struct value zero_like(struct value value) {
    return value_like(0, value.class);
}

bool is_comparison(enum expression_kind kind) {
    return kind >= EXPRESSION_EQUAL && kind <= EXPRESSION_GREATER_EQUAL;
}

// A comparison as the machine has them: equality or less, perhaps with its operands swapped,
// perhaps the opposite. Of floating numbers it has less or equal, too: that is not the opposite of
// greater, if one is no number.
struct question {
    struct value left, right;
    enum ir_operation operation, branch;
    bool is_opposite;
};

static void ask_floating(struct question *question, enum expression_kind kind) {
    question->operation = operator_floating(kind);
    question->branch = question->operation == IR_FLOAT_EQUAL  ? IR_BRANCH_FLOAT_EQUAL
                       : question->operation == IR_FLOAT_LESS ? IR_BRANCH_FLOAT_LESS
                                                              : IR_BRANCH_FLOAT_LESS_EQUAL;
    question->is_opposite = kind == EXPRESSION_NOT_EQUAL;
}

static void ask(struct question *question, enum expression_kind kind, bool is_unsigned) {
    bool is_equality = kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL;
    question->is_opposite = kind == EXPRESSION_NOT_EQUAL || kind == EXPRESSION_LESS_EQUAL ||
                            kind == EXPRESSION_GREATER_EQUAL;
    question->operation = is_equality   ? question->is_opposite ? IR_NOT_EQUAL : IR_EQUAL
                          : is_unsigned ? IR_LESS_UNSIGNED
                                        : IR_LESS;
    question->branch = is_equality   ? IR_BRANCH_EQUAL
                       : is_unsigned ? IR_BRANCH_LESS_UNSIGNED
                                     : IR_BRANCH_LESS;
}

static struct question question_of(struct expression *comparison) {
    enum expression_kind kind = (enum expression_kind)comparison->kind;
    const struct type *type = comparison->left->type;
    bool is_floating = type_is_floating(type);
    struct question question;
    struct value left = evaluate(comparison->left);
    struct value right = evaluate(comparison->right);
    bool is_swapped = kind == EXPRESSION_GREATER ||
                      kind == (is_floating ? EXPRESSION_GREATER_EQUAL : EXPRESSION_LESS_EQUAL);
    if (is_floating)
        ask_floating(&question, kind);
    else
        ask(&question, kind, works_unsigned(type));
    question.left = is_swapped ? right : left;
    question.right = is_swapped ? left : right;
    return question;
}

static struct value answer(const struct question *question) {
    struct value yes = operate(question->operation, question->left, question->right);
    bool is_other = question->is_opposite && question->operation != IR_NOT_EQUAL;
    return is_other ? operate(IR_XOR, yes, value_constant(1)) : yes;
}

static bool compares_parts(const struct expression *comparison) {
    return type_is_complex(comparison->left->type) || type_is_complex(comparison->right->type);
}

struct value compare(struct expression *comparison) {
    if (compares_parts(comparison))
        return compare_parts(comparison);
    struct question question = question_of(comparison);
    return answer(&question);
}

static void branch_if_comparison(struct expression *comparison, bool sense, uint32_t label) {
    struct question question = question_of(comparison);
    enum ir_operation operation = question.branch;
    if (sense == question.is_opposite)
        operation = branch_opposite(operation);
    branch(operation, question.left, question.right, label);
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
    else if (is_comparison(expression->kind) && !compares_parts(expression))
        branch_if_comparison(expression, sense, label);
    else {
        struct value value = evaluate(expression);
        enum ir_operation operation =
            class_is_floating(value.class) ? IR_BRANCH_FLOAT_EQUAL : IR_BRANCH_EQUAL;
        branch(sense ? branch_opposite(operation) : operation, value, zero_like(value), label);
    }
}

struct value truth_of(struct value value, bool sense) {
    if (!class_is_floating(value.class))
        return operate(sense ? IR_NOT_EQUAL : IR_EQUAL, value, zero_like(value));
    struct value is_zero = operate(IR_FLOAT_EQUAL, value, zero_like(value));
    return sense ? operate(IR_XOR, is_zero, value_constant(1)) : is_zero;
}

// 1 if the truth of expression is sense, else 0.
struct value truth(struct expression *expression, bool sense) {
    while (expression->kind == EXPRESSION_NOT) {
        sense = !sense;
        expression = expression->left;
    }
    if (expression->kind == EXPRESSION_LOGICAL_AND || expression->kind == EXPRESSION_LOGICAL_OR) {
        reg_t to = register_new(CLASS_WORD);
        function.facts[to].width = 1;
        uint32_t otherwise = label_new(), done = label_new();
        branch_if(expression, !sense, otherwise);
        value_move(to, value_constant(1));
        ir_append_jump(done);
        label_place(otherwise);
        value_move(to, value_constant(0));
        label_place(done);
        return value_of(to);
    }
    if (is_comparison(expression->kind)) {
        struct value value = compare(expression);
        return sense ? value : operate(IR_XOR, value, value_constant(1));
    }
    return truth_of(evaluate(expression), sense);
}
