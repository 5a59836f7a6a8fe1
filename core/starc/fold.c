// Constants: C11 6.6. Operations on numbers are done while the tree is built, in 64 bit, and
// reduced to their type; signed overflow wraps. What static storage may be initialized with is
// found by constant_evaluate.

#include "lower.h"
#include "parse.h"

uint64_t number_reduce(uint64_t value, const struct type *type) {
    if (type->bits != 0) {
        uint64_t sign = (uint64_t)1 << (type->bits - 1);
        value &= sign | (sign - 1);
        return type->is_unsigned ? value : (value ^ sign) - sign;
    }
    if (type->size == 4)
        return type->is_unsigned || type->kind == TYPE_POINTER ? (uint32_t)value
                                                               : (uint64_t)(int32_t)value;
    if (type->size == 1)
        return type->is_unsigned ? (uint8_t)value : (uint64_t)(int8_t)value;
    if (type->size == 2)
        return type->is_unsigned ? (uint16_t)value : (uint64_t)(int16_t)value;
    return value;
}

static bool is_integer_constant(const struct expression *expression) {
    return expression->kind == EXPRESSION_NUMBER;
}

// ---- Operations ----

// The operation of a binary operator on values; GREATER and LESS_EQUAL are LESS with its operands
// swapped, all with _EQUAL the opposite.
enum ir_operation operator_operation(enum expression_kind kind, bool is_unsigned) {
    static const uint8_t operations[][2] = {
        [EXPRESSION_MULTIPLY] = {IR_MULTIPLY, IR_MULTIPLY},
        [EXPRESSION_DIVIDE] = {IR_DIVIDE, IR_DIVIDE_UNSIGNED},
        [EXPRESSION_REMAINDER] = {IR_REMAINDER, IR_REMAINDER_UNSIGNED},
        [EXPRESSION_ADD] = {IR_ADD, IR_ADD},
        [EXPRESSION_SUBTRACT] = {IR_SUBTRACT, IR_SUBTRACT},
        [EXPRESSION_SHIFT_LEFT] = {IR_SHIFT_LEFT, IR_SHIFT_LEFT},
        [EXPRESSION_SHIFT_RIGHT] = {IR_SHIFT_ARITHMETIC, IR_SHIFT_RIGHT},
        [EXPRESSION_AND] = {IR_AND, IR_AND},
        [EXPRESSION_XOR] = {IR_XOR, IR_XOR},
        [EXPRESSION_OR] = {IR_OR, IR_OR},
        [EXPRESSION_EQUAL] = {IR_EQUAL, IR_EQUAL},
        [EXPRESSION_NOT_EQUAL] = {IR_NOT_EQUAL, IR_NOT_EQUAL},
        [EXPRESSION_LESS] = {IR_LESS, IR_LESS_UNSIGNED},
        [EXPRESSION_LESS_EQUAL] = {IR_LESS, IR_LESS_UNSIGNED},
        [EXPRESSION_GREATER] = {IR_LESS, IR_LESS_UNSIGNED},
        [EXPRESSION_GREATER_EQUAL] = {IR_LESS, IR_LESS_UNSIGNED},
    };
    return (enum ir_operation)operations[kind][is_unsigned];
}

// The same for floating types, which have LESS_EQUAL.
enum ir_operation operator_floating(enum expression_kind kind) {
    static const uint8_t operations[] = {
        [EXPRESSION_MULTIPLY] = IR_FLOAT_MULTIPLY, [EXPRESSION_DIVIDE] = IR_FLOAT_DIVIDE,
        [EXPRESSION_ADD] = IR_FLOAT_ADD,           [EXPRESSION_SUBTRACT] = IR_FLOAT_SUBTRACT,
        [EXPRESSION_EQUAL] = IR_FLOAT_EQUAL,       [EXPRESSION_NOT_EQUAL] = IR_FLOAT_EQUAL,
        [EXPRESSION_LESS] = IR_FLOAT_LESS,         [EXPRESSION_LESS_EQUAL] = IR_FLOAT_LESS_EQUAL,
        [EXPRESSION_GREATER] = IR_FLOAT_LESS,      [EXPRESSION_GREATER_EQUAL] = IR_FLOAT_LESS_EQUAL,
    };
    return (enum ir_operation)operations[kind];
}

// The operation that converts between arithmetic types of which one is floating.
enum ir_operation convert_operation(const struct type *from, const struct type *to) {
    static const uint8_t to_integer[2][2] = {{IR_FLOAT_TO_SIGNED, IR_FLOAT_TO_UNSIGNED},
                                             {IR_FLOAT_TO_SIGNED_LONG, IR_FLOAT_TO_UNSIGNED_LONG}};
    static const uint8_t from_integer[2][2][2] = {
        {{IR_SINGLE_FROM_SIGNED, IR_SINGLE_FROM_UNSIGNED},
         {IR_SINGLE_FROM_SIGNED_LONG, IR_SINGLE_FROM_UNSIGNED_LONG}},
        {{IR_DOUBLE_FROM_SIGNED, IR_DOUBLE_FROM_UNSIGNED},
         {IR_DOUBLE_FROM_SIGNED_LONG, IR_DOUBLE_FROM_UNSIGNED_LONG}}};
    bool to_double = to->size == 8;
    if (!type_is_floating(to))
        return (enum ir_operation)to_integer[to_double][to->is_unsigned && to->size >= 4];
    if (!type_is_floating(from))
        return (enum ir_operation)from_integer[to_double][from->size == 8][from->is_unsigned];
    if (from->size == to->size)
        return IR_COPY;
    return to_double ? IR_SINGLE_TO_DOUBLE : IR_DOUBLE_TO_SINGLE;
}

static bool is_floating(const struct expression *expression) {
    return expression->kind == EXPRESSION_FLOATING;
}

static bool is_zero(uint64_t bits, const struct type *type) { // of a floating type
    return bits << (type->size == 4 ? 33 : 1) == 0;
}

uint64_t fold_negated(uint64_t bits, const struct type *type) {
    return bits ^ (uint64_t)1 << (type->size * 8 - 1);
}

// In the rounding mode of the source text, whatever is being lowered.
static bool fold_operation(enum ir_operation operation, enum ir_class class, uint64_t left,
                           uint64_t right, uint64_t *result) {
    bool is_exact = floating_is_exact;
    floating_is_exact = pragma_fenv_access;
    bool is_folded = ir_fold(operation, class, left, right, result);
    floating_is_exact = is_exact;
    return is_folded;
}

bool fold_conversion(uint64_t value, const struct type *from, const struct type *to,
                     uint64_t *result) {
    bool is_from = type_is_floating(from);
    if (to->kind == TYPE_BOOL) {
        *result = is_from ? !is_zero(value, from) : value != 0;
        return true;
    }
    if (is_from || type_is_floating(to)) {
        enum ir_operation operation = convert_operation(from, to);
        if (!fold_operation(operation, class_of_type(is_from ? from : to), value, 0, &value))
            return false;
    }
    *result = type_is_floating(to) ? value : number_reduce(value, to);
    return true;
}

struct expression *fold_zero(struct type *type, place_t place) {
    return type_is_floating(type) ? make_floating(0, type, place) : make_number(0, type, place);
}

struct expression *fold_truth(struct expression *expression) {
    if (type_is_complex(expression->type))
        return fold_binary(EXPRESSION_NOT_EQUAL, type_int, expression,
                           fold_zero(expression->type->base, expression->place), expression->place);
    if (!is_floating(expression))
        return expression;
    return make_number(!is_zero(expression->value, expression->type), type_int, expression->place);
}

// The binary operator on constants of a floating type. False as above.
static bool fold_floating(enum expression_kind kind, const struct type *type, uint64_t left,
                          uint64_t right, uint64_t *result) {
    bool is_swapped = kind == EXPRESSION_GREATER || kind == EXPRESSION_GREATER_EQUAL;
    if (!fold_operation(operator_floating(kind), class_of_type(type), is_swapped ? right : left,
                        is_swapped ? left : right, result))
        return false;
    if (kind == EXPRESSION_NOT_EQUAL)
        *result ^= 1;
    return true;
}

uint64_t fold_numbers(enum expression_kind kind, uint64_t left, uint64_t right, bool is_unsigned) {
    bool is_swapped = kind == EXPRESSION_GREATER || kind == EXPRESSION_LESS_EQUAL;
    bool is_opposite = kind == EXPRESSION_LESS_EQUAL || kind == EXPRESSION_GREATER_EQUAL;
    uint64_t result = 0;
    ir_fold(operator_operation(kind, is_unsigned), CLASS_LONG, is_swapped ? right : left,
            is_swapped ? left : right, &result);
    return is_opposite ? result ^ 1 : result;
}

bool works_unsigned(const struct type *type) {
    return type->is_unsigned || type->kind == TYPE_POINTER;
}

static void warn_overflow(enum expression_kind kind, uint64_t value, const struct type *type,
                          place_t place) {
    if (type->size != 4 || type->is_unsigned || kind > EXPRESSION_SUBTRACT ||
        number_reduce(value, type) == value || type->kind == TYPE_POINTER)
        return;
    warn(WARNING_OVERFLOW, place, "integer overflow in expression of type %s results in '%d'",
         type_quoted(type), (int)(int32_t)value);
}

// Constants added one after the other are added up: (x + 1) + 2.
static struct expression *fold_sum(struct type *type, struct expression *left,
                                   struct expression *right) {
    if (right->value == 0 && left->type == type)
        return left;
    if (left->kind != EXPRESSION_ADD || left->type != type || !is_integer_constant(left->right))
        return NULL;
    left->right->value = number_reduce(left->right->value + right->value, left->right->type);
    return left;
}

// Warns of what a constant right operand makes wrong, and brings shifts into range.
void check_right(enum expression_kind kind, const struct type *type, struct expression *right,
                 place_t place) {
    if (!is_integer_constant(right))
        return;
    bool is_shift = kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT;
    if (is_shift && right->value >= type->size * 8) {
        bool is_negative = (int64_t)right->value < 0;
        warn(is_negative ? WARNING_SHIFT_COUNT_NEGATIVE : WARNING_SHIFT_COUNT_OVERFLOW, place,
             is_negative ? "%s shift count is negative" : "%s shift count >= width of type",
             kind == EXPRESSION_SHIFT_LEFT ? "left" : "right");
        right->value %= type->size * 8; // as the machine does
    }
    if ((kind == EXPRESSION_DIVIDE || kind == EXPRESSION_REMAINDER) && right->value == 0 &&
        type_is_integer(type))
        warn(WARNING_DIV_BY_ZERO, place, "division by zero");
}

// Makes left OPERATION right; both have been converted.
struct expression *fold_binary(enum expression_kind kind, struct type *type,
                               struct expression *left, struct expression *right, place_t place) {
    if (is_integer_constant(right)) {
        check_right(kind, type, right, place);
        bool is_division = kind == EXPRESSION_DIVIDE || kind == EXPRESSION_REMAINDER;
        if (is_integer_constant(left) && !(is_division && right->value == 0)) {
            uint64_t value =
                fold_numbers(kind, left->value, right->value, works_unsigned(left->type));
            warn_overflow(kind, value, type, place);
            left->value = number_reduce(value, type);
            left->type = type;
            left->place = place;
            left->left = NULL;
            return left;
        } else if (kind == EXPRESSION_ADD) {
            struct expression *sum = fold_sum(type, left, right);
            if (sum != NULL)
                return sum;
        }
    }
    uint64_t value;
    if (is_floating(left) && is_floating(right) &&
        fold_floating(kind, left->type, left->value, right->value, &value))
        return type_is_floating(type) ? make_floating(value, type, place)
                                      : make_number(value, type, place);
    struct expression *expression = make_expression(kind, type_whole(type), place);
    expression->left = left;
    expression->right = right;
    return convert_to(expression, type);
}

// Makes −operand, ~operand or !operand.
struct expression *fold_unary(enum expression_kind kind, struct expression *operand,
                              place_t place) {
    struct type *type = kind == EXPRESSION_NOT ? type_int : operand->type;
    if (kind == EXPRESSION_NOT && type_is_complex(operand->type))
        return fold_binary(EXPRESSION_EQUAL, type_int, operand,
                           fold_zero(operand->type->base, place), place);
    if (is_integer_constant(operand)) {
        uint64_t value = operand->value;
        value = kind == EXPRESSION_NEGATE ? 0 - value
                : kind == EXPRESSION_NOT  ? value == 0
                                          : ~value;
        if (kind == EXPRESSION_NEGATE)
            warn_overflow(EXPRESSION_SUBTRACT, value, type, place);
        operand->value = number_reduce(value, type);
        operand->type = type;
        operand->place = place;
        return operand;
    }
    if (is_floating(operand) && kind == EXPRESSION_NOT)
        return make_number(is_zero(operand->value, operand->type), type, place);
    if (is_floating(operand) && kind == EXPRESSION_NEGATE)
        return make_floating(fold_negated(operand->value, type), type, place);
    if (is_floating(operand) && kind == EXPRESSION_ABSOLUTE) {
        uint64_t sign = (uint64_t)1 << (type->size * 8 - 1);
        return make_floating(operand->value & (sign - 1), type, place);
    }
    struct expression *expression = make_expression(kind, type_whole(type), place);
    expression->left = operand;
    return convert_to(expression, type);
}

// ---- Address constants: C11 6.6 (9) ----

static bool evaluate_at(const struct expression *value, struct object **symbol, uint64_t *number,
                        uint32_t depth);

static bool evaluate_lvalue(const struct expression *lvalue, struct object **symbol,
                            uint64_t *number, uint32_t depth) {
    uint64_t offset = 0;
    while (lvalue->kind == EXPRESSION_MEMBER) {
        offset += lvalue->value;
        lvalue = lvalue->left;
    }
    if (lvalue->kind == EXPRESSION_DEREFERENCE) {
        if (!evaluate_at(lvalue->left, symbol, number, depth))
            return false;
        *number = (uint32_t)(*number + offset);
        return true;
    }
    if ((lvalue->kind != EXPRESSION_VARIABLE && lvalue->kind != EXPRESSION_STRING) ||
        lvalue->object == NULL || !lvalue->object->is_global || lvalue->object->is_thread_local)
        return false;
    *symbol = lvalue->object;
    *number = offset;
    return true;
}

static bool evaluate_cast(const struct expression *cast, struct object **symbol, uint64_t *number,
                          uint32_t depth) {
    const struct type *type = cast->type, *from = cast->left->type;
    if (type_is_floating(type) || type_is_floating(from))
        return type_is_arithmetic(type) && evaluate_at(cast->left, symbol, number, depth) &&
               *symbol == NULL && fold_conversion(*number, from, type, number);
    if ((!type_is_integer(type) && type->kind != TYPE_POINTER) ||
        !evaluate_at(cast->left, symbol, number, depth))
        return false;
    if (*symbol != NULL)
        return type->size == 4;
    *number = type->kind == TYPE_BOOL ? *number != 0 : number_reduce(*number, type);
    return true;
}

// Of one function, which is compiled before what is initialized with their distance.
static bool are_labels(const struct object *one, const struct object *other) {
    return one != NULL && one->is_label && other->is_label && one->alias == other->alias;
}

static bool evaluate_binary(const struct expression *value, struct object **symbol,
                            uint64_t *number, uint32_t depth) {
    struct object *other = NULL;
    uint64_t right;
    if (!evaluate_at(value->left, symbol, number, depth) ||
        !evaluate_at(value->right, &other, &right, depth))
        return false;
    if (type_is_floating(value->left->type))
        return fold_floating(value->kind, value->left->type, *number, right, number);
    if (*symbol == NULL && other == NULL) {
        bool is_division = value->kind == EXPRESSION_DIVIDE || value->kind == EXPRESSION_REMAINDER;
        if (is_division && right == 0)
            return false;
        if (value->kind == EXPRESSION_SHIFT_LEFT || value->kind == EXPRESSION_SHIFT_RIGHT)
            right %= value->type->size * 8;
        *number = fold_numbers(value->kind, *number, right, works_unsigned(value->left->type));
    } else if (value->kind == EXPRESSION_ADD && (*symbol == NULL || other == NULL)) {
        if (other != NULL)
            *symbol = other;
        *number = *number + right;
    } else if (value->kind == EXPRESSION_SUBTRACT && (other == NULL || other == *symbol)) {
        if (other != NULL)
            *symbol = NULL;
        *number = *number - right;
    } else if (value->kind == EXPRESSION_SUBTRACT && are_labels(*symbol, other)) {
        *number = *number + (*symbol)->code_offset - right - other->code_offset;
        *symbol = NULL;
    } else {
        return false;
    }
    *number = number_reduce(*number, value->type);
    return true;
}

// A part of a complex constant.
static bool evaluate_part(const struct expression *part, uint64_t *number) {
    uint64_t parts[2];
    if (!type_is_complex(part->left->type) || !constant_parts(part->left, parts))
        return false;
    *number = parts[part->value != 0];
    return true;
}

static bool evaluate_at(const struct expression *value, struct object **symbol, uint64_t *number,
                        uint32_t depth) {
    if (depth > 1000)
        return false;
    *symbol = NULL;
    *number = 0;
    switch (value->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING: *number = value->value; return true;
    case EXPRESSION_VARIABLE:
        if (value->type->kind != TYPE_FUNCTION)
            return false;
        *symbol = value->object;
        return true;
    case EXPRESSION_ADDRESS: return evaluate_lvalue(value->left, symbol, number, depth + 1);
    case EXPRESSION_MEMBER: return evaluate_part(value, number);
    case EXPRESSION_CAST: return evaluate_cast(value, symbol, number, depth + 1);
    case EXPRESSION_MULTIPLY:
    case EXPRESSION_DIVIDE:
    case EXPRESSION_REMAINDER:
    case EXPRESSION_ADD:
    case EXPRESSION_SUBTRACT:
    case EXPRESSION_SHIFT_LEFT:
    case EXPRESSION_SHIFT_RIGHT:
    case EXPRESSION_AND:
    case EXPRESSION_XOR:
    case EXPRESSION_OR:
    case EXPRESSION_EQUAL:
    case EXPRESSION_NOT_EQUAL:
    case EXPRESSION_LESS:
    case EXPRESSION_LESS_EQUAL:
    case EXPRESSION_GREATER:
    case EXPRESSION_GREATER_EQUAL: return evaluate_binary(value, symbol, number, depth + 1);
    case EXPRESSION_NEGATE:
    case EXPRESSION_COMPLEMENT:
        if (!evaluate_at(value->left, symbol, number, depth + 1) || *symbol != NULL)
            return false;
        if (type_is_floating(value->type)) {
            *number = fold_negated(*number, value->type);
            return true;
        }
        *number = value->kind == EXPRESSION_NEGATE ? 0 - *number : ~*number;
        *number = number_reduce(*number, value->type);
        return true;
    default: return false;
    }
}

bool constant_evaluate(const struct expression *value, struct object **symbol, uint64_t *number) {
    floating_is_static = true;
    bool is_constant = evaluate_at(value, symbol, number, 0);
    floating_is_static = false;
    return is_constant;
}
