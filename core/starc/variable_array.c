// Arrays of variable length: C11 6.7.6.2. The size in bytes of such a type is kept in a variable
// that is set where the type is declared. An array itself is a pointer to memory that is taken from
// the stack at its declaration and given back where its scope ends (label.c).

#include "parse.h"

struct size {
    struct size *next;
    struct object *object;
    struct expression *value;
};
static struct size *sizes; // of the declarators that have been read, to be set; the last one first

// ---- types ----

static struct expression *size_read(struct object *object, place_t place) {
    return convert_value(make_variable(object, object->type, place));
}

struct expression *variable_size(const struct type *type, place_t place) {
    if (type->is_variable && type->size_object != NULL)
        return size_read(type->size_object, place);
    return make_number(type->size, type_unsigned, place);
}

bool type_is_variably_modified(const struct type *type) {
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY || type->kind == TYPE_FUNCTION;
         type = type->base)
        if (type->is_variable)
            return true;
    return false;
}

bool type_has_star(const struct type *type) {
    for (; type->kind == TYPE_POINTER || type->kind == TYPE_ARRAY; type = type->base)
        if (type->is_variable && type->size_object == NULL)
            return true;
    return false;
}

static struct object *size_variable(place_t place) {
    if (current_function == NULL || scope_is_parameters) {
        struct object *object = object_new(NULL, type_unsigned, place); // a definition's, perhaps
        object->is_defined = true;
        return object;
    }
    return object_local(NULL, type_unsigned, place);
}

// length * element in bytes; what is more than any stack stays so.
static struct expression *product(struct expression *length, struct expression *element,
                                  place_t place) {
    struct type *wide = type_unsigned_long_long;
    if (current_function == NULL || scope_is_parameters)
        return fold_binary(EXPRESSION_MULTIPLY, type_unsigned, length, element, place);
    struct expression *kept;
    struct expression *exact =
        make_kept(fold_binary(EXPRESSION_MULTIPLY, wide, convert_to(length, wide),
                              convert_to(element, wide), place),
                  &kept);
    struct expression *again = convert_value(make_variable(exact->left->object, wide, place));
    struct expression *is_large = fold_binary(EXPRESSION_GREATER, type_int, kept,
                                              make_number(TYPE_MAXIMUM_SIZE, wide, place), place);
    struct expression *size =
        operator_conditional(is_large, make_number(TYPE_MAXIMUM_SIZE, type_unsigned, place),
                             convert_to(again, type_unsigned), place);
    struct expression *comma = make_expression(EXPRESSION_COMMA, type_unsigned, place);
    comma->left = exact;
    comma->right = size;
    return comma;
}

// length NULL: of `element`, which is variable itself, there are `count`; unknown: [*].
struct type *type_variable_array(struct type *element, struct expression *length, uint32_t count,
                                 bool is_unknown, place_t place) {
    struct type *type = type_array(element, 0);
    type->is_variable = true;
    type->length = length == NULL && !is_unknown ? count : 0;
    if (is_unknown)
        return type;
    if (length == NULL)
        length = make_number(count, type_unsigned, place);
    struct size *size = allocate(sizeof(struct size));
    size->object = size_variable(place);
    length = convert_to(length, type_unsigned);
    size->value = element->size == 1 && !element->is_variable
                      ? length
                      : product(length, variable_size(element, place), place);
    size->next = sizes;
    sizes = size;
    type->size_object = size->object;
    return type;
}

// ---- setting sizes ----

struct size *variable_sizes_take(void) {
    struct size *reversed = NULL;
    while (sizes != NULL) {
        struct size *size = sizes;
        sizes = size->next;
        size->next = reversed;
        reversed = size;
    }
    return reversed;
}

static struct expression *setting(const struct size *size) {
    place_t place = size->value->place;
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, type_unsigned, place);
    assign->left = make_variable(size->object, type_unsigned, place);
    assign->right = size->value;
    return assign;
}

static void append_effect(struct statement ***tail, struct expression *effect, place_t place) {
    struct statement *statement = statement_new(STATEMENT_EXPRESSION);
    statement->place = place;
    statement->expression = effect;
    **tail = statement;
    *tail = &statement->next;
}

// As statements, where a declaration stands.
void variable_sizes_set(struct statement ***tail) {
    for (struct size *size = variable_sizes_take(); size != NULL; size = size->next)
        append_effect(tail, setting(size), size->value->place);
}

// Before the value of an expression that has named a type.
struct expression *variable_sizes_before(struct expression *value) {
    struct expression *first = NULL;
    if (sizes == NULL || is_error(value))
        return value;
    for (struct size *size = variable_sizes_take(); size != NULL; size = size->next) {
        struct expression *set = setting(size);
        struct expression *comma = make_expression(EXPRESSION_COMMA, type_unsigned, set->place);
        comma->left = first;
        comma->right = set;
        first = first == NULL ? set : comma;
    }
    struct expression *comma = make_expression(EXPRESSION_COMMA, value->type, value->place);
    comma->left = first;
    comma->right = value;
    return comma;
}

// Of a parameter, on entry to the function that is being defined.
void variable_sizes_enter(struct size *list, void (*visit)(struct expression *value),
                          struct statement ***tail) {
    for (struct size *size = list; size != NULL; size = size->next) {
        visit(size->value);
        object_add_local(size->object);
        append_effect(tail, setting(size), size->value->place);
    }
}

// ---- arrays ----

static struct expression *stack_assign(struct object *object, struct expression *value) {
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, object->type, value->place);
    assign->left = make_variable(object, object->type, value->place);
    assign->right = value;
    return assign;
}

// What an automatic array of variable length is: the variable points to it.
struct object *variable_array_declare(struct declarator *declarator, struct statement ***tail) {
    place_t place = declarator->place;
    struct type *type = declarator->type;
    struct type *pointer = type_pointer(type);
    struct object *saved = object_local(NULL, type_pointer(type_void), place);
    struct object *object = object_local(declarator->name, pointer, place);
    current_function->uses_stack = true;
    append_effect(tail, stack_assign(saved, make_expression(EXPRESSION_STACK, saved->type, place)),
                  place);
    struct expression *memory = make_expression(EXPRESSION_ALLOCATE, pointer, place);
    memory->left = variable_size(type, place);
    append_effect(tail, stack_assign(object, memory), place);
    statement_add_restore(saved, declarator->name);
    return object;
}
