// Scopes: C11 6.2.1. Each name knows its innermost meaning; a scope is the list of the bindings
// that it made, undone when it is left.

#include "parse.h"

uint32_t scope_depth;
bool scope_is_parameters;
place_t scope_start;

struct scope {
    struct scope *outer;
    struct binding *bindings;
    bool is_parameters;
    place_t start;
};

static struct scope file_scope;
static struct scope *scope = &file_scope;
static struct scope *unused_scopes;
static struct binding *unused_bindings;

void scope_enter(bool is_parameters) {
    struct scope *inner = unused_scopes;
    if (inner == NULL)
        inner = allocate(sizeof(struct scope));
    else
        unused_scopes = inner->outer;
    inner->outer = scope;
    inner->bindings = NULL;
    inner->is_parameters = is_parameters;
    scope_is_parameters = is_parameters;
    inner->start = scope_start = place_in_file(token.place);
    scope = inner;
    scope_depth++;
}

static void undo_bindings(void) {
    struct binding *binding = scope->bindings;
    while (binding != NULL) {
        struct binding *next = binding->next;
        if (binding->kind == BINDING_TAG)
            binding->name->tag = binding->outer;
        else
            binding->name->ordinary = binding->outer;
        binding->next = unused_bindings;
        unused_bindings = binding;
        binding = next;
    }
    scope->bindings = NULL;
}

// Tells variables what scope they have.
static void note_scope(void) {
    place_t end = parse_previous_end();
    for (struct binding *binding = scope->bindings; binding != NULL; binding = binding->next) {
        struct object *object = binding->object;
        if (binding->kind != BINDING_OBJECT || object == NULL ||
            (object->is_global && !object->is_block_static))
            continue;
        object->scope_start = scope->start;
        object->scope_end = end;
        if (object->is_block_static && current_function != NULL) {
            object->next_static = current_function->statics;
            current_function->statics = object;
        }
    }
}

void scope_leave(void) {
    if (options.debug && scope->bindings != NULL)
        note_scope();
    if (!scope->is_parameters && scope->bindings != NULL)
        warn_unused_bindings(scope->bindings);
    undo_bindings();
    struct scope *inner = scope;
    scope = inner->outer;
    inner->outer = unused_scopes;
    unused_scopes = inner;
    scope_is_parameters = scope->is_parameters;
    scope_start = scope->start;
    scope_depth--;
}

void scope_leave_file(void) {
    undo_bindings();
}

static struct binding *bind_in(struct scope *owner, uint32_t depth, struct name *name,
                               enum binding_kind kind, struct type *type, place_t place) {
    struct binding *binding = unused_bindings;
    if (binding == NULL)
        binding = allocate(sizeof(struct binding));
    else
        unused_bindings = binding->next;
    binding->name = name;
    binding->kind = kind;
    binding->type = type;
    binding->place = place;
    binding->depth = depth;
    binding->object = NULL;
    binding->value = 0;
    binding->is_used = false;
    binding->next = owner->bindings;
    owner->bindings = binding;
    if (kind == BINDING_TAG) {
        binding->outer = name->tag;
        name->tag = binding;
    } else {
        binding->outer = name->ordinary;
        name->ordinary = binding;
    }
    return binding;
}

struct binding *scope_bind(struct name *name, enum binding_kind kind, struct type *type,
                           place_t place) {
    return bind_in(scope, scope_depth, name, kind, type, place);
}

struct binding *scope_bind_outermost(struct name *name, struct type *type, place_t place) {
    return bind_in(&file_scope, 0, name, BINDING_OBJECT, type, place);
}

void scope_each(void (*visit)(const struct binding *binding)) {
    for (const struct scope *one = scope; one != NULL; one = one->outer)
        for (const struct binding *binding = one->bindings; binding != NULL;
             binding = binding->next)
            visit(binding);
}

void scope_each_here(void (*visit)(const struct binding *binding)) {
    for (const struct binding *binding = scope->bindings; binding != NULL; binding = binding->next)
        visit(binding);
}

struct binding *scope_ordinary_here(const struct name *name) {
    struct binding *binding = name->ordinary;
    return binding != NULL && binding->depth == scope_depth ? binding : NULL;
}

struct binding *scope_tag_here(const struct name *name) {
    struct binding *binding = name->tag;
    return binding != NULL && binding->depth == scope_depth ? binding : NULL;
}
