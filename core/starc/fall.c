// Whether control can reach the closing brace of a function that has a result (C11 6.9.1,
// paragraph 12): followed through the statements, with what constant conditions say. Labels are
// taken to be reached.
#include "parse.h"

#include <stddef.h>
#include <string.h>

// What has been seen in the innermost loop or switch, and in the innermost loop.
static bool has_break, has_continue;

static bool is_zero(const struct expression *condition) {
    if (condition->kind == EXPRESSION_NOT) // of the text in assert(!"text")
        return condition->left->kind == EXPRESSION_ADDRESS;
    return condition->kind == EXPRESSION_NUMBER && condition->value == 0;
}

static bool is_true(const struct expression *condition) {
    return condition == NULL || (condition->kind == EXPRESSION_NUMBER && condition->value != 0);
}

static bool ends(const struct statement *statement, bool is_reached);

// True if what comes after the expression is never executed, because it calls such a function.
bool never_returns(const struct expression *expression) {
    const struct expression *callee = expression->left;
    switch (expression->kind) {
    case EXPRESSION_CALL:
        if (callee->kind == EXPRESSION_ADDRESS)
            callee = callee->left;
        return callee->kind == EXPRESSION_VARIABLE && callee->object->is_noreturn;
    case EXPRESSION_BLOCK:
        return !ends(expression->statement, true) || (callee != NULL && never_returns(callee));
    case EXPRESSION_CAST: return never_returns(expression->left);
    case EXPRESSION_COMMA:
        return never_returns(expression->left) || never_returns(expression->right);
    case EXPRESSION_CONDITIONAL:
        return never_returns(expression->left) ||
               ((is_zero(expression->left) || never_returns(expression->right)) &&
                (is_true(expression->left) || never_returns(expression->third)));
    default: return false;
    }
}

static bool loop_ends(const struct statement *statement, bool is_reached) {
    bool outer_break = has_break, outer_continue = has_continue;
    const struct expression *condition = statement->expression;
    has_break = has_continue = false;
    bool is_left;
    if (statement->kind == STATEMENT_DO) {
        bool is_end = ends(statement->body, is_reached) || has_continue;
        is_left = is_end && !is_true(condition);
    } else {
        ends(statement->body, is_reached && (condition == NULL || !is_zero(condition)));
        is_left = is_reached && !is_true(condition);
    }
    is_left = is_left || has_break;
    has_break = outer_break;
    has_continue = outer_continue;
    return is_left;
}

static bool switch_ends(const struct statement *statement, bool is_reached) {
    bool outer_break = has_break, has_default = false;
    has_break = false;
    for (const struct statement *c = statement->cases; c != NULL; c = c->next_case)
        has_default = has_default || c->is_default;
    bool is_left = ends(statement->body, false) || has_break || (is_reached && !has_default);
    has_break = outer_break;
    return is_left;
}

// Whether what comes after a statement is reached.
static bool ends(const struct statement *statement, bool is_reached) {
    const struct expression *condition = statement->expression;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        return is_reached && (condition == NULL || !never_returns(condition));
    case STATEMENT_DECLARATION:
    case STATEMENT_ASSEMBLY: return is_reached;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL; s = s->next)
            is_reached = ends(s, is_reached);
        return is_reached;
    case STATEMENT_IF: {
        bool is_left = ends(statement->body, is_reached && !is_zero(condition));
        bool is_otherwise = is_reached && !is_true(condition);
        if (statement->otherwise != NULL)
            is_otherwise = ends(statement->otherwise, is_otherwise);
        return is_left || is_otherwise;
    }
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: return loop_ends(statement, is_reached);
    case STATEMENT_SWITCH: return switch_ends(statement, is_reached);
    case STATEMENT_CASE:
    case STATEMENT_LABEL: return ends(statement->body, true);
    case STATEMENT_BREAK: has_break = has_break || is_reached; return false;
    case STATEMENT_CONTINUE: has_continue = has_continue || is_reached; return false;
    case STATEMENT_GOTO:
    case STATEMENT_RETURN: return false;
    }
    return is_reached;
}

bool fall_reaches_end(const struct statement *first, const struct statement *end) {
    bool is_reached = true;
    has_break = has_continue = false;
    for (const struct statement *s = first; s != end && s != NULL; s = s->next)
        is_reached = ends(s, is_reached);
    return is_reached;
}

void fall_check(const struct object *function) {
    bool is_main = strcmp(function->name->text, "main") == 0;
    has_break = has_continue = false;
    if (function->type->base->kind != TYPE_VOID && !function->is_noreturn && !is_main &&
        ends(function->body, true))
        warn(WARNING_RETURN_TYPE, function->end_place, "control reaches end of non-void function");
}
