// Functions and statements to instructions. The instructions of the function being compiled are in
// `function`; labels are numbers, placed by IR_LABEL.

#include "lower.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 4 };

reg_t return_address;
reg_t result_pointer;

// ---- statements ----

static uint32_t break_label;
static uint32_t continue_label;

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
        ir_append_jump(done);
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
    uint32_t test = 0;
    if (statement->tests_once && !endless)
        ir_append_jump(test = label_new());
    else if (!endless && statement->kind != STATEMENT_DO)
        branch_if(condition, false, done);
    label_place(body);
    lower_statement(statement->body);
    label_place(next);
    if (statement->kind == STATEMENT_FOR && statement->step != NULL)
        evaluate_effect(statement->step);
    lower_place = statement->place;
    if (test != 0)
        label_place(test);
    if (endless)
        ir_append_jump(body);
    else
        branch_if(condition, true, body);
    label_place(done);
    break_label = outer_break;
    continue_label = outer_continue;
}

static void return_inline(struct expression *result) {
    if (result != NULL && result->type->kind == TYPE_VOID)
        evaluate_effect(result);
    else if (result != NULL)
        value_give(inlining->result, evaluate(result));
    inlining->returns++;
    ir_append_jump(inlining->done);
}

// Puts a result where the calling convention wants it; returns in how many registers it is.
static int32_t place_result(struct value value, uint8_t *floating) {
    *floating = target_has_unit && class_is_floating(value.class);
    if (*floating) {
        value_give(REGISTER_F0, value);
        return 0;
    }
    if (value.class == CLASS_SINGLE)
        value = operate_one(IR_SINGLE_BITS, value);
    if (value.class == CLASS_WORD) {
        value_give(REGISTER_V0, value);
        return 1;
    }
    bool is_floating = class_is_floating(value.class);
    value_give(REGISTER_V0, operate_one(is_floating ? IR_DOUBLE_LOW : IR_LOW, value));
    value_give(REGISTER_V1, operate_one(is_floating ? IR_DOUBLE_HIGH : IR_HIGH, value));
    return 2;
}

// The same of a complex number, which four words have where there is no unit.
static int32_t place_complex(struct parts parts, uint8_t *floating) {
    bool is_double = parts.real.class == CLASS_DOUBLE;
    struct value values[] = {parts.real, parts.imaginary};
    if (target_has_unit) {
        *floating = 2;
        value_give(REGISTER_F0, parts.real);
        value_give(REGISTER_F0 + 2, parts.imaginary);
        return 0;
    }
    struct value words[4] = {{0}};
    for (uint32_t i = 0; i < 2; i++) {
        if (is_double) {
            words[2 * i] = operate_one(IR_DOUBLE_LOW, values[i]);
            words[2 * i + 1] = operate_one(IR_DOUBLE_HIGH, values[i]);
        } else {
            words[i] = operate_one(IR_SINGLE_BITS, values[i]);
        }
    }
    for (uint32_t i = 0; i < (is_double ? 4 : 2); i++)
        value_give(REGISTER_V0 + i, words[i]);
    return is_double ? 4 : 2;
}

static void lower_return(struct statement *statement) {
    struct expression *result = statement->expression;
    if (inlining != NULL) {
        return_inline(result);
        return;
    }
    struct type *type = function.object->type->base;
    int32_t words = 0;
    uint8_t floating = 0;
    if (result != NULL && type_is_record(type)) {
        struct address from = address_of(result);
        copy_record(address_in(result_pointer, type->alignment), from, type->size);
        words = place_result(value_of(result_pointer), &floating);
    } else if (result != NULL && type->kind == TYPE_VOID) {
        evaluate_effect(result);
    } else if (result != NULL && type_is_complex(type)) {
        words = place_complex(evaluate_parts(result), &floating);
    } else if (result != NULL) {
        words = place_result(evaluate(result), &floating);
    }
    lower_place = statement->place;
    struct ir *ir = ir_append(IR_RETURN, 0, 0, 0);
    ir->number = words;
    ir->width = floating;
}

// ---- switch ----

struct choice {
    uint64_t value;
    uint64_t last; // of its range
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

static struct value constant_like(struct value value, uint64_t number) {
    return value.class == CLASS_LONG ? value_long(number) : value_constant((uint32_t)number);
}

static void switch_table(struct value value, const struct choice *choices, uint32_t count,
                         uint32_t otherwise) {
    uint64_t first = choices[0].value;
    uint32_t length = (uint32_t)(choices[count - 1].last - first) + 1;
    struct jump_table *table = scratch(sizeof *table);
    struct value index = operate(IR_SUBTRACT, value, constant_like(value, first));
    branch(IR_BRANCH_NOT_LESS_UNSIGNED, index, constant_like(value, length), otherwise);
    if (index.class == CLASS_LONG)
        index = operate_one(IR_LOW, index);
    table->count = length;
    table->labels = scratch(length * sizeof *table->labels);
    for (uint32_t i = 0, choice = 0; i < length; i++) {
        while (choices[choice].last - first < i)
            choice++;
        bool taken = choices[choice].value - first <= i;
        table->labels[i] = taken ? choices[choice].label : otherwise;
    }
    table->object = link_jump_table(table);
    table->next = function.tables;
    function.tables = table;
    struct value start = address_value(address_of_object(table->object));
    struct value offset = operate(IR_MULTIPLY, index, value_constant(WORD));
    struct value entry = operate(IR_ADD, start, offset);
    struct value target_address = load(address_in(value_register(entry), WORD), type_unsigned);
    ir_append(IR_JUMP_TABLE, 0, target_address.reg, 0)->table = table;
}

static void switch_choice(struct value value, const struct choice *choice) {
    if (choice->last == choice->value) {
        branch(IR_BRANCH_EQUAL, value, constant_like(value, choice->value), choice->label);
        return;
    }
    struct value index = operate(IR_SUBTRACT, value, constant_like(value, choice->value));
    branch(IR_BRANCH_NOT_LESS_UNSIGNED, constant_like(value, choice->last - choice->value), index,
           choice->label);
}

static void switch_search(struct value value, const struct choice *choices, uint32_t count,
                          uint32_t otherwise) {
    enum { LINEAR = 4, TABLE = 5, DENSITY = 4 };
    uint64_t span = count == 0 ? 0 : choices[count - 1].last - choices[0].value;
    if (count >= TABLE && span / DENSITY < count) {
        switch_table(value, choices, count, otherwise);
        return;
    }
    if (count <= LINEAR) {
        for (uint32_t i = 0; i < count; i++)
            switch_choice(value, &choices[i]);
        ir_append_jump(otherwise);
        return;
    }
    uint32_t middle = count / 2;
    uint32_t lower = label_new();
    branch(choices_signed ? IR_BRANCH_LESS : IR_BRANCH_LESS_UNSIGNED, value,
           constant_like(value, choices[middle].value), lower);
    switch_search(value, choices + middle, count - middle, otherwise);
    label_place(lower);
    switch_search(value, choices, middle, otherwise);
}

static void lower_switch(struct statement *statement) {
    struct type *type = statement->expression->type;
    uint32_t outer_break = break_label;
    uint32_t done = break_label = label_new();
    uint32_t otherwise = done, count = 0;
    struct choice *choices;
    for (struct statement *c = statement->cases; c != NULL; c = c->next_case)
        count++;
    choices = scratch((count + 1) * sizeof *choices);
    count = 0;
    for (struct statement *c = statement->cases; c != NULL; c = c->next_case) {
        if (c->is_default) {
            otherwise = label_of(c);
        } else {
            choices[count].value = c->value;
            choices[count].last = c->last_value;
            choices[count++].label = label_of(c);
        }
    }
    choices_signed = !type->is_unsigned;
    qsort(choices, count, sizeof *choices, compare_choices);
    struct value value = evaluate(statement->expression);
    switch_search(value, choices, count, otherwise);
    lower_statement(statement->body);
    label_place(done);
    break_label = outer_break;
}

// Any label whose address is taken may be meant.
static void goto_address(struct expression *address) {
    struct jump_table *table = scratch(sizeof *table);
    reg_t target = value_register(evaluate(address));
    for (struct label_address *l = function.object->label_addresses; l != NULL; l = l->next)
        table->count++;
    table->labels = scratch((table->count + 1) * sizeof *table->labels);
    uint32_t i = 0;
    for (struct label_address *l = function.object->label_addresses; l != NULL; l = l->next)
        table->labels[i++] = label_of(l->label);
    ir_append(IR_JUMP_TABLE, 0, target, 0)->table = table;
}

void lower_statement(struct statement *statement) {
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
    case STATEMENT_GOTO:
        if (statement->target != NULL)
            ir_append_jump(label_of(statement->target));
        else
            goto_address(statement->expression);
        break;
    case STATEMENT_BREAK: ir_append_jump(break_label); break;
    case STATEMENT_CONTINUE: ir_append_jump(continue_label); break;
    case STATEMENT_ASSEMBLY: lower_assembly(statement->assembly); break;
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
    facts_start();
    function.label_count = 1;
    is_legalizing = false;
    function.slot_count = 0;
    slot_new(0, WORD); // slot 0 is none
    function.outgoing = 0;
    function.has_call = false;
    function.is_dynamic = object->uses_stack;
    function.has_long = false;
    function.has_floating = false;
    function.uses_fenv = floating_is_exact = object->uses_fenv;
    function.tables = NULL;
    function.copy_count = 0;
    lower_copy = 0;
    memset(function.saves, 0, sizeof function.saves);
    result_pointer = 0;
}

void lower_function(struct object *object) {
    start_function(object);
    lower_place = object->place;
    for (struct object *local = object->locals; local != NULL; local = local->next) {
        local->local = 0; // it may have been inlined before
        local->is_address_taken = local->is_address_taken || object->jumps_back;
    }
    for (struct object *local = object->locals; local != NULL; local = local->next)
        if (in_registers(local))
            object_register(local);
    if (type_is_record(object->type->base))
        result_pointer = register_new(CLASS_WORD);
    if (object->uses_return_address)
        return_address = register_new(CLASS_WORD);
    function.first_temporary = function.register_count;
    if (object->uses_return_address)
        ir_append(IR_COPY, return_address, REGISTER_RA, 0);
    receive_parameters(object);
    lower_statement(object->body);
    lower_place = object->end_place != 0 ? object->end_place : object->place;
    if (function.count > 0 && function.code[function.count - 1].operation == IR_RETURN)
        return;
    bool is_main = object->name != NULL && strcmp(object->name->text, "main") == 0;
    if (is_main)
        value_move(REGISTER_V0, value_constant(0)); // C11 5.1.2.2.3
    ir_append(IR_RETURN, 0, 0, 0)->number = is_main;
}
