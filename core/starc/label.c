// Labels, gotos, and what they leave: variables with the attribute cleanup, whose functions are
// called where their scope ends.

#include "parse.h"

// ---- The attribute cleanup ----

// What a scope does when it is left, or what only may not be jumped into.
enum cleanup_kind { CLEANUP_CALL, CLEANUP_RESTORE, CLEANUP_OF_TYPE, CLEANUP_OF_EXPRESSION };

struct cleanup {
    struct cleanup *outer;
    enum cleanup_kind kind;
    struct object *object;   // a variable, or the stack pointer that is restored,
    struct object *function; // which needs no function; NULL
    struct name *name;       // of the array that it is restored for, or what has the type
    place_t place;           // of that
    struct type *type;       // of the function
};
struct cleanup *cleanups;

static struct expression *cleanup_argument(const struct cleanup *cleanup, place_t place) {
    struct object *object = cleanup->object;
    object->is_address_taken = true;
    return operator_address(make_variable(object, object->type, place), place);
}

static struct cleanup *add(enum cleanup_kind kind, struct name *name, place_t place) {
    struct cleanup *cleanup = allocate(sizeof(struct cleanup));
    cleanup->kind = kind;
    cleanup->name = name;
    cleanup->place = place;
    cleanup->outer = cleanups;
    return cleanups = cleanup;
}

void statement_add_cleanup(struct object *object, struct binding *function, place_t place) {
    struct cleanup *cleanup = add(CLEANUP_CALL, object->name, place);
    cleanup->object = object;
    cleanup->function = function->object;
    cleanup->type = function->type;
    struct expression *called = make_variable(function->object, function->type, place);
    operator_call(called, cleanup_argument(cleanup, place), place); // does it fit?
}

void statement_add_restore(struct object *saved, struct name *name) {
    add(CLEANUP_RESTORE, name, saved->place)->object = saved;
}

void statement_add_type(struct name *name, place_t place) {
    add(CLEANUP_OF_TYPE, name, place);
}

void statement_add_expression(place_t place) {
    add(CLEANUP_OF_EXPRESSION, NULL, place);
}

static struct expression *make_call(const struct cleanup *cleanup, place_t place) {
    if (cleanup->function == NULL) {
        struct object *saved = cleanup->object;
        struct expression *restore = make_expression(EXPRESSION_RESTORE, type_void, place);
        restore->left = convert_value(make_variable(saved, saved->type, place));
        return restore;
    }
    struct expression *call = make_expression(EXPRESSION_CALL, cleanup->type->base, place);
    call->left = make_variable(cleanup->function, cleanup->type, place);
    call->arguments = cleanup_argument(cleanup, place);
    return call;
}

// The calls of cleanups from the innermost down to `outer`, which remains.
struct statement *cleanups_leave(const struct cleanup *inner, const struct cleanup *outer,
                                 place_t place) {
    struct statement *first = NULL;
    struct statement **tail = &first;
    for (; inner != outer; inner = inner->outer) {
        if (inner->kind >= CLEANUP_OF_TYPE)
            continue;
        struct statement *statement = statement_new(STATEMENT_EXPRESSION);
        statement->place = place;
        statement->expression = make_call(inner, place);
        *tail = statement;
        tail = &statement->next;
    }
    return first;
}

void statement_append(struct statement **list, struct statement *statements) {
    while (*list != NULL)
        list = &(*list)->next;
    *list = statements;
}

// The statement, which jumps, behind the cleanups of what it leaves.
struct statement *cleanups_jump(struct statement *jump, const struct cleanup *outer) {
    if (cleanups == outer)
        return jump;
    struct statement *block = statement_new(STATEMENT_BLOCK);
    block->place = jump->place;
    block->end_place = jump->place;
    block->body = cleanups_leave(cleanups, outer, jump->place);
    statement_append(&block->body, jump);
    return block;
}

// What is returned is evaluated before.
struct statement *cleanups_return(struct statement *statement) {
    struct expression *value = statement->expression;
    const struct cleanup *calling = cleanups; // a return restores the stack by itself
    while (calling != NULL && calling->function == NULL)
        calling = calling->outer;
    if (calling == NULL)
        return statement;
    if (value == NULL || is_error(value) || value->kind == EXPRESSION_NUMBER)
        return cleanups_jump(statement, NULL);
    place_t place = statement->place;
    struct object *object = object_local(NULL, current_result->unqualified, place);
    struct expression *assign = make_expression(EXPRESSION_ASSIGN, object->type, place);
    assign->left = make_variable(object, object->type, place);
    assign->right = value;
    statement->expression = convert_value(make_variable(object, object->type, place));
    struct statement *block = cleanups_jump(statement, NULL);
    struct statement *first = statement_new(STATEMENT_EXPRESSION);
    first->place = place;
    first->expression = assign;
    first->next = block->body;
    block->body = first;
    return block;
}

struct label {
    struct label *next;
    struct statement *statement; // its body is NULL until the label has been defined
    place_t place;               // first use or definition
    struct cleanup *cleanups;    // where it is defined
};
static struct label *labels;

// A goto that may leave cleanups; which ones shows when its label is known.
struct leaving_goto {
    struct leaving_goto *next;
    struct statement *statement;
    struct cleanup *cleanups;
};
static struct leaving_goto *leaving_gotos;

void label_note_goto(struct statement *statement) {
    struct leaving_goto *leaving = arena_allocate(&parse_arena, sizeof(struct leaving_goto));
    leaving->statement = statement;
    leaving->cleanups = cleanups;
    leaving->next = leaving_gotos;
    leaving_gotos = leaving;
}

static bool is_around(const struct cleanup *outer, const struct cleanup *inner) {
    while (inner != NULL && inner != outer)
        inner = inner->outer;
    return inner == outer;
}

// The innermost scope around a label that is not around the jump there, of what depends on having
// been passed: an array of variable length, a type of one, a statement expression.
static const struct cleanup *entered(const struct cleanup *at_label,
                                     const struct cleanup *at_jump) {
    for (; at_label != NULL; at_label = at_label->outer)
        if (at_label->kind != CLEANUP_CALL && !is_around(at_label, at_jump))
            return at_label;
    return NULL;
}

static const char *entered_text(const struct cleanup *scope) {
    return scope->kind == CLEANUP_OF_EXPRESSION ? "statement expression"
                                                : "scope of identifier with variably modified type";
}

static void note_scope(const struct cleanup *scope) {
    if (scope->kind != CLEANUP_OF_EXPRESSION)
        note_at(scope->place, "'%s' declared here", scope->name->text);
}

void label_check_switch(const struct cleanup *around, place_t place, place_t case_place) {
    const struct cleanup *array = entered(cleanups, around);
    if (array == NULL)
        return;
    error_at(case_place, "switch jumps into %s", entered_text(array));
    note_at(place, "switch starts here");
    note_scope(array);
}

static void end_goto(const struct leaving_goto *leaving, const struct label *label) {
    const struct cleanup *at_label = label->cleanups;
    const struct cleanup *array = entered(at_label, leaving->cleanups);
    if (array != NULL) {
        error_at(leaving->statement->place, "jump into %s", entered_text(array));
        note_at(label->statement->place, "label '%s' defined here", label->statement->name->text);
        note_scope(array);
        return;
    }
    const struct cleanup *outer = leaving->cleanups;
    while (!is_around(outer, at_label))
        outer = outer->outer;
    if (outer == leaving->cleanups)
        return;
    struct statement *statement = leaving->statement;
    struct statement *jump = statement_new(STATEMENT_GOTO);
    jump->place = statement->place;
    jump->target = statement->target;
    statement->kind = STATEMENT_BLOCK;
    statement->end_place = statement->place;
    statement->body = cleanups_leave(leaving->cleanups, outer, statement->place);
    statement_append(&statement->body, jump);
}

// ---- Labels: C11 6.8.1, 6.8.6.1 ----

struct statement *label_named(struct name *name, place_t place) {
    if (name->label != NULL)
        return name->label;
    struct statement *statement = statement_new(STATEMENT_LABEL);
    statement->name = name;
    name->label = statement;
    struct label *label = arena_allocate(&parse_arena, sizeof(struct label));
    label->statement = statement;
    label->place = place;
    label->next = labels;
    labels = label;
    return statement;
}

static struct label *label_find(const struct statement *statement) {
    struct label *label = labels;
    while (label->statement != statement)
        label = label->next;
    return label;
}

void label_end(void) {
    for (; leaving_gotos != NULL; leaving_gotos = leaving_gotos->next) {
        const struct label *label = label_find(leaving_gotos->statement->target);
        if (label->statement->body != NULL)
            end_goto(leaving_gotos, label);
    }
    for (struct label *label = labels; label != NULL; label = label->next) {
        if (label->statement->body == NULL)
            error_at(label->place, "label '%s' used but not defined", label->statement->name->text);
        else if (!label->statement->is_used && !parse_is_library)
            warn(WARNING_UNUSED_LABEL, label->statement->place, "label '%s' defined but not used",
                 label->statement->name->text);
        label->statement->name->label = NULL;
    }
    labels = NULL;
}

// What names meant outside of the block.
struct local_labels {
    struct local_labels *next;
    struct name *name;
    struct statement *outer;
};

// local-labels = ("__label__" identifier ("," identifier)* ";")*
struct local_labels *parse_local_labels(void) {
    struct local_labels *list = NULL;
    for (place_t place = token.place; parse_accept(TOKEN_LOCAL_LABEL); place = token.place) {
        do {
            if (token.kind != TOKEN_IDENTIFIER) {
                parse_syntax_error("identifier");
                return list;
            }
            for (const struct local_labels *other = list; other != NULL; other = other->next)
                if (other->name == token.name)
                    error_at(place, "duplicate label declaration '%s'", token.name->text);
            struct local_labels *one = arena_allocate(&parse_arena, sizeof(struct local_labels));
            one->name = token.name;
            one->outer = token.name->label;
            one->next = list;
            list = one;
            token.name->label = NULL;
            parse_advance();
        } while (parse_accept(TOKEN_COMMA));
        parse_expect(TOKEN_SEMICOLON);
    }
    return list;
}

void label_end_local(struct local_labels *list) {
    for (; list != NULL; list = list->next)
        list->name->label = list->outer;
}

// label-address = "&&" identifier
struct expression *parse_label_address(void) {
    place_t place = token.place;
    warn_pedantic(place, "taking the address of a label is non-standard");
    parse_advance();
    struct name *name = token.name;
    if (token.kind != TOKEN_IDENTIFIER) {
        parse_syntax_error("identifier");
        return make_error(place);
    }
    parse_advance();
    if (current_function == NULL) {
        error_at(place, "label '%s' referenced outside of any function", name->text);
        return make_error(place);
    }
    struct statement *label = label_named(name, place);
    label->is_used = true;
    if (label->address == NULL) {
        struct object *object = object_new(name, type_void, place);
        object->is_global = true;
        object->is_defined = true;
        object->is_label = true;
        object->alias = current_function;
        label->address = object;
        struct label_address *address = allocate(sizeof(struct label_address));
        address->label = label;
        address->object = object;
        address->next = current_function->label_addresses;
        current_function->label_addresses = address;
    }
    struct expression *variable = make_variable(label->address, type_void, place);
    return make_address(variable, type_pointer(type_void), place);
}

void label_define(const struct statement *statement) {
    if (cleanups != NULL && statement->name->label == statement)
        label_find(statement)->cleanups = cleanups;
}
