// Calls by the o32 convention (System V ABI, MIPS supplement, chapter 3): the first four argument
// words in $a0 to $a3, the others on the stack above 16 bytes that belong to the callee; 64 bits
// start at an even word; records are passed as their words and returned through a hidden pointer.

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
    uint32_t word;
    uint32_t count;
    struct value low;
    struct value high;
    struct address record;
    bool is_record;
};

static struct argument evaluate_argument(struct expression *expression, uint32_t word) {
    struct argument argument = {.word = aligned_word(word, expression->type),
                                .count = words_of(expression->type)};
    if (type_is_record(expression->type)) {
        struct address from = address_of(expression);
        argument.is_record = true;
        argument.record = from;
        if (from.alignment < WORD || (uint32_t)from.offset % WORD != 0) {
            uint32_t slot = slot_new(argument.count * WORD, WORD);
            argument.record = address_of_slot(slot, WORD);
            copy_record(argument.record, from, expression->type->size);
        }
    } else if (is_wide(expression->type)) {
        struct wide wide = evaluate_wide(expression);
        argument.low = wide.low;
        argument.high = wide.high;
    } else {
        argument.low = evaluate(expression);
    }
    return argument;
}

static struct value argument_word(const struct argument *argument, uint32_t index) {
    if (argument->is_record)
        return load_word(address_at(argument->record, (int32_t)(index * WORD)));
    return index == 0 ? argument->low : argument->high;
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
    struct value to = add(value_of(REGISTER_SP), value_constant((argument->word + first) * WORD));
    struct value from = address_value(address_at(argument->record, (int32_t)(first * WORD)));
    uint32_t size = (argument->count - first) * WORD;
    call_runtime_memory("memcpy", to, from, value_constant(size));
}

static bool is_copied(const struct argument *argument, uint32_t first) {
    enum { INLINE_WORDS = 16 };
    return argument->is_record && argument->count > first + INLINE_WORDS;
}

// Stack words first, and of these large records: then nothing can disturb the argument registers
// before the call.
static uint32_t place_arguments(const struct argument *arguments, uint32_t count, uint32_t words) {
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = first_on_stack(&arguments[i]);
        if (is_copied(&arguments[i], first))
            copy_argument(&arguments[i], first);
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = first_on_stack(&arguments[i]);
        for (uint32_t j = first; j < arguments[i].count && !is_copied(&arguments[i], first); j++) {
            reg_t from = value_register(argument_word(&arguments[i], j));
            int32_t offset = (int32_t)((arguments[i].word + j) * WORD);
            ir_append_number(IR_STORE_ARGUMENT, 0, 0, offset)->right = from;
        }
    }
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < arguments[i].count; j++)
            if (arguments[i].word + j < REGISTER_ARGUMENTS)
                value_give(REGISTER_A0 + arguments[i].word + j, argument_word(&arguments[i], j));
    return words < REGISTER_ARGUMENTS ? words : REGISTER_ARGUMENTS;
}

// `f`, `*f`, `&f` and `**f` are all the same function.
static struct expression *designator(struct expression *callee) {
    while ((callee->kind == EXPRESSION_ADDRESS || callee->kind == EXPRESSION_DEREFERENCE) &&
           (callee->type->kind == TYPE_FUNCTION || callee->left->type->kind == TYPE_FUNCTION))
        callee = callee->left;
    return callee;
}

// Returns the slot of the record that the call returns, or 0.
static uint32_t call(struct expression *expression) {
    struct expression *callee = designator(expression->left);
    bool direct = callee->kind == EXPRESSION_VARIABLE && callee->type->kind == TYPE_FUNCTION;
    struct argument *arguments;
    struct value target = {0};
    uint32_t count = 0, word = 0, slot = 0, i = 0;
    for (struct expression *a = expression->arguments; a != NULL; a = a->next)
        count++;
    arguments = arena_allocate(&function_arena, (count + 1) * sizeof *arguments);
    if (type_is_record(expression->type)) {
        slot = slot_new(words_of(expression->type) * WORD, expression->type->alignment);
        arguments[i].count = 1;
        arguments[i++].low = address_value(address_of_slot(slot, WORD));
        word = 1;
    }
    if (!direct)
        target = evaluate(callee);
    for (struct expression *a = expression->arguments; a != NULL; a = a->next) {
        arguments[i] = evaluate_argument(a, word);
        word = arguments[i].word + arguments[i].count;
        i++;
    }
    lower_place = expression->place;
    note_call(word);
    if (direct) {
        int32_t used = (int32_t)place_arguments(arguments, i, word);
        ir_append_number(IR_CALL, 0, 0, used)->symbol = callee->object;
    } else {
        reg_t pointer = value_register(target);
        int32_t used = (int32_t)place_arguments(arguments, i, word);
        ir_append_number(IR_CALL_INDIRECT, 0, pointer, used);
    }
    return slot;
}

static struct value result_in(reg_t from) {
    reg_t to = register_new();
    ir_append(IR_COPY, to, from, 0);
    return value_of(to);
}

static struct wide wide_result(void) {
    struct value low = result_in(REGISTER_V0);
    return wide_of(low, result_in(REGISTER_V1));
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

struct value call_word(struct expression *expression) {
    struct object *callee = inline_callee(expression);
    if (callee != NULL)
        return value_of(inline_call(callee, expression));
    call(expression);
    return result_in(REGISTER_V0);
}

struct wide call_wide(struct expression *expression) {
    struct object *callee = inline_callee(expression);
    if (callee != NULL) {
        reg_t result = inline_call(callee, expression);
        return wide_of(value_of(result), value_of(result + 1));
    }
    call(expression);
    return wide_result();
}

struct address call_record(struct expression *expression) {
    return address_of_slot(call(expression), WORD);
}

static void call_routine(const char *name, int32_t words) {
    note_call((uint32_t)words);
    ir_append_number(IR_CALL, 0, 0, words)->symbol = link_runtime(name, lower_place);
}

struct value call_runtime(const char *name, struct value first, struct value second) {
    value_move(REGISTER_A0, first);
    value_move(REGISTER_A0 + 1, second);
    call_routine(name, 2);
    return result_in(REGISTER_V0);
}

struct wide call_runtime_wide(const char *name, struct wide first, struct wide second) {
    value_move(REGISTER_A0, first.low);
    value_move(REGISTER_A0 + 1, first.high);
    value_move(REGISTER_A0 + 2, second.low);
    value_move(REGISTER_A0 + 3, second.high);
    call_routine(name, 4);
    return wide_result();
}

struct wide call_runtime_shift(const char *name, struct wide first, struct value second) {
    value_move(REGISTER_A0, first.low);
    value_move(REGISTER_A0 + 1, first.high);
    value_move(REGISTER_A0 + 2, second);
    call_routine(name, 3);
    return wide_result();
}

void call_runtime_memory(const char *name, struct value first, struct value second,
                         struct value third) {
    value_move(REGISTER_A0, first);
    value_move(REGISTER_A0 + 1, second);
    value_move(REGISTER_A0 + 2, third);
    call_routine(name, 3);
}

// Linux o32: number in $v0, arguments in $a0 to $a3; $a3 tells whether $v0 is an error number.
struct value call_system(struct expression *expression) {
    struct argument arguments[1 + REGISTER_ARGUMENTS] = {{0}};
    uint32_t count = 0;
    uint32_t done = label_new();
    for (struct expression *a = expression->arguments; a != NULL; a = a->next)
        if (count <= REGISTER_ARGUMENTS)
            arguments[count++] = evaluate_argument(a, 0);
    for (uint32_t i = 1; i < count; i++)
        value_move(REGISTER_A0 + i - 1, arguments[i].low);
    value_move(REGISTER_V0, arguments[0].low);
    lower_place = expression->place;
    ir_append_number(IR_SYSCALL, 0, 0, (int32_t)count - 1);
    reg_t to = register_new(), failed = register_new();
    ir_append(IR_COPY, to, REGISTER_V0, 0);
    ir_append(IR_COPY, failed, REGISTER_A0 + 3, 0);
    ir_append_number(IR_BRANCH_EQUAL, 0, failed, (int32_t)done);
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
    for (uint32_t i = 0; i < count && word + i < REGISTER_ARGUMENTS; i++) {
        struct ir *ir = ir_append_number(IR_STORE_SLOT, 0, 0, (int32_t)(i * WORD));
        ir->slot = slot;
        ir->right = REGISTER_A0 + word + i;
    }
}

static uint32_t receive_parameter(struct object *parameter, uint32_t word, bool from_registers) {
    word = aligned_word(word, parameter->type);
    uint32_t count = words_of(parameter->type);
    bool arrives = word < REGISTER_ARGUMENTS;
    if (!in_registers(parameter)) {
        if (from_registers) {
            parameter->local = slot_incoming(word, count);
            store_home(parameter->local, word, count);
        }
    } else if (arrives && from_registers) {
        reg_t to = object_register(parameter);
        for (uint32_t i = 0; i < count; i++)
            ir_append(IR_COPY, to + i, REGISTER_A0 + word + i, 0);
    } else if (!arrives && !from_registers) {
        reg_t to = object_register(parameter);
        uint32_t slot = slot_incoming(word, count);
        for (uint32_t i = 0; i < count; i++)
            ir_append_number(IR_LOAD_SLOT, to + i, 0, (int32_t)(i * WORD))->slot = slot;
    }
    return word + count;
}

// Parameters of functions without prototype arrive promoted: narrow ones are cut to their type.
static void narrow_parameter(struct object *parameter) {
    if (!type_is_integer(parameter->type) || parameter->type->size >= WORD)
        return;
    struct expression variable = {.kind = EXPRESSION_VARIABLE,
                                  .place = parameter->place,
                                  .type = type_int,
                                  .object = parameter};
    if (in_registers(parameter)) {
        struct value value = value_of(object_register(parameter));
        value_move(object_register(parameter),
                   extend(value, parameter->type->size, parameter->type->is_unsigned));
    } else {
        struct value value = load_word(address_of(&variable));
        store_word(address_of(&variable),
                   extend(value, parameter->type->size, parameter->type->is_unsigned));
    }
}

static uint32_t variable_word; // where the variable arguments begin

void receive_parameters(struct object *object) {
    uint32_t first = 0, word;
    if (type_is_record(object->type->base)) {
        result_pointer = register_new();
        ir_append(IR_COPY, result_pointer, REGISTER_A0, 0);
        first = 1;
    }
    // Registers first, before anything can change them.
    for (int pass = 0; pass < 2; pass++) {
        word = first;
        for (struct object *p = object->parameters; p != NULL; p = p->next_parameter)
            word = receive_parameter(p, word, pass == 0);
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
        store_word(address_of(lvalue), pointer);
}

void variable_arguments_start(struct expression *start) {
    uint32_t slot = slot_incoming(variable_word, 1);
    store_pointer(start->left, address_value(address_of_slot(slot, WORD)));
}

struct address variable_arguments_next(struct expression *argument) {
    struct value pointer = evaluate(argument->left);
    reg_t here = register_new();
    if (type_is_floating(argument->type))
        refuse_floating(argument->place);
    if (argument->type->alignment > WORD) {
        pointer = add(pointer, value_constant(7));
        pointer = subtract(pointer, remainder_unsigned(pointer, value_constant(8)));
    }
    value_move(here, pointer);
    uint32_t size = words_of(argument->type) * WORD;
    store_pointer(argument->left, add(value_of(here), value_constant(size)));
    return address_in(here, WORD);
}
