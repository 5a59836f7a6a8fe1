// Warnings of calls: what attributes say of a function, or functions.def of one of the library:
// arguments that must not be null, results that must be used; sizes of memory.

#include "parse.h"

#include <string.h>

// ---- What is known of a function ----

static const struct library_function {
    const char *name;
    struct function_facts facts;
} library[] = {
#define FUNCTION(name, format, string, first, not_null, result)                                    \
    {#name, {FORMAT_##format, string, first, not_null, RESULT_##result, NULL, false}},
#include "functions.def"
#undef FUNCTION
};

static const struct function_facts nothing;

static const struct function_facts *library_facts(const struct name *name) {
    for (uint32_t i = 0; i < sizeof library / sizeof library[0]; i++)
        if (strcmp(library[i].name, name->text) == 0)
            return &library[i].facts;
    return &nothing;
}

// Looked up once for each function.
static const struct function_facts *facts_of(struct object *function) {
    if (function->facts == NULL)
        function->facts = function->is_external ? library_facts(function->name) : &nothing;
    return function->facts;
}

// What attributes say adds to what is known of it otherwise.
void function_add_facts(struct object *function, const struct function_facts *more) {
    struct function_facts *facts = allocate(sizeof(struct function_facts));
    *facts = *facts_of(function);
    if (more->format != FORMAT_NONE) {
        facts->format = more->format;
        facts->string = more->string;
        facts->first = more->first;
    }
    facts->not_null |= more->not_null;
    if (more->result != RESULT_ANY)
        facts->result = more->result;
    if (more->deprecated != NULL)
        facts->deprecated = more->deprecated;
    facts->is_unavailable = facts->is_unavailable || more->is_unavailable;
    function->facts = facts;
}

// ---- Null pointers ----

static void check_null(const struct object *function, uint32_t not_null,
                       const struct expression *arguments, place_t place) {
    uint32_t number = 1;
    for (const struct expression *a = arguments; a != NULL && not_null != 0; a = a->next) {
        if ((not_null & 1) != 0 && a->kind == EXPRESSION_NUMBER && a->value == 0 &&
            a->type->kind == TYPE_POINTER &&
            warn(WARNING_NONNULL, place, "argument %u null where non-null expected",
                 (unsigned)number))
            note_at(function->place, "in a call to function '%s' declared 'nonnull'",
                    function->name->text);
        not_null >>= 1;
        number++;
    }
}

// ---- Sizes of memory ----

// The variable that an address points into, and where; NULL if that is not known.
static const struct object *target_of(const struct expression *address, int64_t *offset) {
    *offset = 0;
    for (;;) {
        switch (address->kind) {
        case EXPRESSION_CAST:
            if (address->type->kind != TYPE_POINTER || address->left->type->kind != TYPE_POINTER)
                return NULL;
            address = address->left;
            continue;
        case EXPRESSION_ADD:
            if (address->right->kind != EXPRESSION_NUMBER)
                return NULL;
            *offset += (int64_t)address->right->value;
            address = address->left;
            continue;
        case EXPRESSION_ADDRESS:
            address = address->left;
            if (address->kind == EXPRESSION_MEMBER) {
                *offset += (int64_t)address->value;
                address = address->left;
            }
            if (address->kind != EXPRESSION_VARIABLE || address->object->name == NULL ||
                address->object->is_weak || !type_is_complete(address->object->type))
                return NULL;
            return address->object;
        default: return NULL;
        }
    }
}

// A flexible array member, or what stands for one, may have more than its type says.
static bool may_be_larger(const struct type *type) {
    const struct member *last = NULL;
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    if (!type_is_record(type))
        return false;
    for (const struct member *m = type->unqualified->members; m != NULL; m = m->next)
        last = m;
    return last != NULL && last->type->kind == TYPE_ARRAY &&
           (last->type->is_incomplete || last->type->size == 0);
}

static void check_size(const char *function, const struct expression *address, uint64_t size,
                       place_t place) {
    int64_t offset;
    const struct object *object = target_of(address, &offset);
    if (object == NULL || offset < 0 || may_be_larger(object->type) ||
        (uint64_t)offset + size <= object->type->size || size >= 0x80000000u)
        return;
    uint32_t room = object->type->size;
    uint64_t first = (uint64_t)offset > room ? (uint64_t)offset : room;
    uint64_t last = (uint64_t)offset + size - 1;
    bool is_shown =
        first == last
            ? warn(WARNING_ARRAY_BOUNDS, place,
                   "'%s' forming offset %u is out of the bounds [0, %u] of object '%s' with type "
                   "%s",
                   function, (unsigned)first, (unsigned)room, object->name->text,
                   type_quoted(object->type))
            : warn(WARNING_ARRAY_BOUNDS, place,
                   "'%s' forming offset [%u, %u] is out of the bounds [0, %u] of object '%s' with "
                   "type %s",
                   function, (unsigned)first, (unsigned)last, (unsigned)room, object->name->text,
                   type_quoted(object->type));
    if (is_shown)
        note_at(object->place, "'%s' declared here", object->name->text);
}

static const struct object *literal_of(const struct expression *address) {
    if (address->kind != EXPRESSION_ADDRESS || address->left->kind != EXPRESSION_STRING)
        return NULL;
    return address->left->object;
}

static void check_fgets(const struct expression *arguments, place_t place) {
    int64_t offset;
    const struct object *object = target_of(arguments, &offset);
    uint64_t size = arguments->next->value;
    if (object == NULL || offset != 0 || object->type->kind != TYPE_ARRAY ||
        size <= object->type->size || (int64_t)size < 0)
        return;
    if (warn(WARNING_STRINGOP_OVERFLOW, place,
             "'fgets' writing %u bytes into a region of size %u overflows the destination",
             (unsigned)size, (unsigned)object->type->size))
        note_at(object->place, "destination object '%s' of size %u", object->name->text,
                (unsigned)object->type->size);
}

static void check_free(const struct expression *pointer, place_t place) {
    int64_t offset;
    const struct object *object = target_of(pointer, &offset);
    if (object != NULL && warn(WARNING_FREE_NONHEAP_OBJECT, place,
                               "'free' called on unallocated object '%s'", object->name->text))
        note_at(object->place, "declared here");
}

// memset(array, 0, 10) of 10 ints; memset(array, 10, 0).
static void check_memset(const struct expression *arguments, place_t place) {
    int64_t offset;
    const struct expression *value = arguments->next, *size = value->next;
    const struct object *object = target_of(arguments, &offset);
    if (size->kind != EXPRESSION_NUMBER || size->left != NULL)
        return;
    if (size->value == 0 && !(value->kind == EXPRESSION_NUMBER && value->value == 0))
        warn(WARNING_MEMSET_TRANSPOSED_ARGS, place,
             "'memset' used with constant zero length parameter; this could be due to transposed "
             "parameters");
    else if (object != NULL && offset == 0 && object->type->kind == TYPE_ARRAY &&
             object->type->base->size > 1 && size->value == object->type->length)
        warn(WARNING_MEMSET_ELT_SIZE, place,
             "'memset' used with length equal to number of elements without multiplication by "
             "element size");
}

static bool is_array_parameter(const struct expression *expression) {
    return expression->kind == EXPRESSION_VARIABLE && expression->object != NULL &&
           expression->object->is_array_parameter;
}

static const struct type *target_type(const struct expression *address) {
    const struct type *type = address->left->type;
    return (type->kind == TYPE_ARRAY ? type->base : type)->unqualified;
}

// memset(p, 0, sizeof p) and the like: the size of the pointer is not that of what it points to.
static void check_sizeof(const char *function, const struct expression *target,
                         const struct expression *operand) {
    while (target->kind == EXPRESSION_CAST)
        target = target->left;
    if (operand->type->kind != TYPE_POINTER)
        return;
    if (operand->kind == EXPRESSION_VARIABLE && target->kind == EXPRESSION_VARIABLE &&
        operand->object == target->object)
        warn(WARNING_SIZEOF_POINTER_MEMACCESS, operand->place,
             "argument to 'sizeof' in '%s' call is the same expression as the destination; did you "
             "mean to %s?",
             function,
             operand->type->base->size == 1 ? "provide an explicit length" : "dereference it");
    else if (target->kind == EXPRESSION_ADDRESS && !is_array_parameter(operand) &&
             type_compatible(operand->type->base->unqualified, target_type(target)))
        warn(WARNING_SIZEOF_POINTER_MEMACCESS, operand->place,
             "argument to 'sizeof' in '%s' call is the same pointer type %s as the destination; "
             "expected %s or an explicit length",
             function, type_quoted(operand->type), type_quoted(operand->type->base));
}

// memset, memcpy and the like: a target, then what is put there, then how many bytes.
static void check_memory(const char *name, const struct expression *arguments, place_t place) {
    static const char *const sized[] = {"memset",  "memcpy",  "memmove", "memcmp",
                                        "strncpy", "strncat", "strncmp"};
    uint32_t i = 0;
    enum { NAMES = sizeof sized / sizeof sized[0] };
    const struct expression *second = arguments->next;
    while (i < NAMES && strcmp(sized[i], name) != 0)
        i++;
    if (i < NAMES && second != NULL && second->next != NULL) {
        const struct expression *size = second->next;
        if (size->kind == EXPRESSION_NUMBER && size->left != NULL)
            check_sizeof(name, arguments, size->left);
        if (size->kind == EXPRESSION_NUMBER && (i < 3 || i == 4))
            check_size(name, arguments, size->value, place);
        if (size->kind == EXPRESSION_NUMBER && (i == 1 || i == 2))
            check_size(name, second, size->value, place);
        if (i == 0)
            check_memset(arguments, place);
    } else if (strcmp(name, "strcpy") == 0 && second != NULL) {
        const struct object *literal = literal_of(second);
        if (literal != NULL)
            check_size("__builtin_memcpy", arguments, strlen(literal->text) + 1, place);
    } else if (strcmp(name, "fgets") == 0 && second != NULL && second->kind == EXPRESSION_NUMBER) {
        check_fgets(arguments, place);
    } else if (strcmp(name, "free") == 0) {
        check_free(arguments, place);
    }
}

// ---- Calls ----

// The arguments have been converted.
void warn_call(const struct expression *callee, const struct expression *arguments, place_t place) {
    if (callee->kind != EXPRESSION_VARIABLE || callee->type->kind != TYPE_FUNCTION ||
        parse_is_library || arguments == NULL)
        return;
    struct object *function = callee->object;
    const struct function_facts *facts = facts_of(function);
    if (facts->format != FORMAT_NONE)
        warn_format(facts, arguments, callee->place);
    if (facts->not_null != 0)
        check_null(function, facts->not_null, arguments, place);
    if (function->is_external && function->type->kind == TYPE_FUNCTION)
        check_memory(function->name->text, arguments, place);
}

// A statement that is a call: is its result one that must not be ignored, not even by a cast to
// void?
void warn_ignored(const struct expression *expression) {
    while (expression->kind == EXPRESSION_CAST && expression->type->kind == TYPE_VOID)
        expression = expression->left;
    if (expression->kind != EXPRESSION_CALL || expression->left->kind != EXPRESSION_VARIABLE ||
        parse_is_library)
        return;
    struct object *function = expression->left->object;
    if (function->type->kind == TYPE_FUNCTION && facts_of(function)->result == RESULT_KEPT &&
        warn(WARNING_UNUSED_RESULT, expression->place,
             "ignoring return value of '%s' declared with attribute 'warn_unused_result'",
             function->name->text))
        note_at(function->place, "declared here");
}

bool is_pure_call(const struct expression *call) {
    return call->left->kind == EXPRESSION_VARIABLE && call->left->type->kind == TYPE_FUNCTION &&
           facts_of(call->left->object)->result == RESULT_PURE;
}

void warn_deprecated(const struct object *object, place_t place) {
    const struct function_facts *facts = object->facts;
    if (facts == NULL || facts->deprecated == NULL)
        return;
    const char *text = facts->deprecated, *colon = *text == '\0' ? "" : ": ";
    if (facts->is_unavailable)
        error_at(place, "'%s' is unavailable%s%s", object->name->text, colon, text);
    else if (!warn(WARNING_DEPRECATED_DECLARATIONS, place, "'%s' is deprecated%s%s",
                   object->name->text, colon, text))
        return;
    note_at(object->place, "declared here");
}
