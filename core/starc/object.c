// Objects: linkage (C11 6.2.2), redeclaration, tentative definitions (6.9.2), string literals,
// implicit declarations. There is one object for each name with external linkage in all units;
// a binding holds its type as the unit at hand knows it.

#include "parse.h"

#include <string.h>

static struct object **globals_tail = &globals;
static struct object **locals_tail;

// ---- Making objects ----

struct object *object_new(struct name *name, struct type *type, place_t place) {
    struct object *object = allocate(sizeof(struct object));
    object->name = name;
    object->type = type;
    object->place = place;
    object->alignment = type->alignment;
    return object;
}

void object_add_local(struct object *object) {
    if (current_function->locals == NULL)
        locals_tail = &current_function->locals;
    *locals_tail = object;
    locals_tail = &object->next;
}

struct object *object_local(struct name *name, struct type *type, place_t place) {
    struct object *object = object_new(name, type, place);
    object_add_local(object);
    return object;
}

static bool type_is_constant(const struct type *type) {
    while (type->kind == TYPE_ARRAY)
        type = type->base;
    return type->qualifiers % 4 == QUALIFIER_CONST;
}

struct object *object_static(struct name *name, struct type *type, place_t place) {
    struct object *object = object_new(name, type, place);
    object->is_global = true;
    object->is_read_only = type_is_constant(type);
    *globals_tail = object;
    globals_tail = &object->next;
    return object;
}

// ---- String literals: C11 6.4.5 ----

enum { STRING_BUCKETS = 1024 };

struct string {
    struct string *next;
    struct object *object;
    uint32_t hash;
};
static struct string *strings[STRING_BUCKETS];

// The object of a literal; identical ones are the same.
struct object *object_string(const char *text, uint32_t length, enum number_type element,
                             place_t place) {
    struct type *type = type_number(element);
    uint32_t hash = 5381 + type->size;
    for (uint32_t i = 0; i < length; i++)
        hash = hash * 33 + (unsigned char)text[i];
    struct string **bucket = &strings[hash % STRING_BUCKETS];
    for (struct string *string = *bucket; string != NULL; string = string->next) {
        struct object *object = string->object;
        if (string->hash == hash && object->type->base == type &&
            object->length == length + type->size && memcmp(object->text, text, length) == 0)
            return object;
    }
    struct object *object = object_static(NULL, type_array(type, length / type->size + 1), place);
    char *bytes = allocate(length + type->size);
    memcpy(bytes, text, length);
    object->text = bytes;
    object->length = length + type->size;
    object->is_string = true;
    object->is_defined = true;
    object->is_read_only = true;
    object->alignment = 4; // C* reads them as words
    object->unit = parse_unit_number;
    struct string *string = allocate(sizeof(struct string));
    string->object = object;
    string->hash = hash;
    string->next = *bucket;
    *bucket = string;
    return object;
}

// __func__: the array that holds the function's name, C11 6.4.2.2.
struct object *object_function_name(struct object *function) {
    struct name *name = function->name;
    return object_string(name->text, name->length, NUMBER_CHAR, function->place);
}

// ---- Linkage: C11 6.2.2 ----

static bool place_is_library(place_t place) {
    struct source *source = source_at(place);
    return source != NULL && source->is_library;
}

// The object that an external name means in this unit. Where a program defines a name of the
// library for itself, the library keeps its own under it: the twin. (main is the program's.)
struct object *external_object(struct name *name, struct type *type, place_t place) {
    struct object *object = name->external;
    struct object **slot = &name->external;
    if (object != NULL && parse_is_library && object->is_defined &&
        !place_is_library(object->place) && strcmp(name->text, "main") != 0) {
        slot = &object->twin;
        object = object->twin;
    }
    if (object == NULL) {
        object = object_static(name, type, place);
        object->is_external = true;
        *slot = object;
    }
    struct source *source = source_at(place);
    if (source != NULL && source->is_library && source->unit != NULL)
        object->library_unit = source->unit;
    return object;
}

// ---- Redeclaration: C11 6.2.7, 6.7 ----

static void note_previous(const struct binding *previous) {
    const char *what =
        previous->object != NULL && previous->object->is_defined ? "definition" : "declaration";
    note_at(previous->place, "previous %s of '%s' with type %s", what, previous->name->text,
            type_quoted(previous->type));
}

// A scope that has been left, or is further out, declared the same object otherwise.
static void check_other_scopes(struct object *object, const struct declarator *declarator) {
    struct type *type = declarator->type;
    if (object->unit_seen != parse_unit_number || object->is_implicit || object->is_renamed) {
        object->unit_type = type;
    } else if (type_compatible(object->unit_type, type)) {
        object->unit_type = type_composite(object->unit_type, type);
    } else {
        error_at(declarator->place, "conflicting types for '%s'; have %s", declarator->name->text,
                 type_quoted(type));
        note_at(object->unit_place, "previous declaration of '%s' with type %s",
                declarator->name->text, type_quoted(object->unit_type));
        return;
    }
    object->unit_place = declarator->place;
}

static void error_conflict(const struct declarator *declarator, const struct binding *previous) {
    bool is_implicit = previous->object != NULL && previous->object->is_implicit &&
                       declarator->type->kind == TYPE_FUNCTION;
    if (is_implicit)
        warning_at(declarator->place, "conflicting types for '%s'; have %s", declarator->name->text,
                   type_quoted(declarator->type));
    else
        error_at(declarator->place, "conflicting types for '%s'; have %s", declarator->name->text,
                 type_quoted(declarator->type));
    note_previous(previous);
}

// Checks a declaration against the one that it repeats. Returns the type that both make, NULL if
// they do not agree.
static struct type *redeclared_type(const struct declarator *declarator, struct binding *previous) {
    if (previous->kind != BINDING_OBJECT) {
        error_at(declarator->place, "'%s' redeclared as different kind of symbol",
                 declarator->name->text);
        note_previous(previous);
        return NULL;
    }
    if (!type_compatible(previous->type, declarator->type)) {
        bool kinds_differ =
            (previous->type->kind == TYPE_FUNCTION) != (declarator->type->kind == TYPE_FUNCTION);
        if (kinds_differ) {
            error_at(declarator->place, "'%s' redeclared as different kind of symbol",
                     declarator->name->text);
            note_previous(previous);
            previous->type = type_error; // what either means is not worth further messages
            return NULL;
        }
        error_conflict(declarator, previous);
        return declarator->type;
    }
    return type_composite(previous->type, declarator->type);
}

// Whether the object has the type that another unit has declared it with. Linkers do not ask, so
// each unit goes on with its own.
static bool agrees_with_other_units(struct object *object, const struct declarator *declarator) {
    if (object->unit_seen == parse_unit_number || object->unit_seen == 0)
        return true;
    if (type_compatible(object->type, declarator->type) || object->is_implicit ||
        parse_is_library || place_is_library(object->place))
        return true;
    if (object->type->kind == TYPE_FUNCTION && object->type->is_unprototyped)
        return true;
    bool kinds_differ =
        (object->type->kind == TYPE_FUNCTION) != (declarator->type->kind == TYPE_FUNCTION);
    if (kinds_differ)
        error_at(declarator->place, "'%s' redeclared as different kind of symbol",
                 declarator->name->text);
    bool warnings = options.warnings;
    options.warnings = options.warns_of_links;
    if (!kinds_differ)
        warn(WARNING_LTO_TYPE_MISMATCH, declarator->place,
             "type of '%s' does not match original declaration", declarator->name->text);
    options.warnings = warnings;
    note_at(object->place, "previous declaration of '%s' with type %s", declarator->name->text,
            type_quoted(object->type));
    return false;
}

static void error_redefinition(const struct declarator *declarator, const struct object *object) {
    error_at(declarator->place, "redefinition of '%s'", declarator->name->text);
    note_at(object->place, "previous definition of '%s' with type %s", declarator->name->text,
            type_quoted(object->type));
}

// Enters that the object is defined here: with contents (initializer, body) or tentatively. False
// if a definition that is weak yields to that of another unit.
static bool define(struct object *object, const struct declarator *declarator, bool has_contents) {
    bool is_weak = object->weak_unit == parse_unit_number;
    if (object->is_defined) {
        bool is_other = object->unit != parse_unit_number;
        if (is_other && is_weak)
            return false;
        bool is_replaced = is_other && (object->is_weak_definition || object->is_common);
        if (!is_replaced && (is_other || (has_contents && object->has_contents))) {
            error_redefinition(declarator, object);
            return true;
        }
        if (!is_replaced && !has_contents)
            return true;
        if (is_replaced) {
            object->body = NULL;
            object->initializers = NULL;
            object->has_initializer = false;
            object->has_contents = false;
        }
    }
    object->is_defined = true;
    object->is_weak_definition = is_weak;
    object->is_common = options.common && !has_contents && declarator->type->kind != TYPE_FUNCTION;
    object->unit = parse_unit_number;
    object->place = declarator->place;
    if (has_contents)
        object->has_contents = true;
    return true;
}

// -fcommon: one more tentative definition of what another unit defines is a declaration, but of two
// such the larger one counts.
static bool is_common_again(const struct object *object, const struct type *type,
                            bool has_contents) {
    return options.common && !has_contents && object->is_defined &&
           object->unit != parse_unit_number &&
           !(object->is_common && object->type->size < type->size);
}

// ---- Attributes ----

struct start_function *start_functions;

static struct object **aliases; // of the unit
static uint32_t alias_count, alias_capacity;

static void add_start_function(struct object *object, uint32_t priority, bool is_destructor) {
    struct start_function **tail = &start_functions;
    for (; *tail != NULL; tail = &(*tail)->next)
        if ((*tail)->object == object && (*tail)->is_destructor == is_destructor)
            return;
    struct start_function *function = allocate(sizeof(struct start_function));
    function->object = object;
    function->priority = priority;
    function->is_destructor = is_destructor;
    *tail = function;
}

// What attributes say of objects with linkage; before the definition.
static void set_linkage(struct object *object, const struct declarator *declarator,
                        const struct attributes *attributes) {
    bool is_function = declarator->type->kind == TYPE_FUNCTION;
    if (attributes->is_weak && !object->is_external && !object->is_internal_inline) {
        error_at(object->place,
                 object->is_defined && is_function
                     ? "weak declaration of '%s' being applied to a already existing, static "
                       "definition"
                     : "weak declaration of '%s' must be public",
                 declarator->name->text);
    } else if (attributes->is_weak) {
        object->is_weak = true;
        object->weak_unit = parse_unit_number;
    }
    const struct rare_attributes *rare = attributes->rare;
    if (rare == NULL)
        return;
    if (rare->has_sections)
        error_at(declarator->place, "section of '%s' conflicts with previous declaration",
                 declarator->name->text);
    if (rare->alias != NULL) {
        aliases = array_room(aliases, &alias_capacity, alias_count, sizeof *aliases);
        aliases[alias_count++] = object;
        object->alias_name = rare->alias;
        object->is_defined = true;
        object->unit = parse_unit_number;
    }
    if ((rare->constructor != 0 || rare->destructor != 0) && !is_function)
        refuse_attributes(attributes, true);
    else if (rare->constructor != 0)
        add_start_function(object, rare->constructor, false);
    if (rare->destructor != 0 && is_function)
        add_start_function(object, rare->destructor, true);
}

// At the end of the unit all that an alias can stand for is defined.
static void resolve_alias(struct object *object) {
    struct binding *binding = object->alias_name->ordinary;
    struct object *target = binding != NULL ? binding->object : NULL;
    while (target != NULL && target->alias != NULL && target != object)
        target = target->alias;
    if (target == NULL || target == object || !target->is_defined)
        error_at(object->place, "'%s' aliased to undefined symbol '%s'", object->name->text,
                 object->alias_name->text);
    else
        object->alias = target;
}

static void add_attributes(struct object *object, const struct attributes *attributes) {
    if (attributes->alignment > object->alignment)
        object->alignment = attributes->alignment;
    if (attributes->is_noreturn)
        object->is_noreturn = true;
    if (attributes->is_unused)
        object->is_unused = true;
    if (attributes->is_noinline)
        object->inline_choice = INLINE_NO;
    if (attributes->rare == NULL)
        return;
    const struct function_facts *facts = &attributes->rare->facts;
    if (facts->format != FORMAT_NONE || facts->not_null != 0 || facts->result != RESULT_ANY ||
        facts->deprecated != NULL)
        function_add_facts(object, facts);
}

static void set_attributes(struct object *object, const struct specifiers *specifiers,
                           const struct declarator *declarator) {
    if (specifiers->alignment != 0 && specifiers->alignment < declarator->type->alignment)
        error_at(declarator->place, "'_Alignas' specifiers cannot reduce alignment of '%s'",
                 declarator->name->text);
    if (specifiers->alignment > object->alignment)
        object->alignment = specifiers->alignment;
    if (specifiers->is_noreturn)
        object->is_noreturn = true;
    if (specifiers->is_inline)
        object->is_inline = true;
    add_attributes(object, &specifiers->attributes);
    add_attributes(object, &declarator->attributes);
}

// ---- Units ----

void object_forget_all(void) {
    for (struct object *object = globals; object != NULL; object = object->next)
        if (object->name != NULL && object->is_external)
            object->name->external = NULL;
    assembly_forget_all();
    globals = NULL;
    globals_tail = &globals;
    start_functions = NULL;
    for (uint32_t i = 0; i < STRING_BUCKETS; i++)
        strings[i] = NULL;
}

static struct object **unit_objects; // where those of the unit begin in the list

void object_start_unit(void) {
    unit_objects = globals_tail;
}

// Functions of the unit that nothing in it can define any more; one that was only declared, as
// inline, is then another unit's.
void object_end_unit(void) {
    assembly_end_unit();
    warn_unused_internal(*unit_objects);
    for (uint32_t i = 0; i < alias_count; i++)
        if (aliases[i]->alias == NULL)
            resolve_alias(aliases[i]);
    alias_count = 0;
    for (struct object *object = *unit_objects; object != NULL; object = object->next) {
        if (object->type->kind != TYPE_FUNCTION || object->is_external || object->is_defined ||
            object->name == NULL)
            continue;
        if (object->is_internal_inline) {
            warning_at(object->place, "inline function '%s' declared but never defined",
                       object->name->text);
            object->is_external = true;
            object->name->external = object;
        } else if (object->uses > 0)
            warning_at(object->place, "'%s' used but never defined", object->name->text);
    }
}

// ---- Declarations ----

static struct object *previous_linked(const struct binding *previous) {
    if (previous == NULL || previous->kind != BINDING_OBJECT || previous->object == NULL ||
        !previous->object->is_global || previous->object->is_block_static)
        return NULL;
    return previous->object;
}

static void check_linkage(const struct specifiers *specifiers, const struct declarator *declarator,
                          const struct binding *previous) {
    struct object *object = previous_linked(previous);
    if (object == NULL)
        return;
    const char *name = declarator->name->text;
    bool is_function = declarator->type->kind == TYPE_FUNCTION;
    if (specifiers->storage == STORAGE_STATIC && object->is_external) {
        if (object->is_implicit)
            warning_at(declarator->place, "static declaration of '%s' follows non-static", name);
        else
            error_at(declarator->place, "static declaration of '%s' follows non-static declaration",
                     name);
        note_previous(previous);
    } else if (specifiers->storage == STORAGE_NONE && !object->is_external && !is_function &&
               scope_depth == 0) {
        error_at(declarator->place, "non-static declaration of '%s' follows static declaration",
                 name);
        note_previous(previous);
    } else if (specifiers->is_thread_local != object->is_thread_local && !is_function &&
               object->type->kind != TYPE_FUNCTION && object->unit_seen == parse_unit_number) {
        error_at(declarator->place,
                 "%sthread-local declaration of '%s' follows %sthread-local "
                 "declaration",
                 specifiers->is_thread_local ? "" : "non-", name,
                 specifiers->is_thread_local ? "non-" : "");
        note_previous(previous);
    }
}

// In a block, what is declared with linkage may be hidden by a variable without.
static void check_hidden_static(const struct declarator *declarator,
                                const struct binding *visible) {
    const struct binding *outermost = visible;
    while (outermost != NULL && outermost->depth > 0)
        outermost = outermost->outer;
    const struct object *object = previous_linked(outermost);
    if (scope_depth > 0 && outermost != visible && object != NULL && !object->is_external &&
        object->type->kind != TYPE_FUNCTION && previous_linked(visible) != object)
        error_at(declarator->place, "variable previously declared 'static' redeclared 'extern'");
}

// C11 6.7.4: an inline definition is an alternative to the external one of another unit.
static bool is_defined_elsewhere(const struct object *object) {
    return object != NULL && object->is_defined && object->unit != parse_unit_number;
}

// A function or variable with linkage, at file scope or `extern` in a block.
static struct object *declare_linked(const struct specifiers *specifiers,
                                     const struct declarator *declarator, bool has_contents) {
    struct name *name = declarator->name;
    struct name *linked = declarator->assembler_name != NULL ? declarator->assembler_name : name;
    struct binding *here = scope_ordinary_here(name);
    struct binding *visible = name->ordinary;
    struct type *type = declarator->type;
    if (here == NULL && visible != NULL && previous_linked(visible) != NULL)
        here = visible; // the same object, declared further out
    struct object *object = NULL;
    bool conflicts = here != NULL && !type_compatible(here->type, type);
    check_hidden_static(declarator, visible);
    if (here != NULL) {
        check_linkage(specifiers, declarator, here);
        type = redeclared_type(declarator, here);
        if (type == NULL)
            return object_new(name, declarator->type, declarator->place);
        object = previous_linked(here);
    }
    bool is_function = declarator->type->kind == TYPE_FUNCTION;
    bool is_gnu = specifiers->attributes.is_gnu_inline || declarator->attributes.is_gnu_inline ||
                  options.gnu_inline;
    bool is_inline =
        is_function && specifiers->is_inline && (specifiers->storage == STORAGE_EXTERN) == is_gnu;
    if (object != NULL && object->is_gnu_inline && has_contents && !(is_inline && is_gnu))
        object = NULL; // what there was was only for inlining
    bool is_alternative = is_inline && has_contents && is_defined_elsewhere(linked->external);
    bool is_internal = specifiers->storage == STORAGE_STATIC ||
                       (is_inline && (linked->external == NULL || is_alternative));
    if (object == NULL || (is_alternative && object == linked->external)) {
        object = is_internal ? object_static(name, type, declarator->place)
                             : external_object(linked, type, declarator->place);
        if (linked != name)
            object->library_unit = NULL; // the unit of the other name
    } else if (!object->is_external && object->is_inline && !is_internal &&
               object->is_internal_inline && linked->external == NULL) {
        object->is_external = true; // C11 6.7.4: declared without inline, or extern
        linked->external = object;
    }
    if (is_internal && specifiers->storage != STORAGE_STATIC)
        object->is_internal_inline = true;
    object->is_gnu_inline = is_inline && is_gnu;
    object->is_renamed = object->is_renamed || linked != name;
    if (conflicts)
        object->unit_type = type;
    else
        check_other_scopes(object, declarator);
    bool agrees = !object->is_external || agrees_with_other_units(object, declarator);
    if (here == NULL || here->depth != scope_depth) {
        here = scope_bind(name, BINDING_OBJECT, type, declarator->place);
    } else {
        here->type = type;
    }
    here->object = object;
    bool is_definition =
        has_contents || (!is_function && scope_depth == 0 && specifiers->storage != STORAGE_EXTERN);
    set_linkage(object, declarator, &specifiers->attributes);
    set_linkage(object, declarator, &declarator->attributes);
    if (is_definition && object->alias_name != NULL)
        error_at(declarator->place, "'%s' defined both normally and as 'alias' attribute",
                 name->text);
    if (is_definition && is_common_again(object, type, has_contents))
        is_definition = false;
    if (is_definition) {
        if (!define(object, declarator, has_contents))
            return object_new(name, type, declarator->place);
        here->place = declarator->place;
        object->is_read_only = type_is_constant(type);
    }
    if (is_definition || object->unit_seen == 0 || object->is_implicit)
        object->type = type;
    else if (agrees && (!object->is_defined || object->unit == parse_unit_number))
        object->type = type_composite(object->type, type);
    object->is_implicit = false;
    object->is_thread_local = specifiers->is_thread_local;
    object->unit_seen = parse_unit_number;
    set_attributes(object, specifiers, declarator);
    return object;
}

static void add_cleanup(struct object *object, const struct attributes *attributes, place_t place) {
    struct attributes others = *attributes;
    struct rare_attributes rest;
    if (attributes->rare != NULL && attributes->rare->cleanup != NULL && !object->is_global) {
        statement_add_cleanup(object, attributes->rare->cleanup, place);
        rest = *attributes->rare;
        rest.cleanup = NULL;
        others.rare = &rest;
    }
    refuse_attributes(&others, true);
}

// register int *sp asm("$29"): the register that asm statements find it in.
static void choose_register(struct object *object, const struct declarator *declarator) {
    const struct name *name = declarator->assembler_name;
    uint32_t number = assembly_register(name->text, name->length);
    if (!object->is_register)
        warning_at(declarator->place, "ignoring 'asm' specifier for non-static local variable '%s'",
                   declarator->name->text);
    else if (number >= 64)
        error_at(declarator->place, "invalid register name for '%s'", declarator->name->text);
    else
        object->asm_register = (uint8_t)number;
}

static struct object *declare_unlinked(const struct specifiers *specifiers,
                                       const struct declarator *declarator, bool has_contents) {
    struct name *name = declarator->name;
    struct binding *previous = scope_ordinary_here(name);
    if (previous != NULL) {
        if (previous->kind != BINDING_OBJECT || previous->object == NULL ||
            previous->object->is_parameter)
            error_at(declarator->place, "'%s' redeclared as different kind of symbol", name->text);
        else if (!type_compatible(previous->type, declarator->type))
            error_at(declarator->place, "conflicting types for '%s'; have %s", name->text,
                     type_quoted(declarator->type));
        else if (has_contents && previous->object->has_initializer)
            error_at(declarator->place, "redefinition of '%s'", name->text);
        else if (previous->object->is_external)
            error_at(declarator->place,
                     "declaration of '%s' with no linkage follows extern declaration", name->text);
        else
            error_at(declarator->place, "redeclaration of '%s' with no linkage", name->text);
        note_previous(previous);
    }
    struct object *object;
    if (specifiers->storage == STORAGE_STATIC) {
        object = object_static(name, declarator->type, declarator->place);
        object->is_defined = true;
        object->is_block_static = true;
        object->is_thread_local = specifiers->is_thread_local;
        object->unit = parse_unit_number;
    } else {
        object = object_local(name, declarator->type, declarator->place);
        object->is_register = specifiers->storage == STORAGE_REGISTER;
        if (declarator->assembler_name != NULL)
            choose_register(object, declarator);
    }
    scope_bind(name, BINDING_OBJECT, declarator->type, declarator->place)->object = object;
    set_attributes(object, specifiers, declarator);
    add_cleanup(object, &specifiers->attributes, declarator->place);
    add_cleanup(object, &declarator->attributes, declarator->place);
    return object;
}

// Declares what a declarator names. has_contents: an initializer or a body follows.
struct object *object_declare(const struct specifiers *specifiers,
                              const struct declarator *declarator, bool has_contents) {
    if (scope_depth == 0 || declarator->type->kind == TYPE_FUNCTION ||
        specifiers->storage == STORAGE_EXTERN)
        return declare_linked(specifiers, declarator, has_contents);
    return declare_unlinked(specifiers, declarator, has_contents);
}

// A function of the library, for what the compiler knows by another name.
struct object *object_builtin(struct name *name, struct type *type, const char *library_unit) {
    struct object *object = external_object(name, type, 0);
    if (library_unit != NULL)
        object->library_unit = library_unit;
    return object;
}

struct object *object_declared(const struct name *name) {
    struct object *object = previous_linked(scope_ordinary_here(name));
    if (object == NULL)
        object = name->external;
    return object != NULL && object->unit_seen == parse_unit_number ? object : NULL;
}

// A call of what is declared, but in a scope that has been left. False if that is no function.
static bool check_implicit(const struct object *object, const struct type *type, place_t place) {
    bool is_function = object->unit_type->kind == TYPE_FUNCTION;
    if (type_compatible(object->unit_type, type))
        return true;
    error_at(place,
             is_function ? "incompatible implicit declaration of function '%s'"
                         : "called object '%s' is not a function or function pointer",
             object->name->text);
    note_at(object->unit_place, "previous declaration of '%s' with type %s", object->name->text,
            type_quoted(object->unit_type));
    return is_function;
}

static void warn_implicit(const struct name *name, place_t place) {
    const char *unit;
    const char *header = source_declaring(name->text, &unit);
    if (header != NULL)
        warn(WARNING_IMPLICIT_FUNCTION, place,
             "implicit declaration of function '%s', which is in <%s>", name->text, header);
    else
        warn(WARNING_IMPLICIT_FUNCTION, place, "implicit declaration of function '%s'%s",
             name->text, suggest_name(name, SUGGEST_FUNCTION, place));
}

// A call of what nothing has declared: `int name()`, with a warning.
struct object *object_implicit(struct name *name, place_t place) {
    struct type *type = parse_is_cstar ? cstar_procedure(name) : NULL;
    bool is_known = type != NULL;
    if (is_known) {
        place = 0; // without declaration
    } else {
        type = type_function(type_int);
        type->is_unprototyped = true;
    }
    struct object *object = external_object(name, type, place);
    bool is_declared = object->unit_seen == parse_unit_number;
    if (!is_known && (!is_declared || object->unit_type->kind == TYPE_FUNCTION))
        warn_implicit(name, place);
    if (object->unit_seen == 0)
        object->is_implicit = true;
    if (!is_declared) {
        object->unit_type = type;
        object->unit_place = place;
    } else if (!check_implicit(object, type, place)) {
        type = type_error;
    }
    scope_bind_outermost(name, type, place)->object = object;
    object->unit_seen = parse_unit_number;
    return object;
}
