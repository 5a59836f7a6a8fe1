// Calls of __builtin_… (GCC manual, "Other Builtins") that are more than calls of functions: made
// of ordinary expressions: overflow, what asks about types, constants and objects.

#include "builtin.h"
#include "ir.h"

#include <string.h>

struct expression *make_void(place_t place) {
    return convert_to(make_number(0, type_int, place), type_void);
}

static bool is_constant(const struct expression *expression) {
    return expression->kind == EXPRESSION_NUMBER || expression->kind == EXPRESSION_FLOATING;
}

struct expression *make_after(struct expression *effect, struct expression *value) {
    if (is_constant(effect))
        return value;
    struct expression *comma = make_expression(EXPRESSION_COMMA, value->type, value->place);
    comma->left = effect;
    comma->right = value;
    return comma;
}

// ---- hints and questions ----

static bool is_probability(struct expression *value, place_t place) {
    const uint64_t one = 0x3ff0000000000000;
    const char *text = expression_text(value);
    value = convert_assign(value, type_double, CONVERSION_ARGUMENT, value->place, NULL, 3);
    if (is_error(value))
        return false;
    if (value->kind != EXPRESSION_FLOATING)
        error_at(place, "probability%s must be constant floating-point expression", text);
    else if (value->value > one)
        error_at(place, "probability is outside the range [0.0, 1.0]");
    else
        return true;
    return false;
}

static struct expression *make_expect(const struct form *form, struct expression **arguments,
                                      uint32_t count, place_t place) {
    (void)form;
    if (count == 3 && !is_probability(arguments[2], place))
        return make_error(place);
    struct expression *value =
        convert_assign(arguments[0], type_long, CONVERSION_ARGUMENT, place, NULL, 1);
    return make_after(arguments[1], value);
}

static struct expression *make_constant_p(const struct form *form, struct expression **arguments,
                                          uint32_t count, place_t place) {
    (void)form;
    (void)count;
    const struct expression *value = arguments[0];
    bool is_text = value->kind == EXPRESSION_ADDRESS && value->left->kind == EXPRESSION_STRING;
    return make_number(is_constant(value) || is_text, type_int, place);
}

static struct expression *make_prefetch(const struct form *form, struct expression **arguments,
                                        uint32_t count, place_t place) {
    (void)form;
    (void)count;
    return make_after(arguments[0], make_void(place));
}

static struct expression *make_aligned(const struct form *form, struct expression **arguments,
                                       uint32_t count, place_t place) {
    (void)form;
    (void)count;
    (void)place;
    return convert_to(arguments[0], type_pointer(type_void));
}

static struct expression *stack_memory(struct expression *size, place_t place) {
    struct expression *allocate =
        make_expression(EXPRESSION_ALLOCATE, type_pointer(type_void), place);
    allocate->left = size;
    current_function->uses_stack = true;
    return allocate;
}

// In bits. 0 after an error.
static uint32_t allocation_alignment(struct expression *bits, const char *name) {
    place_t place = bits->place;
    bits = convert_assign(bits, type_unsigned, CONVERSION_ARGUMENT, place, NULL, 2);
    if (is_error(bits))
        return 0;
    uint32_t value = bits->kind == EXPRESSION_NUMBER ? (uint32_t)bits->value : 0;
    if (value >= 8 && (value & (value - 1)) == 0)
        return value;
    error_at(place,
             "second argument to function '%s' must be a constant integer power of 2 between '8' "
             "and '2147483648' bits",
             name);
    return 0;
}

static struct expression *make_allocate(const struct form *form, struct expression **arguments,
                                        uint32_t count, place_t place) {
    uint32_t bits = count == 1 ? 8 : allocation_alignment(arguments[1], form->name);
    struct expression *size =
        convert_assign(arguments[0], type_unsigned, CONVERSION_ARGUMENT, place, NULL, 1);
    if (is_error(size) || bits == 0 || current_function == NULL)
        return make_error(place);
    uint32_t alignment = bits / 8;
    struct expression *memory = stack_memory(size, place);
    if (alignment <= STACK_ALIGNMENT)
        return memory;
    // The memory, which is below what its end may be moved into, is moved up.
    struct expression *spare =
        stack_memory(make_number(alignment - STACK_ALIGNMENT, type_unsigned, place), place);
    memory = fold_binary(EXPRESSION_ADD, type_unsigned, convert_to(memory, type_unsigned),
                         make_number(alignment - 1, type_unsigned, place), place);
    memory = fold_binary(EXPRESSION_AND, type_unsigned, memory,
                         make_number(~(alignment - 1), type_unsigned, place), place);
    return make_after(spare, convert_to(memory, type_pointer(type_void)));
}

// The frame of the function itself is where its variables are; of others nothing is known.
static struct expression *make_frame(const struct form *form, struct expression **arguments,
                                     uint32_t count, place_t place) {
    struct type *type = type_pointer(type_void);
    (void)count;
    if (arguments[0]->kind != EXPRESSION_NUMBER) {
        error_at(place, "invalid argument to '%s'", form->name);
        return make_error(place);
    }
    if (arguments[0]->value != 0 || current_function == NULL)
        return make_number(0, type, place);
    if (form->detail != 0) {
        current_function->uses_return_address = true;
        return make_expression(EXPRESSION_RETURN_ADDRESS, type, place);
    }
    struct object *object = object_local(NULL, type_int, place);
    return make_address(make_variable(object, type_int, place), type, place);
}

// The object that a pointer points into, and the offset there; NULL if it is not known.
static const struct type *pointed_object(const struct expression *pointer, uint64_t *offset) {
    while (pointer->kind == EXPRESSION_CAST && pointer->left->type->kind == TYPE_POINTER)
        pointer = pointer->left;
    if (pointer->kind == EXPRESSION_ADD && pointer->right->kind == EXPRESSION_NUMBER) {
        const struct type *type = pointed_object(pointer->left, offset);
        *offset += pointer->right->value;
        return type;
    }
    if (pointer->kind != EXPRESSION_ADDRESS)
        return NULL;
    const struct expression *part = pointer->left;
    for (; part->kind == EXPRESSION_MEMBER; part = part->left)
        *offset += part->value;
    bool is_object = part->kind == EXPRESSION_VARIABLE || part->kind == EXPRESSION_STRING ||
                     part->kind == EXPRESSION_COMPOUND_LITERAL;
    return is_object && type_is_complete(part->type) ? part->type : NULL;
}

static struct expression *make_object_size(const struct form *form, struct expression **arguments,
                                           uint32_t count, place_t place) {
    (void)form;
    (void)count;
    uint64_t offset = 0;
    const struct type *type = pointed_object(arguments[0], &offset);
    if (arguments[1]->kind != EXPRESSION_NUMBER || arguments[1]->value > 3) {
        error_at(arguments[1]->place, "last argument of '__builtin_object_size' is not integer "
                                      "constant between 0 and 3");
        return make_error(place);
    }
    uint64_t size = arguments[1]->value < 2 ? UINT32_MAX : 0;
    if (type != NULL)
        size = offset <= type->size ? type->size - offset : 0;
    return make_number(size, type_unsigned, place);
}

// As gcc's typeclass.h numbers the types of C.
static struct expression *make_class(const struct form *form, struct expression **arguments,
                                     uint32_t count, place_t place) {
    enum { CLASS_VOID, CLASS_INTEGER, CLASS_POINTER = 5, CLASS_REAL = 8, CLASS_COMPLEX };
    enum { CLASS_RECORD = 12 };
    const struct type *type = arguments[0]->type;
    (void)form;
    (void)count;
    uint32_t class = type->kind == TYPE_VOID      ? CLASS_VOID
                     : type->kind == TYPE_POINTER ? CLASS_POINTER
                     : type_is_floating(type)     ? CLASS_REAL
                     : type_is_complex(type)      ? CLASS_COMPLEX
                     : type_is_record(type)       ? CLASS_RECORD + (type->kind == TYPE_UNION)
                                                  : CLASS_INTEGER;
    return make_number(class, type_int, place);
}

// ---- floating point ----

// Questions about a value that is kept: isnan is x != x, isinf |x| > the greatest number.
static struct expression *make_classify(const struct form *form, struct expression **arguments,
                                        uint32_t count, place_t place) {
    (void)count;
    struct expression *value = arguments[0], *kept;
    if (!type_is_floating(value->type)) {
        error_at(value->place, "non-floating-point argument in call to function '%s'", form->name);
        return make_error(place);
    }
    struct type *type = value->type;
    struct expression *assign = make_kept(value, &kept);
    struct expression *again = convert_value(make_variable(assign->left->object, type, place));
    struct expression *test;
    if (form->detail == 's') {
        struct type *word = type_pointer(type_int);
        assign->left->object->is_address_taken = true;
        struct expression *upper = make_address(again, word, place);
        upper = fold_binary(EXPRESSION_ADD, word, upper,
                            make_number(type->size - 4, type_int, place), place);
        test = fold_binary(EXPRESSION_LESS, type_int,
                           convert_value(operator_dereference(upper, place)),
                           make_number(0, type_int, place), place);
    } else if (form->detail == 'n') {
        test = fold_binary(EXPRESSION_NOT_EQUAL, type_int, kept, again, place);
    } else {
        uint64_t most = type->size == 4 ? 0x7f7fffff : 0x7fefffffffffffff;
        struct expression *absolute = fold_unary(EXPRESSION_ABSOLUTE, kept, place);
        test = fold_binary(form->detail == 'i' ? EXPRESSION_GREATER : EXPRESSION_LESS_EQUAL,
                           type_int, absolute, make_floating(most, type, place), place);
    }
    return make_after(assign, test);
}

// Of the type that the last letter of the name says.
static struct type *complex_type_of(const struct form *form) {
    char last = form->name[strlen(form->name) - 1];
    return type_complex(last == 'f' ? type_float : last == 'l' ? type_long_double : type_double);
}

static struct expression *make_pair(const struct form *form, struct expression **arguments,
                                    uint32_t count, place_t place) {
    struct type *type = arguments[0]->type;
    (void)count;
    if (!type_is_floating(type) || arguments[1]->type != type) {
        error_at(place, "'%s' operands not of real floating-point type or of different types",
                 form->name);
        return make_error(place);
    }
    return make_complex(arguments[0], arguments[1], type_complex(type), place);
}

// The real part, the imaginary part, the conjugate.
static struct expression *make_part(const struct form *form, struct expression **arguments,
                                    uint32_t count, place_t place) {
    (void)count;
    struct expression *value =
        convert_assign(arguments[0], complex_type_of(form), CONVERSION_ARGUMENT, place, NULL, 1);
    if (is_error(value))
        return value;
    return form->detail == 'c' ? operator_unary(TOKEN_TILDE, value, place)
                               : operator_part(form->detail == 'i', value, place);
}

static struct expression *make_compare(const struct form *form, struct expression **arguments,
                                       uint32_t count, place_t place) {
    (void)count;
    struct expression *left = arguments[0], *right = arguments[1], *one, *other;
    if (!type_is_floating(left->type) && !type_is_floating(right->type)) {
        error_at(place, "non-floating-point arguments in call to function '%s'", form->name);
        return make_error(place);
    }
    struct type *type = convert_usual(&left, &right);
    if (form->detail <= EXPRESSION_GREATER_EQUAL)
        return fold_binary((enum expression_kind)form->detail, type_int, left, right, place);
    struct expression *first = make_kept(left, &one), *second = make_kept(right, &other);
    struct expression *again = convert_value(make_variable(first->left->object, type, place));
    struct expression *too = convert_value(make_variable(second->left->object, type, place));
    // islessgreater: a < b or a > b; isunordered: a or b is not equal to itself
    bool is_unordered = form->detail == EXPRESSION_LOGICAL_OR;
    struct expression *test = operator_logical(
        EXPRESSION_LOGICAL_OR,
        is_unordered ? fold_binary(EXPRESSION_NOT_EQUAL, type_int, one, again, place)
                     : fold_binary(EXPRESSION_LESS, type_int, one, other, place),
        is_unordered ? fold_binary(EXPRESSION_NOT_EQUAL, type_int, other, too, place)
                     : fold_binary(EXPRESSION_GREATER, type_int, again, too, place),
        place);
    return make_after(first, make_after(second, test));
}

// ---- overflow ----

enum { ADDS, SUBTRACTS, MULTIPLIES, IS_PREDICATE = 4, TYPE_SHIFT = 3 };

static struct type *const *const fixed_types[] = {
    NULL,
    &type_int,
    &type_long,
    &type_long_long,
    &type_unsigned,
    &type_unsigned_long,
    &type_unsigned_long_long,
};

static struct expression *error_not_integral(const struct expression *argument, uint32_t number,
                                             const char *name, const char *what) {
    error_at(argument->place, "argument %u in call to function '%s' does not have %s type",
             (unsigned)number, name, what);
    return make_error(argument->place);
}

static bool is_plain_integer(const struct type *type) {
    return type_is_integer(type) && type->kind != TYPE_BOOL && type->kind != TYPE_ENUM;
}

// Words: their exact result is a long long.
static struct expression *narrow_overflow(enum expression_kind kind, struct expression *left,
                                          struct expression *right, struct type *type,
                                          struct expression *target, place_t place) {
    bool is_unsigned =
        kind == EXPRESSION_MULTIPLY && left->type->is_unsigned && right->type->is_unsigned;
    struct type *wide = is_unsigned ? type_unsigned_long_long : type_long_long;
    struct expression *kept;
    struct expression *exact = make_kept(
        fold_binary(kind, wide, convert_to(left, wide), convert_to(right, wide), place), &kept);
    struct object *object = exact->left->object;
    struct expression *value = convert_to(kept, type);
    struct expression *again = convert_value(make_variable(object, wide, place));
    struct expression *test;
    if (type->size < 8) {
        struct expression *back = convert_value(make_variable(object, wide, place));
        back = convert_to(convert_to(back, type), wide);
        test = fold_binary(EXPRESSION_NOT_EQUAL, type_int, back, again, place);
    } else if (type->is_unsigned == is_unsigned) {
        test = make_number(0, type_int, place);
    } else {
        again = convert_to(again, type_long_long);
        test = fold_binary(EXPRESSION_LESS, type_int, again, make_number(0, type_long_long, place),
                           place);
    }
    if (target != NULL)
        test = make_after(operator_assign(target, value, place), test);
    return make_after(exact, test);
}

static struct expression *wide_overflow(uint32_t operation, struct expression *left,
                                        struct expression *right, struct type *type,
                                        struct expression *target, place_t place) {
    struct type *wide = type_unsigned_long_long;
    uint32_t how = operation | (uint32_t)!left->type->is_unsigned << 2 |
                   (uint32_t)!right->type->is_unsigned << 3 | (uint32_t)!type->is_unsigned << 4 |
                   type_width(type) << 5;
    struct object *result = object_local(NULL, wide, place);
    struct expression *arguments = make_number(how, type_unsigned, place);
    arguments->next = convert_to(left, wide);
    arguments->next->next = convert_to(right, wide);
    arguments->next->next->next =
        make_address(make_variable(result, wide, place), type_pointer(wide), place);
    struct expression *callee = make_builtin_function("__overflow", "iuUUp", true, place);
    struct expression *call = operator_call(callee, arguments, place), *flag;
    if (target == NULL)
        return call;
    struct expression *assign = make_kept(call, &flag);
    struct expression *value = convert_to(convert_value(make_variable(result, wide, place)), type);
    return make_after(assign, make_after(operator_assign(target, value, place), flag));
}

// The operands have infinite precision; so has the result, before it is stored.
static struct expression *make_overflow(const struct form *form, struct expression **arguments,
                                        uint32_t count, place_t place) {
    static const uint8_t kinds[] = {EXPRESSION_ADD, EXPRESSION_SUBTRACT, EXPRESSION_MULTIPLY};
    (void)count;
    uint32_t operation = form->detail & 3;
    bool is_predicate = (form->detail & IS_PREDICATE) != 0;
    struct expression *left = arguments[0], *right = arguments[1], *target = arguments[2];
    struct type *type = target->type;
    if (form->detail >> TYPE_SHIFT != 0) {
        type = *fixed_types[form->detail >> TYPE_SHIFT];
        left = convert_assign(left, type, CONVERSION_ARGUMENT, left->place, NULL, 1);
        right = convert_assign(right, type, CONVERSION_ARGUMENT, right->place, NULL, 2);
        target =
            convert_assign(target, type_pointer(type), CONVERSION_ARGUMENT, target->place, NULL, 3);
        if (is_error(left) || is_error(right) || is_error(target))
            return make_error(place);
    }
    if (!type_is_integer(left->type))
        return error_not_integral(left, 1, form->name, "integral");
    if (!type_is_integer(right->type))
        return error_not_integral(right, 2, form->name, "integral");
    if (is_predicate) {
        if (!is_plain_integer(type))
            return error_not_integral(target, 3, form->name, "integral");
        target = NULL;
    } else {
        if (target->type->kind != TYPE_POINTER || !is_plain_integer(target->type->base))
            return error_not_integral(target, 3, form->name, "pointer to integral");
        int qualifiers = target->type->base->qualifiers & (QUALIFIER_CONST | QUALIFIER_ATOMIC);
        if (qualifiers != 0) {
            error_at(target->place,
                     "argument 3 in call to function '%s' has pointer to '%s' type (%s)",
                     form->name, (qualifiers & QUALIFIER_ATOMIC) != 0 ? "_Atomic" : "const",
                     type_quoted(target->type));
            return make_error(place);
        }
        type = target->type->base->unqualified;
        target = operator_dereference(target, place);
    }
    left = convert_promote(left);
    right = convert_promote(right);
    if (left->type->size <= 4 && right->type->size <= 4)
        return narrow_overflow((enum expression_kind)kinds[operation], left, right, type, target,
                               place);
    return wide_overflow(operation, left, right, type, target, place);
}

// ---- jumps and vectors ----

static struct expression *make_jump(const struct form *form, struct expression **arguments,
                                    uint32_t count, place_t place) {
    (void)count;
    if (arguments[0]->type->kind != TYPE_POINTER || current_function == NULL) {
        error_at(place, "'%s' takes the address of five words", form->name);
        return make_error(place);
    }
    current_function->inline_choice = INLINE_NO;
    current_function->jumps_back = current_function->jumps_back || form->detail == 0;
    return assembly_jump(arguments[0], form->detail != 0, place);
}

static struct expression *make_shuffle(const struct form *form, struct expression **arguments,
                                       uint32_t count, place_t place) {
    (void)form;
    return vector_shuffle(arguments, count, place);
}

// ---- the table ----

#define OVERFLOW(name, operation)                                                                  \
    {"__builtin_" name "_overflow", 3, 3, make_overflow, operation},                               \
        {"__builtin_" name "_overflow_p", 3, 3, make_overflow, operation + IS_PREDICATE},          \
        {"__builtin_s" name "_overflow", 3, 3, make_overflow, operation + (1 << TYPE_SHIFT)},      \
        {"__builtin_s" name "l_overflow", 3, 3, make_overflow, operation + (2 << TYPE_SHIFT)},     \
        {"__builtin_s" name "ll_overflow", 3, 3, make_overflow, operation + (3 << TYPE_SHIFT)},    \
        {"__builtin_u" name "_overflow", 3, 3, make_overflow, operation + (4 << TYPE_SHIFT)},      \
        {"__builtin_u" name "l_overflow", 3, 3, make_overflow, operation + (5 << TYPE_SHIFT)}, {   \
        "__builtin_u" name "ll_overflow", 3, 3, make_overflow, operation + (6 << TYPE_SHIFT)       \
    }

static const struct form forms[] = {
    {"__builtin_expect", 2, 2, make_expect, 0},
    {"__builtin_expect_with_probability", 3, 3, make_expect, 0},
    {"__builtin_shuffle", 2, 3, make_shuffle, 0},
    {"__builtin_constant_p", 1, 1, make_constant_p, 0},
    {"__builtin_prefetch", 1, 3, make_prefetch, 0},
    {"__builtin_assume_aligned", 2, 3, make_aligned, 0},
    {"__builtin_extract_return_addr", 1, 1, make_aligned, 0},
    {"__builtin_frame_address", 1, 1, make_frame, 0},
    {"__builtin_return_address", 1, 1, make_frame, 1},
    {"__builtin_setjmp", 1, 1, make_jump, 0},
    {"__builtin_longjmp", 2, 2, make_jump, 1},
    {"__builtin_alloca", 1, 1, make_allocate, 0},
    {"__builtin_alloca_with_align", 2, 2, make_allocate, 0},
    {"__builtin_object_size", 2, 2, make_object_size, 0},
    {"__builtin_classify_type", 1, 1, make_class, 0},
    {"__builtin_signbit", 1, 1, make_classify, 's'},
    {"__builtin_signbitf", 1, 1, make_classify, 's'},
    {"__builtin_signbitl", 1, 1, make_classify, 's'},
    {"__builtin_isinff", 1, 1, make_classify, 'i'},
    {"__builtin_isnanf", 1, 1, make_classify, 'n'},
    {"__builtin_isinfl", 1, 1, make_classify, 'i'},
    {"__builtin_isnanl", 1, 1, make_classify, 'n'},
    {"__builtin_isnan", 1, 1, make_classify, 'n'},
    {"__builtin_isinf", 1, 1, make_classify, 'i'},
    {"__builtin_isfinite", 1, 1, make_classify, 'f'},
    {"__builtin_isgreater", 2, 2, make_compare, EXPRESSION_GREATER},
    {"__builtin_isgreaterequal", 2, 2, make_compare, EXPRESSION_GREATER_EQUAL},
    {"__builtin_isless", 2, 2, make_compare, EXPRESSION_LESS},
    {"__builtin_islessequal", 2, 2, make_compare, EXPRESSION_LESS_EQUAL},
    {"__builtin_islessgreater", 2, 2, make_compare, EXPRESSION_LOGICAL_AND},
    {"__builtin_isunordered", 2, 2, make_compare, EXPRESSION_LOGICAL_OR},
    {"__builtin_complex", 2, 2, make_pair, 0},
    {"__builtin_creal", 1, 1, make_part, 'r'},
    {"__builtin_crealf", 1, 1, make_part, 'r'},
    {"__builtin_cimag", 1, 1, make_part, 'i'},
    {"__builtin_cimagf", 1, 1, make_part, 'i'},
    {"__builtin_conj", 1, 1, make_part, 'c'},
    {"__builtin_conjf", 1, 1, make_part, 'c'},
    {"__builtin_conjl", 1, 1, make_part, 'c'},
    {"__builtin_creall", 1, 1, make_part, 'r'},
    {"__builtin_cimagl", 1, 1, make_part, 'i'},
    OVERFLOW("add", ADDS),
    OVERFLOW("sub", SUBTRACTS),
    OVERFLOW("mul", MULTIPLIES),
};

static const struct form *find_form(const char *name) {
    for (uint32_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    return atomic_form(name);
}

static struct expression *parse_form(const struct form *form, place_t place) {
    struct expression *arguments[MOST_ARGUMENTS] = {0};
    uint32_t count;
    struct expression *next = parse_arguments(&count);
    if (parse_recovering)
        return make_error(place);
    if (count < form->least || count > form->most) {
        error_at(place, "too %s arguments to function '%s'", count < form->least ? "few" : "many",
                 form->name);
        return make_error(place);
    }
    for (uint32_t i = 0; i < count; i++) {
        struct expression *argument = next;
        next = argument->next;
        argument->next = NULL;
        arguments[i] = convert_value(argument);
        if (is_error(arguments[i]))
            return make_error(place);
    }
    return form->make(form, arguments, count, place);
}

// ---- what has types as arguments, or does not evaluate some ----

// types-compatible = "__builtin_types_compatible_p" "(" type-name "," type-name ")"
static struct expression *parse_types_compatible(place_t place) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    const struct type *one = parse_type_name()->unqualified;
    parse_expect(TOKEN_COMMA);
    const struct type *other = parse_type_name()->unqualified;
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (one == type_error || other == type_error || parse_recovering)
        return make_error(place);
    bool is_enum = one->kind == TYPE_ENUM || other->kind == TYPE_ENUM;
    return make_number(is_enum ? one == other : type_compatible(one, other), type_int, place);
}

// choose-expr = "__builtin_choose_expr" "(" constant "," assignment "," assignment ")"
static struct expression *parse_choose(place_t place) {
    uint64_t condition = 0;
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    bool is_known = parse_constant(&condition, NULL, place,
                                   "first argument to '__builtin_choose_expr' not a constant");
    parse_expect(TOKEN_COMMA);
    struct expression *first = parse_assignment();
    parse_expect(TOKEN_COMMA);
    struct expression *second = parse_assignment();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    if (!is_known || parse_recovering)
        return make_error(place);
    return condition != 0 ? first : second;
}

// convert-vector = "__builtin_convertvector" "(" assignment "," type-name ")"
static struct expression *parse_convert_vector(place_t place) {
    parse_expect(TOKEN_LEFT_PARENTHESIS);
    struct expression *value = convert_value(parse_assignment());
    parse_expect(TOKEN_COMMA);
    struct type *type = parse_type_name();
    parse_expect(TOKEN_RIGHT_PARENTHESIS);
    return parse_recovering ? make_error(place) : vector_convert(value, type, place);
}

static const char prefix[] = "__builtin_";

bool builtin_is_known(const struct name *name) {
    static const char *const others[] = {
        "__builtin_offsetof",      "__builtin_va_start",
        "__builtin_va_arg",        "__builtin_va_end",
        "__builtin_va_copy",       "__builtin_choose_expr",
        "__builtin_inf",           "__builtin_types_compatible_p",
        "__builtin_nan",           "__builtin_huge_val",
        "__builtin_fabs",          "__builtin_sqrt",
        "__builtin_convertvector",
    };
    const char *text = name->text;
    for (uint32_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(others[i], text) == 0)
            return true;
    if (find_form(text) != NULL)
        return true;
    return text_starts_with(text, prefix) && builtin_is_function(text + strlen(prefix));
}

// alloca is known by its own name, too, unless the program defines it.
bool builtin_is_alloca(const struct name *name) {
    static const struct name *alloca_name;
    if (alloca_name == NULL)
        alloca_name = name_intern("alloca", 6);
    const struct binding *binding = name->ordinary;
    return name == alloca_name && token_peek()->kind == TOKEN_LEFT_PARENTHESIS &&
           (binding == NULL || (binding->kind == BINDING_OBJECT && binding->object != NULL &&
                                binding->object->is_external && !binding->object->is_defined));
}

// builtin = a name that begins with "__builtin_", "__sync_" or "__atomic_", and what follows.
// NULL: the current token is none.
struct expression *parse_builtin(void) {
    const char *text = token.name->text;
    place_t place = token.place;
    if (builtin_is_alloca(token.name))
        text = "__builtin_alloca";
    if (text[0] != '_' || text[1] != '_' ||
        (!text_starts_with(text, prefix) && !text_starts_with(text, "__sync_") &&
         !text_starts_with(text, "__atomic_")))
        return NULL;
    struct expression *floating = parse_floating();
    if (floating != NULL)
        return floating;
    const struct form *form = find_form(text);
    if (form != NULL) {
        parse_advance();
        return parse_form(form, place);
    }
    if (!text_starts_with(text, prefix))
        return NULL;
    static const char *const unsupported[] = {
        "__builtin_va_arg_pack",   "__builtin_va_arg_pack_len", "__builtin_apply",
        "__builtin_apply_args",    "__builtin_return",          "__builtin_tgmath",
        "__builtin_clear_padding",
    };
    for (uint32_t i = 0; i < sizeof unsupported / sizeof unsupported[0]; i++)
        if (strcmp(text, unsupported[i]) == 0) {
            error_at(place, "'%s' is not supported", text);
            parse_recovering = true;
            return make_error(place);
        }
    struct expression *call = parse_builtin_function(text + strlen(prefix), place);
    if (call != NULL)
        return call;
    static const struct {
        const char *name;
        struct expression *(*parse)(place_t place);
    } others[] = {{"__builtin_choose_expr", parse_choose},
                  {"__builtin_convertvector", parse_convert_vector},
                  {"__builtin_types_compatible_p", parse_types_compatible}};
    for (uint32_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i].name, text) == 0) {
            parse_advance();
            return others[i].parse(place);
        }
    }
    return NULL;
}
