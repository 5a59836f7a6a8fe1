// -O1: calls of small functions become their bodies.
//
// The body is lowered once more in place of the call, with fresh registers and slots for its
// variables; `return` gives the result its register and jumps behind the body. Whatever would need
// more than that is called as usual: labels, switches, records, variable arguments, recursion.

#include "lower.h"

enum {
    SIZE_INLINE = 60, // fewer nodes than this, if it was declared inline
    SIZE_OTHER = 14,  // fewer, where the call costs as much as the body
    SIZE_ONCE = 300,  // fewer, if nothing else calls it,
    MOST_MEMORY = 64, // and its variables need no more than this of the frame
    MOST_DEPTH = 6,
    MOST_CODE = 20000, // instructions of a function that still grows,
    FULL_CODE = 1000,  // by more than small ones
};

struct inlining *inlining;

// ---- how large a body is ----

static uint32_t budget; // nodes that it may still have

static void spend(uint32_t nodes) {
    budget = nodes < budget ? budget - nodes : 0;
}

static void count_expression(const struct expression *expression) {
    if (expression == NULL || budget == 0)
        return;
    bool is_never = expression->kind >= EXPRESSION_VA_START && expression->kind <= EXPRESSION_BLOCK;
    spend(is_never ? budget : 1);
    if (expression->kind <= EXPRESSION_VARIABLE)
        return;
    count_expression(expression->left);
    if (expression->kind != EXPRESSION_MEMBER && expression->kind != EXPRESSION_COMPOUND_LITERAL)
        count_expression(expression->right);
    if (expression->kind == EXPRESSION_CONDITIONAL)
        count_expression(expression->third);
    if (expression->kind == EXPRESSION_CALL || expression->kind == EXPRESSION_SYSCALL)
        for (const struct expression *a = expression->arguments; a != NULL; a = a->next)
            count_expression(a);
}

static void count_statement(const struct statement *statement) {
    if (statement == NULL || budget == 0)
        return;
    switch (statement->kind) {
    case STATEMENT_BLOCK:
        for (const struct statement *s = statement->body; s != NULL && budget > 0; s = s->next)
            count_statement(s);
        return;
    case STATEMENT_DECLARATION:
        spend(1);
        for (const struct initializer *i = statement->object->initializers; i != NULL; i = i->next)
            count_expression(i->value);
        return;
    case STATEMENT_SWITCH:
    case STATEMENT_CASE:
    case STATEMENT_LABEL:
    case STATEMENT_GOTO: spend(budget); return;
    default: break;
    }
    spend(1);
    count_expression(statement->expression);
    if (statement->kind == STATEMENT_IF)
        count_statement(statement->otherwise);
    if (statement->kind == STATEMENT_FOR) {
        count_statement(statement->first);
        count_expression(statement->step);
    }
    count_statement(statement->body);
}

static bool is_no_record(const struct type *type) {
    return type->kind == TYPE_VOID || (type_is_scalar(type) && !type_is_complex(type));
}

static bool is_called_once(const struct object *callee) {
    uint32_t memory = 0;
    for (const struct object *local = callee->locals; local != NULL; local = local->next)
        memory += in_registers(local) ? 0 : local->type->size;
    return !callee->is_external && callee->uses == 1 && memory <= MOST_MEMORY;
}

static enum inline_choice choose(const struct object *callee) {
    const struct type *type = callee->type;
    if (type->is_variadic || type->is_unprototyped || callee->uses_stack ||
        !is_no_record(type->base))
        return INLINE_NO;
    for (struct object *p = callee->parameters; p != NULL; p = p->next_parameter)
        if (!is_no_record(p->type))
            return INLINE_NO;
    uint32_t limit = callee->is_inline ? SIZE_INLINE : SIZE_OTHER;
    uint32_t most = is_called_once(callee) ? SIZE_ONCE : limit;
    budget = most;
    count_statement(callee->body);
    if (most - budget < limit)
        return INLINE_YES;
    return budget > 0 ? INLINE_ONCE : INLINE_NO;
}

// The only call is lowered once, unless it stands in a function that is inlined in many places.
static bool is_suitable(struct object *callee) {
    if (callee->inline_choice == INLINE_UNKNOWN)
        callee->inline_choice = (uint8_t)choose(callee);
    bool is_once = inlining == NULL || inlining->callee->inline_choice == INLINE_ONCE;
    return callee->inline_choice == INLINE_YES ||
           (callee->inline_choice == INLINE_ONCE && is_once && function.count < FULL_CODE);
}

static bool is_active(const struct object *callee) {
    uint32_t depth = 0;
    if (callee == function.object)
        return true;
    for (const struct inlining *i = inlining; i != NULL; i = i->outer)
        if (i->callee == callee || ++depth >= MOST_DEPTH)
            return true;
    return false;
}

// Another unit may have declared it otherwise than it is defined.
static bool has_same_result(const struct object *callee, const struct type *type) {
    const struct type *result = callee->type->base;
    return type->kind == TYPE_VOID || (result->kind != TYPE_VOID && is_no_record(type) &&
                                       class_of_type(type) == class_of_type(result));
}

bool inline_possible(struct object *callee, const struct expression *call) {
    const struct expression *argument = call->arguments;
    if (options.optimization > 0)
        link_find_definition(callee);
    if (options.optimization == 0 || callee->body == NULL || callee->is_noreturn ||
        function.count > MOST_CODE || !is_suitable(callee) || is_active(callee))
        return false;
    if (!has_same_result(callee, call->type))
        return false;
    for (struct object *p = callee->parameters; p != NULL; p = p->next_parameter) {
        if (argument == NULL || class_of_type(argument->type) != class_of_type(p->type))
            return false;
        argument = argument->next;
    }
    return argument == NULL;
}

// ---- the body in place of the call ----

static struct value *evaluate_arguments(const struct expression *call) {
    uint32_t count = 0;
    for (const struct expression *a = call->arguments; a != NULL; a = a->next)
        count++;
    struct value *values = scratch((count + 1) * sizeof *values);
    count = 0;
    for (struct expression *a = call->arguments; a != NULL; a = a->next)
        values[count++] = evaluate(a);
    return values;
}

static void pass(struct object *parameter, struct value value) {
    if (in_registers(parameter))
        value_give(object_register(parameter), value);
    else
        store(address_of_object(parameter), parameter->type, value);
}

// The only return, if it comes last, needs no jump.
static void finish(struct inlining *this) {
    struct ir *last = ir_last();
    if (this->returns == 1 && last != NULL && last->operation == IR_JUMP &&
        last->label == this->done)
        function.count--;
    else if (this->returns > 0)
        label_place(this->done);
}

// For debuggers: what is lowered from here on belongs to a copy of the callee.
static void start_copy(struct object *callee, place_t call) {
    function.copy_count++;
    function.copies = array_room(function.copies, &function.copy_capacity, function.copy_count,
                                 sizeof *function.copies);
    function.copies[function.copy_count] =
        (struct inlined_copy){.around = lower_copy, .callee = callee, .call = place_in_file(call)};
    lower_copy = function.copy_count;
}

// Notes where its variables are, before the callee is inlined again.
static void end_copy(void) {
    struct inlined_copy *copy = &function.copies[lower_copy];
    uint32_t count = 0;
    for (struct object *local = copy->callee->locals; local != NULL; local = local->next)
        count++;
    copy->variables = scratch((count + 1) * sizeof(struct object *));
    copy->locals = scratch((count + 1) * sizeof *copy->locals);
    for (struct object *local = copy->callee->locals; local != NULL; local = local->next) {
        copy->variables[copy->variable_count] = local;
        copy->locals[copy->variable_count++] = local->local;
    }
    lower_copy = copy->around;
}

reg_t inline_call(struct object *callee, const struct expression *call) {
    struct inlining this = {.outer = inlining, .callee = callee};
    const struct value *values = evaluate_arguments(call);
    for (struct object *local = callee->locals; local != NULL; local = local->next)
        local->local = 0;
    for (struct object *p = callee->parameters; p != NULL; p = p->next_parameter)
        pass(p, *values++);
    this.result = register_new(class_of_type(callee->type->base));
    this.done = label_new();
    if (options.debug)
        start_copy(callee, call->place);
    inlining = &this;
    if (callee->uses_fenv)
        function.uses_fenv = floating_is_exact = true;
    lower_body(callee);
    inlining = this.outer;
    if (options.debug)
        end_copy();
    finish(&this);
    lower_place = call->place;
    return this.result;
}
