// Calls by the o32 convention (System V ABI, MIPS supplement, chapter 3): the first four argument
// words in $a0 to $a3, the others on the stack above 16 bytes that belong to the callee; 64 bits
// start at an even word; records are passed as their words and returned through a hidden pointer.
// Where there is a unit for floating point, it has the first two arguments, if nothing else comes
// before them, of functions without variable ones, in $f12 and $f14, and results in $f0; the words
// that they would be are not used for others.

#include "lower.h"

enum { WORD = 4, REGISTER_ARGUMENTS = 4, HOME_BYTES = 16 };

static uint32_t words_of(const struct type *type) {
    uint32_t words = (type->size + WORD - 1) / WORD;
    return words > 0 ? words : 1;
}

// The first word for an argument of this type from word on.
static uint32_t aligned_word(uint32_t word, const struct type *type) {
    return type->alignment > WORD ? (word + 1) / 2 * 2 : word;
}

// ---- the caller's side ----

struct argument {
    uint32_t word; // of the argument area,
    uint32_t count;
    struct value value; // of a scalar
    struct address record;
    bool is_record;
    reg_t floating; // the register of the unit that it is passed in; 0: none
};

// The register of the unit that an argument is passed in, or 0. *next is that of the first one, if
// there can be one, and then that of the next.
static reg_t floating_register(const struct type *type, reg_t *next) {
    reg_t reg = *next;
    bool is_floating = type_is_floating(type);
    *next = is_floating && reg == REGISTER_F12 ? REGISTER_F14 : 0;
    return is_floating ? reg : 0;
}

// Complex numbers are passed as records are, but returned in $f0 and $f2, or from $v0 on.
static reg_t first_floating(const struct type *function_type) {
    bool has_result_pointer = type_is_record(function_type->base);
    return target_has_unit && !function_type->is_variadic && !has_result_pointer ? REGISTER_F12 : 0;
}

static struct value floating_in(reg_t reg, enum ir_class class) {
    return (struct value){.reg = reg, .class = (uint8_t) class};
}

static struct argument evaluate_argument(struct expression *expression, uint32_t word) {
    struct argument argument = {.word = aligned_word(word, expression->type),
                                .count = words_of(expression->type)};
    if (!is_in_memory(expression->type)) {
        argument.value = evaluate(expression);
        return argument;
    }
    struct address from = address_of(expression);
    argument.is_record = true;
    argument.record = from;
    if (from.alignment < WORD || (uint32_t)from.offset % WORD != 0) {
        uint32_t slot = slot_new(argument.count * WORD, WORD);
        argument.record = address_of_slot(slot, WORD);
        copy_record(argument.record, from, expression->type->size);
    }
    return argument;
}

static struct value argument_word(const struct argument *argument, uint32_t index) {
    if (argument->is_record)
        return load(address_at(argument->record, (int32_t)(index * WORD)), type_unsigned);
    switch (argument->value.class) {
    case CLASS_LONG: return operate_one(index == 0 ? IR_LOW : IR_HIGH, argument->value);
    case CLASS_SINGLE: return operate_one(IR_SINGLE_BITS, argument->value);
    case CLASS_DOUBLE:
        return operate_one(index == 0 ? IR_DOUBLE_LOW : IR_DOUBLE_HIGH, argument->value);
    default: return argument->value;
    }
}

static void note_call(uint32_t words) {
    uint32_t bytes = words > REGISTER_ARGUMENTS ? words * WORD : HOME_BYTES;
    function.has_call = true;
    if (bytes > function.outgoing)
        function.outgoing = (bytes + 7) / 8 * 8;
}

static uint32_t first_on_stack(const struct argument *argument) {
    return argument->word < REGISTER_ARGUMENTS ? REGISTER_ARGUMENTS - argument->word : 0;
}

// The words of a large record from the given one on, to where they are on the stack.
static void copy_argument(const struct argument *argument, uint32_t first) {
    struct value arguments[3];
    arguments[0] =
        operate(IR_ADD, stack_pointer(), value_constant((argument->word + first) * WORD));
    arguments[1] = address_value(address_at(argument->record, (int32_t)(first * WORD)));
    arguments[2] = value_constant((argument->count - first) * WORD);
    call_runtime("memcpy", arguments, 3);
}

static bool is_copied(const struct argument *argument, uint32_t first) {
    enum { INLINE_WORDS = 16 };
    return argument->is_record && argument->count > first + INLINE_WORDS;
}

static void store_floating(const struct argument *argument) {
    reg_t from = value_register(argument->value);
    struct ir *ir = ir_append(IR_STORE_ARGUMENT, 0, 0, from);
    ir->class = argument->value.class;
    ir->number = (int32_t)(argument->word * WORD);
}

// Stack words first, and of these large records: then nothing can disturb the argument registers
// before the call.
static void place_arguments(const struct argument *arguments, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = first_on_stack(&arguments[i]);
        if (is_copied(&arguments[i], first))
            copy_argument(&arguments[i], first);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = first_on_stack(&arguments[i]);
        bool is_direct = target_has_unit && class_is_floating(arguments[i].value.class);
        if (is_direct && first == 0)
            store_floating(&arguments[i]);
        if (is_direct && (first == 0 || arguments[i].floating != 0))
            continue;
        for (uint32_t j = first; j < arguments[i].count && !is_copied(&arguments[i], first); j++) {
            reg_t from = value_register(argument_word(&arguments[i], j));
            int32_t offset = (int32_t)((arguments[i].word + j) * WORD);
            ir_append(IR_STORE_ARGUMENT, 0, 0, from)->number = offset;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < arguments[i].count && arguments[i].floating == 0; j++)
            if (arguments[i].word + j < REGISTER_ARGUMENTS)
                value_give(REGISTER_A0 + arguments[i].word + j, argument_word(&arguments[i], j));
    for (uint32_t i = 0; i < count; i++)
        if (arguments[i].floating != 0)
            value_give(arguments[i].floating, arguments[i].value);
}

// `f`, `*f`, `&f` and `**f` are all the same function.
static struct expression *designator(struct expression *callee) {
    while ((callee->kind == EXPRESSION_ADDRESS || callee->kind == EXPRESSION_DEREFERENCE) &&
           (callee->type->kind == TYPE_FUNCTION || callee->left->type->kind == TYPE_FUNCTION))
        callee = callee->left;
    return callee;
}

static struct ir *append_call(struct object *symbol, reg_t pointer, uint32_t words) {
    struct ir *ir = ir_append(symbol != NULL ? IR_CALL : IR_CALL_INDIRECT, 0, pointer, 0);
    ir->symbol = symbol;
    ir->number = (int32_t)(words < REGISTER_ARGUMENTS ? words : REGISTER_ARGUMENTS);
    return ir;
}

// Notes in a call which arguments are in registers of the unit.
static void set_floating(struct ir *call, const struct argument *arguments, uint32_t count) {
    for (uint32_t i = 0; i < count && arguments[i].floating != 0; i++) {
        call->width++;
        call->alignment = (uint8_t)(arguments[i].word + arguments[i].count);
    }
}

static const struct type *called_type(const struct expression *callee) {
    return callee->type->kind == TYPE_FUNCTION ? callee->type : callee->type->base;
}

// Returns the slot of the record that the call returns, or 0.
static uint32_t call(struct expression *expression) {
    struct expression *callee = designator(expression->left);
    bool direct = callee->kind == EXPRESSION_VARIABLE && callee->type->kind == TYPE_FUNCTION;
    struct argument *arguments;
    struct value target = {0};
    reg_t floating = first_floating(called_type(callee));
    uint32_t count = 0, word = 0, slot = 0, i = 0;
    for (struct expression *a = expression->arguments; a != NULL; a = a->next)
        count++;
    arguments = scratch((count + 1) * sizeof *arguments);
    if (type_is_record(expression->type)) {
        slot = slot_new(words_of(expression->type) * WORD, expression->type->alignment);
        arguments[i].count = 1;
        arguments[i++].value = address_value(address_of_slot(slot, WORD));
        word = 1;
    }
    if (!direct)
        target = evaluate(callee);
    for (struct expression *a = expression->arguments; a != NULL; a = a->next) {
        arguments[i] = evaluate_argument(a, word);
        arguments[i].floating = floating_register(a->type, &floating);
        word = arguments[i].word + arguments[i].count;
        i++;
    }
    lower_place = expression->place;
    note_call(word);
    reg_t pointer = direct ? 0 : value_register(target);
    place_arguments(arguments, i);
    set_floating(append_call(direct ? callee->object : NULL, pointer, word), arguments, i);
    return slot;
}

static struct value result_in(reg_t from) {
    reg_t to = temporary_new(CLASS_WORD, 32);
    ir_append(IR_COPY, to, from, 0);
    return value_of(to);
}

static struct value result_of(enum ir_class class) {
    if (target_has_unit && class_is_floating(class)) {
        reg_t to = temporary_new(class, class == CLASS_DOUBLE ? 64 : 32);
        value_move(to, floating_in(REGISTER_F0, class));
        return value_of(to);
    }
    struct value low = result_in(REGISTER_V0);
    switch (class) {
    case CLASS_LONG: return operate(IR_PAIR, low, result_in(REGISTER_V1));
    case CLASS_SINGLE: return operate_one(IR_SINGLE_OF_BITS, low);
    case CLASS_DOUBLE: return operate(IR_DOUBLE_OF_BITS, low, result_in(REGISTER_V1));
    default: return low;
    }
}

// The function that a call names, if its body can be put in place of the call.
static struct object *inline_callee(struct expression *expression) {
    struct expression *callee = designator(expression->left);
    bool direct = callee->kind == EXPRESSION_VARIABLE && callee->type->kind == TYPE_FUNCTION;
    return direct && inline_possible(callee->object, expression) ? callee->object : NULL;
}

void call_effect(struct expression *expression) {
    struct object *callee = inline_callee(expression);
    if (callee != NULL)
        inline_call(callee, expression);
    else
        call(expression);
}

struct value call_scalar(struct expression *expression) {
    struct object *callee = inline_callee(expression);
    if (callee != NULL)
        return value_of(inline_call(callee, expression));
    call(expression);
    return result_of(class_of_type(expression->type));
}

// The parts of a result, in $f0 and $f2 or in words from $v0 on.
static struct parts result_parts(enum ir_class class) {
    struct parts parts = {0};
    struct value words[4] = {{0}};
    if (target_has_unit) {
        parts.real = result_of(class);
        reg_t to = temporary_new(class, class == CLASS_DOUBLE ? 64 : 32);
        value_move(to, floating_in(REGISTER_F0 + 2, class));
        parts.imaginary = value_of(to);
        return parts;
    }
    for (uint32_t i = 0; i < (class == CLASS_DOUBLE ? 4 : 2); i++)
        words[i] = result_in(REGISTER_V0 + i);
    if (class == CLASS_DOUBLE) {
        parts.real = operate(IR_DOUBLE_OF_BITS, words[0], words[1]);
        parts.imaginary = operate(IR_DOUBLE_OF_BITS, words[2], words[3]);
    } else {
        parts.real = operate_one(IR_SINGLE_OF_BITS, words[0]);
        parts.imaginary = operate_one(IR_SINGLE_OF_BITS, words[1]);
    }
    return parts;
}

struct parts call_complex(struct expression *expression) {
    call(expression);
    return result_parts(class_of_type(expression->type->base));
}

struct parts call_parts(const char *name, struct parts left, struct parts right) {
    struct value values[] = {left.real, left.imaginary, right.real, right.imaginary};
    enum ir_class class = (enum ir_class)left.real.class;
    struct argument *arguments = scratch(4 * sizeof *arguments);
    reg_t floating = target_has_unit ? REGISTER_F12 : 0;
    for (uint32_t i = 0; i < 4; i++) {
        arguments[i].count = class == CLASS_DOUBLE ? 2 : 1;
        arguments[i].word = i * arguments[i].count;
        arguments[i].value = values[i];
        if (i < 2 && floating != 0)
            arguments[i].floating = floating + 2 * i;
    }
    uint32_t words = 4 * arguments[0].count;
    note_call(words);
    place_arguments(arguments, 4);
    set_floating(append_call(link_runtime(name, lower_place), 0, words), arguments, 4);
    return result_parts(class);
}

struct address call_record(struct expression *expression) {
    return address_of_slot(call(expression), WORD);
}

void append_runtime_call(const char *name, const struct value *arguments, uint32_t count) {
    uint32_t words = 0, floating = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_floating = class_is_floating(arguments[i].class);
        value_move(is_floating ? REGISTER_F12 + 2 * floating : REGISTER_A0 + words, arguments[i]);
        floating += is_floating;
        words += !is_floating;
    }
    note_call(words);
    append_call(link_runtime(name, lower_place), 0, words)->width = (uint8_t)floating;
}

struct value call_runtime(const char *name, const struct value *arguments, uint32_t count) {
    append_runtime_call(name, arguments, count);
    return result_in(REGISTER_V0);
}

struct value call_upper(void) {
    return result_in(REGISTER_V1);
}

// Linux o32: number in $v0, arguments in $a0 to $a3 and on the stack, as those of functions; $a3
// tells whether $v0 is an error number.
struct value call_system(struct expression *expression) {
    struct argument arguments[1 + SYSTEM_CALL_ARGUMENTS] = {{0}};
    uint32_t count = 0;
    uint32_t done = label_new();
    for (struct expression *a = expression->arguments; a != NULL; a = a->next)
        arguments[count++] = evaluate_argument(a, 0);
    uint32_t words = count - 1 < REGISTER_ARGUMENTS ? count - 1 : REGISTER_ARGUMENTS;
    if (count - 1 > words)
        note_call(count - 1);
    for (uint32_t i = words + 1; i < count; i++)
        ir_append(IR_STORE_ARGUMENT, 0, 0, value_register(arguments[i].value))->number =
            (int32_t)((i - 1) * WORD);
    for (uint32_t i = 1; i <= words; i++)
        value_move(REGISTER_A0 + i - 1, arguments[i].value);
    value_move(REGISTER_V0, arguments[0].value);
    lower_place = expression->place;
    ir_append(IR_SYSCALL, 0, 0, 0)->number = (int32_t)words;
    reg_t to = register_new(CLASS_WORD);
    ir_append(IR_COPY, to, REGISTER_V0, 0);
    branch(IR_BRANCH_EQUAL, result_in(REGISTER_A0 + 3), value_constant(0), done);
    ir_append(IR_SUBTRACT, to, REGISTER_ZERO, to);
    label_place(done);
    return value_of(to);
}

// ---- the callee's side ----

static uint32_t slot_incoming(uint32_t word, uint32_t count) {
    uint32_t slot = slot_new(count * WORD, WORD);
    function.slots[slot].is_incoming = true;
    function.slots[slot].offset = (int32_t)(word * WORD);
    return slot;
}

// Keeps the words of an argument that came in registers in their home on the stack.
static void store_home(uint32_t slot, uint32_t word, uint32_t count) {
    for (uint32_t i = 0; i < count && word + i < REGISTER_ARGUMENTS; i++)
        store(address_at(address_of_slot(slot, WORD), (int32_t)(i * WORD)), type_unsigned,
              value_of(REGISTER_A0 + word + i));
}

static void receive_in_registers(reg_t to, uint32_t word) {
    static const uint8_t operations[] = {IR_COPY, IR_PAIR, IR_SINGLE_OF_BITS, IR_DOUBLE_OF_BITS};
    enum ir_class class = (enum ir_class)function.facts[to].class;
    struct ir *ir = ir_append((enum ir_operation)operations[class], to, REGISTER_A0 + word, 0);
    ir->class = (uint8_t) class;
    if (class == CLASS_LONG || class == CLASS_DOUBLE)
        ir->right = REGISTER_A0 + word + 1;
}

// A parameter that arrives in a register of the unit.
static void receive_floating(struct object *parameter, uint32_t word, reg_t floating) {
    struct value value = floating_in(floating, class_of_type(parameter->type));
    if (in_registers(parameter)) {
        value_move(object_register(parameter), value);
        return;
    }
    parameter->local = slot_incoming(word, words_of(parameter->type));
    store(address_of_slot(parameter->local, WORD), parameter->type, value);
}

static uint32_t receive_parameter(struct object *parameter, uint32_t word, bool from_registers,
                                  reg_t floating) {
    word = aligned_word(word, parameter->type);
    uint32_t count = words_of(parameter->type);
    bool arrives = word < REGISTER_ARGUMENTS;
    if (floating != 0) {
        if (from_registers)
            receive_floating(parameter, word, floating);
        return word + count;
    }
    if (!in_registers(parameter)) {
        if (from_registers) {
            parameter->local = slot_incoming(word, count);
            store_home(parameter->local, word, count);
        }
    } else if (arrives && from_registers) {
        receive_in_registers(object_register(parameter), word);
    } else if (!arrives && !from_registers) {
        bool is_wide = count == 2 || type_is_floating(parameter->type);
        const struct type *type = is_wide ? parameter->type : type_unsigned;
        value_give(object_register(parameter),
                   load(address_of_slot(slot_incoming(word, count), WORD), type));
    }
    return word + count;
}

// Parameters of functions without prototype arrive promoted: narrow ones are cut to their type.
static void narrow_parameter(struct object *parameter) {
    if (!type_is_integer(parameter->type) || parameter->type->size >= WORD)
        return;
    if (in_registers(parameter)) {
        reg_t reg = object_register(parameter);
        function.facts[reg].width = 32;
        value_give(reg, convert(value_of(reg), type_int, parameter->type));
    } else {
        struct address address = address_of_object(parameter);
        address.is_whole = false;
        struct value value = convert(load(address, type_int), type_int, parameter->type);
        store(address, type_int, value);
    }
}

static uint32_t variable_word; // where the variable arguments begin

void receive_parameters(struct object *object) {
    uint32_t first = 0, word;
    if (type_is_record(object->type->base)) {
        ir_append(IR_COPY, result_pointer, REGISTER_A0, 0);
        first = 1;
    }
    // Registers first, before anything can change them.
    for (int pass = 0; pass < 2; pass++) {
        reg_t floating = first_floating(object->type);
        word = first;
        for (struct object *p = object->parameters; p != NULL; p = p->next_parameter)
            word = receive_parameter(p, word, pass == 0, floating_register(p->type, &floating));
        if (pass == 0 && object->type->is_variadic && word < REGISTER_ARGUMENTS)
            store_home(slot_incoming(word, REGISTER_ARGUMENTS - word), word, REGISTER_ARGUMENTS);
    }
    variable_word = word;
    if (object->type->is_unprototyped)
        for (struct object *p = object->parameters; p != NULL; p = p->next_parameter)
            narrow_parameter(p);
}

static void store_pointer(struct expression *lvalue, struct value pointer) {
    if (lvalue->kind == EXPRESSION_VARIABLE && in_registers(lvalue->object))
        value_move(object_register(lvalue->object), pointer);
    else
        store(address_of(lvalue), type_unsigned, pointer);
}

void variable_arguments_start(struct expression *start) {
    uint32_t slot = slot_incoming(variable_word, 1);
    store_pointer(start->left, address_value(address_of_slot(slot, WORD)));
}

struct address variable_arguments_next(struct expression *argument) {
    struct value pointer = evaluate(argument->left);
    if (argument->type->alignment > WORD) {
        pointer = operate(IR_ADD, pointer, value_constant(7));
        pointer = operate(IR_AND, pointer, value_constant(0u - 8));
    }
    reg_t here = temporary_new(CLASS_WORD, 32);
    value_move(here, pointer);
    uint32_t size = words_of(argument->type) * WORD;
    store_pointer(argument->left, operate(IR_ADD, value_of(here), value_constant(size)));
    return address_in(here, WORD);
}
