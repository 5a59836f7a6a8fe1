// What a function names of what is outside of it, without compiling it: its symbols in an object.

#include "ir.h"

static void (*visit_object)(struct object *object, place_t place);

static void visit_expression(const struct expression *expression);
static void visit_statement(const struct statement *statement);

static void visit_named(struct object *object, place_t place) {
    if (object->is_global && !object->is_label)
        visit_object(object, place);
}

static void visit_initializers(const struct object *object) {
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next)
        visit_expression(i->value);
}

// True if the expression is a constant that decides alone: zero or not.
static bool is_constant(const struct expression *expression, bool is_true) {
    return expression->kind == EXPRESSION_NUMBER && (expression->value != 0) == is_true;
}

// The right operand is not evaluated.
static bool is_decided(const struct expression *expression) {
    return (expression->kind == EXPRESSION_LOGICAL_AND && is_constant(expression->left, false)) ||
           (expression->kind == EXPRESSION_LOGICAL_OR && is_constant(expression->left, true));
}

static void visit_operands(const struct expression *expression) {
    enum expression_kind kind = expression->kind;
    if (kind == EXPRESSION_CONDITIONAL) {
        if (!is_constant(expression->left, false))
            visit_expression(expression->right);
        if (!is_constant(expression->left, true))
            visit_expression(expression->third);
    } else if (kind >= EXPRESSION_MULTIPLY && kind <= EXPRESSION_POST_UPDATE &&
               !is_decided(expression)) {
        visit_expression(expression->right);
    } else if (kind == EXPRESSION_CALL || kind == EXPRESSION_SYSCALL) {
        for (const struct expression *a = expression->arguments; a != NULL; a = a->next)
            visit_expression(a);
    } else if (kind == EXPRESSION_BLOCK) {
        visit_statement(expression->statement);
    }
}

// Chains go down to the left.
static void visit_expression(const struct expression *expression) {
    for (; expression != NULL; expression = expression->left) {
        enum expression_kind kind = expression->kind;
        if (kind == EXPRESSION_NUMBER || kind == EXPRESSION_FLOATING)
            return;
        if (kind == EXPRESSION_STRING || kind == EXPRESSION_VARIABLE) {
            visit_named(expression->object, expression->place);
            return;
        }
        if (kind == EXPRESSION_COMPOUND_LITERAL) {
            visit_named(expression->object, expression->place);
            visit_initializers(expression->object);
            return;
        }
        visit_operands(expression);
        if (kind == EXPRESSION_SYSCALL || kind == EXPRESSION_VA_START)
            return;
    }
}

// A label makes code reachable that a constant condition rules out.
static bool has_label(const struct statement *statement) {
    for (; statement != NULL; statement = statement->next) {
        switch (statement->kind) {
        case STATEMENT_CASE:
        case STATEMENT_LABEL: return true;
        case STATEMENT_IF:
            if (has_label(statement->body) || has_label(statement->otherwise))
                return true;
            break;
        case STATEMENT_BLOCK:
        case STATEMENT_WHILE:
        case STATEMENT_DO:
        case STATEMENT_FOR:
        case STATEMENT_SWITCH:
            if (has_label(statement->body))
                return true;
            break;
        default: break;
        }
    }
    return false;
}

static void visit_if(const struct statement *statement) {
    const struct expression *condition = statement->expression;
    visit_expression(condition);
    if (!is_constant(condition, false) || has_label(statement->body))
        visit_statement(statement->body);
    if (!is_constant(condition, true) || has_label(statement->otherwise))
        visit_statement(statement->otherwise);
}

static void visit_one(const struct statement *statement) {
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
    case STATEMENT_RETURN: visit_expression(statement->expression); break;
    case STATEMENT_DECLARATION: visit_initializers(statement->object); break;
    case STATEMENT_IF: visit_if(statement); break;
    case STATEMENT_ASSEMBLY: assembly_each_object(statement->assembly, visit_named); break;
    case STATEMENT_GOTO:
        if (statement->target == NULL)
            visit_expression(statement->expression);
        break;
    case STATEMENT_FOR:
        visit_statement(statement->first);
        visit_expression(statement->expression);
        visit_expression(statement->step);
        visit_statement(statement->body);
        break;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_SWITCH:
        visit_expression(statement->expression);
        visit_statement(statement->body);
        break;
    case STATEMENT_BLOCK:
    case STATEMENT_CASE:
    case STATEMENT_LABEL: visit_statement(statement->body); break;
    default: break;
    }
}

static void visit_statement(const struct statement *statement) {
    for (; statement != NULL; statement = statement->next)
        visit_one(statement);
}

void references_visit(const struct statement *body,
                      void (*visit)(struct object *object, place_t place)) {
    visit_object = visit;
    visit_statement(body);
}
