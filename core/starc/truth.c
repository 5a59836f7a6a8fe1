// Truth: comparisons, logical operators, and jumps that depend on them.

#include "lower.h"

static bool is_float(const struct expression *expression) {
    return type_is_floating(expression->type);
}

static struct value zero_like(struct value value) {
    return value.class == CLASS_LONG ? value_long(0) : value_constant(0);
}

bool is_comparison(enum expression_kind kind) {
    return kind >= EXPRESSION_EQUAL && kind <= EXPRESSION_GREATER_EQUAL;
}

// A comparison as the machine has them: equality or less, perhaps with its operands swapped,
// perhaps the opposite.
struct question {
    struct value left, right;
    bool is_equality, is_unsigned, is_opposite;
};

static struct question question_of(struct expression *comparison) {
    enum expression_kind kind = (enum expression_kind)comparison->kind;
    struct question question = {.is_unsigned = works_unsigned(comparison->left->type)};
    struct value left = evaluate(comparison->left);
    struct value right = evaluate(comparison->right);
    bool is_swapped = kind == EXPRESSION_GREATER || kind == EXPRESSION_LESS_EQUAL;
    question.is_equality = kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL;
    question.is_opposite = kind == EXPRESSION_NOT_EQUAL || kind == EXPRESSION_LESS_EQUAL ||
                           kind == EXPRESSION_GREATER_EQUAL;
    question.left = is_swapped ? right : left;
    question.right = is_swapped ? left : right;
    return question;
}

static struct value answer(const struct question *question) {
    if (question->is_equality)
        return operate(question->is_opposite ? IR_NOT_EQUAL : IR_EQUAL, question->left,
                       question->right);
    struct value less = operate(question->is_unsigned ? IR_LESS_UNSIGNED : IR_LESS, question->left,
                                question->right);
    return question->is_opposite ? operate(IR_XOR, less, value_constant(1)) : less;
}

struct value compare(struct expression *comparison) {
    if (is_float(comparison->left)) {
        refuse_floating(comparison->place);
        return value_constant(0);
    }
    struct question question = question_of(comparison);
    return answer(&question);
}

static void branch_if_comparison(struct expression *comparison, bool sense, uint32_t label) {
    if (is_float(comparison->left)) {
        refuse_floating(comparison->place);
        return;
    }
    struct question question = question_of(comparison);
    enum ir_operation operation = question.is_equality   ? IR_BRANCH_EQUAL
                                  : question.is_unsigned ? IR_BRANCH_LESS_UNSIGNED
                                                         : IR_BRANCH_LESS;
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
    else if (is_comparison(expression->kind))
        branch_if_comparison(expression, sense, label);
    else {
        struct value value = evaluate(expression);
        branch(sense ? IR_BRANCH_NOT_EQUAL : IR_BRANCH_EQUAL, value, zero_like(value), label);
    }
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
    struct value value = evaluate(expression);
    return operate(sense ? IR_NOT_EQUAL : IR_EQUAL, value, zero_like(value));
}
