// Postfix operators, calls and assignments: C11 6.5.2, 6.5.16, and the increments of 6.5.3.

#include "parse.h"

// ---- Subscripts and members: C11 6.5.2.1, 6.5.2.3 ----

// The first operand of a subscript: which element is wanted, if one is, is told later.
static struct expression *convert_subscripted(struct expression *array) {
    struct object *object = array->type->kind == TYPE_ARRAY ? variable_of(array) : NULL;
    bool was_read = object != NULL && object->is_read;
    array = array->type->kind == TYPE_ARRAY ? convert_array(array) : convert_value(array);
    if (object != NULL)
        object->is_read = was_read;
    return array;
}

struct expression *operator_subscript(struct expression *left, struct expression *right,
                                      place_t place) {
    if (type_is_vector(left->type))
        return vector_subscript(left, right, place);
    left = convert_subscripted(left);
    right = convert_value(right);
    if (is_error(left) || is_error(right))
        return make_error(place);
    if (left->type->kind != TYPE_POINTER && right->type->kind == TYPE_POINTER) {
        struct expression *exchanged = left;
        left = right;
        right = exchanged;
    }
    if (left->type->kind != TYPE_POINTER) {
        error_at(place, "subscripted value is neither array nor pointer nor vector");
        return make_error(place);
    }
    if (left->type->base->kind == TYPE_FUNCTION) {
        error_at(place, "subscripted value is pointer to function");
        return make_error(place);
    }
    if (!type_is_integer(right->type)) {
        error_at(place, "array subscript is not an integer");
        return make_error(place);
    }
    if (right->type->is_plain_char && right->kind != EXPRESSION_NUMBER)
        warn(WARNING_CHAR_SUBSCRIPTS, place, "array subscript has type 'char'");
    return operator_dereference(operator_binary(EXPRESSION_ADD, left, right, place), place);
}

static struct expression *make_member(struct expression *record, const struct member *found,
                                      uint32_t offset, place_t place) {
    struct type *type = type_qualify(found->type, record->type->qualifiers);
    bool is_lvalue = record->is_lvalue;
    uint64_t total = offset;
    if (type_is_packed(record->type) && type->alignment > record->type->alignment)
        type = type_align(type, record->type->alignment);
    if (record->kind == EXPRESSION_MEMBER) {
        total += record->value;
        record = record->left;
    }
    if (record->kind == EXPRESSION_VARIABLE || record->kind == EXPRESSION_COMPOUND_LITERAL)
        record->object->is_address_taken = true;
    struct expression *member = make_expression(EXPRESSION_MEMBER, type, place);
    member->operation = type_is_packed(type);
    if (found->declared != NULL)
        member->operation =
            (uint8_t)(MEMBER_MISALIGNED | MEMBER_BIT_FIELD | found->bit << MEMBER_BIT_SHIFT);
    member->left = record;
    member->value = total;
    member->is_lvalue = is_lvalue;
    return member;
}

struct expression *operator_member(struct expression *record, struct name *name, bool is_arrow,
                                   place_t place) {
    if (is_error(record))
        return record;
    if (is_arrow) {
        record = convert_value(record);
        if (record->type->kind != TYPE_POINTER) {
            error_at(place, "invalid type argument of '->' (have %s)", type_quoted(record->type));
            return make_error(place);
        }
        record = operator_dereference(record, place);
        if (is_error(record))
            return record;
    }
    struct type *type = record->type;
    if (!type_is_record(type) || type_is_vector(type)) {
        const char *text = expression_text(record);
        if (!is_arrow && type->kind == TYPE_POINTER && type_is_record(type->base))
            error_at(place, "%s is a pointer; did you mean to use '->'?",
                     text[0] == '\0' ? "expression" : text + 1);
        else
            error_at(place, "request for member '%s' in something not a structure or union",
                     name->text);
        return make_error(place);
    }
    if (type->is_incomplete) {
        error_at(place, "invalid use of undefined type %s", type_quoted(type));
        return make_error(place);
    }
    if ((type->qualifiers & QUALIFIER_ATOMIC) != 0)
        warning_at(place, "accessing a member '%s' of an atomic %s%s", name->text,
                   type->kind == TYPE_UNION ? "union" : "structure", expression_text(record));
    uint32_t offset = 0;
    struct member *member = member_find(type, name, &offset);
    if (member == NULL) {
        const char *suggestion = suggest_member(name, type, token.place);
        if (*suggestion != '\0')
            place = token.place;
        error_at(place, "%s has no member named '%s'%s", type_quoted(type), name->text, suggestion);
        return make_error(place);
    }
    if (member->type == type_error)
        return make_error(place);
    return make_member(record, member, offset, place);
}

// ---- Calls: C11 6.5.2.2 ----

static const struct object *called_object(const struct expression *function) {
    return function->kind == EXPRESSION_VARIABLE ? function->object : NULL;
}

static void error_count_of_arguments(const struct expression *function, const char *what) {
    const struct object *object = called_object(function);
    if (object == NULL || object->name == NULL) {
        error_at(function->place, "too %s arguments to function", what);
        return;
    }
    error_at(function->place, "too %s arguments to function '%s'", what, object->name->text);
    if (object->type->kind == TYPE_FUNCTION)
        note_at(object->place, "declared here");
}

// Converts the arguments in their list. False after an error.
static bool convert_arguments(const struct expression *function, const struct type *type,
                              struct expression **list) {
    const struct object *object = called_object(function);
    const struct name *name = object == NULL ? NULL : object->name;
    const struct parameter *parameter = type->parameters;
    bool is_good = true;
    for (uint32_t number = 1; *list != NULL; number++) {
        struct expression *argument = *list;
        struct expression *next = argument->next;
        argument->next = NULL;
        if (parameter != NULL) {
            argument = convert_assign(argument, parameter->type, CONVERSION_ARGUMENT,
                                      argument->place, name, number);
            parameter = parameter->next;
        } else if (type->is_unprototyped || type->is_variadic) {
            argument = convert_argument(convert_value(argument));
            if (argument->type->kind == TYPE_VOID) {
                error_at(argument->place, "invalid use of void expression");
                is_good = false;
            }
        } else {
            error_count_of_arguments(function, "many");
            return false;
        }
        if (is_error(argument))
            is_good = false;
        argument->next = next;
        *list = argument;
        list = &argument->next;
    }
    if (parameter != NULL && !type->is_unprototyped) {
        error_count_of_arguments(function, "few");
        return false;
    }
    return is_good;
}

struct expression *operator_call(struct expression *function, struct expression *arguments,
                                 place_t place) {
    if (is_error(function))
        return function;
    if (function->type->kind != TYPE_FUNCTION)
        function = convert_value(function);
    else if (function->kind == EXPRESSION_DEREFERENCE)
        function = function->left; // (*pointer)(…)
    struct type *type = function->type;
    if (type->kind == TYPE_POINTER && type->base->kind == TYPE_FUNCTION)
        type = type->base;
    if (type->kind != TYPE_FUNCTION) {
        if (!is_error(function)) {
            const struct object *object = called_object(function);
            if (object != NULL && object->name != NULL)
                error_at(place, "called object '%s' is not a function or function pointer",
                         object->name->text);
            else
                error_at(place, "called object is not a function or function pointer");
        }
        return make_error(place);
    }
    if (!convert_arguments(function, type, &arguments))
        return make_error(place);
    warn_call(function, arguments, place);
    struct type *result = type->base;
    if (result == type_error)
        return make_error(place);
    if (result->kind != TYPE_VOID && !type_is_complete(result)) {
        error_at(place, "invalid use of undefined type %s", type_quoted(result));
        return make_error(place);
    }
    struct expression *call = make_expression(EXPRESSION_CALL, result->unqualified, place);
    call->left = function;
    call->arguments = arguments;
    return call;
}

// ---- Assignment: C11 6.5.16 ----

bool is_bit_field(const struct expression *expression) {
    return expression->kind == EXPRESSION_MEMBER && (expression->operation & MEMBER_BIT_FIELD) != 0;
}

// The name of the member that a MEMBER expression is, as far as its offset tells.
const char *member_text(const struct expression *expression) {
    for (const struct member *member = expression->left->type->members; member != NULL;
         member = member->next) {
        if (member->offset == expression->value && member->name != NULL &&
            member->bit == expression->operation >> MEMBER_BIT_SHIFT)
            return member->name->text;
    }
    return "";
}

static void error_read_only(const struct expression *left, place_t place, const char *what) {
    if (left->kind == EXPRESSION_VARIABLE && left->object->name != NULL)
        error_at(place, "%s of read-only %s '%s'", what,
                 left->object->is_parameter ? "parameter" : "variable", left->object->name->text);
    else if (left->kind == EXPRESSION_MEMBER && type_is_read_only(left->left->type))
        error_at(place, "%s of member '%s' in read-only object", what, member_text(left));
    else if (left->kind == EXPRESSION_MEMBER)
        error_at(place, "%s of read-only member '%s'", what, member_text(left));
    else
        error_at(place, "%s of read-only location%s", what, expression_text(left));
}

// May left be changed? what: "assignment", "increment", "decrement".
static bool check_modifiable(const struct expression *left, place_t place, const char *what) {
    if (is_error(left))
        return false;
    bool is_assignment = what[0] == 'a';
    if (left->type->kind == TYPE_ARRAY && is_assignment && left->is_lvalue) {
        error_at(place, "assignment to expression with array type");
        return false;
    }
    if (!left->is_lvalue) {
        if (is_assignment)
            error_at(place, "lvalue required as left operand of assignment");
        else
            error_at(place, "lvalue required as %s operand", what);
        return false;
    }
    if (left->kind == EXPRESSION_MEMBER && type_is_complex(left->left->type) &&
        type_is_read_only(left->type)) {
        warning_at(place, "%s of read-only location%s", what, expression_text(left));
    } else if (type_has_read_only(left->type)) {
        error_read_only(left, place, what);
        return false;
    }
    const struct type *type = left->type;
    if (type->kind == TYPE_POINTER && type->base->is_incomplete && !is_assignment) {
        error_at(place, "%s of pointer to an incomplete type %s", what, type_quoted(type->base));
        return false;
    }
    if (type->is_incomplete) {
        error_at(left->place, "invalid use of undefined type %s", type_quoted(left->type));
        return false;
    }
    return true;
}

uint32_t operator_changes;

struct expression *operator_assign(struct expression *left, struct expression *right,
                                   place_t place) {
    operator_changes++;
    if (!check_modifiable(left, place, "assignment"))
        return make_error(place);
    warn_bounds(left);
    struct type *type = left->type->unqualified;
    right = convert_assign(right, type, CONVERSION_ASSIGNMENT, place, NULL, 0);
    if (is_error(right))
        return make_error(place);
    struct expression *expression = make_expression(EXPRESSION_ASSIGN, type, place);
    expression->left = left;
    expression->right = right;
    return expression;
}

// left OPERATION= right: kind is UPDATE, or POST_UPDATE if the old value is wanted.
struct expression *operator_update(enum expression_kind kind, enum expression_kind operation,
                                   struct expression *left, struct expression *right,
                                   place_t place) {
    operator_changes++;
    bool is_step = right == NULL;
    const char *what = !is_step                      ? "assignment"
                       : operation == EXPRESSION_ADD ? "increment"
                                                     : "decrement";
    if (is_step && !is_error(left) && !type_is_scalar(left->type) && left->is_lvalue &&
        !type_is_vector(left->type)) {
        error_at(place, "wrong type argument to %s", what);
        return make_error(place);
    }
    if (!check_modifiable(left, place, what))
        return make_error(place);
    if (is_step && left->type->kind == TYPE_BOOL)
        warn(WARNING_BOOL_OPERATION, place, "%s of a boolean expression", what);
    if (is_step)
        right = make_number(1, type_int, place);
    mark_read(left);
    if (type_is_vector(left->type) || type_is_vector(right->type))
        return vector_update(kind, operation, left, right, place);
    struct type *type = left->type->unqualified;
    struct expression *expression = make_expression(kind, type, place);
    expression->left = left;
    expression->operation = (uint8_t)operation;
    right = convert_value(right);
    if (is_error(right))
        return make_error(place);
    bool is_additive = operation == EXPRESSION_ADD || operation == EXPRESSION_SUBTRACT;
    if (type->kind == TYPE_POINTER && is_additive && type_is_integer(right->type)) {
        expression->right = operator_scale(right, type, place);
        expression->operation_type = type;
        return expression;
    }
    struct expression *value = make_variable(NULL, type, left->place); // stands in for left's
    if (!check_operands(operation, value, right, place))
        return make_error(place);
    if (operation == EXPRESSION_SHIFT_LEFT || operation == EXPRESSION_SHIFT_RIGHT) {
        expression->operation_type = type_whole(type_promoted(type));
        expression->right = convert_promote(right);
    } else {
        expression->operation_type = type_whole(convert_usual(&value, &right));
        expression->right = right;
        warn_floating_types(expression->operation_type, type, right->place);
    }
    check_right(operation, expression->operation_type, expression->right, place);
    return expression;
}
