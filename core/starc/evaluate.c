// Expressions: scalars to values, records to their addresses.

#include "lower.h"

enum { WORD = 4 };

bool in_registers(const struct object *object) {
    return options.optimization > 0 && !object->is_global && !object->is_address_taken &&
           type_is_scalar(object->type) && !type_is_complex(object->type) &&
           (object->type->qualifiers & QUALIFIER_VOLATILE) == 0;
}

reg_t object_register(struct object *object) {
    const struct type *type = object->type;
    if (object->local == 0) {
        object->local = register_new(class_of_type(type));
        if (type_is_integer(type) && type->is_unsigned && type->size < WORD)
            function.facts[object->local].width =
                type->kind == TYPE_BOOL ? 1 : (uint8_t)(type->size * 8);
    }
    return object->local;
}

// ---- operators ----

bool is_binary(enum expression_kind kind) {
    return kind >= EXPRESSION_MULTIPLY && kind <= EXPRESSION_OR;
}

// The operation of an operator on values of a type. The difference of two pointers divides without
// remainder: a shift of the sign does.
static struct value apply(enum expression_kind kind, const struct type *type, bool is_exact,
                          struct value left, struct value right) {
    bool is_shift = kind == EXPRESSION_SHIFT_LEFT || kind == EXPRESSION_SHIFT_RIGHT;
    if (type_is_floating(type))
        return operate(operator_floating(kind), left, right);
    if (is_shift && right.class == CLASS_LONG)
        right = operate_one(IR_LOW, right);
    int exponent = is_exact && right.is_constant ? power_exponent(right.number) : -1;
    if (exponent >= 0)
        return operate(IR_SHIFT_ARITHMETIC, left, value_constant((uint32_t)exponent));
    return operate(operator_operation(kind, works_unsigned(type)), left, right);
}

static bool is_exact(const struct expression *node) {
    return node->kind == EXPRESSION_DIVIDE && node->operation == EXPRESSION_SUBTRACT;
}

struct expression **left_spine(struct expression *expression, uint32_t *depth) {
    bool is_complex = type_is_complex(expression->type);
    uint32_t count = 0;
    for (const struct expression *node = expression;
         is_binary(node->kind) && type_is_complex(node->type) == is_complex; node = node->left)
        count++;
    struct expression **nodes = scratch(count * sizeof *nodes);
    *depth = count;
    for (struct expression *node = expression; count > 0; node = node->left)
        nodes[--count] = node;
    return nodes;
}

static struct value evaluate_binary(struct expression *expression) {
    uint32_t depth;
    struct expression **nodes = left_spine(expression, &depth);
    struct value value = evaluate(nodes[0]->left);
    for (uint32_t i = 0; i < depth; i++) {
        struct value right = evaluate(nodes[i]->right);
        lower_place = nodes[i]->place;
        value = apply(nodes[i]->kind, nodes[i]->type, is_exact(nodes[i]), value, right);
    }
    return value;
}

// ---- conversions ----

static struct value narrow(struct value value, const struct type *type) {
    if (type->bits != 0)
        return keep_bits(value, type->bits, !type->is_unsigned);
    if (type->is_unsigned)
        return operate(IR_AND, value, value_constant(type->size == 1 ? 0xff : 0xffff));
    return operate_one(type->size == 1 ? IR_EXTEND_BYTE : IR_EXTEND_HALF, value);
}

// True if every value of one type is one of the other.
static bool is_within(const struct type *from, const struct type *to) {
    return type_is_integer(from) && type_width(from) <= type_width(to) &&
           from->is_unsigned == to->is_unsigned;
}

// Between types of which one is floating.
static struct value convert_floating(struct value value, const struct type *from,
                                     const struct type *to) {
    bool is_narrow = !type_is_floating(to) && to->size < WORD;
    enum ir_operation operation = convert_operation(from, to);
    if (operation == IR_COPY)
        return value;
    if (!type_is_floating(from) && from->size <= WORD && value_width(value) < 32)
        operation =
            class_of_type(to) == CLASS_SINGLE ? IR_SINGLE_FROM_SIGNED : IR_DOUBLE_FROM_SIGNED;
    value = operate_one(operation, value);
    return is_narrow ? narrow(value, to) : value;
}

struct value convert(struct value value, const struct type *from, const struct type *to) {
    if (to->kind == TYPE_BOOL && from->kind == TYPE_BOOL)
        return value;
    if (to->kind == TYPE_BOOL)
        return truth_of(value, true);
    if (class_is_floating(value.class) || type_is_floating(to))
        return convert_floating(value, from, to);
    if (value.class == CLASS_WORD && class_of_type(to) == CLASS_LONG)
        value = works_unsigned(from) ? operate(IR_PAIR, value, value_constant(0))
                                     : operate_one(IR_WIDEN, value);
    if (value.class == CLASS_LONG && class_of_type(to) == CLASS_WORD)
        value = operate_one(IR_LOW, value);
    bool is_narrow = to->size < WORD || to->bits != 0;
    return is_narrow && !is_within(from, to) ? narrow(value, to) : value;
}

static struct value constant_of(uint64_t number, const struct type *type) {
    enum ir_class class = class_of_type(type);
    return value_like(type->size > WORD ? number : (uint32_t)number, class);
}

static struct value evaluate_cast(struct expression *cast) {
    struct expression *from = cast->left;
    if (cast->type->kind == TYPE_BOOL && from->type->kind != TYPE_BOOL)
        return truth(from, true);
    return convert(evaluate(from), from->type, cast->type);
}

// ---- assignments ----

void set_variable(struct object *object, struct expression *value) {
    reg_t to = object_register(object);
    value_give(to, evaluate(value));
}

bool is_register_variable(const struct expression *expression) {
    return (expression->kind == EXPRESSION_VARIABLE ||
            expression->kind == EXPRESSION_COMPOUND_LITERAL) &&
           in_registers(expression->object);
}

// left OPERATION= right. The right operand comes first, so that the address is short-lived.
static struct value update(struct expression *expression, bool is_wanted) {
    struct expression *left = expression->left;
    const struct type *type = expression->operation_type;
    bool is_register = is_register_variable(left);
    bool is_post = expression->kind == EXPRESSION_POST_UPDATE && is_wanted;
    if (type_is_complex(type))
        return update_parts(expression).real;
    struct address address = {0};
    struct value right = evaluate(expression->right);
    if (!is_register)
        address = address_of(left);
    lower_place = expression->place;
    reg_t variable = is_register ? object_register(left->object) : 0;
    struct value old = is_register ? value_of(variable) : load(address, left->type);
    struct value result = convert(old, left->type, type);
    if (is_post && is_register) {
        reg_t copy = temporary_new(old.class, value_width(old));
        value_move(copy, old);
        old = value_of(copy);
    }
    result = apply((enum expression_kind)expression->operation, type, false, result, right);
    result = convert(result, type, left->type);
    if (is_register)
        value_give(variable, result);
    else
        store(address, left->type, result);
    if (is_post)
        return old;
    return is_register ? value_of(variable) : result;
}

static struct value assign(struct expression *expression) {
    struct expression *left = expression->left;
    if (is_register_variable(left)) {
        set_variable(left->object, expression->right);
        return value_of(object_register(left->object));
    }
    struct value value = evaluate(expression->right);
    struct address address = address_of(left);
    lower_place = expression->place;
    store(address, left->type, value);
    return value;
}

// ---- expressions ----

// One of two values, or addresses of records.
static struct value conditional(struct expression *expression) {
    bool is_record = type_is_record(expression->type);
    reg_t to = register_new(is_record ? CLASS_WORD : class_of_type(expression->type));
    uint32_t otherwise = label_new(), done = label_new();
    branch_if(expression->left, false, otherwise);
    value_give(to, is_record ? address_value(address_of(expression->right))
                             : evaluate(expression->right));
    ir_append_jump(done);
    label_place(otherwise);
    value_give(to, is_record ? address_value(address_of(expression->third))
                             : evaluate(expression->third));
    label_place(done);
    return value_of(to);
}

static struct value evaluate_lvalue(struct expression *expression) {
    if (!is_register_variable(expression))
        return load(address_of(expression), expression->type);
    if (expression->kind == EXPRESSION_COMPOUND_LITERAL)
        initialize_object(expression->object);
    return value_of(object_register(expression->object));
}

struct expression *evaluate_before(struct expression *expression) {
    for (;;) {
        if (expression->kind == EXPRESSION_COMMA) {
            evaluate_effect(expression->left);
            expression = expression->right;
        } else if (expression->kind == EXPRESSION_BLOCK && expression->left != NULL) {
            lower_statement(expression->statement);
            expression = expression->left;
        } else {
            return expression;
        }
    }
}

struct value evaluate(struct expression *expression) {
    expression = evaluate_before(expression);
    lower_place = expression->place;
    if (is_binary(expression->kind))
        return evaluate_binary(expression);
    if (is_comparison(expression->kind))
        return compare(expression);
    switch (expression->kind) {
    case EXPRESSION_NUMBER:
    case EXPRESSION_FLOATING: return constant_of(expression->value, expression->type);
    case EXPRESSION_MEMBER:
        if (type_is_complex(expression->left->type) && !expression->left->is_lvalue)
            return value_of_part(expression);
        return evaluate_lvalue(expression);
    case EXPRESSION_VARIABLE:
    case EXPRESSION_COMPOUND_LITERAL:
    case EXPRESSION_DEREFERENCE: return evaluate_lvalue(expression);
    case EXPRESSION_ADDRESS: return address_value(address_of(expression->left));
    case EXPRESSION_CAST: return evaluate_cast(expression);
    case EXPRESSION_NEGATE:
        if (type_is_floating(expression->type))
            return operate_one(IR_FLOAT_NEGATE, evaluate(expression->left));
        return operate(IR_SUBTRACT, constant_of(0, expression->type), evaluate(expression->left));
    case EXPRESSION_COMPLEMENT:
        return operate(IR_XOR, evaluate(expression->left),
                       constant_of(UINT64_MAX, expression->type));
    case EXPRESSION_ABSOLUTE: return operate_one(IR_FLOAT_ABSOLUTE, evaluate(expression->left));
    case EXPRESSION_SQUARE_ROOT:
        return operate_one(IR_FLOAT_SQUARE_ROOT, evaluate(expression->left));
    case EXPRESSION_NOT: return truth(expression->left, false);
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: return truth(expression, true);
    case EXPRESSION_CONDITIONAL: return conditional(expression);
    case EXPRESSION_ASSIGN: return assign(expression);
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE: return update(expression, true);
    case EXPRESSION_CALL: return call_scalar(expression);
    case EXPRESSION_SYSCALL: return call_system(expression);
    case EXPRESSION_RETURN_ADDRESS: return value_of(return_address);
    case EXPRESSION_ALLOCATE: return stack_allocate(evaluate(expression->left));
    case EXPRESSION_STACK: return stack_pointer();
    case EXPRESSION_VA_ARG: return load(variable_arguments_next(expression), expression->type);
    default: panic("evaluate: not a scalar");
    }
}

struct address evaluate_record(struct expression *expression) {
    struct address address, from;
    if (type_is_complex(expression->type))
        return parts_address(expression);
    switch (expression->kind) {
    case EXPRESSION_COMMA:
        evaluate_effect(expression->left);
        return evaluate_record(expression->right);
    case EXPRESSION_BLOCK:
        lower_statement(expression->statement);
        return evaluate_record(expression->left);
    case EXPRESSION_CALL: return call_record(expression);
    case EXPRESSION_VA_ARG: return variable_arguments_next(expression);
    case EXPRESSION_CAST: return evaluate_record(expression->left);
    case EXPRESSION_ASSIGN:
        from = address_of(expression->right);
        address = address_of(expression->left);
        copy_record(address, from, expression->type->size);
        return address;
    case EXPRESSION_CONDITIONAL:
        return address_in(conditional(expression).reg, expression->type->alignment);
    default: return address_of(expression);
    }
}

static void evaluate_choice(struct expression *expression) {
    uint32_t otherwise = label_new(), done = label_new();
    if (expression->kind == EXPRESSION_CONDITIONAL) {
        branch_if(expression->left, false, otherwise);
        evaluate_effect(expression->right);
        ir_append_jump(done);
        label_place(otherwise);
        evaluate_effect(expression->third);
    } else {
        branch_if(expression->left, expression->kind == EXPRESSION_LOGICAL_OR, done);
        evaluate_effect(expression->right);
    }
    label_place(done);
}

void evaluate_effect(struct expression *expression) {
    expression = evaluate_before(expression);
    lower_place = expression->place;
    switch (expression->kind) {
    case EXPRESSION_CALL: call_effect(expression); return;
    case EXPRESSION_BLOCK: lower_statement(expression->statement); return;
    case EXPRESSION_RESTORE: stack_restore(evaluate(expression->left)); return;
    case EXPRESSION_VA_START: variable_arguments_start(expression); return;
    case EXPRESSION_UPDATE:
    case EXPRESSION_POST_UPDATE:
        if (type_is_complex(expression->operation_type))
            update_parts(expression);
        else
            update(expression, false);
        return;
    case EXPRESSION_CONDITIONAL:
    case EXPRESSION_LOGICAL_AND:
    case EXPRESSION_LOGICAL_OR: evaluate_choice(expression); return;
    case EXPRESSION_CAST:
        if (expression->type->kind == TYPE_VOID) {
            evaluate_effect(expression->left);
            return;
        }
        break;
    default: break;
    }
    if (type_is_record(expression->type))
        evaluate_record(expression);
    else if (type_is_complex(expression->type))
        evaluate_parts(expression);
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

static void initialize_part(struct address to, const struct initializer *initializer,
                            bool is_part) {
    struct expression *value = initializer->value;
    to.is_packed = is_part; // of a record perhaps: its offset tells
    to.bit = initializer->bit;
    if (initializer->type->kind == TYPE_VOID)
        evaluate_effect(value);
    else if (value->kind == EXPRESSION_STRING && initializer->type->kind == TYPE_ARRAY)
        initialize_string(to, initializer);
    else if (type_is_record(initializer->type))
        copy_record(to, address_of(value), initializer->type->size);
    else if (type_is_complex(initializer->type))
        store_parts(to, initializer->type, evaluate_parts(value));
    else
        store(to, initializer->type, evaluate(value));
}

// The initializers follow each other without gap up to the end of the object.
static bool is_completely_set(const struct object *object) {
    uint32_t end = 0;
    for (const struct initializer *i = object->initializers; i != NULL; i = i->next) {
        uint32_t size = i->type->size;
        if (i->value->kind == EXPRESSION_STRING && i->type->kind == TYPE_ARRAY &&
            i->value->object->length < size)
            size = i->value->object->length;
        if (i->offset != end || i->bit != 0 || i->type->bits != 0)
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
        initialize_part(part, i, !type_is_scalar(object->type));
    }
}
