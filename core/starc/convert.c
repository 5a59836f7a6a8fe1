// Conversions: C11 6.3. Every conversion becomes a node of its own, unless it changes nothing or
// can be done to a constant at once.

#include "parse.h"

#include <stdio.h>

// ---- Nodes ----

struct expression *make_expression(enum expression_kind kind, struct type *type, place_t place) {
    struct expression *expression = allocate(sizeof(struct expression));
    expression->kind = (uint8_t)kind;
    expression->type = type;
    expression->place = place;
    return expression;
}

struct expression *make_number(uint64_t value, struct type *type, place_t place) {
    struct expression *expression = make_expression(EXPRESSION_NUMBER, type, place);
    expression->value = value;
    return expression;
}

struct expression *make_floating(uint64_t bits, struct type *type, place_t place) {
    struct expression *expression = make_expression(EXPRESSION_FLOATING, type, place);
    expression->value = bits;
    return expression;
}

struct expression *make_error(place_t place) {
    return make_number(0, type_error, place);
}

bool is_error(const struct expression *expression) {
    return expression->type == type_error;
}

// What a message may call an expression: "'*p'", "'table[0]'"; nothing if that is not simple.
const char *expression_text(const struct expression *expression) {
    static char text[200];
    text[0] = '\0';
    if (expression->kind == EXPRESSION_VARIABLE && expression->object->name != NULL)
        snprintf(text, sizeof text, " '%s'", expression->object->name->text);
    const struct expression *whole = expression->left;
    if (expression->kind == EXPRESSION_MEMBER && type_is_complex(whole->type) &&
        whole->kind == EXPRESSION_VARIABLE && whole->object->name != NULL)
        snprintf(text, sizeof text, " '__%s__ %s'", expression->value == 0 ? "real" : "imag",
                 whole->object->name->text);
    if (expression->kind != EXPRESSION_DEREFERENCE)
        return text;
    const struct expression *address = expression->left;
    uint64_t index = 0;
    if (address->kind == EXPRESSION_ADD && address->right->kind == EXPRESSION_NUMBER) {
        index = address->right->value / (expression->type->size == 0 ? 1 : expression->type->size);
        address = address->left;
    }
    if (address->kind == EXPRESSION_VARIABLE && address->object->name != NULL && index == 0)
        snprintf(text, sizeof text, " '*%s'", address->object->name->text);
    else if (address->kind == EXPRESSION_ADDRESS && address->left->kind == EXPRESSION_VARIABLE &&
             address->left->object->name != NULL)
        snprintf(text, sizeof text, " '%s[%u]'", address->left->object->name->text,
                 (unsigned)index);
    return text;
}

struct expression *make_variable(struct object *object, struct type *type, place_t place) {
    struct expression *expression = make_expression(EXPRESSION_VARIABLE, type, place);
    expression->object = object;
    expression->is_lvalue = type->kind != TYPE_FUNCTION;
    if (type->kind == TYPE_FUNCTION)
        object->uses++;
    return expression;
}

struct expression *make_string(struct object *object, place_t place) {
    struct expression *expression = make_expression(EXPRESSION_STRING, object->type, place);
    expression->object = object;
    expression->is_lvalue = true;
    return expression;
}

// ---- Values: C11 6.3.2.1 ----

// The same word under another type.
static struct expression *retyped(struct expression *expression, struct type *type) {
    if (expression->type == type)
        return expression;
    switch (expression->kind) {
    case EXPRESSION_ADD:
    case EXPRESSION_ADDRESS:
    case EXPRESSION_CAST:
    case EXPRESSION_NUMBER:
        if (expression->type->kind == TYPE_POINTER && type->kind == TYPE_POINTER) {
            expression->type = type;
            return expression;
        }
        break;
    default: break;
    }
    struct expression *cast = make_expression(EXPRESSION_CAST, type, expression->place);
    cast->left = expression;
    return cast;
}

// The address of an lvalue or function, as a pointer of the given type.
struct expression *make_address(struct expression *operand, struct type *type, place_t place) {
    if (operand->kind == EXPRESSION_DEREFERENCE)
        return retyped(operand->left, type);
    if (operand->kind == EXPRESSION_MEMBER && operand->left->kind == EXPRESSION_DEREFERENCE &&
        operand->left->left->kind == EXPRESSION_NUMBER) {
        uint64_t base = operand->left->left->value;
        return make_number(number_reduce(base + operand->value, type), type, place);
    }
    if (operand->kind == EXPRESSION_VARIABLE || operand->kind == EXPRESSION_COMPOUND_LITERAL)
        operand->object->is_address_taken = true;
    struct expression *address = make_expression(EXPRESSION_ADDRESS, type, place);
    address->left = operand;
    return address;
}

struct expression *convert_array(struct expression *array) {
    mark_read(array);
    return make_address(array, type_pointer(array->type->base), array->place);
}

// An array becomes a pointer to its first element, a function a pointer to it; anything else
// loses its qualifiers and is no lvalue any more.
struct expression *convert_value(struct expression *expression) {
    struct type *type = expression->type;
    if (type->kind == TYPE_ARRAY) {
        if (options.c90 && expression->kind == EXPRESSION_MEMBER && !expression->is_lvalue) {
            error_at(expression->place, "invalid use of non-lvalue array");
            return make_error(expression->place);
        }
        return convert_array(expression);
    }
    if (type->kind == TYPE_FUNCTION)
        return make_address(expression, type_pointer(type), expression->place);
    if (type->is_incomplete && (type_is_record(type) || type->kind == TYPE_ENUM)) {
        if (expression->kind == EXPRESSION_VARIABLE)
            error_at(expression->place, "'%s' has an incomplete type %s",
                     expression->object->name->text, type_quoted(type));
        else
            error_at(expression->place, "invalid use of undefined type %s", type_quoted(type));
        return make_error(expression->place);
    }
    warn_bounds(expression);
    if (expression->is_lvalue || expression->kind == EXPRESSION_ASSIGN)
        mark_read(expression);
    expression->type = type->unqualified;
    expression->is_lvalue = false;
    if (is_bit_field(expression))
        expression->operation ^= MEMBER_BIT_FIELD; // but a value
    return expression;
}

struct expression *convert_dropped(struct expression *expression) {
    bool is_kept = expression->kind == EXPRESSION_ASSIGN || expression->type->is_incomplete;
    return is_kept ? expression : convert_value(expression);
}

// ---- Explicit conversion ----

// A pointer, or an integer as wide as one: converting one to another changes no bit.
static bool is_word(const struct type *type) {
    return type->kind == TYPE_POINTER ||
           (type_is_integer(type) && type->size == 4 && type->bits == 0);
}

// Converts a constant to or from a floating type. False if it is none.
static bool convert_constant(struct expression *expression, struct type *type) {
    bool is_floating = expression->kind == EXPRESSION_FLOATING;
    if (!(is_floating ? type_is_arithmetic(type) && !type_is_complex(type)
                      : expression->kind == EXPRESSION_NUMBER && type_is_floating(type)) ||
        !fold_conversion(expression->value, expression->type, type, &expression->value))
        return false;
    expression->kind = type_is_floating(type) ? EXPRESSION_FLOATING : EXPRESSION_NUMBER;
    expression->type = type;
    expression->left = NULL;
    return true;
}

// Converts a value, whose types have been checked.
struct expression *convert_to(struct expression *expression, struct type *type) {
    type = type->unqualified;
    if (expression->type == type || is_error(expression))
        return expression;
    if (type_is_record(type))
        return expression;
    if (type_is_complex(type) || (type_is_complex(expression->type) && type->kind != TYPE_VOID))
        return convert_complex(expression, type);
    // gcc extends the sign of an address.
    if (expression->type->kind == TYPE_POINTER && type_is_integer(type) &&
        type->size > type_int->size)
        expression = convert_to(expression, type_int);
    bool is_integer = type_is_integer(type) || type->kind == TYPE_POINTER;
    if (expression->kind == EXPRESSION_NUMBER && is_integer) {
        expression->value = type->kind == TYPE_BOOL ? expression->value != 0
                                                    : number_reduce(expression->value, type);
        expression->type = type;
        return expression;
    }
    if (convert_constant(expression, type))
        return expression;
    if (type->kind == TYPE_POINTER && expression->type->kind == TYPE_POINTER)
        return retyped(expression, type);
    if (expression->kind == EXPRESSION_CAST && is_word(type) && is_word(expression->type) &&
        is_word(expression->left->type)) {
        expression->type = type;
        if (expression->left->type == type)
            return expression->left;
        return expression;
    }
    struct expression *cast = make_expression(EXPRESSION_CAST, type, expression->place);
    cast->left = expression;
    return cast;
}

// ---- Arithmetic conversions: C11 6.3.1.1, 6.3.1.8 ----

struct expression *convert_promote(struct expression *expression) {
    if (!type_is_integer(expression->type))
        return expression;
    return convert_to(expression, type_promoted(expression->type));
}

// Default argument promotions: C11 6.5.2.2 (6).
struct expression *convert_argument(struct expression *expression) {
    if (type_is_floating(expression->type))
        parse_note_floating();
    if (expression->type == type_float)
        return convert_to(expression, type_double);
    return convert_promote(expression);
}

struct type *type_usual(struct type *left, struct type *right) {
    if (type_is_complex(left) || type_is_complex(right)) {
        left = type_is_complex(left) ? left->base : left;
        return type_complex(type_usual(left, type_is_complex(right) ? right->base : right));
    }
    if (type_is_floating(left) || type_is_floating(right)) {
        if (!type_is_floating(left))
            return right;
        if (!type_is_floating(right))
            return left;
        return left->kind > right->kind ? left : right;
    }
    left = type_promoted(left);
    right = type_promoted(right);
    if (left == right)
        return left;
    if (left->bits != 0 || right->bits != 0)
        if (type_width(left) != type_width(right))
            return type_width(left) > type_width(right) ? left : right;
    if (left->is_unsigned == right->is_unsigned)
        return left->kind > right->kind ? left : right;
    struct type *is_unsigned = left->is_unsigned ? left : right;
    struct type *is_signed = left->is_unsigned ? right : left;
    if (is_unsigned->kind >= is_signed->kind)
        return is_unsigned;
    if (is_signed->size > is_unsigned->size)
        return is_signed;
    return is_signed->kind == TYPE_LONG ? type_unsigned_long : type_unsigned_long_long;
}

// Converts two arithmetic values to their common type. Where that is complex, a real one remains
// real (C11 6.3.1.8).
struct type *convert_usual(struct expression **left, struct expression **right) {
    struct type *type = type_usual((*left)->type, (*right)->type);
    struct type *real = type_is_complex(type) ? type->base : type;
    *left = convert_to(*left, type_is_complex((*left)->type) ? type : real);
    *right = convert_to(*right, type_is_complex((*right)->type) ? type : real);
    return type;
}

// ---- Assignment: C11 6.5.16.1 ----

// C11 6.3.2.3 (3)
bool is_null_pointer(const struct expression *expression) {
    if (expression->kind != EXPRESSION_NUMBER || expression->value != 0)
        return false;
    const struct type *type = expression->type;
    return type_is_integer(type) || (type->kind == TYPE_POINTER && type->base == type_void);
}

// What is being converted, for messages.
struct conversion_context {
    enum conversion conversion;
    place_t place;
    place_t value_place;
    const struct type *from;
    const struct type *to;
    const struct name *function;
    uint32_t argument;
};

// "assignment to 'int *' from 'char *'", "passing argument 1 of 'f'", …
static const char *context_text(const struct conversion_context *context, bool with_types) {
    static char text[700];
    const char *to = type_quoted(context->to);
    const char *from = type_quoted(context->from);
    switch (context->conversion) {
    case CONVERSION_ASSIGNMENT:
    case CONVERSION_INITIALIZATION:
        snprintf(text, sizeof text, with_types ? "%s %s %s from %s" : "%s",
                 context->conversion == CONVERSION_ASSIGNMENT ? "assignment" : "initialization",
                 context->conversion == CONVERSION_ASSIGNMENT ? "to" : "of", to, from);
        break;
    case CONVERSION_RETURN:
        if (with_types)
            snprintf(text, sizeof text, "returning %s from a function with return type %s", from,
                     to);
        else
            snprintf(text, sizeof text, "return");
        break;
    case CONVERSION_ARGUMENT:
        if (context->function != NULL)
            snprintf(text, sizeof text, "passing argument %u of '%s'", (unsigned)context->argument,
                     context->function->text);
        else
            snprintf(text, sizeof text, "passing argument %u", (unsigned)context->argument);
        break;
    }
    return text;
}

static void incompatible(const struct conversion_context *context) {
    const char *to = type_quoted(context->to);
    const char *from = type_quoted(context->from);
    place_t place = context->place;
    if (context->from->kind == TYPE_VOID) {
        error_at(context->value_place, context->conversion == CONVERSION_ARGUMENT
                                           ? "invalid use of void expression"
                                           : "void value not ignored as it ought to be");
        return;
    }
    switch (context->conversion) {
    case CONVERSION_ASSIGNMENT:
        error_at(context->value_place, "incompatible types when assigning to type %s from type %s",
                 to, from);
        break;
    case CONVERSION_INITIALIZATION:
        error_at(place, "incompatible types when initializing type %s using type %s", to, from);
        break;
    case CONVERSION_RETURN:
        error_at(place, "incompatible types when returning type %s but %s was expected", from, to);
        break;
    case CONVERSION_ARGUMENT:
        if (context->function != NULL)
            error_at(place, "incompatible type for argument %u of '%s'",
                     (unsigned)context->argument, context->function->text);
        else
            error_at(place, "incompatible type for argument %u", (unsigned)context->argument);
        break;
    }
}

static bool similar_targets(const struct type *left, const struct type *right) {
    return left->kind == TYPE_VOID || right->kind == TYPE_VOID || targets_compatible(left, right);
}

// char, signed char and unsigned char are three types.
static bool differ_in_signedness(const struct type *left, const struct type *right) {
    if (((left->qualifiers ^ right->qualifiers) & QUALIFIER_ATOMIC) != 0)
        return false;
    left = left->unqualified;
    right = right->unqualified;
    return type_is_integer(left) && left->kind == right->kind && left->kind != TYPE_BOOL &&
           left->kind != TYPE_ENUM;
}

static void warn_signedness(const struct conversion_context *context) {
    if (context->conversion == CONVERSION_ARGUMENT)
        warn(WARNING_POINTER_SIGN, context->place, "pointer targets in %s differ in signedness",
             context_text(context, false));
    else if (context->conversion == CONVERSION_RETURN)
        warn(WARNING_POINTER_SIGN, context->place,
             "pointer targets in returning %s from a function with return type %s differ in "
             "signedness",
             type_quoted(context->from), type_quoted(context->to));
    else if (context->conversion == CONVERSION_ASSIGNMENT)
        warn(WARNING_POINTER_SIGN, context->place,
             "pointer targets in assignment from %s to %s differ in signedness",
             type_quoted(context->from), type_quoted(context->to));
    else
        warn(WARNING_POINTER_SIGN, context->place,
             "pointer targets in initialization of %s from %s differ in signedness",
             type_quoted(context->to), type_quoted(context->from));
}

static void check_pointers(const struct conversion_context *context) {
    const struct type *to = context->to->base;
    const struct type *from = context->from->base;
    if ((to->kind == TYPE_FUNCTION && from->kind == TYPE_VOID) ||
        (to->kind == TYPE_VOID && from->kind == TYPE_FUNCTION))
        warn(WARNING_PEDANTIC, context->place,
             "ISO C forbids %s between function pointer and 'void *'",
             context_text(context, false));
    bool is_sign = !similar_targets(to, from) && differ_in_signedness(to, from);
    if (!is_sign && !similar_targets(to, from)) {
        if (context->conversion == CONVERSION_RETURN)
            warn(WARNING_INCOMPATIBLE_POINTER_TYPES, context->place,
                 "returning %s from a function with incompatible return type %s",
                 type_quoted(context->from), type_quoted(context->to));
        else if (context->conversion == CONVERSION_ARGUMENT)
            warn(WARNING_INCOMPATIBLE_POINTER_TYPES, context->place,
                 "%s from incompatible pointer type", context_text(context, false));
        else
            warn(WARNING_INCOMPATIBLE_POINTER_TYPES, context->place,
                 "%s %s %s from incompatible pointer type %s", context_text(context, false),
                 context->conversion == CONVERSION_ASSIGNMENT ? "to" : "of",
                 type_quoted(context->to), type_quoted(context->from));
        return;
    }
    bool loses_const = type_is_read_only(from) && !type_is_read_only(to);
    bool loses_volatile = from->qualifiers / 2 % 2 == 1 && to->qualifiers / 2 % 2 == 0;
    if (loses_const || loses_volatile)
        warn(WARNING_DISCARDED_QUALIFIERS, context->place,
             "%s discards '%s' qualifier from pointer target type", context_text(context, false),
             loses_const ? "const" : "volatile");
    else if (is_sign && options.is_warned[WARNING_POINTER_SIGN])
        warn_signedness(context);
}

// Says whether a value may be converted to type; warns where C would not allow it but gcc does.
static bool check_conversion(const struct expression *expression,
                             const struct conversion_context *context) {
    const struct type *to = context->to->unqualified;
    const struct type *from = context->from->unqualified;
    if (type_is_record(to) || type_is_record(from))
        return to == from || type_compatible(to, from);
    if (to->kind == TYPE_VOID || from->kind == TYPE_VOID)
        return false;
    if (type_is_arithmetic(to) && type_is_arithmetic(from))
        return true;
    if (to->kind == TYPE_BOOL)
        return true;
    if (to->kind == TYPE_POINTER && from->kind == TYPE_POINTER) {
        if (to != from && !is_null_pointer(expression))
            check_pointers(context);
        return true;
    }
    if (type_is_floating(to) || type_is_floating(from) || type_is_complex(to) ||
        type_is_complex(from))
        return false;
    if (to->kind == TYPE_POINTER) {
        if (!is_null_pointer(expression))
            warn(WARNING_INT_CONVERSION, context->place,
                 "%s makes pointer from integer without a cast", context_text(context, true));
        return true;
    }
    warn(WARNING_INT_CONVERSION, context->place, "%s makes integer from pointer without a cast",
         context_text(context, true));
    return true;
}

static void warn_constant(const struct expression *expression, const struct type *to,
                          place_t place) {
    const struct type *from = expression->type;
    if (expression->kind != EXPRESSION_NUMBER || !type_is_integer(to) || !type_is_integer(from) ||
        to->kind == TYPE_BOOL || type_width(to) > type_width(from) || type_width(to) == 64)
        return;
    uint64_t value = expression->value;
    uint64_t reduced = number_reduce(value, to);
    if (reduced == value || type_width(to) == type_width(from))
        return;
    if (to->is_unsigned && !from->is_unsigned && (int64_t)value < 0 &&
        (int64_t)value >= -((int64_t)1 << (type_width(to) - 1)))
        return; // −1 to an unsigned type
    if (!to->is_unsigned && value >> type_width(to) == 0)
        return; // 0xff to a signed type
    warn(WARNING_OVERFLOW, place, "%s conversion from %s to %s changes value from '%lld' to '%d'",
         to->is_unsigned ? "unsigned" : "overflow in", type_quoted(from), type_quoted(to),
         (long long)value, (int)(int32_t)reduced);
}

struct expression *convert_assign(struct expression *expression, struct type *type,
                                  enum conversion conversion, place_t place,
                                  const struct name *function, uint32_t argument) {
    const struct type *from = expression->type; // which typedef names it may have, for messages
    const struct type *to = type->qualifiers == 0 ? type : type->unqualified;
    expression = convert_value(expression);
    type = type->unqualified;
    if (is_error(expression) || type == type_error)
        return make_error(place);
    if (expression->type == type)
        return expression;
    if (from->unqualified != expression->type || from->qualifiers != 0)
        from = expression->type;
    struct conversion_context context = {conversion, place,    expression->place, from,
                                         to,         function, argument};
    if (!check_conversion(expression, &context)) {
        incompatible(&context);
        return make_error(place);
    }
    warn_constant(expression, to, expression->place);
    warn_floating_conversion(expression, to, conversion);
    return convert_to(expression, type);
}
