// Warnings of comparisons and truth: those that are always true or false, signed with unsigned,
// addresses (gcc's -Wsign-compare, -Wtype-limits, -Wbool-compare, -Waddress,
// -Wtautological-compare).

#include "parse.h"

static bool is_comparison(enum expression_kind kind) {
    return kind >= EXPRESSION_EQUAL && kind <= EXPRESSION_GREATER_EQUAL;
}

static bool is_equality(enum expression_kind kind) {
    return kind == EXPRESSION_EQUAL || kind == EXPRESSION_NOT_EQUAL;
}

static enum expression_kind swapped(enum expression_kind kind) {
    switch (kind) {
    case EXPRESSION_LESS: return EXPRESSION_GREATER;
    case EXPRESSION_LESS_EQUAL: return EXPRESSION_GREATER_EQUAL;
    case EXPRESSION_GREATER: return EXPRESSION_LESS;
    case EXPRESSION_GREATER_EQUAL: return EXPRESSION_LESS_EQUAL;
    default: return kind;
    }
}

// Is every part of the first the same as that of the second, with nothing that changes?
static bool is_same(const struct expression *one, const struct expression *other) {
    if (one->kind != other->kind || one->type->unqualified != other->type->unqualified)
        return false;
    switch (one->kind) {
    case EXPRESSION_NUMBER: return one->value == other->value;
    case EXPRESSION_VARIABLE:
        return one->object == other->object && one->object != NULL &&
               (one->object->type->qualifiers & QUALIFIER_VOLATILE) == 0;
    case EXPRESSION_MEMBER:
        return one->value == other->value && one->operation == other->operation &&
               is_same(one->left, other->left);
    case EXPRESSION_DEREFERENCE:
        return (one->left->type->kind != TYPE_POINTER ||
                (one->left->type->base->qualifiers & QUALIFIER_VOLATILE) == 0) &&
               is_same(one->left, other->left);
    case EXPRESSION_ADDRESS:
    case EXPRESSION_CAST: return is_same(one->left, other->left);
    case EXPRESSION_ADD:
    case EXPRESSION_MULTIPLY:
        return is_same(one->left, other->left) && is_same(one->right, other->right);
    default: return false;
    }
}

static bool is_from_macro(place_t place) {
    return place_in_file(place) != place;
}

// A cast that changes nothing makes no node, but is where the expression begins.
static bool begin_alike(const struct expression *one, const struct expression *other) {
    uint32_t length;
    return *source_text_at(one->place, &length) == *source_text_at(other->place, &length);
}

static void check_same(enum expression_kind kind, const struct expression *left,
                       const struct expression *right, place_t place) {
    if (left->kind == EXPRESSION_NUMBER || type_is_floating(left->type) ||
        is_from_macro(left->place) || is_from_macro(right->place) || !is_same(left, right) ||
        !begin_alike(left, right))
        return;
    bool is_true = kind == EXPRESSION_EQUAL || kind == EXPRESSION_LESS_EQUAL ||
                   kind == EXPRESSION_GREATER_EQUAL;
    warn(WARNING_TAUTOLOGICAL_COMPARE, place, "self-comparison always evaluates to %s",
         is_true ? "true" : "false");
}

// (x & 3) == 4, (x | 1) == 2
static void check_bits(enum expression_kind kind, const struct expression *bits,
                       const struct expression *constant, place_t place) {
    if (!is_equality(kind) || constant->kind != EXPRESSION_NUMBER ||
        (bits->kind != EXPRESSION_AND && bits->kind != EXPRESSION_OR) ||
        bits->right->kind != EXPRESSION_NUMBER)
        return;
    uint64_t mask = bits->right->value, value = constant->value;
    if (bits->type->size == 4) {
        mask = (uint32_t)mask;
        value = (uint32_t)value;
    }
    if ((bits->kind == EXPRESSION_AND ? value & ~mask : mask & ~value) != 0)
        warn(WARNING_TAUTOLOGICAL_COMPARE, place, "bitwise comparison always evaluates to %s",
             kind == EXPRESSION_EQUAL ? "false" : "true");
}

// ---- Constants ----

static bool is_truth(const struct expression *expression) {
    enum expression_kind kind = expression->kind;
    return is_comparison(kind) || kind == EXPRESSION_LOGICAL_AND || kind == EXPRESSION_LOGICAL_OR ||
           kind == EXPRESSION_NOT || expression->type->kind == TYPE_BOOL;
}

// truth OPERATION constant, where truth is 0 or 1: is it the same for both?
static void check_truth(enum expression_kind kind, const struct expression *truth,
                        const struct expression *constant, place_t place) {
    if (!is_truth(truth) || constant->kind != EXPRESSION_NUMBER)
        return;
    bool is_unsigned = constant->type->is_unsigned;
    uint64_t value = constant->value;
    bool of_0 = fold_numbers(kind, 0, value, is_unsigned) != 0;
    bool of_1 = fold_numbers(kind, 1, value, is_unsigned) != 0;
    if (of_0 == of_1)
        warn(WARNING_BOOL_COMPARE, place,
             is_unsigned ? "comparison of constant '%llu' with boolean expression is always %s"
                         : "comparison of constant '%lld' with boolean expression is always %s",
             (long long)value, of_0 ? "true" : "false");
}

// narrow OPERATION constant: the type has no value, or only such, for which it is true.
static void check_range(enum expression_kind kind, const struct type *narrow,
                        const struct expression *constant, place_t place) {
    uint32_t width = type_width(narrow);
    int64_t value = (int64_t)constant->value;
    int64_t least = narrow->is_unsigned ? 0 : -((int64_t)1 << (width - 1));
    int64_t most = least + (((int64_t)1 << width) - 1);
    bool is_above = value > most, is_below = value < least;
    bool is_true, is_false;
    switch (kind) {
    case EXPRESSION_LESS: is_true = is_above, is_false = value <= least; break;
    case EXPRESSION_LESS_EQUAL: is_true = value >= most, is_false = is_below; break;
    case EXPRESSION_GREATER: is_true = is_below, is_false = value >= most; break;
    case EXPRESSION_GREATER_EQUAL: is_true = value <= least, is_false = is_above; break;
    default:
        is_true = kind == EXPRESSION_NOT_EQUAL && (is_above || is_below);
        is_false = kind == EXPRESSION_EQUAL && (is_above || is_below);
        break;
    }
    if (is_true || is_false)
        warn(WARNING_TYPE_LIMITS, place,
             "comparison is always %s due to limited range of data type",
             is_true ? "true" : "false");
}

// unsigned OPERATION 0, narrow OPERATION constant
static void check_limits(enum expression_kind kind, const struct expression *operand,
                         const struct expression *constant, place_t place) {
    const struct type *type = operand->type;
    if (constant->kind != EXPRESSION_NUMBER || operand->kind == EXPRESSION_NUMBER ||
        !type_is_integer(type) || type->kind == TYPE_BOOL || type->kind == TYPE_ENUM ||
        !type_is_integer(constant->type))
        return;
    if (type_width(type) < 32 && (!constant->type->is_unsigned || constant->value <= 0x7fffffffu)) {
        check_range(kind, type, constant, place);
        return;
    }
    bool is_always = kind == EXPRESSION_GREATER_EQUAL;
    if (constant->value != 0 || !type->is_unsigned || (!is_always && kind != EXPRESSION_LESS))
        return;
    warn(WARNING_TYPE_LIMITS, place, "comparison of unsigned expression in '%s' is always %s",
         is_always ? ">= 0" : "< 0", is_always ? "true" : "false");
}

// ---- Signed and unsigned ----

// Has a signed expression only values that are not negative?
static bool is_nonnegative(const struct expression *e) {
    switch (e->kind) {
    case EXPRESSION_NUMBER: return (int64_t)e->value >= 0;
    case EXPRESSION_CAST:
        if (!type_is_integer(e->left->type))
            return false;
        if (type_width(e->left->type) < type_width(e->type) && e->left->type->is_unsigned)
            return true;
        return type_width(e->left->type) <= type_width(e->type) && !e->left->type->is_unsigned &&
               is_nonnegative(e->left);
    case EXPRESSION_AND: return is_nonnegative(e->left) || is_nonnegative(e->right);
    case EXPRESSION_OR:
    case EXPRESSION_DIVIDE: return is_nonnegative(e->left) && is_nonnegative(e->right);
    case EXPRESSION_REMAINDER:
    case EXPRESSION_SHIFT_RIGHT: return is_nonnegative(e->left);
    case EXPRESSION_MULTIPLY: return is_same(e->left, e->right);
    case EXPRESSION_CONDITIONAL: return is_nonnegative(e->right) && is_nonnegative(e->third);
    case EXPRESSION_COMMA:
    case EXPRESSION_ASSIGN: return is_nonnegative(e->right);
    case EXPRESSION_NOT:
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: return true;
    default: return is_comparison(e->kind) || e->type->is_unsigned || e->type->kind == TYPE_BOOL;
    }
}

static bool are_mixed(const struct expression *left, const struct expression *right) {
    return type_is_integer(left->type) && type_is_integer(right->type) &&
           left->type->kind != TYPE_BOOL && right->type->kind != TYPE_BOOL &&
           left->type->is_unsigned != right->type->is_unsigned &&
           type_usual(left->type, right->type)->is_unsigned;
}

static void check_signs(enum expression_kind kind, const struct expression *left,
                        const struct expression *right, place_t place) {
    if (!are_mixed(left, right))
        return;
    const struct expression *is_signed = left->type->is_unsigned ? right : left;
    const struct expression *is_unsigned = left->type->is_unsigned ? left : right;
    uint32_t width = type_width(type_usual(left->type, right->type));
    bool is_small =
        is_unsigned->kind == EXPRESSION_NUMBER && is_unsigned->value >> (width - 1) == 0;
    if (is_nonnegative(is_signed) || (is_equality(kind) && is_small))
        return;
    warn(WARNING_SIGN_COMPARE, place,
         "comparison of integer expressions of different signedness: %s and %s",
         type_quoted(left->type), type_quoted(right->type));
}

// The arms of a conditional.
void warn_arms(const struct expression *left, const struct expression *right) {
    if (!options.is_warned[WARNING_SIGN_COMPARE] || !are_mixed(left, right))
        return;
    const struct expression *is_signed = left->type->is_unsigned ? right : left;
    const struct expression *is_unsigned = left->type->is_unsigned ? left : right;
    if (!is_nonnegative(is_signed))
        warn(WARNING_SIGN_COMPARE, is_signed->place,
             "operand of '?:' changes signedness from %s to %s due to unsignedness of other "
             "operand",
             type_quoted(is_signed->type), type_quoted(is_unsigned->type));
}

// ---- Addresses ----

static bool is_string(const struct expression *expression) {
    return expression->kind == EXPRESSION_ADDRESS && expression->left->kind == EXPRESSION_STRING;
}

// The name of what an address is of that can never be null, or NULL.
static const char *name_of_address(const struct expression *address) {
    while (address->kind == EXPRESSION_CAST && address->type->kind == TYPE_POINTER)
        address = address->left;
    if (address->kind != EXPRESSION_ADDRESS)
        return NULL;
    const struct expression *target = address->left;
    while (target->kind == EXPRESSION_DEREFERENCE && target->left->kind == EXPRESSION_ADD)
        target = target->left->left;
    if (target->kind == EXPRESSION_ADDRESS)
        target = target->left;
    if (target->kind == EXPRESSION_MEMBER) {
        const char *name = member_text(target);
        return *name == '\0' ? NULL : name;
    }
    if (target->kind != EXPRESSION_VARIABLE || target->object->name == NULL ||
        target->object->is_weak || target->object->is_label)
        return NULL;
    return target->object->name->text;
}

static void check_address(enum expression_kind kind, const struct expression *address,
                          const struct expression *null, place_t place) {
    if (!is_equality(kind) || !is_null_pointer(null) || is_from_macro(address->place))
        return;
    const char *name = name_of_address(address);
    if (name != NULL)
        warn(WARNING_ADDRESS, place,
             "the comparison will always evaluate as '%s' for the address of '%s' will never be "
             "NULL",
             kind == EXPRESSION_EQUAL ? "false" : "true", name);
}

// A value used as a condition. is_whole: of a statement.
void warn_truth(const struct expression *expression, place_t place, bool is_whole) {
    if (expression->kind != EXPRESSION_ADDRESS || is_from_macro(expression->place))
        return;
    const char *name = name_of_address(expression);
    if (name == NULL)
        return;
    bool is_plain = is_whole && expression->left->kind == EXPRESSION_VARIABLE &&
                    expression->left->type->kind != TYPE_ARRAY;
    if (is_plain)
        warn(WARNING_ADDRESS, place, "the address of '%s' will always evaluate as 'true'", name);
    else
        warn(WARNING_ADDRESS, place,
             "the comparison will always evaluate as 'true' for the address of '%s' will never be "
             "NULL",
             name);
}

// ---- Comparisons ----

// Of values, before they are converted to each other's type.
void warn_comparison(enum expression_kind kind, const struct expression *left,
                     const struct expression *right, place_t place) {
    if (parse_is_library || !type_is_scalar(left->type) || !type_is_scalar(right->type))
        return;
    if (left->type->kind == TYPE_POINTER || right->type->kind == TYPE_POINTER) {
        if (is_string(left) || is_string(right))
            warn(WARNING_ADDRESS, place,
                 "comparison with string literal results in unspecified behavior");
        check_address(kind, left, right, place);
        check_address(kind, right, left, place);
    } else {
        check_truth(kind, left, right, place);
        check_truth(swapped(kind), right, left, place);
        check_bits(kind, left, right, place);
        check_bits(kind, right, left, place);
        check_limits(kind, left, right, place);
        check_limits(swapped(kind), right, left, place);
        check_signs(kind, left, right, place);
    }
    check_same(kind, left, right, place);
}
