// GNU C's vectors: the attribute vector_size, and what operators do with such types (GCC's manual,
// "Using Vector Instructions through Built-in Functions"). In memory, as arguments and as results
// they are structures of an array. An operation becomes one on each element, in order.

#include "parse.h"

enum { LONGEST = 1 << 16 }; // bytes

// ---- Types ----

static struct type *vector_of(struct type *element, uint32_t length) {
    static struct type *vectors;
    struct type *type = vectors;
    while (type != NULL && (type->base != element || type->length != length))
        type = type->next_vector;
    if (type != NULL)
        return type;
    struct member *member = allocate(sizeof *member);
    uint32_t size = element->size * length;
    type = type_new(TYPE_STRUCT, size, size);
    member->type = type_array(element, length);
    type->members = member;
    type->base = element;
    type->length = length;
    type->next_vector = vectors;
    vectors = type;
    return type;
}

static struct type *refuse_vector(const char *error, place_t place) {
    error_at(place, "%s", error);
    return type_error;
}

static struct type *make_vector(struct type *element, uint32_t size, place_t place) {
    static const char name[] = "vector_size";
    if (element == type_error)
        return element;
    bool is_number = type_is_floating(element) || (type_is_integer(element) && element->bits == 0);
    if (!is_number || element->kind == TYPE_BOOL || element->kind == TYPE_ENUM) {
        error_at(place, "invalid vector type for attribute '%s'", name);
        return type_error;
    }
    uint32_t length = size / element->size;
    if (size % element->size != 0)
        return refuse_vector("vector size not an integral multiple of component size", place);
    if (length == 0)
        return refuse_vector("zero vector size", place);
    if ((length & (length - 1)) != 0 || size > LONGEST) {
        error_at(place,
                 size > LONGEST ? "vectors of %u elements are not supported"
                                : "number of vector components %u not a power of two",
                 (unsigned)length);
        return type_error;
    }
    return vector_of(element->unqualified, length);
}

// What the attribute makes of a declared type: its innermost part becomes the vector.
struct type *vector_type(struct type *type, uint32_t size, place_t place) {
    if (type->kind == TYPE_POINTER)
        return type_qualify(type_pointer(vector_type(type->base, size, place)), type->qualifiers);
    if (type->kind == TYPE_ARRAY && !type->is_variable) {
        struct type *array = type_array(vector_type(type->base, size, place), type->length);
        array->is_incomplete = type->is_incomplete;
        return array;
    }
    if (type->kind == TYPE_FUNCTION) {
        struct type *function = type_function(vector_type(type->base, size, place));
        function->parameters = type->parameters;
        function->is_variadic = type->is_variadic;
        function->is_unprototyped = type->is_unprototyped;
        return function;
    }
    return type_qualify(make_vector(type, size, place), type->qualifiers);
}

// Of the result of a comparison: signed integers of the same size.
static struct type *mask_type(const struct type *type) {
    uint32_t size = type->base->size;
    struct type *element = size == 1   ? type_signed_char
                           : size == 2 ? type_short
                           : size == 4 ? type_int
                                       : type_long_long;
    return vector_of(element, type->length);
}

static bool is_of_integers(const struct type *type) {
    return type_is_integer(type_is_vector(type) ? type->base : type);
}

// ---- Values ----

// A vector whose elements are wanted: it stands in a variable once `before` has been evaluated.
struct elements {
    struct expression *before; // NULL: nothing
    struct object *object;
    struct type *type;
    struct expression *scalar; // without object: what each element is
};

static struct expression *join(struct expression *before, struct expression *then) {
    if (before == NULL || then == NULL)
        return before == NULL ? then : before;
    struct expression *comma = make_expression(EXPRESSION_COMMA, then->type, then->place);
    comma->left = before;
    comma->right = then;
    return comma;
}

static struct elements keep(struct expression *value) {
    struct elements source = {NULL, NULL, value->type, NULL};
    if (value->kind == EXPRESSION_COMMA && value->right->kind == EXPRESSION_VARIABLE &&
        value->right->object->name == NULL) {
        source.before = value->left;
        value = value->right;
    }
    if (value->kind == EXPRESSION_VARIABLE) {
        source.object = value->object;
        source.object->is_address_taken = true;
        return source;
    }
    struct expression *kept;
    source.before = join(source.before, make_kept(value, &kept));
    source.object = kept->object;
    source.object->is_address_taken = true;
    return source;
}

// A scalar beside a vector: each element is that.
static struct elements keep_scalar(struct expression *value, struct type *type) {
    struct elements source = {NULL, NULL, type, NULL};
    value = convert_to(value, type->base);
    if (value->kind != EXPRESSION_NUMBER && value->kind != EXPRESSION_FLOATING)
        source.before = make_kept(value, &value);
    source.scalar = value;
    return source;
}

static struct expression *element_of(const struct elements *source, uint32_t index, place_t place) {
    struct type *type = source->type->base;
    struct expression *element;
    if (source->object == NULL) {
        element = make_expression(EXPRESSION_NUMBER, type, place);
        *element = *source->scalar;
        return element;
    }
    element = make_expression(EXPRESSION_MEMBER, type, place);
    element->left = make_variable(source->object, source->object->type, place);
    element->value = (uint64_t)index * type->size;
    element->is_lvalue = true;
    return element;
}

static struct elements result_of(struct type *type, struct expression *before, place_t place) {
    struct elements result = {before, object_local(NULL, type, place), type, NULL};
    result.object->is_address_taken = true;
    return result;
}

static void set_element(struct elements *result, uint32_t index, struct expression *value) {
    place_t place = value->place;
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, result->type->base, place);
    assign->left = element_of(result, index, place);
    assign->right = convert_to(value, result->type->base);
    result->before = join(result->before, assign);
}

static struct expression *value_of(const struct elements *source, place_t place) {
    struct expression *value = make_variable(source->object, source->type, place);
    value->is_lvalue = false;
    return join(source->before, value);
}

static bool check_inside(place_t place) {
    if (current_function == NULL)
        error_at(place, "initializer element is not constant");
    return current_function != NULL;
}

// ---- Operators ----

// Whether a scalar can be an element beside a vector: without losing anything.
static bool check_element(const struct expression *scalar, const struct type *type, place_t place) {
    const struct type *from = scalar->type, *to = type->base;
    bool is_lossless;
    if (!type_is_arithmetic(from) || type_is_complex(from) ||
        (type_is_floating(from) && !type_is_floating(to)))
        return false;
    if (scalar->kind == EXPRESSION_NUMBER && type_is_integer(to))
        is_lossless = number_reduce(scalar->value, to) == scalar->value ||
                      (to->size == from->size && to->size >= 4);
    else if (scalar->kind == EXPRESSION_NUMBER || scalar->kind == EXPRESSION_FLOATING)
        is_lossless = true;
    else if (type_is_floating(to) && !type_is_floating(from))
        is_lossless = from->size < to->size;
    else
        is_lossless = from->size <= to->size;
    if (!is_lossless)
        error_at(place, "conversion of scalar %s to vector %s involves truncation",
                 type_quoted(from), type_quoted(type));
    return true;
}

// Whether two vectors have elements of one kind, signed or not.
static bool are_alike(const struct type *left, const struct type *right) {
    const struct type *one = left->base, *other = right->base;
    return left->length == right->length &&
           (one == other || (type_is_integer(one) && type_is_integer(other) &&
                             (one->kind == other->kind || one->size == other->size)));
}

static bool is_shift(enum expression_kind kind) {
    return kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT;
}

static bool needs_integers(enum expression_kind kind) {
    return kind == EXPRESSION_REMAINDER ||
           (kind >= EXPRESSION_SHIFT_LEFT && kind < EXPRESSION_EQUAL);
}

static bool check_vectors(enum expression_kind kind, const struct expression *left,
                          const struct expression *right, place_t place) {
    const struct type *one = left->type, *other = right->type;
    bool is_good = !needs_integers(kind) || (is_of_integers(one) && is_of_integers(other));
    if (is_good && type_is_vector(one) && type_is_vector(other))
        is_good = is_shift(kind) ? one->length == other->length : are_alike(one, other);
    else if (is_good && type_is_vector(one))
        is_good = check_element(right, one, place);
    else if (is_good)
        is_good = check_element(left, other, place);
    if (!is_good)
        invalid_operands(kind, left, right, place);
    return is_good && check_inside(place);
}

// left OPERATOR right, values of which one is a vector.
struct expression *vector_binary(enum expression_kind kind, struct expression *left,
                                 struct expression *right, place_t place) {
    if (!check_vectors(kind, left, right, place))
        return make_error(place);
    struct type *type = type_is_vector(left->type) ? left->type : right->type;
    bool is_comparison = kind >= EXPRESSION_EQUAL;
    struct elements one = type_is_vector(left->type) ? keep(left) : keep_scalar(left, type);
    struct elements other = type_is_vector(right->type) ? keep(right) : keep_scalar(right, type);
    struct elements result =
        result_of(is_comparison ? mask_type(type) : type, join(one.before, other.before), place);
    for (uint32_t i = 0; i < type->length; i++) {
        struct expression *value =
            operator_binary(kind, element_of(&one, i, place), element_of(&other, i, place), place);
        set_element(&result, i,
                    is_comparison ? fold_unary(EXPRESSION_NEGATE, value, place) : value);
    }
    return value_of(&result, place);
}

// + - or ~ of a vector
struct expression *vector_unary(enum token_kind token, struct expression *operand, place_t place) {
    struct type *type = operand->type;
    if (token == TOKEN_TILDE && !is_of_integers(type)) {
        error_at(place, "wrong type argument to bit-complement");
        return make_error(place);
    }
    if (!check_inside(place))
        return make_error(place);
    struct elements source = keep(operand), result = result_of(type, source.before, place);
    for (uint32_t i = 0; i < type->length; i++)
        set_element(&result, i, operator_unary(token, element_of(&source, i, place), place));
    return value_of(&result, place);
}

// left OPERATION= right, where left is an lvalue that may be changed, and one of them a vector.
struct expression *vector_update(enum expression_kind kind, enum expression_kind operation,
                                 struct expression *left, struct expression *right, place_t place) {
    struct expression *before = NULL, *old = NULL;
    if (!check_inside(place))
        return make_error(place);
    struct expression *again = left;
    if (left->kind == EXPRESSION_VARIABLE) {
        again = make_variable(left->object, left->type, place);
    } else {
        struct expression *pointer;
        before = make_kept(make_address(left, type_pointer(left->type), place), &pointer);
        left = operator_dereference(pointer, place);
        again = operator_dereference(
            convert_value(make_variable(pointer->object, pointer->type, place)), place);
    }
    struct expression *value = convert_value(again);
    if (kind == EXPRESSION_POST_UPDATE) {
        before = join(before, make_kept(value, &old));
        value = convert_value(make_variable(old->object, old->type, place));
    }
    value = operator_binary(operation, value, right, place);
    return join(join(before, operator_assign(left, value, place)), old);
}

// vector[index]
struct expression *vector_subscript(struct expression *vector, struct expression *index,
                                    place_t place) {
    struct type *type = vector->type, *array = type_array(type->base, type->length);
    if (vector->kind == EXPRESSION_VARIABLE || vector->kind == EXPRESSION_COMPOUND_LITERAL)
        vector->object->is_address_taken = true;
    struct expression *elements =
        make_expression(EXPRESSION_MEMBER, type_qualify(array, type->qualifiers), place);
    elements->operation =
        type_is_packed(type) || (vector->kind == EXPRESSION_DEREFERENCE && vector->operation != 0);
    elements->left = vector;
    elements->is_lvalue = vector->is_lvalue;
    bool is_lvalue = vector->is_lvalue;
    struct expression *element = operator_subscript(elements, index, place);
    if (!is_error(element))
        element->is_lvalue = is_lvalue;
    return element;
}

// ---- Casts ----

// The bits of a value as a type of the same size, of which one is a vector.
struct expression *vector_cast(struct expression *operand, struct type *type, place_t place) {
    const struct type *from = operand->type;
    bool is_to = type_is_vector(type);
    const struct type *other = is_to ? from : type;
    if (!type_is_vector(other) && !type_is_integer(other)) {
        error_at(place, is_to ? "cannot convert value to a vector"
                        : type_is_floating(type)
                            ? "aggregate value used where a floating-point was expected"
                            : "conversion to non-scalar type requested");
        return make_error(place);
    }
    if (from->size != type->size) {
        error_at(place,
                 is_to ? "cannot convert a value of type %s to vector type %s which has different "
                         "size"
                       : "cannot convert a vector of type %s to type %s which has different size",
                 type_quoted(from), type_quoted(type));
        return make_error(place);
    }
    if (!check_inside(place))
        return make_error(place);
    struct elements result = result_of(is_to ? type : operand->type, NULL, place);
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, operand->type, place);
    assign->right = operand;
    assign->left = make_address(make_variable(result.object, result.type, place),
                                type_pointer(operand->type), place);
    assign->left = operator_dereference(assign->left, place);
    struct expression *value = operator_dereference(
        make_address(make_variable(result.object, result.type, place), type_pointer(type), place),
        place);
    return join(assign, convert_value(value));
}

// ---- Built-in functions ----

// __builtin_shuffle(vector[, other], mask): element mask[i] of the operands, one behind the other
struct expression *vector_shuffle(struct expression **arguments, uint32_t count, place_t place) {
    const struct type *type = arguments[0]->type, *mask_is = arguments[count - 1]->type;
    bool is_good = type_is_vector(type) && arguments[count - 2]->type == type &&
                   type_is_vector(mask_is) && mask_is->length == type->length &&
                   type_is_integer(mask_is->base) && mask_is->base->size == type->base->size;
    if (!is_good || !check_inside(place)) {
        if (!is_good)
            error_at(place, "'__builtin_shuffle' arguments must be vectors of one length, the last "
                            "one of integers");
        return make_error(place);
    }
    uint32_t length = type->length * (count - 1);
    struct elements both = result_of(vector_of(type->base, length), NULL, place), sources[2];
    struct elements mask = keep(arguments[count - 1]);
    for (uint32_t i = 0; i < length; i++) {
        uint32_t which = i / type->length, index = i % type->length;
        if (index == 0) {
            sources[which] = keep(arguments[which]);
            both.before = join(both.before, sources[which].before);
        }
        set_element(&both, i, element_of(&sources[which], index, place));
    }
    struct elements result = result_of(arguments[0]->type, join(both.before, mask.before), place);
    for (uint32_t i = 0; i < type->length; i++) {
        struct expression *index = operator_binary(EXPRESSION_AND, element_of(&mask, i, place),
                                                   make_number(length - 1, type_int, place), place);
        struct expression *all = make_variable(both.object, both.type, place);
        set_element(&result, i,
                    convert_value(vector_subscript(all, convert_to(index, type_int), place)));
    }
    return value_of(&result, place);
}

// __builtin_convertvector(value, type): each element converted
struct expression *vector_convert(struct expression *value, struct type *type, place_t place) {
    if (is_error(value) || type == type_error)
        return make_error(place);
    if (!type_is_vector(value->type) || !type_is_vector(type) ||
        value->type->length != type->length) {
        error_at(place, "'__builtin_convertvector' needs a vector and the type of one with as many "
                        "elements");
        return make_error(place);
    }
    if (!check_inside(place))
        return make_error(place);
    struct elements source = keep(value),
                    result = result_of(type->unqualified, source.before, place);
    for (uint32_t i = 0; i < type->length; i++)
        set_element(&result, i, convert_value(element_of(&source, i, place)));
    return value_of(&result, place);
}
