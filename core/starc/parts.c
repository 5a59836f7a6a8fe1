// Complex numbers when the program runs: values are pairs of the values of their parts, objects are
// in memory. Where one operand is real, its imaginary part is none rather than zero, which
// infinities, NaNs and signs of zeros can tell (C11 annex G.5). Products and quotients of two
// complex numbers are those of gcc's library, by its names.

#include "lower.h"

static struct parts real_parts(struct value real) {
    return (struct parts){.real = real, .imaginary = value_like(0, real.class), .is_real = true};
}

// A complex operand, or a real one.
static struct parts evaluate_operand(struct expression *expression) {
    return type_is_complex(expression->type) ? evaluate_parts(expression)
                                             : real_parts(evaluate(expression));
}

static struct parts load_parts(struct address from, const struct type *type) {
    struct parts parts = {.real = load(from, type->base)};
    parts.imaginary = load(address_at(from, (int32_t)type->base->size), type->base);
    return parts;
}

void store_parts(struct address to, const struct type *type, struct parts parts) {
    store(to, type->base, parts.real);
    store(address_at(to, (int32_t)type->base->size), type->base, parts.imaginary);
}

// Where a value is, as records are.
struct address parts_address(struct expression *expression) {
    const struct type *type = expression->type;
    struct parts parts = evaluate_parts(expression);
    struct address address = address_of_slot(slot_new(type->size, type->alignment), 4);
    store_parts(address, type, parts);
    return address;
}

// ---- operators ----

static struct parts convert_parts(struct parts parts, const struct type *from,
                                  const struct type *to) {
    parts.real = convert(parts.real, from, to);
    parts.imaginary = convert(parts.imaginary, from, to);
    return parts;
}

static struct parts add(enum ir_operation operation, struct parts left, struct parts right) {
    struct parts sum = {.real = operate(operation, left.real, right.real)};
    if (right.is_real)
        sum.imaginary = left.imaginary;
    else if (!left.is_real)
        sum.imaginary = operate(operation, left.imaginary, right.imaginary);
    else
        sum.imaginary = operation == IR_FLOAT_SUBTRACT
                            ? operate_one(IR_FLOAT_NEGATE, right.imaginary)
                            : right.imaginary;
    return sum;
}

static struct parts scale(enum ir_operation operation, struct parts left, struct value right) {
    left.real = operate(operation, left.real, right);
    left.imaginary = operate(operation, left.imaginary, right);
    return left;
}

// The product, which is computed in place unless both of its parts are NaNs: those may stand for
// infinities, which the routine finds out.
static struct parts multiply(struct parts left, struct parts right) {
    bool is_single = left.real.class == CLASS_SINGLE;
    const char *routine = is_single ? "__mulsc3" : "__muldc3";
    if (left.is_real || right.is_real)
        return scale(IR_FLOAT_MULTIPLY, left.is_real ? right : left,
                     left.is_real ? left.real : right.real);
    if (!target_has_unit)
        return call_parts(routine, left, right);
    struct value real = operate(IR_FLOAT_MULTIPLY, left.real, right.real);
    real = operate(IR_FLOAT_SUBTRACT, real,
                   operate(IR_FLOAT_MULTIPLY, left.imaginary, right.imaginary));
    struct value imaginary = operate(IR_FLOAT_MULTIPLY, left.real, right.imaginary);
    imaginary =
        operate(IR_FLOAT_ADD, imaginary, operate(IR_FLOAT_MULTIPLY, left.imaginary, right.real));
    struct parts product = {.real = value_of(register_new((enum ir_class)real.class)),
                            .imaginary = value_of(register_new((enum ir_class)real.class))};
    uint32_t done = label_new();
    value_move(product.real.reg, real);
    value_move(product.imaginary.reg, imaginary);
    branch(IR_BRANCH_FLOAT_EQUAL, product.real, product.real, done);
    branch(IR_BRANCH_FLOAT_EQUAL, product.imaginary, product.imaginary, done);
    struct parts called = call_parts(routine, left, right);
    value_give(product.real.reg, called.real);
    value_give(product.imaginary.reg, called.imaginary);
    label_place(done);
    return product;
}

static struct parts apply(enum expression_kind kind, struct parts left, struct parts right) {
    bool is_single = left.real.class == CLASS_SINGLE;
    switch (kind) {
    case EXPRESSION_ADD: return add(IR_FLOAT_ADD, left, right);
    case EXPRESSION_SUBTRACT: return add(IR_FLOAT_SUBTRACT, left, right);
    case EXPRESSION_MULTIPLY: return multiply(left, right);
    default:
        if (right.is_real)
            return scale(IR_FLOAT_DIVIDE, left, right.real);
        return call_parts(is_single ? "__divsc3" : "__divdc3", left, right);
    }
}

static struct parts evaluate_binary(struct expression *expression) {
    uint32_t depth;
    struct expression **nodes = left_spine(expression, &depth);
    struct parts parts = evaluate_operand(nodes[0]->left);
    for (uint32_t i = 0; i < depth; i++) {
        struct parts right = evaluate_operand(nodes[i]->right);
        lower_place = nodes[i]->place;
        parts = apply((enum expression_kind)nodes[i]->kind, parts, right);
        parts.is_real = false;
    }
    return parts;
}

// 1 if two numbers are equal, of which one is complex, else 0.
struct value compare_parts(struct expression *comparison) {
    struct parts left = evaluate_operand(comparison->left);
    struct parts right = evaluate_operand(comparison->right);
    lower_place = comparison->place;
    struct value real = operate(IR_FLOAT_EQUAL, left.real, right.real);
    struct value imaginary = operate(IR_FLOAT_EQUAL, left.imaginary, right.imaginary);
    struct value equal = operate(IR_AND, real, imaginary);
    return comparison->kind == EXPRESSION_NOT_EQUAL ? operate(IR_XOR, equal, value_constant(1))
                                                    : equal;
}

// ---- assignments ----

static struct parts assign(struct expression *expression) {
    struct parts parts = evaluate_parts(expression->right);
    struct address address = address_of(expression->left);
    lower_place = expression->place;
    store_parts(address, expression->type, parts);
    return parts;
}

// left OPERATION= right, of which one is complex: the new value, or the old one. Of a real left
// only the real part is kept.
struct parts update_parts(struct expression *expression) {
    struct expression *left = expression->left;
    const struct type *base = type_part(expression->operation_type);
    bool is_complex = type_is_complex(left->type);
    bool is_register = is_register_variable(left);
    struct parts right = evaluate_operand(expression->right);
    struct address address = {0};
    if (!is_register)
        address = address_of(left);
    lower_place = expression->place;
    struct parts old = is_complex    ? load_parts(address, left->type)
                       : is_register ? real_parts(value_of(object_register(left->object)))
                                     : real_parts(load(address, left->type));
    struct parts result = is_complex ? convert_parts(old, left->type->base, base)
                                     : real_parts(convert(old.real, left->type, base));
    result = apply((enum expression_kind)expression->operation, result, right);
    if (is_complex) {
        result = convert_parts(result, base, left->type->base);
        store_parts(address, left->type, result);
    } else {
        result.real = convert(result.real, base, left->type);
        if (is_register)
            value_give(object_register(left->object), result.real);
        else
            store(address, left->type, result.real);
    }
    return expression->kind == EXPRESSION_POST_UPDATE ? old : result;
}

// ---- expressions ----

static struct parts conditional(struct expression *expression) {
    enum ir_class class = class_of_type(expression->type->base);
    struct parts to = {.real = value_of(register_new(class)),
                       .imaginary = value_of(register_new(class))};
    uint32_t otherwise = label_new(), done = label_new();
    branch_if(expression->left, false, otherwise);
    struct parts parts = evaluate_parts(expression->right);
    value_give(to.real.reg, parts.real);
    value_give(to.imaginary.reg, parts.imaginary);
    ir_append_jump(done);
    label_place(otherwise);
    parts = evaluate_parts(expression->third);
    value_give(to.real.reg, parts.real);
    value_give(to.imaginary.reg, parts.imaginary);
    label_place(done);
    return to;
}

struct parts evaluate_parts(struct expression *expression) {
    struct parts parts = {0};
    expression = evaluate_before(expression);
    lower_place = expression->place;
    if (is_binary(expression->kind))
        return evaluate_binary(expression);
    switch (expression->kind) {
    case EXPRESSION_COMPLEX:
        parts.real = evaluate(expression->left);
        parts.imaginary = evaluate(expression->right);
        return parts;
    case EXPRESSION_CAST:
        return convert_parts(evaluate_parts(expression->left), expression->left->type->base,
                             expression->type->base);
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
        parts = evaluate_parts(expression->left);
        if (expression->kind == EXPRESSION_NEGATE)
            parts.real = operate_one(IR_FLOAT_NEGATE, parts.real);
        parts.imaginary = operate_one(IR_FLOAT_NEGATE, parts.imaginary);
        return parts;
    case EXPRESSION_CONDITIONAL: return conditional(expression);
    case EXPRESSION_ASSIGN: return assign(expression);
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: return update_parts(expression);
    case EXPRESSION_CALL: return call_complex(expression);
    case EXPRESSION_VA_ARG:
        return load_parts(variable_arguments_next(expression), expression->type);
    default: return load_parts(address_of(expression), expression->type);
    }
}

// One part of a value that is nowhere in memory.
struct value value_of_part(struct expression *part) {
    struct parts parts = evaluate_parts(part->left);
    return part->value == 0 ? parts.real : parts.imaginary;
}
