// Atomic operations (GCC manual, "__sync Builtins" and "__atomic Builtins") of the one thread that
// there is: ordinary expressions.

#include "builtin.h"

#include <string.h>

enum atomic { // form->detail; operations: ATOMIC_OPERATION + the kind of the operator
    ATOMIC_LOAD,
    ATOMIC_STORE,
    ATOMIC_EXCHANGE,
    ATOMIC_COMPARE,       // by value: whether they were equal,
    ATOMIC_COMPARE_VALUE, // the old value
    ATOMIC_COMPARE_AT,    // what is expected is in memory
    ATOMIC_CLEAR,
    ATOMIC_SET,
    ATOMIC_OPERATION = 16,
    ATOMIC_OLD = 128 // the value is the old one
};

enum { ATOMIC_NAND = ATOMIC_OPERATION + EXPRESSION_COMPLEMENT };

static struct expression *at(struct object *pointer, place_t place) {
    return operator_dereference(convert_value(make_variable(pointer, pointer->type, place)), place);
}

static struct object *keep(struct expression *value, struct expression **assign) {
    struct expression *kept;
    *assign = make_kept(value, &kept);
    return (*assign)->left->object;
}

// *pointer, with the pointer evaluated once: **assign does that first. NULL after an error.
static struct object *keep_pointer(const struct form *form, struct expression *pointer,
                                   struct expression **assign, place_t place) {
    const struct type *type = pointer->type;
    bool is_operation = form->detail >= ATOMIC_OPERATION;
    bool is_pointer = type->kind == TYPE_POINTER;
    if (is_pointer && (form->detail == ATOMIC_SET || strcmp(form->name, "__atomic_clear") == 0)) {
        struct type *byte = type_qualify(type_unsigned_char, type->base->qualifiers);
        pointer = convert_to(pointer, type_pointer(byte));
    } else if (!is_pointer || type->base->is_incomplete ||
               (!type_is_integer(type->base) && type->base->kind != TYPE_POINTER) ||
               (is_operation && type->base->kind == TYPE_BOOL)) {
        error_at(place, "operand type %s is incompatible with argument 1 of '%s'",
                 type_quoted(type), form->name);
        return NULL;
    } else if (is_operation && type->base->kind == TYPE_POINTER) { // bytes are added to pointers
        struct type *word = type_qualify(type_unsigned, type->base->qualifiers);
        pointer = convert_to(pointer, type_pointer(word));
    }
    return keep(pointer, assign);
}

// An argument as a value of the object's type, whatever scalar it is.
static struct expression *operand(struct expression *argument, struct type *type, place_t place) {
    if (type_is_scalar(argument->type))
        return convert_to(argument, type);
    error_at(place, type_is_record(argument->type)
                        ? "aggregate value used where an integer was expected"
                        : "void value not ignored as it ought to be");
    return make_error(place);
}

static struct expression *make_store(struct object *pointer, struct expression *value,
                                     place_t place) {
    value = operand(value, pointer->type->base->unqualified, place);
    return is_error(value) ? value : operator_assign(at(pointer, place), value, place);
}

static struct expression *make_exchange(struct object *pointer, struct expression *value,
                                        place_t place) {
    struct expression *old, *assign = make_kept(convert_value(at(pointer, place)), &old);
    struct expression *store = make_store(pointer, value, place);
    return is_error(store) ? store : make_after(assign, make_after(store, old));
}

static struct expression *make_nand(struct object *pointer, struct expression *value, bool is_old,
                                    place_t place) {
    struct expression *old, *assign = make_kept(convert_value(at(pointer, place)), &old);
    struct object *object = assign->left->object;
    value = operator_unary(TOKEN_TILDE, operator_binary(EXPRESSION_AND, old, value, place), place);
    struct expression *store = make_store(pointer, value, place);
    if (is_old && !is_error(store))
        store = make_after(store, convert_value(make_variable(object, object->type, place)));
    return is_error(store) ? store : make_after(assign, store);
}

static struct expression *make_operation(uint32_t detail, struct object *pointer,
                                         struct expression *value, struct type *type,
                                         place_t place) {
    bool is_old = (detail & ATOMIC_OLD) != 0;
    detail &= ~(uint32_t)ATOMIC_OLD;
    value = operand(value, pointer->type->base->unqualified, place);
    if (is_error(value))
        return value;
    value = detail == ATOMIC_NAND
                ? make_nand(pointer, value, is_old, place)
                : operator_update(is_old ? EXPRESSION_POST_UPDATE : EXPRESSION_UPDATE,
                                  (enum expression_kind)(detail - ATOMIC_OPERATION),
                                  at(pointer, place), value, place);
    return is_error(value) ? value : convert_to(value, type);
}

static struct expression *make_compare_exchange(enum atomic atomic, struct object *pointer,
                                                struct expression **arguments, place_t place) {
    struct type *type = pointer->type->base->unqualified;
    struct expression *expected = arguments[1], *keep_expected = NULL;
    struct object *expected_at = NULL;
    struct expression *old, *same = make_kept(convert_value(at(pointer, place)), &old);
    struct object *old_object = same->left->object;
    if (atomic == ATOMIC_COMPARE_AT) {
        struct type *memory = type_pointer(type);
        expected = expected->type->kind == TYPE_POINTER
                       ? convert_to(expected, memory)
                       : convert_assign(expected, memory, CONVERSION_ARGUMENT, place, NULL, 2);
        if (is_error(expected))
            return expected;
        expected_at = keep(expected, &keep_expected);
        expected = convert_value(at(expected_at, place));
    }
    expected = operand(expected, type, place);
    if (is_error(expected))
        return expected;
    struct expression *is_same, *test;
    test = make_kept(fold_binary(EXPRESSION_EQUAL, type_int, old, expected, place), &is_same);
    struct expression *again = convert_value(make_variable(test->left->object, type_int, place));
    struct expression *old_value = convert_value(make_variable(old_object, type, place));
    struct expression *otherwise = make_void(place);
    if (expected_at != NULL)
        otherwise =
            convert_to(operator_assign(at(expected_at, place), old_value, place), type_void);
    struct expression *store = make_store(pointer, arguments[2], place);
    if (is_error(store))
        return store;
    store = convert_to(store, type_void);
    struct expression *choice = operator_conditional(is_same, store, otherwise, place);
    struct expression *value = convert_to(again, type_bool);
    if (atomic == ATOMIC_COMPARE_VALUE)
        value = convert_value(make_variable(old_object, type, place));
    struct expression *all = make_after(same, make_after(test, make_after(choice, value)));
    return keep_expected != NULL ? make_after(keep_expected, all) : all;
}

static struct expression *make_atomic(const struct form *form, struct expression **arguments,
                                      uint32_t count, place_t place) {
    struct expression *assign, *value;
    const struct type *type = arguments[0]->type;
    struct object *pointer = keep_pointer(form, arguments[0], &assign, place);
    (void)count;
    if (pointer == NULL)
        return make_error(place);
    switch (form->detail) {
    case ATOMIC_LOAD: value = convert_value(at(pointer, place)); break;
    case ATOMIC_STORE: value = make_store(pointer, arguments[1], place); break;
    case ATOMIC_CLEAR: value = make_store(pointer, make_number(0, type_int, place), place); break;
    case ATOMIC_SET:
        value =
            convert_to(make_exchange(pointer, make_number(1, type_int, place), place), type_bool);
        break;
    case ATOMIC_EXCHANGE: value = make_exchange(pointer, arguments[1], place); break;
    case ATOMIC_COMPARE:
    case ATOMIC_COMPARE_VALUE:
    case ATOMIC_COMPARE_AT:
        value = make_compare_exchange((enum atomic)form->detail, pointer, arguments, place);
        break;
    default:
        value = make_operation(form->detail, pointer, arguments[1], type->base->unqualified, place);
        break;
    }
    if (is_error(value))
        return value;
    if (form->detail == ATOMIC_STORE || form->detail == ATOMIC_CLEAR)
        value = convert_to(value, type_void);
    return make_after(assign, value);
}

// ---- of any type: values that are in memory ----

static uint32_t pointed_size(const struct expression *argument) {
    const struct type *base = argument->type->base;
    return base->is_incomplete || base->is_variable ? 0 : base->size;
}

static bool check_memory(const struct form *form, struct expression **arguments, place_t place) {
    const struct type *type = arguments[0]->type;
    const char *what = type->kind != TYPE_POINTER || type->base->kind == TYPE_VOID
                           ? "non-void pointer type"
                       : type->base->is_incomplete || type->base->kind == TYPE_FUNCTION
                           ? "pointer to a complete type"
                       : type->base->is_variable ? "pointer to a constant size type"
                       : type->base->size == 0   ? "pointer to a nonzero size object"
                                                 : NULL;
    if (what != NULL) {
        error_at(place, "argument 1 of '%s' must be a %s", form->name, what);
        return false;
    }
    uint32_t pointers = form->detail == ATOMIC_LOAD || form->detail == ATOMIC_STORE ? 2 : 3;
    for (uint32_t i = 1; i < pointers; i++) {
        if (arguments[i]->type->kind != TYPE_POINTER)
            error_at(place, "argument %u of '%s' must be a pointer type", (unsigned)i + 1,
                     form->name);
        else if (arguments[i]->type->base->kind == TYPE_FUNCTION)
            error_at(place, "argument %u of '%s' must not be a pointer to a function",
                     (unsigned)i + 1, form->name);
        else if (pointed_size(arguments[i]) != type->base->size)
            error_at(place, "size mismatch in argument %u of '%s'", (unsigned)i + 1, form->name);
        else
            continue;
        return false;
    }
    return true;
}

static struct expression *pointer_of(struct object *pointer, place_t place) {
    return convert_value(make_variable(pointer, pointer->type, place));
}

static struct expression *call_memory(const char *name, struct object *left, struct object *right,
                                      place_t place) {
    const char *signature = strcmp(name, "memcmp") == 0 ? "iPPu" : "ppPu";
    struct type *bytes = type_pointer(type_void);
    struct expression *arguments = convert_to(pointer_of(left, place), bytes);
    arguments->next = convert_to(pointer_of(right, place), bytes);
    arguments->next->next = make_number(left->type->base->size, type_unsigned, place);
    return operator_call(make_builtin_function(name, signature, false, place), arguments, place);
}

// memory: the object, and the one or two that are read or written.
static struct expression *make_bytes(enum atomic atomic, struct object **memory, place_t place) {
    struct object *object = memory[0], *one = memory[1], *other = memory[2];
    if (atomic == ATOMIC_LOAD)
        return call_memory("memcpy", one, object, place);
    if (atomic == ATOMIC_STORE)
        return call_memory("memcpy", object, one, place);
    if (atomic == ATOMIC_EXCHANGE) { // the result may overwrite the new value
        struct type *type = object->type->base->unqualified;
        struct object *copy = object_local(NULL, type, place);
        copy->is_address_taken = true;
        struct expression *assign;
        struct object *kept = keep(
            make_address(make_variable(copy, type, place), type_pointer(type), place), &assign);
        return make_after(make_after(assign, call_memory("memcpy", kept, one, place)),
                          make_after(call_memory("memcpy", other, object, place),
                                     call_memory("memcpy", object, kept, place)));
    }
    struct expression *kept;
    struct expression *assign =
        make_kept(fold_binary(EXPRESSION_EQUAL, type_int, call_memory("memcmp", object, one, place),
                              make_number(0, type_int, place), place),
                  &kept);
    struct expression *again = convert_value(make_variable(assign->left->object, type_int, place));
    struct expression *choice =
        operator_conditional(kept, call_memory("memcpy", object, other, place),
                             call_memory("memcpy", one, object, place), place);
    return make_after(assign, make_after(choice, convert_to(again, type_bool)));
}

static struct expression *make_generic(const struct form *form, struct expression **arguments,
                                       uint32_t count, place_t place) {
    enum atomic atomic = (enum atomic)form->detail;
    if (!check_memory(form, arguments, place))
        return make_error(place);
    struct object *memory[3] = {0};
    struct expression *assigns[3] = {0};
    uint32_t pointers = atomic == ATOMIC_LOAD || atomic == ATOMIC_STORE ? 2 : 3;
    for (uint32_t i = 0; i < pointers; i++)
        memory[i] = keep(arguments[i], &assigns[i]);
    (void)count;
    struct expression *value = make_bytes(atomic, memory, place);
    if (is_error(value))
        return value;
    if (atomic != ATOMIC_COMPARE_AT)
        value = convert_to(value, type_void);
    for (uint32_t i = pointers; i > 0; i--)
        value = make_after(assigns[i - 1], value);
    return value;
}

// ---- fences and questions ----

static struct expression *make_fence(const struct form *form, struct expression **arguments,
                                     uint32_t count, place_t place) {
    (void)form;
    (void)arguments;
    (void)count;
    return make_void(place);
}

static struct expression *make_lock_free(const struct form *form, struct expression **arguments,
                                         uint32_t count, place_t place) {
    (void)count;
    bool is_constant = arguments[0]->kind == EXPRESSION_NUMBER;
    if (!is_constant && strcmp(form->name, "__atomic_always_lock_free") == 0)
        error_at(place, "non-constant argument 1 to '%s'", form->name);
    uint64_t size = is_constant ? arguments[0]->value : 0;
    return make_number(size == 1 || size == 2 || size == 4, type_bool, place);
}

// ---- the table ----

#define OPERATION(name, detail)                                                                    \
    {"__sync_fetch_and_" name, 2, 6, make_atomic, detail + ATOMIC_OLD},                            \
        {"__sync_" name "_and_fetch", 2, 6, make_atomic, detail},                                  \
        {"__atomic_fetch_" name, 3, 3, make_atomic, detail + ATOMIC_OLD}, {                        \
        "__atomic_" name "_fetch", 3, 3, make_atomic, detail                                       \
    }

static const struct form forms[] = {
    OPERATION("add", ATOMIC_OPERATION + EXPRESSION_ADD),
    OPERATION("sub", ATOMIC_OPERATION + EXPRESSION_SUBTRACT),
    OPERATION("and", ATOMIC_OPERATION + EXPRESSION_AND),
    OPERATION("or", ATOMIC_OPERATION + EXPRESSION_OR),
    OPERATION("xor", ATOMIC_OPERATION + EXPRESSION_XOR),
    OPERATION("nand", ATOMIC_NAND),
    {"__sync_lock_test_and_set", 2, 6, make_atomic, ATOMIC_EXCHANGE},
    {"__sync_lock_release", 1, 6, make_atomic, ATOMIC_CLEAR},
    {"__sync_bool_compare_and_swap", 3, 6, make_atomic, ATOMIC_COMPARE},
    {"__sync_val_compare_and_swap", 3, 6, make_atomic, ATOMIC_COMPARE_VALUE},
    {"__sync_synchronize", 0, 6, make_fence, 0},
    {"__atomic_load_n", 2, 2, make_atomic, ATOMIC_LOAD},
    {"__atomic_store_n", 3, 3, make_atomic, ATOMIC_STORE},
    {"__atomic_exchange_n", 3, 3, make_atomic, ATOMIC_EXCHANGE},
    {"__atomic_compare_exchange_n", 6, 6, make_atomic, ATOMIC_COMPARE_AT},
    {"__atomic_load", 3, 3, make_generic, ATOMIC_LOAD},
    {"__atomic_store", 3, 3, make_generic, ATOMIC_STORE},
    {"__atomic_exchange", 4, 4, make_generic, ATOMIC_EXCHANGE},
    {"__atomic_compare_exchange", 6, 6, make_generic, ATOMIC_COMPARE_AT},
    {"__atomic_test_and_set", 2, 2, make_atomic, ATOMIC_SET},
    {"__atomic_clear", 2, 2, make_atomic, ATOMIC_CLEAR},
    {"__atomic_thread_fence", 1, 1, make_fence, 0},
    {"__atomic_signal_fence", 1, 1, make_fence, 0},
    {"__atomic_always_lock_free", 2, 2, make_lock_free, 0},
    {"__atomic_is_lock_free", 2, 2, make_lock_free, 0},
};

const struct form *atomic_form(const char *name) {
    for (uint32_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strcmp(forms[i].name, name) == 0)
            return &forms[i];
    return NULL;
}
