// Expressions: to words, to pairs of words, to records in memory.

#include "lower.h"

enum { WORD = 4 };

void refuse_floating(place_t place) {
    error_at(place, "floating point is not supported");
}

bool is_wide(const struct type *type) {
    return type->size == 8 && type_is_integer(type);
}

static bool is_float(const struct expression *expression) {
    return type_is_floating(expression->type);
}

bool in_registers(const struct object *object) {
    return options.optimization > 0 && !object->is_global && !object->is_address_taken &&
           type_is_scalar(object->type) && !type_is_floating(object->type) &&
           object->type->qualifiers / QUALIFIER_VOLATILE % 2 == 0;
}

reg_t object_register(struct object *object) {
    if (object->local == 0) {
        object->local = register_new();
        if (is_wide(object->type))
            register_new();
    }
    return object->local;
}

// ---- operators on words ----

static bool is_binary(enum expression_kind kind) {
    return kind >= EXPRESSION_MULTIPLY && kind <= EXPRESSION_OR;
}

static bool share_no_bits(const struct expression *left, const struct expression *right) {
    uint32_t left_bits = possible_bits(left);
    if (left_bits == 0xffffffffu)
        return false;
    uint32_t right_bits = possible_bits(right);
    return right_bits != 0xffffffffu && (left_bits & right_bits) == 0;
}

// The difference of two pointers divides without remainder: a shift of the sign does.
static struct value divide_words(const struct expression *node, struct value left,
                                 struct value right) {
    bool is_unsigned = node->type->is_unsigned || node->type->kind == TYPE_POINTER;
    if (is_unsigned ||
        (is_never_negative(node->left) && right.is_constant && (int32_t)right.number > 0))
        return divide_unsigned(left, right);
    if (node->kind == EXPRESSION_DIVIDE && node->operation == EXPRESSION_SUBTRACT &&
        right.is_constant && power_exponent(right.number) >= 0)
        return shift_right_arithmetic(left, value_constant((uint32_t)power_exponent(right.number)));
    return divide_signed(left, right);
}

// The count of a shift, modulo 32 as the instructions of mips32 take it, for the table of powers.
static struct value shift_count(const struct expression *count, struct value value) {
    if (options.mips32 || value.is_constant || possible_bits(count) < 32)
        return value;
    return remainder_unsigned(value, value_constant(32));
}

static struct value apply(const struct expression *node, enum expression_kind operation,
                          const struct type *type, struct value left, struct value right) {
    bool is_unsigned = type->is_unsigned || type->kind == TYPE_POINTER;
    if (operation == EXPRESSION_SHIFT_LEFT || operation == EXPRESSION_SHIFT_RIGHT)
        right = shift_count(node->right, right);
    switch (operation) {
    case EXPRESSION_MULTIPLY: return multiply(left, right);
    case EXPRESSION_DIVIDE:
        if (node->kind == EXPRESSION_DIVIDE)
            return divide_words(node, left, right);
        return is_unsigned ? divide_unsigned(left, right) : divide_signed(left, right);
    case EXPRESSION_REMAINDER:
        if (is_unsigned || (node->kind == EXPRESSION_REMAINDER && is_never_negative(node->left) &&
                            right.is_constant && (int32_t)right.number > 0))
            return remainder_unsigned(left, right);
        return remainder_signed(left, right);
    case EXPRESSION_ADD: return add(left, right);
    case EXPRESSION_SUBTRACT: return subtract(left, right);
    case EXPRESSION_SHIFT_LEFT: return shift_left(left, right);
    case EXPRESSION_SHIFT_RIGHT:
        if (is_unsigned || (node->kind == EXPRESSION_SHIFT_RIGHT && is_never_negative(node->left)))
            return shift_right_logical(left, right);
        return shift_right_arithmetic(left, right);
    case EXPRESSION_AND: return bits_and(left, right);
    case EXPRESSION_OR:
        if (node->kind == EXPRESSION_OR && share_no_bits(node->left, node->right))
            return add(left, right);
        return bits_or(left, right);
    case EXPRESSION_XOR:
        if (node->kind == EXPRESSION_XOR && share_no_bits(node->left, node->right))
            return add(left, right);
        return bits_xor(left, right);
    default: panic("apply: not an operator");
    }
}

// A word operand: that of a shift may have any integer type.
static struct value evaluate_low(struct expression *expression) {
    return is_wide(expression->type) ? evaluate_wide(expression).low : evaluate(expression);
}

// The operators down the left side of a tree, which may be very deep: from the lowest up.
struct spine {
    struct expression **nodes;
    uint32_t count;
    struct expression *lowest; // operand
};

static struct spine spine_of(struct expression *expression) {
    struct spine spine = {NULL, 0, expression};
    uint32_t depth = 0;
    for (struct expression *node = expression; is_binary(node->kind); node = node->left)
        depth++;
    spine.nodes = arena_allocate(&function_arena, depth * sizeof *spine.nodes);
    while (is_binary(spine.lowest->kind)) {
        spine.nodes[depth - 1 - spine.count++] = spine.lowest;
        spine.lowest = spine.lowest->left;
    }
    return spine;
}

static struct value evaluate_binary(struct expression *expression) {
    struct spine spine = spine_of(expression);
    struct value value = evaluate(spine.lowest);
    for (uint32_t i = 0; i < spine.count; i++) {
        struct expression *node = spine.nodes[i];
        struct value right = evaluate_low(node->right);
        lower_place = node->place;
        value = apply(node, node->kind, node->type, value, right);
    }
    return value;
}

static struct wide evaluate_wide_binary(struct expression *expression) {
    struct spine spine = spine_of(expression);
    struct wide value = evaluate_wide(spine.lowest);
    for (uint32_t i = 0; i < spine.count; i++) {
        struct expression *node = spine.nodes[i];
        if (node->kind == EXPRESSION_SHIFT_LEFT || node->kind == EXPRESSION_SHIFT_RIGHT) {
            struct value amount = evaluate_low(node->right);
            value = wide_shift(node->kind, value, amount, node->type->is_unsigned);
        } else {
            struct wide right = evaluate_wide(node->right);
            lower_place = node->place;
            value = wide_binary(node->kind, value, right, node->type->is_unsigned);
        }
    }
    return value;
}

// ---- conversions ----

static bool fits_type(const struct expression *expression, const struct type *type) {
    const struct type *from = expression->type;
    uint32_t limit = type->size == 1 ? 0x100 : 0x10000;
    if (!type->is_unsigned)
        limit /= 2;
    if (type_is_integer(from) && from->size <= type->size && from->is_unsigned == type->is_unsigned)
        return true;
    return from->size <= WORD && possible_bits(expression) < limit;
}

// A word, converted from one type to another.
static struct value convert_word(struct value value, const struct type *type) {
    if (type->kind == TYPE_BOOL)
        return not_equal(value, value_constant(0));
    return type->size < WORD ? extend(value, type->size, type->is_unsigned) : value;
}

static struct value evaluate_cast(struct expression *cast) {
    struct expression *from = cast->left;
    if (is_float(from) || is_float(cast)) {
        refuse_floating(cast->place);
        return value_constant(0);
    }
    if (cast->type->kind == TYPE_BOOL)
        return from->type->kind == TYPE_BOOL ? evaluate(from) : truth(from, true);
    if (is_wide(from->type))
        return convert_word(evaluate_wide(from).low, cast->type);
    struct value value = evaluate(from);
    if (cast->type->size >= WORD || fits_type(from, cast->type))
        return value;
    return convert_word(value, cast->type);
}

// ---- assignments ----

// Both words at once: the new high one may be the old low one.
static void set_wide(reg_t to, struct wide value) {
    if (!value.high.is_constant && value.high.number == to) {
        reg_t kept = register_new();
        value_move(kept, value.high);
        value.high = value_of(kept);
    }
    value_give(to, value.low);
    value_give(to + 1, value.high);
}

void set_variable(struct object *object, struct expression *value) {
    reg_t to = object_register(object);
    if (is_wide(object->type)) {
        struct wide wide = evaluate_wide(value);
        set_wide(to, wide);
    } else {
        value_give(to, evaluate(value));
    }
}

static bool is_register_variable(const struct expression *expression) {
    return (expression->kind == EXPRESSION_VARIABLE ||
            expression->kind == EXPRESSION_COMPOUND_LITERAL) &&
           in_registers(expression->object);
}

// A word or a wide, as its type says.
struct any {
    struct value word;
    struct wide wide;
};

static struct any any_load(struct expression *lvalue, struct address address) {
    struct any any = {0};
    if (is_register_variable(lvalue)) {
        reg_t reg = object_register(lvalue->object);
        any.word = value_of(reg);
        any.wide = wide_of(value_of(reg), value_of(reg + 1));
    } else if (is_wide(lvalue->type)) {
        any.wide = load_wide(address);
    } else {
        any.word = load_scalar(address, lvalue->type);
    }
    return any;
}

static void any_store(struct expression *lvalue, struct address address, struct any any) {
    if (is_register_variable(lvalue)) {
        reg_t to = object_register(lvalue->object);
        if (is_wide(lvalue->type))
            set_wide(to, any.wide);
        else
            value_give(to, any.word);
    } else if (is_wide(lvalue->type)) {
        store_wide(address, any.wide);
    } else {
        store_scalar(address, lvalue->type, any.word);
    }
}

static struct any any_convert(struct any any, const struct type *from, const struct type *to) {
    struct any result = any;
    if (is_wide(from) && is_wide(to))
        return any;
    if (is_wide(to)) {
        bool is_unsigned = from->is_unsigned || from->kind == TYPE_POINTER;
        result.wide = wide_extend(any.word, is_unsigned);
    } else if (is_wide(from) && to->kind == TYPE_BOOL) {
        result.word = wide_compare(EXPRESSION_NOT_EQUAL, any.wide, wide_constant(0), true);
    } else {
        result.word = is_wide(from) ? any.wide.low : any.word;
        if (to->size < from->size || to->kind == TYPE_BOOL || to->is_unsigned != from->is_unsigned)
            result.word = convert_word(result.word, to);
    }
    return result;
}

static struct any any_copy(struct any any, bool wide) {
    reg_t low = register_new();
    struct any copy;
    if (wide) {
        reg_t high = register_new();
        value_move(low, any.wide.low);
        value_move(high, any.wide.high);
        copy.wide = wide_of(value_of(low), value_of(high));
        copy.word = value_of(low);
    } else {
        value_move(low, any.word);
        copy.word = value_of(low);
        copy.wide = wide_constant(0);
    }
    return copy;
}

// left OPERATION= right. The right operand comes first, so that the address is short-lived.
static struct any update(struct expression *expression) {
    struct expression *left = expression->left;
    const struct type *type = expression->operation_type;
    enum expression_kind operation = expression->operation;
    bool is_shift = operation == EXPRESSION_SHIFT_LEFT || operation == EXPRESSION_SHIFT_RIGHT;
    struct any right = {0}, old, result;
    struct address address = {0};
    if (is_float(left) || type_is_floating(type) || is_float(expression->right)) {
        refuse_floating(expression->place);
        return right;
    }
    if (is_wide(expression->right->type) && !is_shift)
        right.wide = evaluate_wide(expression->right);
    else
        right.word = evaluate_low(expression->right);
    if (!is_register_variable(left))
        address = address_of(left);
    lower_place = expression->place;
    result = old = any_load(left, address);
    if (expression->kind == EXPRESSION_POST_UPDATE && is_register_variable(left))
        old = any_copy(old, is_wide(left->type));
    result = any_convert(result, left->type, type);
    if (!is_wide(type))
        result.word = apply(expression, operation, type, result.word, right.word);
    else if (is_shift)
        result.wide = wide_shift(operation, result.wide, right.word, type->is_unsigned);
    else
        result.wide = wide_binary(operation, result.wide, right.wide, type->is_unsigned);
    result = any_convert(result, type, left->type);
    any_store(left, address, result);
    if (expression->kind == EXPRESSION_POST_UPDATE)
        return old;
    return is_register_variable(left) ? any_load(left, address) : result;
}

static struct any assign(struct expression *expression) {
    struct expression *left = expression->left;
    struct any value = {0};
    if (is_register_variable(left)) {
        set_variable(left->object, expression->right);
        return any_load(left, (struct address){0});
    }
    if (is_wide(left->type))
        value.wide = evaluate_wide(expression->right);
    else
        value.word = evaluate(expression->right);
    struct address address = address_of(left);
    lower_place = expression->place;
    any_store(left, address, value);
    return value;
}

// ---- expressions ----

static struct value conditional(struct expression *expression) {
    reg_t to = register_new();
    uint32_t otherwise = label_new(), done = label_new();
    branch_if(expression->left, false, otherwise);
    value_give(to, evaluate(expression->right));
    ir_append_number(IR_JUMP, 0, 0, (int32_t)done);
    label_place(otherwise);
    value_give(to, evaluate(expression->third));
    label_place(done);
    return value_of(to);
}

static struct wide conditional_wide(struct expression *expression) {
    reg_t low = register_new(), high = register_new();
    uint32_t otherwise = label_new(), done = label_new();
    struct wide value;
    branch_if(expression->left, false, otherwise);
    value = evaluate_wide(expression->right);
    value_move(low, value.low);
    value_move(high, value.high);
    ir_append_number(IR_JUMP, 0, 0, (int32_t)done);
    label_place(otherwise);
    value = evaluate_wide(expression->third);
    value_move(low, value.low);
    value_move(high, value.high);
    label_place(done);
    return wide_of(value_of(low), value_of(high));
}

struct value evaluate(struct expression *expression) {
    while (expression->kind == EXPRESSION_COMMA) {
        evaluate_effect(expression->left);
        expression = expression->right;
    }
    lower_place = expression->place;
    if (is_float(expression)) {
        refuse_floating(expression->place);
        return value_constant(0);
    }
    if (is_wide(expression->type))
        return evaluate_wide(expression).low;
    if (is_binary(expression->kind))
        return evaluate_binary(expression);
    if (is_comparison(expression->kind))
        return compare(expression);
    switch (expression->kind) {
    case EXPRESSION_NUMBER: return value_constant((uint32_t)expression->value);
    case EXPRESSION_VARIABLE:
        if (in_registers(expression->object))
            return value_of(object_register(expression->object));
        return load_scalar(address_of(expression), expression->type);
    case EXPRESSION_COMPOUND_LITERAL:
        if (in_registers(expression->object)) {
            initialize_object(expression->object);
            return value_of(object_register(expression->object));
        }
        return load_scalar(address_of(expression), expression->type);
    case EXPRESSION_MEMBER:
    case EXPRESSION_DEREFERENCE: return load_scalar(address_of(expression), expression->type);
    case EXPRESSION_ADDRESS: return address_value(address_of(expression->left));
    case EXPRESSION_CAST: return evaluate_cast(expression);
    case EXPRESSION_NEGATE: return subtract(value_constant(0), evaluate(expression->left));
    case EXPRESSION_COMPLEMENT: return bits_complement(evaluate(expression->left));
    case EXPRESSION_NOT: return truth(expression->left, false);
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: return truth(expression, true);
    case EXPRESSION_CONDITIONAL: return conditional(expression);
    case EXPRESSION_ASSIGN: return assign(expression).word;
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: return update(expression).word;
    case EXPRESSION_CALL: return call_word(expression);
    case EXPRESSION_SYSCALL: return call_system(expression);
    case EXPRESSION_VA_ARG:
        return load_scalar(variable_arguments_next(expression), expression->type);
    default: panic("evaluate: not a word");
    }
}

struct wide evaluate_wide(struct expression *expression) {
    struct value word;
    while (expression->kind == EXPRESSION_COMMA) {
        evaluate_effect(expression->left);
        expression = expression->right;
    }
    lower_place = expression->place;
    if (!is_wide(expression->type)) {
        word = evaluate(expression);
        return wide_extend(word, expression->type->is_unsigned);
    }
    if (is_binary(expression->kind))
        return evaluate_wide_binary(expression);
    switch (expression->kind) {
    case EXPRESSION_NUMBER: return wide_constant(expression->value);
    case EXPRESSION_VARIABLE:
        if (in_registers(expression->object))
            return any_load(expression, (struct address){0}).wide;
        return load_wide(address_of(expression));
    case EXPRESSION_COMPOUND_LITERAL:
        if (in_registers(expression->object)) {
            initialize_object(expression->object);
            return any_load(expression, (struct address){0}).wide;
        }
        return load_wide(address_of(expression));
    case EXPRESSION_MEMBER:
    case EXPRESSION_DEREFERENCE: return load_wide(address_of(expression));
    case EXPRESSION_CAST:
        if (is_float(expression->left)) {
            refuse_floating(expression->place);
            return wide_constant(0);
        }
        if (is_wide(expression->left->type))
            return evaluate_wide(expression->left);
        word = evaluate(expression->left);
        return wide_extend(word, expression->left->type->is_unsigned ||
                                     expression->left->type->kind == TYPE_POINTER ||
                                     is_never_negative(expression->left));
    case EXPRESSION_NEGATE: return wide_negate(evaluate_wide(expression->left));
    case EXPRESSION_COMPLEMENT: return wide_complement(evaluate_wide(expression->left));
    case EXPRESSION_CONDITIONAL: return conditional_wide(expression);
    case EXPRESSION_ASSIGN: return assign(expression).wide;
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: return update(expression).wide;
    case EXPRESSION_CALL: return call_wide(expression);
    case EXPRESSION_VA_ARG: return load_wide(variable_arguments_next(expression));
    default: panic("evaluate_wide: not a long long");
    }
}

struct address evaluate_record(struct expression *expression) {
    struct address address;
    switch (expression->kind) {
    case EXPRESSION_COMMA:
        evaluate_effect(expression->left);
        return evaluate_record(expression->right);
    case EXPRESSION_CALL: return call_record(expression);
    case EXPRESSION_VA_ARG: return variable_arguments_next(expression);
    case EXPRESSION_CAST: return evaluate_record(expression->left);
    case EXPRESSION_ASSIGN: {
        struct address from = address_of(expression->right);
        address = address_of(expression->left);
        copy_record(address, from, expression->type->size);
        return address;
    }
    case EXPRESSION_CONDITIONAL: {
        reg_t to = register_new();
        uint32_t otherwise = label_new(), done = label_new();
        branch_if(expression->left, false, otherwise);
        value_give(to, address_value(address_of(expression->right)));
        ir_append_number(IR_JUMP, 0, 0, (int32_t)done);
        label_place(otherwise);
        value_give(to, address_value(address_of(expression->third)));
        label_place(done);
        return address_in(to, expression->type->alignment);
    }
    default: return address_of(expression);
    }
}

void evaluate_effect(struct expression *expression) {
    while (expression->kind == EXPRESSION_COMMA) {
        evaluate_effect(expression->left);
        expression = expression->right;
    }
    lower_place = expression->place;
    if (expression->kind == EXPRESSION_CALL)
        call_effect(expression);
    else if (expression->kind == EXPRESSION_VA_START)
        variable_arguments_start(expression);
    else if (expression->kind == EXPRESSION_CAST && expression->type->kind == TYPE_VOID)
        evaluate_effect(expression->left);
    else if (expression->kind == EXPRESSION_POST_UPDATE || expression->kind == EXPRESSION_UPDATE) {
        enum expression_kind kind = expression->kind;
        expression->kind = EXPRESSION_UPDATE; // the old value is not wanted
        update(expression);
        expression->kind = kind;
    } else if (expression->kind == EXPRESSION_CONDITIONAL) {
        uint32_t otherwise = label_new(), done = label_new();
        branch_if(expression->left, false, otherwise);
        evaluate_effect(expression->right);
        ir_append_number(IR_JUMP, 0, 0, (int32_t)done);
        label_place(otherwise);
        evaluate_effect(expression->third);
        label_place(done);
    } else if (expression->kind == EXPRESSION_LOGICAL_AND ||
               expression->kind == EXPRESSION_LOGICAL_OR) {
        uint32_t done = label_new();
        branch_if(expression->left, expression->kind == EXPRESSION_LOGICAL_OR, done);
        evaluate_effect(expression->right);
        label_place(done);
    } else if (type_is_record(expression->type))
        evaluate_record(expression);
    else if (is_wide(expression->type))
        evaluate_wide(expression);
    else if (type_is_scalar(expression->type))
        evaluate(expression);
    // what is left designates without value: functions, arrays, void lvalues
}

// ---- initializers of automatic objects ----

static void initialize_string(struct address to, const struct initializer *initializer) {
    const struct object *string = initializer->value->object;
    uint32_t size = string->length;
    struct address from = address_of_object(initializer->value->object);
    if (size > initializer->type->size)
        size = initializer->type->size;
    copy_record(to, from, size);
}

static void initialize_part(struct address to, const struct initializer *initializer) {
    struct expression *value = initializer->value;
    to.is_packed = true; // of a record perhaps: its offset tells
    if (value->kind == EXPRESSION_STRING && initializer->type->kind == TYPE_ARRAY)
        initialize_string(to, initializer);
    else if (type_is_record(initializer->type))
        copy_record(to, address_of(value), initializer->type->size);
    else if (is_wide(initializer->type))
        store_wide(to, evaluate_wide(value));
    else
        store_scalar(to, initializer->type, evaluate(value));
}

// The initializers follow each other without gap up to the end of the object.
static bool is_completely_set(const struct object *object) {
    uint32_t end = 0;
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next) {
        uint32_t size = i->type->size;
        if (i->value->kind == EXPRESSION_STRING && i->type->kind == TYPE_ARRAY &&
            i->value->object->length < size)
            size = i->value->object->length;
        if (i->offset != end)
            return false;
        end += size;
    }
    return end == object->type->size;
}

void initialize_object(struct object *object) {
    if (in_registers(object)) {
        if (object->initializers != NULL)
            set_variable(object, object->initializers->value);
        return;
    }
    struct address address = address_of_object(object);
    if (!is_completely_set(object)) {
        uint32_t words = (object->type->size + WORD - 1) / WORD * WORD;
        clear_memory(address, words); // a slot has whole words
    }
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next) {
        lower_place = i->place;
        struct address part = address_at(address, (int32_t)i->offset);
        initialize_part(part, i);
    }
}
