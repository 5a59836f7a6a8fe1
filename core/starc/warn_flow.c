// Variables that are read though nothing can have set them before. A function is walked once in the
// order of its text, noting what may have been set; no gotos allowed. In a loop, what is read only
// under a condition may have been set by an earlier round.

#include "parse.h"

#include <string.h>

static bool has_goto;
static uint32_t loops;      // around what is walked
static uint32_t conditions; // inside of the outermost of them

static void walk_expression(const struct expression *expression, place_t place);
static void walk_statement(const struct statement *statement);

static bool is_candidate(const struct object *object) {
    return object != NULL && object->name != NULL && !object->is_global && !object->is_parameter &&
           !object->is_address_taken && !object->has_initializer && type_is_scalar(object->type) &&
           (object->type->qualifiers & QUALIFIER_VOLATILE) == 0;
}

// What reads it is at the place.
static void read_variable(const struct expression *variable, place_t place) {
    struct object *object = variable->object;
    if (!is_candidate(object) || object->flow_is_set ||
        (conditions > 0 && object->flow_is_set_later))
        return;
    object->flow_is_set = true; // reported once
    if (warn(WARNING_UNINITIALIZED, place, "'%s' is used uninitialized", object->name->text))
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
    walk_expression(expression, expression == NULL ? 0 : expression->place);
    conditions -= loops > 0;
}

static void walk_list(const struct expression *first, place_t place) {
    for (const struct expression *e = first; e != NULL; e = e->next)
        walk_expression(e, place);
}

// An operation whose result is stored at once is one with the assignment, as gcc shows it.
static bool is_operation(const struct expression *expression) {
    return (expression->kind >= EXPRESSION_NEGATE &&
            expression->kind <= EXPRESSION_GREATER_EQUAL) ||
           expression->kind == EXPRESSION_CAST || expression->kind == EXPRESSION_DEREFERENCE;
}

static void walk_assigned(const struct expression *value, place_t place) {
    if (value->kind == EXPRESSION_MEMBER && value->left->kind == EXPRESSION_DEREFERENCE)
        value = value->left;
    if (!is_operation(value)) {
        walk_expression(value, place);
        return;
    }
    walk_expression(value->left, place);
    if (value->kind >= EXPRESSION_MULTIPLY && value->kind <= EXPRESSION_GREATER_EQUAL)
        walk_expression(value->right, place);
}

static void walk_initializers(const struct object *object) {
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next)
        walk_assigned(i->value, object->place == 0 ? i->place : object->place);
}

static void walk_assignment(const struct expression *expression) {
    place_t here = expression->place;
    if (is_variable(expression->left))
        walk_assigned(expression->right, here);
    else
        walk_expression(expression->right, here);
    if (expression->kind != EXPRESSION_ASSIGN || !is_variable(expression->left)) {
        if (expression->left->kind == EXPRESSION_DEREFERENCE && is_variable(expression->left->left))
            walk_expression(expression->left->left, here);
        else
            walk_expression(expression->left, here);
    }
    if (is_variable(expression->left))
        set_variable(expression->left);
}

// place: of what uses the value.
static void walk_expression(const struct expression *expression, place_t place) {
    if (expression == NULL)
        return;
    place_t here = expression->place;
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING:
    case EXPRESSION_STRING: return;
    case EXPRESSION_VARIABLE: read_variable(expression, place); return;
    case EXPRESSION_ADDRESS:
        if (!is_variable(expression->left))
            walk_expression(expression->left, here);
        return;
    case EXPRESSION_CAST:
        if (expression->type->kind != TYPE_VOID || !is_variable(expression->left))
            walk_expression(expression->left,
                            expression->type->size == expression->left->type->size ? place : here);
        return;
    case EXPRESSION_ASSIGN:
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: walk_assignment(expression); return;
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR:
        walk_expression(expression->left, here);
        walk_condition(expression->right);
        return;
    case EXPRESSION_CONDITIONAL:
        walk_expression(expression->left, here);
        walk_condition(expression->right);
        walk_condition(expression->third);
        return;
    case EXPRESSION_CALL:
        walk_expression(expression->left, here);
        walk_list(expression->arguments, here);
        return;
    case EXPRESSION_SYSCALL: walk_list(expression->arguments, here); return;
    case EXPRESSION_COMPOUND_LITERAL: walk_initializers(expression->object); return;
    case EXPRESSION_BLOCK:
        walk_statement(expression->statement);
        walk_expression(expression->left, place);
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
    case EXPRESSION_NOT: walk_expression(expression->left, here); return;
    default: walk_expression(expression->left, here); walk_expression(expression->right, here);
    }
}

// The value of a statement: of a condition, of return.
static void walk_value(const struct expression *expression) {
    if (expression != NULL)
        walk_expression(expression, expression->place);
}

// The condition of an if is where its parenthesis opens, for gcc.
static void walk_test(const struct statement *statement) {
    const struct expression *condition = statement->expression;
    uint32_t length;
    place_t place = statement->place;
    if (place_in_file(place) == place) {
        const char *text = source_text_at(place, &length);
        place += (place_t)strcspn(text, "(\n");
    }
    if (is_variable(condition) ||
        (condition->kind >= EXPRESSION_EQUAL && condition->kind <= EXPRESSION_GREATER_EQUAL))
        walk_assigned(condition, place);
    else
        walk_value(condition);
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
        walk_value(statement->expression);
    walk_statement(statement->body);
    if (statement->kind == STATEMENT_FOR)
        walk_value(statement->step);
    if (statement->kind == STATEMENT_DO)
        walk_value(statement->expression);
    loops--;
    conditions = outer;
}

static void walk_statement(const struct statement *statement) {
    if (statement == NULL)
        return;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION: walk_value(statement->expression); return;
    case STATEMENT_DECLARATION: walk_initializers(statement->object); return;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL; s = s->next)
            walk_statement(s);
        return;
    case STATEMENT_IF:
        walk_test(statement);
        walk_branch(statement->body);
        walk_branch(statement->otherwise);
        return;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: walk_loop(statement); return;
    case STATEMENT_SWITCH:
        walk_assigned(statement->expression, statement->place);
        walk_branch(statement->body);
        return;
    case STATEMENT_CASE: walk_statement(statement->body); return;
    case STATEMENT_LABEL:
    case STATEMENT_GOTO: has_goto = true; return;
    case STATEMENT_BREAK:
    case STATEMENT_CONTINUE: conditions += loops > 0; return;
    case STATEMENT_RETURN:
        walk_value(statement->expression);
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
