// Variables that are read though nothing can have set them before. A function is walked once in the
// order of its text, noting what may have been set; no gotos allowed. In a loop, what is read only
// under a condition may have been set by an earlier round.

#include "parse.h"

static bool has_goto;
static uint32_t loops;      // around what is walked
static uint32_t conditions; // inside of the outermost of them

static void walk_expression(const struct expression *expression);
static void walk_statement(const struct statement *statement);

static bool is_candidate(const struct object *object) {
    return object != NULL && object->name != NULL && !object->is_global && !object->is_parameter &&
           !object->is_address_taken && !object->has_initializer && type_is_scalar(object->type) &&
           (object->type->qualifiers & QUALIFIER_VOLATILE) == 0;
}

static void read_variable(const struct expression *variable) {
    struct object *object = variable->object;
    if (!is_candidate(object) || object->flow_is_set ||
        (conditions > 0 && object->flow_is_set_later))
        return;
    object->flow_is_set = true; // reported once
    if (warn(WARNING_UNINITIALIZED, variable->place, "'%s' is used uninitialized",
             object->name->text))
        note_at(object->place, "'%s' was declared here", object->name->text);
}

static void set_variable(const struct expression *variable) {
    variable->object->flow_is_set = true;
    variable->object->flow_is_written = true;
}

static bool is_variable(const struct expression *expression) {
    return expression->kind == EXPRESSION_VARIABLE && expression->object != NULL;
}

static void walk_condition(const struct expression *expression) {
    conditions += loops > 0;
    walk_expression(expression);
    conditions -= loops > 0;
}

static void walk_list(const struct expression *first) {
    for (const struct expression *e = first; e != NULL; e = e->next)
        walk_expression(e);
}

static void walk_initializers(const struct object *object) {
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next)
        walk_expression(i->value);
}

static void walk_expression(const struct expression *expression) {
    if (expression == NULL)
        return;
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING:
    case EXPRESSION_STRING: return;
    case EXPRESSION_VARIABLE: read_variable(expression); return;
    case EXPRESSION_ADDRESS:
        if (!is_variable(expression->left))
            walk_expression(expression->left);
        return;
    case EXPRESSION_CAST:
        if (expression->type->kind != TYPE_VOID || !is_variable(expression->left))
            walk_expression(expression->left);
        return;
    case EXPRESSION_ASSIGN:
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE:
        walk_expression(expression->right);
        if (expression->kind != EXPRESSION_ASSIGN || !is_variable(expression->left))
            walk_expression(expression->left);
        if (is_variable(expression->left))
            set_variable(expression->left);
        return;
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR:
        walk_expression(expression->left);
        walk_condition(expression->right);
        return;
    case EXPRESSION_CONDITIONAL:
        walk_expression(expression->left);
        walk_condition(expression->right);
        walk_condition(expression->third);
        return;
    case EXPRESSION_CALL:
        walk_expression(expression->left);
        walk_list(expression->arguments);
        return;
    case EXPRESSION_SYSCALL: walk_list(expression->arguments); return;
    case EXPRESSION_COMPOUND_LITERAL: walk_initializers(expression->object); return;
    case EXPRESSION_BLOCK:
        walk_statement(expression->statement);
        walk_expression(expression->left);
        return;
    case EXPRESSION_VA_START:
        if (is_variable(expression->left))
            set_variable(expression->left);
        return;
    case EXPRESSION_VA_ARG:
    case EXPRESSION_MEMBER:
    case EXPRESSION_DEREFERENCE:
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
    case EXPRESSION_ABSOLUTE:
    case EXPRESSION_SQUARE_ROOT:
    case EXPRESSION_NOT: walk_expression(expression->left); return;
    default: walk_expression(expression->left); walk_expression(expression->right);
    }
}

static void walk_branch(const struct statement *statement) {
    conditions += loops > 0;
    walk_statement(statement);
    conditions -= loops > 0;
}

static void walk_loop(const struct statement *statement) {
    uint32_t outer = conditions; // what leaves a round makes the rest of it conditional
    if (statement->kind == STATEMENT_FOR)
        walk_statement(statement->first);
    loops++;
    if (statement->kind != STATEMENT_DO)
        walk_expression(statement->expression);
    walk_statement(statement->body);
    if (statement->kind == STATEMENT_FOR)
        walk_expression(statement->step);
    if (statement->kind == STATEMENT_DO)
        walk_expression(statement->expression);
    loops--;
    conditions = outer;
}

static void walk_statement(const struct statement *statement) {
    if (statement == NULL)
        return;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION: walk_expression(statement->expression); return;
    case STATEMENT_DECLARATION: walk_initializers(statement->object); return;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL; s = s->next)
            walk_statement(s);
        return;
    case STATEMENT_IF:
        walk_expression(statement->expression);
        walk_branch(statement->body);
        walk_branch(statement->otherwise);
        return;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: walk_loop(statement); return;
    case STATEMENT_SWITCH:
        walk_expression(statement->expression);
        walk_branch(statement->body);
        return;
    case STATEMENT_CASE: walk_statement(statement->body); return;
    case STATEMENT_LABEL:
    case STATEMENT_GOTO: has_goto = true; return;
    case STATEMENT_BREAK:
    case STATEMENT_CONTINUE: conditions += loops > 0; return;
    case STATEMENT_RETURN:
        walk_expression(statement->expression);
        conditions += loops > 0;
        return;
    }
}

static bool has_candidate(const struct object *function) {
    const struct object *local = function->locals;
    while (local != NULL && !is_candidate(local))
        local = local->next;
    return local != NULL;
}

// Warns of what the function reads uninitialized.
void warn_flow(const struct object *function) {
    bool is_on = options.is_warned[WARNING_UNINITIALIZED];
    if (parse_is_library || !is_on || !has_candidate(function))
        return;
    has_goto = false;
    loops = conditions = 0;
    options.is_warned[WARNING_UNINITIALIZED] = false; // first only what is set anywhere
    walk_statement(function->body);
    options.is_warned[WARNING_UNINITIALIZED] = true;
    for (struct object *local = function->locals; local != NULL; local = local->next) {
        local->flow_is_set_later = local->flow_is_written;
        local->flow_is_set = false;
    }
    loops = conditions = 0;
    if (!has_goto)
        walk_statement(function->body);
}
