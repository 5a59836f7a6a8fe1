// Operators: what C11 6.5 asks of operands, and the node that results. Pointer arithmetic is
// scaled here, so that the back end sees bytes only.

#include "parse.h"

#include <stdio.h>

static struct expression *make_binary(enum expression_kind kind, struct type *type,
                                      struct expression *left, struct expression *right,
                                      place_t place) {
    struct expression *expression = make_expression(kind, type, place);
    expression->left = left;
    expression->right = right;
    return expression;
}

static const char *binary_text(enum expression_kind kind) {
    uint32_t token = 0;
    while (token_precedence(token) == 0 || token_facts[token].operation != kind)
        token++;
    return token_facts[token].text;
}

struct expression *invalid_operands(enum expression_kind kind, const struct expression *left,
                                    const struct expression *right, place_t place) {
    if (left->type->kind == TYPE_VOID || right->type->kind == TYPE_VOID)
        error_at(left->type->kind == TYPE_VOID ? left->place : right->place,
                 "void value not ignored as it ought to be");
    else
        error_at(place, "invalid operands to binary %s (have %s and %s)", binary_text(kind),
                 type_quoted(left->type), type_quoted(right->type));
    return make_error(place);
}

// ---- Additive operators on pointers: C11 6.5.6 ----

// The size that pointer arithmetic counts in; void and functions count as bytes, as with gcc.
static uint32_t target_size(const struct type *pointer, place_t place) {
    const struct type *target = pointer->base;
    if (target->kind == TYPE_VOID || target->kind == TYPE_FUNCTION) {
        warn(WARNING_POINTER_ARITH, place,
             target->kind == TYPE_VOID ? "pointer of type 'void *' used in arithmetic"
                                       : "pointer to a function used in arithmetic");
        return 1;
    }
    if (!type_is_complete(target)) {
        if (type_is_record(target))
            error_at(place, "invalid use of undefined type %s", type_quoted(target));
        else
            error_at(place, "arithmetic on a pointer to an incomplete type %s",
                     type_quoted(target));
        return 1;
    }
    return target->size;
}

// index * size in bytes, as an int; (i + 1) * size becomes i * size + size.
static struct expression *scale(struct expression *index, uint32_t size, place_t place) {
    index = convert_to(convert_promote(index), type_int);
    if (size == 1)
        return index;
    struct expression *added = NULL;
    if ((index->kind == EXPRESSION_ADD || index->kind == EXPRESSION_SUBTRACT) &&
        index->right->kind == EXPRESSION_NUMBER) {
        added = index->right;
        uint64_t value = index->kind == EXPRESSION_ADD ? added->value : 0 - added->value;
        added->value = number_reduce(value * size, type_int);
        added->type = type_int;
        index = index->left;
    }
    struct expression *factor = make_number(number_reduce(size, type_int), type_int, place);
    if (index->kind == EXPRESSION_NUMBER) {
        index->value = number_reduce(index->value * size, type_int);
        return index;
    }
    struct expression *scaled = make_binary(EXPRESSION_MULTIPLY, type_int, index, factor, place);
    if (added == NULL || added->value == 0)
        return scaled;
    return make_binary(EXPRESSION_ADD, type_int, scaled, added, place);
}

// What is added to a pointer of the given type, in bytes.
struct expression *operator_scale(struct expression *index, struct type *type, place_t place) {
    if (type->base->is_variable)
        return make_binary(EXPRESSION_MULTIPLY, type_int,
                           convert_to(convert_promote(index), type_int),
                           convert_to(variable_size(type->base, place), type_int), place);
    return scale(index, target_size(type, place), place);
}

static struct expression *pointer_add(struct expression *pointer, struct expression *index,
                                      place_t place) {
    struct type *type = pointer->type;
    struct expression *bytes = operator_scale(index, type, place);
    if (bytes->kind == EXPRESSION_ADD && bytes->right->kind == EXPRESSION_NUMBER) {
        struct expression *constant = bytes->right;
        pointer = fold_binary(EXPRESSION_ADD, type, pointer, bytes->left, place);
        return fold_binary(EXPRESSION_ADD, type, pointer, constant, place);
    }
    return fold_binary(EXPRESSION_ADD, type, pointer, bytes, place);
}

static struct expression *pointer_subtract(struct expression *left, struct expression *right,
                                           place_t place) {
    struct type *type = left->type;
    if (type_is_integer(right->type)) {
        struct expression *bytes = operator_scale(right, type, place);
        if (bytes->kind == EXPRESSION_NUMBER) {
            bytes->value = number_reduce(0 - bytes->value, type_int);
            return fold_binary(EXPRESSION_ADD, type, left, bytes, place);
        }
        return make_binary(EXPRESSION_SUBTRACT, type, left, bytes, place);
    }
    if (!targets_compatible(type->base, right->type->base))
        return invalid_operands(EXPRESSION_SUBTRACT, left, right, place);
    uint32_t size = target_size(type, place);
    struct expression *bytes =
        fold_binary(EXPRESSION_SUBTRACT, type_int, convert_to(left, type_int),
                    convert_to(right, type_int), place);
    if (type->base->is_variable)
        return fold_binary(EXPRESSION_DIVIDE, type_int, bytes,
                           convert_to(variable_size(type->base, place), type_int), place);
    if (size <= 1)
        return bytes;
    struct expression *count =
        fold_binary(EXPRESSION_DIVIDE, type_int, bytes, make_number(size, type_int, place), place);
    if (count->kind == EXPRESSION_DIVIDE)
        count->operation = EXPRESSION_SUBTRACT;
    return count;
}

static struct expression *operator_additive(enum expression_kind kind, struct expression *left,
                                            struct expression *right, place_t place) {
    bool left_points = left->type->kind == TYPE_POINTER;
    bool right_points = right->type->kind == TYPE_POINTER;
    if (kind == EXPRESSION_ADD && left_points && type_is_integer(right->type))
        return pointer_add(left, right, place);
    if (kind == EXPRESSION_ADD && right_points && type_is_integer(left->type))
        return pointer_add(right, left, place);
    if (kind == EXPRESSION_SUBTRACT && left_points &&
        (right_points || type_is_integer(right->type)))
        return pointer_subtract(left, right, place);
    return invalid_operands(kind, left, right, place);
}

// ---- Comparisons: C11 6.5.8, 6.5.9 ----

static bool pointers_fit(const struct type *left, const struct type *right) {
    left = left->base;
    right = right->base;
    return left->kind == TYPE_VOID || right->kind == TYPE_VOID || targets_compatible(left, right);
}

static struct expression *operator_compare(enum expression_kind kind, struct expression *left,
                                           struct expression *right, place_t place) {
    bool left_points = left->type->kind == TYPE_POINTER;
    bool right_points = right->type->kind == TYPE_POINTER;
    if (left_points && right_points) {
        if (!pointers_fit(left->type, right->type) && !is_null_pointer(left) &&
            !is_null_pointer(right))
            warning_at(place, "comparison of distinct pointer types lacks a cast");
        right = convert_to(right, left->type);
    } else if (left_points && type_is_integer(right->type)) {
        if (!is_null_pointer(right))
            warning_at(place, "comparison between pointer and integer");
        right = convert_to(right, left->type);
    } else if (right_points && type_is_integer(left->type)) {
        if (!is_null_pointer(left))
            warning_at(place, "comparison between pointer and integer");
        left = convert_to(left, right->type);
    } else if (type_is_arithmetic(left->type) && type_is_arithmetic(right->type) &&
               (kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL ||
                (!type_is_complex(left->type) && !type_is_complex(right->type)))) {
        warn_floating_equal(kind, convert_usual(&left, &right), place);
    } else {
        return invalid_operands(kind, left, right, place);
    }
    return fold_binary(kind, type_int, left, right, place);
}

// ---- Binary operators: C11 6.5.5 to 6.5.12 ----

// Are both numbers, and integers where the operator needs them?
bool check_operands(enum expression_kind kind, const struct expression *left,
                    const struct expression *right, place_t place) {
    bool is_good = type_is_arithmetic(left->type) && type_is_arithmetic(right->type);
    if (kind != EXPRESSION_MULTIPLY && kind != EXPRESSION_DIVIDE && kind != EXPRESSION_ADD &&
        kind != EXPRESSION_SUBTRACT)
        is_good = type_is_integer(left->type) && type_is_integer(right->type);
    if (!is_good)
        invalid_operands(kind, left, right, place);
    return is_good;
}

struct expression *operator_binary(enum expression_kind kind, struct expression *left,
                                   struct expression *right, place_t place) {
    left = convert_value(left);
    right = convert_value(right);
    if (left->type->kind == TYPE_VOID || right->type->kind == TYPE_VOID)
        return invalid_operands(kind, left, right, place);
    if (is_error(left) || is_error(right))
        return make_error(place);
    if (type_is_vector(left->type) || type_is_vector(right->type))
        return vector_binary(kind, left, right, place);
    if (kind >= EXPRESSION_EQUAL) {
        warn_comparison(kind, left, right, place);
        return operator_compare(kind, left, right, place);
    }
    if ((kind == EXPRESSION_ADD || kind == EXPRESSION_SUBTRACT) &&
        (left->type->kind == TYPE_POINTER || right->type->kind == TYPE_POINTER))
        return operator_additive(kind, left, right, place);
    if (!check_operands(kind, left, right, place))
        return make_error(place);
    if (kind == EXPRESSION_DIVIDE)
        warn_sizeof_quotient(left, right, place);
    if (kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT) {
        left = convert_promote(left);
        right = convert_promote(right);
        return fold_binary(kind, left->type, left, right, place);
    }
    struct type *type = convert_usual(&left, &right);
    return fold_binary(kind, type, left, right, place);
}

// ---- Logical operators, conditions: C11 6.5.13 to 6.5.15, 6.5.17 ----

bool check_scalar(const struct expression *expression, place_t place) {
    const struct type *type = expression->type;
    if (is_error(expression))
        return false;
    if (type_is_scalar(type))
        return true;
    if (type->kind == TYPE_VOID)
        error_at(place, "void value not ignored as it ought to be");
    else
        error_at(place, "used %s where scalar is required",
                 type->kind == TYPE_UNION ? "union type value"
                 : type_is_vector(type)   ? "vector type"
                                          : "struct type value");
    return false;
}

static struct expression *make_truth(struct expression *expression, place_t place) {
    struct type *type = expression->type;
    struct expression *zero = fold_zero(type_is_complex(type) ? type->base : type, place);
    return fold_binary(EXPRESSION_NOT_EQUAL, type_int, expression, zero, place);
}

struct expression *operator_logical(enum expression_kind kind, struct expression *left,
                                    struct expression *right, place_t place) {
    left = convert_value(left);
    right = convert_value(right);
    warn_truth(left, left->place, false);
    warn_truth(right, right->place, false);
    bool is_good = check_scalar(left, left->place);
    if (!check_scalar(right, right->place) || !is_good)
        return make_error(place);
    left = fold_truth(left);
    if (left->kind == EXPRESSION_NUMBER) {
        bool is_and = kind == EXPRESSION_LOGICAL_AND;
        if ((left->value != 0) == is_and)
            return make_truth(right, place);
        return make_number(!is_and, type_int, place);
    }
    return make_binary(kind, type_int, left, right, place);
}

// The type of a conditional whose arms are pointers, or a pointer and zero; NULL if they are not.
static struct type *conditional_pointer(const struct expression *left,
                                        const struct expression *right, place_t place) {
    struct type *one = left->type;
    struct type *other = right->type;
    if (one->kind != TYPE_POINTER) {
        const struct expression *exchanged = left;
        left = right;
        right = exchanged;
        one = left->type;
        other = right->type;
    }
    if (one->kind != TYPE_POINTER || (other->kind != TYPE_POINTER && !type_is_integer(other)))
        return NULL;
    if (is_null_pointer(right))
        return one;
    if (other->kind != TYPE_POINTER) {
        warning_at(place, "pointer/integer type mismatch in conditional expression");
        return one;
    }
    if (is_null_pointer(left))
        return other;
    int qualifiers = (one->base->qualifiers | other->base->qualifiers) & 3;
    if (one->base->kind == TYPE_VOID)
        return type_pointer(type_qualify(one->base, qualifiers));
    if (other->base->kind == TYPE_VOID)
        return type_pointer(type_qualify(other->base, qualifiers));
    if (!pointers_fit(one, other)) {
        warning_at(place, "pointer type mismatch in conditional expression");
        return type_pointer(type_void);
    }
    struct type *base = type_composite(one->base, other->base);
    return type_pointer(type_qualify(base, qualifiers));
}

struct expression *operator_conditional(struct expression *condition, struct expression *left,
                                        struct expression *right, place_t place) {
    condition = convert_value(condition);
    left = convert_value(left);
    right = convert_value(right);
    if (!check_scalar(condition, condition->place) || is_error(left) || is_error(right))
        return make_error(place);
    warn_arms(left, right);
    struct type *type;
    if (type_is_arithmetic(left->type) && type_is_arithmetic(right->type)) {
        type = convert_usual(&left, &right);
    } else if (left->type->kind == TYPE_VOID || right->type->kind == TYPE_VOID) {
        type = type_void;
    } else if (type_is_record(left->type) || type_is_record(right->type)) {
        type = type_compatible(left->type, right->type) ? left->type : NULL;
    } else {
        type = conditional_pointer(left, right, place);
    }
    if (type == NULL) {
        error_at(place, "type mismatch in conditional expression");
        return make_error(place);
    }
    left = convert_to(left, type);
    right = convert_to(right, type);
    condition = fold_truth(condition);
    if (condition->kind == EXPRESSION_NUMBER)
        return condition->value != 0 ? left : right;
    struct expression *expression =
        make_binary(EXPRESSION_CONDITIONAL, type, condition, left, place);
    expression->third = right;
    return expression;
}

struct expression *operator_comma(struct expression *left, struct expression *right,
                                  place_t place) {
    left = convert_dropped(left);
    right = convert_value(right);
    if (is_error(left) || is_error(right))
        return make_error(place);
    warn_comma(left, place);
    return make_binary(EXPRESSION_COMMA, right->type, left, right, place);
}

// Evaluates once what is needed twice: yields the value, which a new variable keeps, and in *kept
// that variable.
struct expression *make_kept(struct expression *value, struct expression **kept) {
    place_t place = value->place;
    struct object *object = object_local(NULL, value->type, place);
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, value->type, place);
    assign->left = make_variable(object, value->type, place);
    assign->right = value;
    *kept = convert_value(make_variable(object, value->type, place));
    return assign;
}

// ---- Unary operators: C11 6.5.3 ----

struct expression *operator_address(struct expression *operand, place_t place) {
    if (is_error(operand))
        return operand;
    if (!operand->is_lvalue && operand->type->kind != TYPE_FUNCTION &&
        !(operand->kind == EXPRESSION_DEREFERENCE && operand->type->kind == TYPE_VOID)) {
        error_at(place, "lvalue required as unary '&' operand");
        return make_error(place);
    }
    if (is_bit_field(operand)) {
        error_at(place, "cannot take address of bit-field '%s'", member_text(operand));
        return make_error(place);
    }
    const struct expression *whole = operand;
    while (whole->kind == EXPRESSION_MEMBER)
        whole = whole->left;
    if (whole->kind == EXPRESSION_VARIABLE && whole->object->is_register)
        error_at(place, "address of register variable '%s' requested", whole->object->name->text);
    mark_read(operand);
    struct expression *address = make_address(operand, type_pointer(operand->type), place);
    address->is_lvalue = false;
    return address;
}

struct expression *operator_dereference(struct expression *operand, place_t place) {
    operand = convert_value(operand);
    if (is_error(operand))
        return operand;
    if (operand->type->kind != TYPE_POINTER) {
        error_at(place, "invalid type argument of unary '*' (have %s)", type_quoted(operand->type));
        return make_error(place);
    }
    struct type *type = operand->type->base;
    if (type == type_error)
        return make_error(place);
    if (operand->kind == EXPRESSION_ADDRESS && operand->left->type == type) {
        operand->left->is_lvalue = type->kind != TYPE_FUNCTION;
        return operand->left;
    }
    if (type->kind == TYPE_VOID)
        warning_at(place, "dereferencing 'void *' pointer");
    struct expression *expression = make_expression(EXPRESSION_DEREFERENCE, type, place);
    expression->operation = type_is_packed(type);
    expression->left = operand;
    expression->is_lvalue = type->kind != TYPE_FUNCTION && type->kind != TYPE_VOID;
    return expression;
}

struct expression *operator_unary(enum token_kind token, struct expression *operand,
                                  place_t place) {
    if (token == TOKEN_AMPERSAND)
        return operator_address(operand, place);
    if (token == TOKEN_STAR)
        return operator_dereference(operand, place);
    operand = convert_value(operand);
    if (is_error(operand))
        return operand;
    const struct type *type = operand->type;
    if (token == TOKEN_EXCLAMATION) {
        warn_truth(operand, place, false);
        if (type_is_scalar(type))
            return fold_unary(EXPRESSION_NOT, operand, place);
        error_at(place, type->kind == TYPE_VOID ? "invalid use of void expression"
                                                : "wrong type argument to unary exclamation mark");
        return make_error(place);
    }
    if (type_is_vector(type))
        return vector_unary(token, operand, place);
    if (token == TOKEN_TILDE ? !type_is_integer(type) && !type_is_complex(type)
                             : !type_is_arithmetic(type)) {
        error_at(place, "wrong type argument to %s",
                 token == TOKEN_TILDE   ? "bit-complement"
                 : token == TOKEN_MINUS ? "unary minus"
                                        : "unary plus");
        return make_error(place);
    }
    if (token == TOKEN_TILDE && type->kind == TYPE_BOOL &&
        warn(WARNING_BOOL_OPERATION, place, "'~' on a boolean expression"))
        note_at(place, "did you mean to use logical not?");
    operand = convert_promote(operand);
    if (token == TOKEN_PLUS)
        return operand;
    return fold_unary(token == TOKEN_TILDE ? EXPRESSION_COMPLEMENT : EXPRESSION_NEGATE, operand,
                      place);
}

// GNU C: a union that has the value in a member of its type.
static const struct member *union_member(const struct type *type, const struct type *from) {
    if (type->kind != TYPE_UNION)
        return NULL;
    const struct member *member = type->members;
    while (member != NULL && !type_compatible(member->type->unqualified, from->unqualified))
        member = member->next;
    return member;
}

static struct expression *cast_to_union(struct expression *operand, struct type *type,
                                        const struct member *member, place_t place) {
    struct expression *literal = make_expression(EXPRESSION_COMPOUND_LITERAL, type, place);
    bool is_static = current_function == NULL;
    struct initializer *initializer = allocate(sizeof *initializer);
    warn_pedantic(place, "ISO C forbids casts to union type");
    literal->object =
        is_static ? object_static(NULL, type, place) : object_local(NULL, type, place);
    literal->object->is_defined = true;
    initializer->type = member->type;
    initializer->value = operand;
    initializer->offset = member->offset;
    initializer->place = place;
    literal->object->initializers = initializer;
    return is_static ? make_variable(literal->object, type, place) : literal;
}

// C11 6.5.4
struct expression *operator_cast(struct expression *operand, struct type *type, place_t place) {
    operand = convert_value(operand);
    type = type->unqualified;
    const struct type *from = operand->type;
    if (is_error(operand) || type == type_error)
        return make_error(place);
    const char *error = NULL;
    if (type->kind == TYPE_VOID)
        return convert_to(operand, type_void);
    if (type != from && (type_is_vector(type) || type_is_vector(from)) && from->kind != TYPE_VOID)
        return vector_cast(operand, type, place);
    if (type_is_record(type) && type_compatible(type, from->unqualified)) {
        warn(WARNING_PEDANTIC, place, "ISO C forbids casting nonscalar to the same type");
        return operand;
    }
    const struct member *member = union_member(type, from);
    if (member != NULL)
        return cast_to_union(operand, type, member, place);
    if (type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION)
        error =
            type->kind == TYPE_ARRAY ? "cast specifies array type" : "cast specifies function type";
    else if (type_is_record(type) || type->is_incomplete)
        error = "conversion to non-scalar type requested";
    else if (from->kind == TYPE_VOID)
        error = "invalid use of void expression";
    else if (type_is_record(from))
        error = type->kind == TYPE_POINTER ? "cannot convert to a pointer type"
                                           : "aggregate value used where an integer was expected";
    else if (type->kind == TYPE_POINTER && (type_is_floating(from) || type_is_complex(from)))
        error = "cannot convert to a pointer type";
    else if (type_is_floating(type) && from->kind == TYPE_POINTER)
        error = "pointer value used where a floating-point was expected";
    else if (type_is_complex(type) && from->kind == TYPE_POINTER)
        error = "pointer value used where a complex was expected";
    if (error != NULL) {
        error_at(error[0] == 'c' && error[2] == 'n' ? operand->place : place, "%s", error);
        return make_error(place);
    }
    if (operand->kind != EXPRESSION_NUMBER && type->kind != TYPE_BOOL) {
        if (type->kind == TYPE_POINTER && type_is_integer(from) && from->size != 4)
            warn(WARNING_INT_TO_POINTER_CAST, place,
                 "cast to pointer from integer of different size");
        else if (from->kind == TYPE_POINTER && type_is_integer(type) && type->size != 4)
            warn(WARNING_POINTER_TO_INT_CAST, place,
                 "cast from pointer to integer of different size");
    }
    place_t inner = operand->place;
    operand = convert_to(operand, type);
    if (operand->place == inner)
        operand->place = place;
    return operand;
}
