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

// ---- recursion without an end ----

static const struct object *recursive;      // the function
static const struct expression *first_call; // of itself

// Does to evaluate an expression always call the function?
static bool recurses(const struct expression *expression) {
    if (expression == NULL)
        return false;
    const struct expression *left = expression->left;
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING:
    case EXPRESSION_STRING:
    case EXPRESSION_VARIABLE:
    case EXPRESSION_COMPOUND_LITERAL:
    case EXPRESSION_VA_START:
    case EXPRESSION_SYSCALL:
    case EXPRESSION_BLOCK: return false;
    case EXPRESSION_CALL:
        for (const struct expression *a = expression->arguments; a != NULL; a = a->next)
            if (recurses(a))
                return true;
        if (left->kind == EXPRESSION_ADDRESS)
            left = left->left;
        if (left->kind == EXPRESSION_VARIABLE && left->object == recursive)
            first_call = expression;
        return first_call == expression || recurses(left);
    case EXPRESSION_CONDITIONAL:
        return recurses(left) || (recurses(expression->right) && recurses(expression->third));
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: return recurses(left);
    default:
        return recurses(left) ||
               (expression->kind >= EXPRESSION_MULTIPLY &&
                expression->kind <= EXPRESSION_POST_UPDATE && recurses(expression->right));
    }
}

// Of a statement: what is looked at further is what neither calls the function nor leaves it.
enum path { PATH_GOES_ON, PATH_RECURSES, PATH_MAY_LEAVE };

static enum path path_of(const struct statement *statement) {
    enum path path = PATH_GOES_ON, other = PATH_GOES_ON;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        if (statement->expression != NULL && never_returns(statement->expression))
            path = PATH_MAY_LEAVE;
        return recurses(statement->expression) ? PATH_RECURSES : path;
    case STATEMENT_DECLARATION:
        for (const struct initializer *i = statement->object->initializers; i != NULL; i = i->next)
            if (recurses(i->value))
                return PATH_RECURSES;
        return PATH_GOES_ON;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL && path == PATH_GOES_ON;
             s = s->next)
            path = path_of(s);
        return path;
    case STATEMENT_IF:
        if (recurses(statement->expression))
            return PATH_RECURSES;
        path = path_of(statement->body);
        if (statement->otherwise != NULL)
            other = path_of(statement->otherwise);
        return path == PATH_MAY_LEAVE || other == PATH_MAY_LEAVE ? PATH_MAY_LEAVE
               : path == other                                   ? path
                                                                 : PATH_GOES_ON;
    case STATEMENT_RETURN: return recurses(statement->expression) ? PATH_RECURSES : PATH_MAY_LEAVE;
    default: return PATH_MAY_LEAVE;
    }
}

static void check_recursion(const struct object *function) {
    recursive = function;
    first_call = NULL;
    bool is_kept = function->is_external || function->is_used;
    if (function->uses > 0 && is_kept && path_of(function->body) == PATH_RECURSES &&
        warn(WARNING_INFINITE_RECURSION, function->place, "infinite recursion detected"))
        note_at(first_call->place, "recursive call");
}

void fall_check(const struct object *function) {
    bool is_main = strcmp(function->name->text, "main") == 0;
    has_break = has_continue = false;
    if (function->type->base->kind != TYPE_VOID && !function->is_noreturn && !is_main &&
        ends(function->body, true))
        warn(WARNING_RETURN_TYPE, function->end_place, "control reaches end of non-void function");
    if (function->is_noreturn && ends(function->body, true))
        warning_at(function->end_place, "'noreturn' function does return");
    if (options.is_warned[WARNING_INFINITE_RECURSION])
        check_recursion(function);
}
