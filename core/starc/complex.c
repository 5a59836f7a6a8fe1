// Complex numbers: C11 6.2.5, 6.3.1.6 to 6.3.1.8, 6.5.3.3 and annex G, with GNU C's __real__,
// __imag__ and imaginary constants. In memory they are their parts, the real one first. What
// operators do with them when the program runs is in parts.c.

#include "lower.h"
#include "parse.h"

struct expression *make_complex(struct expression *real, struct expression *imaginary,
                                struct type *type, place_t place) {
    struct expression *expression = make_expression(EXPRESSION_COMPLEX, type, place);
    expression->left = real;
    expression->right = imaginary;
    return expression;
}

struct expression *make_imaginary(struct expression *constant) {
    struct type *type = constant->type;
    constant->type = type->base;
    return make_complex(fold_zero(type->base, constant->place), constant, type, constant->place);
}

// ---- Parts ----

static struct expression *make_part(bool is_imaginary, struct expression *operand, place_t place) {
    struct type *type = operand->type;
    struct expression *part =
        make_expression(EXPRESSION_MEMBER, type_qualify(type->base, type->qualifiers), place);
    bool is_memory = operand->kind == EXPRESSION_MEMBER || operand->kind == EXPRESSION_DEREFERENCE;
    part->left = operand;
    part->value = is_imaginary ? type->base->size : 0;
    part->operation = is_memory && operand->operation != 0 ? MEMBER_MISALIGNED : 0;
    part->is_lvalue = operand->is_lvalue;
    if (operand->kind == EXPRESSION_VARIABLE)
        operand->object->is_address_taken = true;
    return part;
}

// __real__ operand or __imag__ operand, an lvalue if the operand is one.
struct expression *operator_part(bool is_imaginary, struct expression *operand, place_t place) {
    if (is_error(operand))
        return operand;
    if (type_is_complex(operand->type))
        return make_part(is_imaginary, operand, place);
    operand = convert_value(operand);
    if (is_error(operand))
        return operand;
    if (!type_is_arithmetic(operand->type)) {
        error_at(place, "wrong type argument to %s", is_imaginary ? "__imag" : "__real");
        return make_error(place);
    }
    if (!is_imaginary)
        return operand;
    struct expression *zero = fold_zero(operand->type, place);
    bool is_constant = operand->kind == EXPRESSION_NUMBER || operand->kind == EXPRESSION_FLOATING;
    return is_constant ? zero : operator_comma(convert_to(operand, type_void), zero, place);
}

// ---- Conversions: C11 6.3.1.6, 6.3.1.7 ----

// Of values, from or to a complex type.
struct expression *convert_complex(struct expression *expression, struct type *type) {
    place_t place = expression->place;
    if (!type_is_complex(expression->type))
        return make_complex(convert_to(expression, type->base), fold_zero(type->base, place), type,
                            place);
    if (type->kind == TYPE_BOOL)
        return convert_to(fold_truth(expression), type);
    if (!type_is_complex(type)) {
        bool is_real = expression->kind == EXPRESSION_COMPLEX &&
                       expression->right->kind == EXPRESSION_FLOATING;
        return convert_to(is_real ? expression->left : make_part(false, expression, place), type);
    }
    if (expression->kind == EXPRESSION_COMPLEX)
        return make_complex(convert_to(expression->left, type->base),
                            convert_to(expression->right, type->base), type, place);
    struct expression *cast = make_expression(EXPRESSION_CAST, type, place);
    cast->left = expression;
    return cast;
}

// ---- Constants: C11 6.6, as far as static storage needs them ----

static uint64_t compute(enum expression_kind kind, const struct type *base, uint64_t left,
                        uint64_t right) {
    uint64_t result = 0;
    floating_is_static = true;
    ir_fold(operator_floating(kind), class_of_type(base), left, right, &result);
    floating_is_static = false;
    return result;
}

static uint64_t magnitude(const struct type *base, uint64_t bits) {
    return bits & ~((uint64_t)1 << (base->size * 8 - 1));
}

static bool is_not_a_number(const struct type *base, uint64_t bits) {
    return compute(EXPRESSION_EQUAL, base, bits, bits) == 0;
}

// a * b + c * d, or a * b - c * d
static uint64_t sum_of_products(enum expression_kind kind, const struct type *base,
                                const uint64_t left[2], const uint64_t right[2]) {
    return compute(kind, base, compute(EXPRESSION_MULTIPLY, base, left[0], right[0]),
                   compute(EXPRESSION_MULTIPLY, base, left[1], right[1]));
}

static void multiply(const struct type *base, const uint64_t left[2], const uint64_t right[2],
                     uint64_t result[2]) {
    uint64_t crossed[2] = {right[1], right[0]};
    uint64_t real = sum_of_products(EXPRESSION_SUBTRACT, base, left, right);
    result[1] = sum_of_products(EXPRESSION_ADD, base, left, crossed);
    result[0] = real;
}

// Smith's method: both parts of the divisor by the larger one.
static void divide(const struct type *base, const uint64_t left[2], const uint64_t right[2],
                   uint64_t result[2]) {
    bool is_imaginary =
        compute(EXPRESSION_LESS, base, magnitude(base, right[0]), magnitude(base, right[1])) != 0;
    uint64_t large = right[is_imaginary], small = right[!is_imaginary];
    uint64_t ratio = compute(EXPRESSION_DIVIDE, base, small, large);
    uint64_t divisor =
        compute(EXPRESSION_ADD, base, compute(EXPRESSION_MULTIPLY, base, small, ratio), large);
    uint64_t real = compute(EXPRESSION_MULTIPLY, base, left[!is_imaginary], ratio);
    uint64_t imaginary = compute(EXPRESSION_MULTIPLY, base, left[is_imaginary], ratio);
    real = compute(EXPRESSION_ADD, base, real, left[is_imaginary]);
    imaginary = is_imaginary ? compute(EXPRESSION_SUBTRACT, base, imaginary, left[0])
                             : compute(EXPRESSION_SUBTRACT, base, left[1], imaginary);
    result[0] = compute(EXPRESSION_DIVIDE, base, real, divisor);
    result[1] = compute(EXPRESSION_DIVIDE, base, imaginary, divisor);
}

// The parts of an operand, in *is_real whether it has but one.
static bool operand_parts(const struct expression *value, uint64_t parts[2], bool *is_real) {
    struct object *symbol;
    *is_real = !type_is_complex(value->type);
    parts[1] = 0;
    if (!*is_real)
        return constant_parts(value, parts);
    return constant_evaluate(value, &symbol, &parts[0]) && symbol == NULL;
}

static bool binary_parts(const struct expression *value, uint64_t parts[2]) {
    const struct type *base = value->type->base;
    uint64_t left[2], right[2];
    bool left_is_real, right_is_real;
    enum expression_kind kind = (enum expression_kind)value->kind;
    if (!operand_parts(value->left, left, &left_is_real) ||
        !operand_parts(value->right, right, &right_is_real))
        return false;
    if (kind == EXPRESSION_ADD || kind == EXPRESSION_SUBTRACT) {
        parts[0] = compute(kind, base, left[0], right[0]);
        parts[1] = right_is_real                 ? left[1]
                   : !left_is_real               ? compute(kind, base, left[1], right[1])
                   : kind == EXPRESSION_SUBTRACT ? fold_negated(right[1], base)
                                                 : right[1];
        return true;
    }
    if (left_is_real && kind == EXPRESSION_MULTIPLY) {
        parts[0] = compute(kind, base, left[0], right[0]);
        parts[1] = compute(kind, base, left[0], right[1]);
        return true;
    }
    if (right_is_real) {
        parts[0] = compute(kind, base, left[0], right[0]);
        parts[1] = compute(kind, base, left[1], right[0]);
        return true;
    }
    if (kind == EXPRESSION_MULTIPLY)
        multiply(base, left, right, parts);
    else
        divide(base, left, right, parts);
    // infinities, which come out like this, are left to the program
    return !is_not_a_number(base, parts[0]) || !is_not_a_number(base, parts[1]);
}

static bool cast_parts(const struct expression *cast, uint64_t parts[2]) {
    const struct type *from = type_part(cast->left->type), *to = cast->type->base;
    if (!type_is_complex(cast->left->type) || !constant_parts(cast->left, parts))
        return false;
    floating_is_static = true;
    for (uint32_t i = 0; i < 2; i++)
        fold_conversion(parts[i], from, to, &parts[i]);
    floating_is_static = false;
    return true;
}

bool constant_parts(const struct expression *value, uint64_t parts[2]) {
    const struct type *base = type_part(value->type);
    struct object *symbol;
    switch (value->kind) {
    case EXPRESSION_COMPLEX:
        return constant_evaluate(value->left, &symbol, &parts[0]) &&
               constant_evaluate(value->right, &symbol, &parts[1]);
    case EXPRESSION_CAST: return cast_parts(value, parts);
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
        if (!constant_parts(value->left, parts))
            return false;
        parts[0] = value->kind == EXPRESSION_NEGATE ? fold_negated(parts[0], base) : parts[0];
        parts[1] = fold_negated(parts[1], base);
        return true;
    case EXPRESSION_MULTIPLY:
    case EXPRESSION_DIVIDE:
    case EXPRESSION_ADD:
    case EXPRESSION_SUBTRACT: return binary_parts(value, parts);
    default: return false;
    }
}
