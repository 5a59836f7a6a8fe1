// Variables that are read though nothing can have set them before. A function is walked once in the
// order of its text, noting what may have been set; no gotos allowed. In a loop, what is read only
// under a condition may have been set by an earlier round.
//
// And variables that only some paths set, and that are then read without a condition. Conditions
// may belong together (if (n > 0) x = 1; … if (n > 0) use(x);): what is set or read in several
// places of that kind is not reported.

#include "parse.h"

#include <string.h>

static bool has_goto;
static uint32_t loops;      // around what is walked
static uint32_t conditions; // inside of the outermost of them
static bool is_trial;       // only what is set somewhere is looked for

// ---- Paths ----

enum { TRACKED = 64 };

// Of the first variables of a function, a bit each: what the paths to here have set.
struct paths {
    bool is_reached;
    uint64_t set;     // all of them
    uint64_t partial; // some of them, by one decision;
    uint64_t unclear; // by several
};
static struct paths paths;
static struct paths breaks, continues;  // of the innermost statement that they leave, so far
static uint32_t nesting;                // of decisions
static uint32_t decided_at[TRACKED];    // nesting where a variable became partial
static const struct paths *switch_head; // where the innermost switch decides
static const struct paths nowhere = {.set = UINT64_MAX};

static uint64_t bit_of(const struct object *object) {
    return object->flow_index == 0 ? 0 : (uint64_t)1 << (object->flow_index - 1);
}

// Where two ways from `before` meet.
static struct paths meet(const struct paths *before, const struct paths *one,
                         const struct paths *other) {
    struct paths result;
    if (!one->is_reached || !other->is_reached) {
        result = one->is_reached ? *one : *other;
        result.unclear |= before->partial; // what leaves may know what is not set
        result.partial &= ~result.unclear;
        return result;
    }
    uint64_t differs = one->set ^ other->set;
    result.is_reached = true;
    result.set = one->set & other->set;
    result.unclear = (one->unclear | other->unclear | (before->partial & differs)) & ~result.set;
    if (loops > 0)
        result.unclear |= differs;
    result.partial = (one->partial | other->partial | differs) & ~result.set & ~result.unclear;
    for (uint32_t i = 0; result.partial >> i != 0 && i < TRACKED - 1; i++)
        if ((result.partial >> i & 1) != 0 && ((before->partial >> i) & 1) == 0)
            decided_at[i] = nesting;
    return result;
}

static void join(struct paths *to) {
    *to = to->is_reached ? meet(&paths, to, &paths) : paths;
    paths = nowhere;
}

// ---- Variables ----

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
    if (!is_candidate(object) || is_trial)
        return;
    uint64_t bit = bit_of(object);
    if ((paths.partial & bit) != 0 && nesting <= decided_at[object->flow_index - 1]) {
        paths.partial &= ~bit; // reported once
        object->flow_index = 0;
        if (warn(WARNING_MAYBE_UNINITIALIZED, place, "'%s' may be used uninitialized",
                 object->name->text))
            note_at(object->place, "'%s' was declared here", object->name->text);
    }
    if (object->flow_is_set || (conditions > 0 && object->flow_is_set_later))
        return;
    object->flow_is_set = true; // reported once
    if (warn(WARNING_UNINITIALIZED, place, "'%s' is used uninitialized", object->name->text))
        note_at(object->place, "'%s' was declared here", object->name->text);
}

static void set_variable(const struct expression *variable) {
    variable->object->flow_is_set = true;
    variable->object->flow_is_written = true;
    uint64_t bit = bit_of(variable->object);
    paths.set |= bit;
    paths.partial &= ~bit;
    paths.unclear &= ~bit;
}

static bool is_variable(const struct expression *expression) {
    return expression->kind == EXPRESSION_VARIABLE && expression->object != NULL;
}

static void walk_condition(const struct expression *expression) {
    conditions += loops > 0;
    nesting++;
    walk_expression(expression, expression == NULL ? 0 : expression->place);
    nesting--;
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
    nesting++;
    walk_statement(statement);
    nesting--;
    conditions -= loops > 0;
}

static void walk_if(const struct statement *statement) {
    walk_test(statement);
    struct paths before = paths;
    walk_branch(statement->body);
    struct paths one = paths;
    paths = before;
    walk_branch(statement->otherwise);
    paths = meet(&before, &one, &paths);
}

static bool is_true(const struct expression *condition) {
    return condition == NULL || (condition->kind == EXPRESSION_NUMBER && condition->value != 0);
}

// for (i = 0; i < 3; …): is the condition true the first time?
static bool is_begun(const struct statement *loop) {
    const struct expression *condition = loop->expression, *value = NULL;
    const struct statement *first = loop->kind == STATEMENT_FOR ? loop->first : NULL;
    if (first == NULL || condition == NULL || condition->kind < EXPRESSION_EQUAL ||
        condition->kind > EXPRESSION_GREATER_EQUAL || !is_variable(condition->left) ||
        condition->right->kind != EXPRESSION_NUMBER)
        return false;
    const struct object *object = condition->left->object;
    if (first->kind == STATEMENT_DECLARATION && first->object == object)
        value = object->initializers == NULL ? NULL : object->initializers->value;
    else if (first->kind == STATEMENT_EXPRESSION && first->expression != NULL &&
             first->expression->kind == EXPRESSION_ASSIGN && is_variable(first->expression->left) &&
             first->expression->left->object == object)
        value = first->expression->right;
    return value != NULL && value->kind == EXPRESSION_NUMBER &&
           fold_numbers((enum expression_kind)condition->kind, value->value,
                        condition->right->value, condition->right->type->is_unsigned) != 0;
}

static void walk_loop(const struct statement *statement) {
    uint32_t outer = conditions; // what leaves a round makes the rest of it conditional
    struct paths outer_breaks = breaks, outer_continues = continues;
    const struct expression *condition = statement->expression;
    bool is_do = statement->kind == STATEMENT_DO;
    breaks = continues = nowhere;
    if (statement->kind == STATEMENT_FOR)
        walk_statement(statement->first);
    loops++;
    if (!is_do)
        walk_value(condition);
    struct paths before = paths;
    nesting++;
    walk_statement(statement->body);
    nesting--;
    join(&continues);
    paths = continues;
    if (statement->kind == STATEMENT_FOR)
        walk_value(statement->step);
    if (is_do)
        walk_value(condition);
    loops--;
    conditions = outer;
    if (is_true(condition))
        paths = nowhere;
    else if (!is_do && !is_begun(statement))
        paths = meet(&before, &before, &paths);
    paths = meet(&before, &breaks, &paths);
    breaks = outer_breaks;
    continues = outer_continues;
}

static void walk_switch(const struct statement *statement) {
    struct paths outer_breaks = breaks;
    const struct paths *outer_head = switch_head;
    bool has_default = false;
    walk_assigned(statement->expression, statement->place);
    struct paths head = paths;
    for (const struct statement *c = statement->cases; c != NULL; c = c->next_case)
        has_default = has_default || c->is_default;
    breaks = paths = nowhere;
    switch_head = &head;
    walk_branch(statement->body);
    if (!breaks.is_reached)
        breaks = paths;
    else if (paths.is_reached)
        breaks = meet(&head, &breaks, &paths);
    paths = has_default ? breaks : meet(&head, &head, &breaks);
    breaks = outer_breaks;
    switch_head = outer_head;
}

static void walk_statement(const struct statement *statement) {
    if (statement == NULL)
        return;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        walk_value(statement->expression);
        if (statement->expression != NULL && never_returns(statement->expression))
            paths = nowhere;
        return;
    case STATEMENT_DECLARATION: walk_initializers(statement->object); return;
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL; s = s->next)
            walk_statement(s);
        return;
    case STATEMENT_IF: walk_if(statement); return;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: walk_loop(statement); return;
    case STATEMENT_SWITCH: walk_switch(statement); return;
    case STATEMENT_CASE:
        if (switch_head != NULL)
            paths = paths.is_reached ? meet(switch_head, switch_head, &paths) : *switch_head;
        walk_statement(statement->body);
        return;
    case STATEMENT_LABEL:
    case STATEMENT_GOTO: has_goto = true; return;
    case STATEMENT_BREAK:
    case STATEMENT_CONTINUE:
        conditions += loops > 0;
        join(statement->kind == STATEMENT_BREAK ? &breaks : &continues);
        return;
    case STATEMENT_ASSEMBLY: return;
    case STATEMENT_RETURN:
        walk_value(statement->expression);
        conditions += loops > 0;
        paths = nowhere;
        return;
    }
}

// Counts what is looked at, and numbers the first ones.
static uint32_t number_candidates(const struct object *function) {
    uint32_t count = 0;
    for (struct object *local = function->locals; local != NULL; local = local->next) {
        local->flow_index = 0;
        if (is_candidate(local) && count++ < TRACKED)
            local->flow_index = (uint8_t)count;
    }
    return count;
}

static void walk_function(const struct object *function) {
    loops = conditions = nesting = 0;
    paths = (struct paths){.is_reached = true};
    breaks = continues = nowhere;
    switch_head = NULL;
    walk_statement(function->body);
}

// Warns of what the function reads uninitialized.
void warn_flow(const struct object *function) {
    bool is_on =
        options.is_warned[WARNING_UNINITIALIZED] || options.is_warned[WARNING_MAYBE_UNINITIALIZED];
    if (parse_is_library || !is_on || number_candidates(function) == 0)
        return;
    has_goto = false;
    is_trial = true;
    walk_function(function);
    is_trial = false;
    for (struct object *local = function->locals; local != NULL; local = local->next) {
        local->flow_is_set_later = local->flow_is_written;
        local->flow_is_set = false;
    }
    if (!has_goto)
        walk_function(function);
}

// Is the value of the object read where it is initialized?
static bool reads(const struct expression *value, const struct object *object) {
    if (value == NULL)
        return false;
    switch (value->kind) {
    case EXPRESSION_VARIABLE: return value->object == object;
    case EXPRESSION_CAST:
    case EXPRESSION_DEREFERENCE:
    case EXPRESSION_MEMBER:
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
    case EXPRESSION_NOT: return reads(value->left, object);
    case EXPRESSION_CALL:
        for (const struct expression *a = value->arguments; a != NULL; a = a->next)
            if (reads(a, object))
                return true;
        return false;
    default:
        return value->kind >= EXPRESSION_MULTIPLY && value->kind <= EXPRESSION_GREATER_EQUAL &&
               (reads(value->left, object) || reads(value->right, object));
    }
}

// int x = x + 1; but int x = x; is a habit that says to be silent.
void warn_self(const struct object *object) {
    const struct initializer *first = object->initializers;
    if (first == NULL || parse_is_library || !object->is_read || object->is_global ||
        object->is_address_taken || !type_is_scalar(object->type) ||
        first->value->kind == EXPRESSION_VARIABLE || !reads(first->value, object))
        return;
    place_t place = first->value->kind == EXPRESSION_CALL ? first->value->place : object->place;
    if (warn(WARNING_UNINITIALIZED, place, "'%s' is used uninitialized", object->name->text))
        note_at(object->place, "'%s' was declared here", object->name->text);
}
