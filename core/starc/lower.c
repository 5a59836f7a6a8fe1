// Functions and statements to instructions. The instructions of the function being compiled are in
// `function`; labels are numbers, placed by IR_LABEL.

#include "lower.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 4 };

struct function function;
struct arena function_arena;
place_t lower_place;
uint32_t lower_copy;
reg_t result_pointer;

// ---- building instructions ----

static struct ir *ir_new(void) {
    if (function.count == function.capacity) {
        function.capacity = function.capacity == 0 ? 1024 : function.capacity * 2;
        function.code = realloc(function.code, function.capacity * sizeof *function.code);
        if (function.code == NULL)
            panic("ir_append: out of memory");
    }
    return &function.code[function.count++];
}

struct ir *ir_append_copy(const struct ir *ir) {
    struct ir *copy = ir_new();
    *copy = *ir;
    return copy;
}

struct ir *ir_append(enum ir_operation operation, reg_t to, reg_t left, reg_t right) {
    struct ir *ir = ir_new();
    *ir = (struct ir){.operation = (uint16_t)operation,
                      .to = to,
                      .left = left,
                      .right = right,
                      .place = lower_place,
                      .copy = lower_copy};
    return ir;
}

struct ir *ir_append_number(enum ir_operation operation, reg_t to, reg_t left, int32_t number) {
    struct ir *ir = ir_append(operation, to, left, 0);
    ir->number = number;
    return ir;
}

reg_t register_new(void) {
    return function.register_count++;
}

uint32_t label_new(void) {
    return function.label_count++;
}

void label_place(uint32_t label) {
    ir_append_number(IR_LABEL, 0, 0, (int32_t)label);
}

uint32_t slot_new(uint32_t size, uint32_t alignment) {
    if (function.slot_count == function.slot_capacity) {
        function.slot_capacity = function.slot_capacity == 0 ? 64 : function.slot_capacity * 2;
        function.slots = realloc(function.slots, function.slot_capacity * sizeof *function.slots);
        if (function.slots == NULL)
            panic("slot_new: out of memory");
    }
    struct slot *slot = &function.slots[function.slot_count];
    slot->size = (size + WORD - 1) / WORD * WORD;
    slot->alignment = alignment < WORD ? WORD : alignment;
    slot->is_incoming = false;
    slot->offset = 0;
    return function.slot_count++;
}

struct value value_constant(uint32_t number) {
    struct value value = {true, number};
    return value;
}

struct value value_of(reg_t reg) {
    struct value value = {false, reg};
    return value;
}

struct wide wide_of(struct value low, struct value high) {
    struct wide wide = {low, high};
    return wide;
}

struct wide wide_constant(uint64_t number) {
    return wide_of(value_constant((uint32_t)number), value_constant((uint32_t)(number >> 32)));
}

bool fits_16(int32_t number) {
    return number >= -32768 && number <= 32767;
}

static reg_t constant_register(uint32_t number) {
    if (number == 0)
        return REGISTER_ZERO;
    return number == 0x80000000u ? REGISTER_MSB : 0;
}

reg_t value_register(struct value value) {
    if (!value.is_constant)
        return value.number;
    if (value.number == 0 || constant_register(value.number) != 0)
        return constant_register(value.number);
    reg_t to = register_new();
    ir_append_number(IR_CONSTANT, to, 0, (int32_t)value.number);
    return to;
}

void value_move(reg_t to, struct value value) {
    if (value.is_constant && value.number != 0 && constant_register(value.number) == 0)
        ir_append_number(IR_CONSTANT, to, 0, (int32_t)value.number);
    else if (value.is_constant)
        ir_append(IR_COPY, to, constant_register(value.number), 0);
    else if (value.number != to)
        ir_append(IR_COPY, to, value.number, 0);
}

// Variables of inlined functions are among the temporaries.
static bool is_inlined_variable(reg_t reg) {
    for (const struct inlining *i = inlining; i != NULL; i = i->outer)
        for (const struct object *local = i->callee->locals; local != NULL; local = local->next)
            if (in_registers(local) && (local->local == reg || local->local + 1 == reg))
                return true;
    return false;
}

// If the last instruction has made the temporary, it makes it in its destination instead. (A
// variable keeps its value.)
void value_give(reg_t to, struct value value) {
    struct ir *last = function.count > 0 ? &function.code[function.count - 1] : NULL;
    if (!value.is_constant && value.number >= function.first_temporary && last != NULL &&
        last->to == value.number && !is_inlined_variable(value.number))
        last->to = to;
    else
        value_move(to, value);
}

// ---- statements ----

static uint32_t break_label;
static uint32_t continue_label;

static void lower_statement(struct statement *statement);

static void jump(uint32_t label) {
    ir_append_number(IR_JUMP, 0, 0, (int32_t)label);
}

static uint32_t label_of(struct statement *statement) {
    if (statement->label == 0)
        statement->label = label_new();
    return statement->label;
}

// A chain of else-ifs is one statement inside another, but not lowered so deep.
static void lower_if(struct statement *statement) {
    uint32_t done = label_new();
    for (;;) {
        uint32_t otherwise = statement->otherwise != NULL ? label_new() : done;
        branch_if(statement->expression, false, otherwise);
        lower_statement(statement->body);
        if (statement->otherwise == NULL)
            break;
        lower_place = statement->place;
        jump(done);
        label_place(otherwise);
        statement = statement->otherwise;
        if (statement->kind != STATEMENT_IF) {
            lower_statement(statement);
            break;
        }
    }
    label_place(done);
}

// Loops test at their end, entered by a test (while, for) or a jump there: one branch a round.
static void lower_loop(struct statement *statement) {
    uint32_t outer_break = break_label, outer_continue = continue_label;
    uint32_t body = label_new();
    uint32_t done = break_label = label_new();
    uint32_t next = continue_label = label_new();
    struct expression *condition = statement->expression;
    bool endless = condition == NULL;
    if (statement->kind == STATEMENT_FOR && statement->first != NULL)
        lower_statement(statement->first);
    if (!endless && statement->kind != STATEMENT_DO)
        branch_if(condition, false, done);
    label_place(body);
    lower_statement(statement->body);
    label_place(next);
    if (statement->kind == STATEMENT_FOR && statement->step != NULL)
        evaluate_effect(statement->step);
    lower_place = statement->place;
    if (endless)
        jump(body);
    else
        branch_if(condition, true, body);
    label_place(done);
    break_label = outer_break;
    continue_label = outer_continue;
}

static void return_inline(struct expression *result) {
    if (result != NULL && is_wide(result->type)) {
        struct wide value = evaluate_wide(result);
        value_move(inlining->result, value.low);
        value_move(inlining->result + 1, value.high);
    } else if (result != NULL && result->type->kind == TYPE_VOID) {
        evaluate_effect(result);
    } else if (result != NULL) {
        value_give(inlining->result, evaluate(result));
    }
    inlining->returns++;
    jump(inlining->done);
}

static void lower_return(struct statement *statement) {
    struct expression *result = statement->expression;
    if (inlining != NULL) {
        return_inline(result);
        return;
    }
    struct type *type = function.object->type->base;
    int32_t words = 0;
    if (result != NULL && type_is_record(type)) {
        struct address from = address_of(result);
        copy_record(address_in(result_pointer, type->alignment), from, type->size);
        value_move(REGISTER_V0, value_of(result_pointer));
        words = 1;
    } else if (result != NULL && is_wide(type)) {
        struct wide value = evaluate_wide(result);
        value_give(REGISTER_V0, value.low);
        value_give(REGISTER_V1, value.high);
        words = 2;
    } else if (result != NULL && type->kind == TYPE_VOID) {
        evaluate_effect(result);
    } else if (result != NULL) {
        value_give(REGISTER_V0, evaluate(result));
        words = 1;
    }
    lower_place = statement->place;
    ir_append_number(IR_RETURN, 0, 0, words);
}

// ---- switch ----

struct choice {
    uint64_t value;
    uint32_t label;
};

static bool choices_signed; // how compare_choices orders

static int compare_choices(const void *left, const void *right) {
    uint64_t a = ((const struct choice *)left)->value;
    uint64_t b = ((const struct choice *)right)->value;
    if (choices_signed)
        return (int64_t)a < (int64_t)b ? -1 : (int64_t)a > (int64_t)b;
    return a < b ? -1 : a > b;
}

static void switch_table(struct value value, const struct choice *choices, uint32_t count,
                         uint32_t otherwise) {
    uint32_t first = (uint32_t)choices[0].value;
    uint32_t length = (uint32_t)choices[count - 1].value - first + 1;
    struct jump_table *table = arena_allocate(&function_arena, sizeof *table);
    struct value index = subtract(value, value_constant(first));
    struct value inside = less_unsigned(index, value_constant(length));
    ir_append_number(IR_BRANCH_EQUAL, 0, value_register(inside), (int32_t)otherwise);
    table->count = length;
    table->labels = arena_allocate(&function_arena, length * sizeof *table->labels);
    for (uint32_t i = 0, choice = 0; i < length; i++) {
        bool taken = (uint32_t)choices[choice].value - first == i;
        table->labels[i] = taken ? choices[choice++].label : otherwise;
    }
    table->object = link_jump_table(table);
    table->next = function.tables;
    function.tables = table;
    struct address base = address_of_object(table->object);
    struct value start = address_value(base);
    struct value entry = add(start, multiply(index, value_constant(WORD)));
    reg_t target = register_new();
    ir_append_number(IR_LOAD, target, value_register(entry), 0);
    ir_append(IR_JUMP_TABLE, 0, target, 0)->table = table;
}

static void switch_search(struct value value, const struct choice *choices, uint32_t count,
                          uint32_t otherwise) {
    enum { LINEAR = 4, TABLE = 5, DENSITY = 4 };
    uint64_t span = count == 0 ? 0 : choices[count - 1].value - choices[0].value;
    if (count >= TABLE && span / DENSITY < count) {
        switch_table(value, choices, count, otherwise);
        return;
    }
    if (count <= LINEAR) {
        for (uint32_t i = 0; i < count; i++) {
            reg_t candidate = value_register(value_constant((uint32_t)choices[i].value));
            reg_t left = value_register(value);
            ir_append_number(IR_BRANCH_EQUAL, 0, left, (int32_t)choices[i].label)->right =
                candidate;
        }
        jump(otherwise);
        return;
    }
    uint32_t middle = count / 2;
    uint32_t lower = label_new();
    struct value pivot = value_constant((uint32_t)choices[middle].value);
    struct value less = choices_signed ? less_signed(value, pivot) : less_unsigned(value, pivot);
    ir_append_number(IR_BRANCH_NOT_EQUAL, 0, value_register(less), (int32_t)lower);
    switch_search(value, choices + middle, count - middle, otherwise);
    label_place(lower);
    switch_search(value, choices, middle, otherwise);
}

static void switch_wide(struct wide value, const struct choice *choices, uint32_t count,
                        uint32_t otherwise) {
    for (uint32_t i = 0; i < count; i++) {
        struct wide candidate = wide_constant(choices[i].value);
        struct value same = wide_compare(EXPRESSION_EQUAL, value, candidate, true);
        ir_append_number(IR_BRANCH_NOT_EQUAL, 0, value_register(same), (int32_t)choices[i].label);
    }
    jump(otherwise);
}

static void lower_switch(struct statement *statement) {
    struct type *type = statement->expression->type;
    uint32_t outer_break = break_label;
    uint32_t done = break_label = label_new();
    uint32_t otherwise = done, count = 0;
    struct choice *choices;
    for (struct statement *c = statement->cases; c != NULL; c = c->next_case)
        count++;
    choices = arena_allocate(&function_arena, (count + 1) * sizeof *choices);
    count = 0;
    for (struct statement *c = statement->cases; c != NULL; c = c->next_case) {
        if (c->is_default) {
            otherwise = label_of(c);
        } else {
            choices[count].value = c->value;
            choices[count++].label = label_of(c);
        }
    }
    choices_signed = !type->is_unsigned;
    qsort(choices, count, sizeof *choices, compare_choices);
    if (is_wide(type)) {
        struct wide value = evaluate_wide(statement->expression);
        switch_wide(value, choices, count, otherwise);
    } else {
        struct value value = value_of(value_register(evaluate(statement->expression)));
        switch_search(value, choices, count, otherwise);
    }
    lower_statement(statement->body);
    label_place(done);
    break_label = outer_break;
}

static void lower_statement(struct statement *statement) {
    lower_place = statement->place;
    switch (statement->kind) {
    case STATEMENT_EXPRESSION:
        if (statement->expression != NULL)
            evaluate_effect(statement->expression);
        break;
    case STATEMENT_DECLARATION: initialize_object(statement->object); break;
    case STATEMENT_BLOCK:
        for (struct statement *s = statement->body; s != NULL; s = s->next)
            lower_statement(s);
        break;
    case STATEMENT_IF: lower_if(statement); break;
    case STATEMENT_WHILE:
    case STATEMENT_DO:
    case STATEMENT_FOR: lower_loop(statement); break;
    case STATEMENT_SWITCH: lower_switch(statement); break;
    case STATEMENT_CASE:
    case STATEMENT_LABEL:
        // `case 1: case 2: case 3:` is one inside another as well.
        while (statement->kind == STATEMENT_CASE || statement->kind == STATEMENT_LABEL) {
            label_place(label_of(statement));
            if (statement->body == NULL)
                return;
            statement = statement->body;
        }
        lower_statement(statement);
        break;
    case STATEMENT_GOTO: jump(label_of(statement->target)); break;
    case STATEMENT_BREAK: jump(break_label); break;
    case STATEMENT_CONTINUE: jump(continue_label); break;
    case STATEMENT_RETURN: lower_return(statement); break;
    }
}

void lower_body(struct object *object) {
    uint32_t outer_break = break_label, outer_continue = continue_label;
    lower_statement(object->body);
    break_label = outer_break;
    continue_label = outer_continue;
}

// ---- functions ----

static void start_function(struct object *object) {
    arena_reset(&function_arena);
    function.object = object;
    function.count = 0;
    function.register_count = REGISTER_VIRTUAL;
    function.label_count = 1;
    function.slot_count = 0;
    slot_new(0, WORD); // slot 0 is none
    function.outgoing = 0;
    function.has_call = false;
    function.tables = NULL;
    function.copy_count = 0;
    lower_copy = 0;
    memset(function.saves, 0, sizeof function.saves);
    result_pointer = 0;
}

void lower_function(struct object *object) {
    start_function(object);
    lower_place = object->place;
    for (struct object *local = object->locals; local != NULL; local = local->next)
        local->local = 0; // it may have been inlined before
    for (struct object *local = object->locals; local != NULL; local = local->next)
        if (in_registers(local))
            object_register(local);
    if (type_is_record(object->type->base))
        function.first_temporary =
            function.register_count + 1; // the result pointer is a variable too
    else
        function.first_temporary = function.register_count;
    receive_parameters(object);
    lower_statement(object->body);
    lower_place = object->end_place != 0 ? object->end_place : object->place;
    if (function.count > 0 && function.code[function.count - 1].operation == IR_RETURN)
        return;
    bool is_main = object->name != NULL && strcmp(object->name->text, "main") == 0;
    if (is_main)
        value_move(REGISTER_V0, value_constant(0)); // C11 5.1.2.2.3
    ir_append_number(IR_RETURN, 0, 0, is_main ? 1 : 0);
}
