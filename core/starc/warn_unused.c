// Warnings of what is declared and not used, and of values that nobody wants (gcc's -Wunused).

#include "parse.h"

#include <string.h>

// ---- Variables, parameters, typedefs, functions ----

struct object *variable_of(const struct expression *expression) {
    for (;;) {
        switch (expression->kind) {
        case EXPRESSION_MEMBER:
        case EXPRESSION_ADDRESS:
        case EXPRESSION_DEREFERENCE:
        case EXPRESSION_ADD:
        case EXPRESSION_ASSIGN: expression = expression->left; continue;
        case EXPRESSION_VARIABLE: return expression->object;
        default: return NULL;
        }
    }
}

void mark_read(const struct expression *expression) {
    struct object *object = variable_of(expression);
    if (object != NULL)
        object->is_read = true;
}

static void check_variable(const struct binding *binding) {
    const struct object *object = binding->object;
    if (object->is_unused || object->type == type_error)
        return;
    const char *name = binding->name->text;
    if (!object->is_used && !object->is_parameter)
        warn(WARNING_UNUSED_VARIABLE, binding->place, "unused variable '%s'", name);
    else if (object->is_used && !object->is_read && object->is_parameter)
        warn(WARNING_UNUSED_BUT_SET_PARAMETER, binding->place, "parameter '%s' set but not used",
             name);
    else if (object->is_used && !object->is_read)
        warn(WARNING_UNUSED_BUT_SET_VARIABLE, binding->place, "variable '%s' set but not used",
             name);
}

// Of a block or function, which is left.
void warn_unused_bindings(const struct binding *first) {
    if (parse_is_library || parse_is_cstar || parse_syntax_errors > 0 || current_function == NULL)
        return;
    for (const struct binding *binding = first; binding != NULL; binding = binding->next) {
        if (binding->kind == BINDING_TYPEDEF && !binding->is_used)
            warn(WARNING_UNUSED_LOCAL_TYPEDEFS, binding->place,
                 "typedef '%s' locally defined but not used", binding->name->text);
        else if (binding->kind == BINDING_OBJECT && binding->object != NULL &&
                 binding->type->kind != TYPE_FUNCTION)
            check_variable(binding);
    }
}

void warn_unused_parameters(const struct object *function) {
    if (parse_is_library || parse_is_cstar || parse_syntax_errors > 0)
        return;
    for (const struct object *one = function->parameters; one != NULL; one = one->next_parameter)
        if (one->name != NULL && !one->is_used && !one->is_unused)
            warn(WARNING_UNUSED_PARAMETER, one->place, "unused parameter '%s'", one->name->text);
}

static void check_internal(const struct object *object) {
    const char *name = object->name->text;
    const struct type *type = object->type;
    if (object->is_used || object->is_unused || object->is_inline)
        return;
    if (type->kind == TYPE_FUNCTION) {
        if (object->is_defined)
            warn(WARNING_UNUSED_FUNCTION, object->place, "'%s' defined but not used", name);
        else
            warn(WARNING_UNUSED_FUNCTION, object->place, "'%s' declared 'static' but never defined",
                 name);
        return;
    }
    const struct source *source = source_at(object->place);
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    if ((type->qualifiers & QUALIFIER_VOLATILE) != 0)
        return;
    if ((type->qualifiers & QUALIFIER_CONST) == 0)
        warn(WARNING_UNUSED_VARIABLE, object->place, "'%s' defined but not used", name);
    else if (source != NULL && source->included == 0)
        warn(WARNING_UNUSED_CONST_VARIABLE, object->place, "'%s' defined but not used", name);
}

// What a unit has declared for itself.
void warn_unused_internal(const struct object *first) {
    if (parse_is_library || parse_is_cstar || parse_syntax_errors > 0)
        return;
    for (const struct object *object = first; object != NULL; object = object->next)
        if (object->name != NULL && !object->is_external && !object->is_block_static &&
            !object->is_string && object->alias_name == NULL && object->place != 0)
            check_internal(object);
}

// ---- Values ----

// Does an expression something besides yielding a value?
static bool has_effect(const struct expression *expression) {
    if (expression == NULL)
        return false;
    switch (expression->kind) {
    case EXPRESSION_CALL: return !is_pure_call(expression);
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING:
    case EXPRESSION_STRING: return is_error(expression);
    case EXPRESSION_VARIABLE:
        return is_error(expression) || expression->object == NULL ||
               (expression->object->type->qualifiers & QUALIFIER_VOLATILE) != 0;
    case EXPRESSION_MEMBER:
    case EXPRESSION_DEREFERENCE: {
        const struct type *type = expression->type;
        if (expression->kind == EXPRESSION_DEREFERENCE &&
            expression->left->type->kind == TYPE_POINTER)
            type = expression->left->type->base;
        return (type->qualifiers & QUALIFIER_VOLATILE) != 0 || has_effect(expression->left);
    }
    case EXPRESSION_ADDRESS:
    case EXPRESSION_CAST:
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
    case EXPRESSION_ABSOLUTE:
    case EXPRESSION_SQUARE_ROOT:
    case EXPRESSION_NOT: return has_effect(expression->left);
    case EXPRESSION_CONDITIONAL:
        return has_effect(expression->left) || has_effect(expression->right) ||
               has_effect(expression->third);
    case EXPRESSION_COMMA: return has_effect(expression->left) || has_effect(expression->right);
    default:
        return !(expression->kind >= EXPRESSION_MULTIPLY &&
                 expression->kind <= EXPRESSION_LOGICAL_OR) ||
               has_effect(expression->left) || has_effect(expression->right);
    }
}

// An expression that has effects: is the value that it yields computed for nothing?
static void check_value(const struct expression *expression) {
    const struct expression *e = expression;
    for (;;) {
        switch (e->kind) {
        case EXPRESSION_LOGICAL_AND:
        case EXPRESSION_LOGICAL_OR: // a value that is made a truth
            if (e->right->kind == EXPRESSION_CALL || e->right->kind == EXPRESSION_UPDATE ||
                e->right->kind == EXPRESSION_POST_UPDATE)
                break;
            e = e->right;
            continue;
        case EXPRESSION_COMMA:
            if (e->right->kind == EXPRESSION_NUMBER || e->right->kind == EXPRESSION_CAST)
                return;
            e = e->right;
            continue;
        case EXPRESSION_CONDITIONAL:
            if (has_effect(e->right) || has_effect(e->third))
                return;
            break;
        case EXPRESSION_DEREFERENCE:
        case EXPRESSION_MEMBER:
            if ((e->type->qualifiers & QUALIFIER_VOLATILE) != 0 || !has_effect(e->left) ||
                type_is_record(e->type))
                return;
            break;
        default:
            if ((e->kind >= EXPRESSION_NEGATE && e->kind <= EXPRESSION_GREATER_EQUAL))
                break;
            return;
        }
        warn(WARNING_UNUSED_VALUE, e->place, "value computed is not used");
        return;
    }
}

// start: where the statement begins.
void warn_statement(const struct expression *expression, place_t start) {
    bool is_plain = expression->kind == EXPRESSION_VARIABLE || expression->kind == EXPRESSION_COMMA;
    warn_ignored(expression);
    if (!options.is_warned[WARNING_UNUSED_VALUE] || expression->type->kind == TYPE_VOID)
        return;
    const struct expression *last = expression;
    while (last->kind == EXPRESSION_COMMA)
        last = last->right;
    if (last->kind == EXPRESSION_VARIABLE && last->object->name == NULL)
        return; // of an operation on vectors
    if (!has_effect(expression))
        warn(WARNING_UNUSED_VALUE, is_plain ? start : expression->place,
             "statement with no effect");
    else if (last != expression && !has_effect(last) && last->kind != EXPRESSION_CAST)
        warn(WARNING_UNUSED_VALUE, expression->place,
             "right-hand operand of comma expression has no effect");
    else
        check_value(expression);
}

void warn_comma(const struct expression *left, place_t place) {
    while (left->kind == EXPRESSION_COMMA)
        left = left->right;
    if (left->type->kind == TYPE_VOID || left->kind == EXPRESSION_CAST)
        return;
    if (!has_effect(left))
        warn(WARNING_UNUSED_VALUE, place, "left-hand operand of comma expression has no effect");
    else
        check_value(left);
}
