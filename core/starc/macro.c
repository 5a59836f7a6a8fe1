// Macro definitions (C11 6.10.3): #define, and the macros of the current unit.

#include "preprocess.h"

#include <stdio.h>
#include <string.h>

enum { PARAMETER_LIMIT = 1000 };

static struct arena bodies; // of the macros of this unit
static struct name **defined_names;
static uint32_t defined_count;
static uint32_t defined_capacity;

static struct token *body; // under construction
static uint32_t body_count;
static uint32_t body_capacity;

static void add_to_body(const struct token *part) {
    body = array_room(body, &body_capacity, body_count, sizeof *body);
    body[body_count++] = *part;
}

static bool add_parameter(struct macro *macro, const struct token *name) {
    for (uint32_t i = 0; i < macro->parameter_count; i++)
        if (macro->parameters[i] == name->name) {
            error_at(name->place, "duplicate macro parameter \"%s\"", name->name->text);
            return false;
        }
    if (macro->parameter_count == PARAMETER_LIMIT) {
        error_at(name->place, "more than %d macro parameters", PARAMETER_LIMIT);
        return false;
    }
    macro->parameters[macro->parameter_count] = name->name;
    macro->parameter_count++;
    return true;
}

// Reads the parameters after the opening parenthesis.
static bool read_parameters(struct macro *macro, struct name *name_variadic) {
    struct token part;
    scan_token(&part);
    if (part.kind == TOKEN_RIGHT_PARENTHESIS)
        return true;
    for (;;) {
        bool is_named = part.name != NULL;
        if (is_named) {
            if (part.name == name_variadic) {
                error_at(part.place, "__VA_ARGS__ cannot be a macro parameter");
                return false;
            }
            if (!add_parameter(macro, &part))
                return false;
            scan_token(&part);
        }
        if (part.kind == TOKEN_ELLIPSIS) {
            macro->is_variadic = true;
            if (!is_named) {
                part.name = name_variadic;
                if (!add_parameter(macro, &part))
                    return false;
            }
            scan_token(&part);
        } else if (!is_named) {
            error_at(part.place, "expected parameter name, found \"%s\"", token_spelling(&part));
            return false;
        }
        if (part.kind == TOKEN_RIGHT_PARENTHESIS)
            return true;
        if (part.kind != TOKEN_COMMA || macro->is_variadic) {
            error_at(part.place,
                     part.kind == TOKEN_NEWLINE ? "expected ')' before end of line"
                                                : "expected ',' or ')', found \"%s\"",
                     token_spelling(&part));
            return false;
        }
        scan_token(&part);
    }
}

static void mark_parameter(const struct macro *macro, struct token *part) {
    part->number = BODY_TOKEN;
    for (uint32_t i = 0; i < macro->parameter_count && part->name != NULL; i++)
        if (macro->parameters[i] == part->name) {
            part->number = BODY_PARAMETER;
            part->value = i;
        }
}

// Reads the body, whose first token is given; false after an error.
static bool read_body(struct macro *macro, struct token *part, struct name *name_variadic) {
    body_count = 0;
    while (part->kind != TOKEN_NEWLINE) {
        mark_parameter(macro, part);
        part->line_start = 0;
        if (body_count == 0)
            part->space_before = 0;
        if (part->name == name_variadic && part->number == BODY_TOKEN)
            warning_at(part->place,
                       "__VA_ARGS__ can only appear in the expansion of a C99 variadic macro");
        if (part->kind == TOKEN_HASH_HASH) {
            part->number = BODY_PASTE;
            macro->has_paste = true;
        } else if (part->kind == TOKEN_HASH && macro->kind == MACRO_FUNCTION) {
            struct token parameter;
            scan_token(&parameter);
            mark_parameter(macro, &parameter);
            if (parameter.number != BODY_PARAMETER) {
                error_at(part->place, "'#' is not followed by a macro parameter");
                return false;
            }
            part->number = BODY_STRINGIFY;
            part->value = parameter.value;
        }
        add_to_body(part);
        scan_token(part);
    }
    macro->body_count = body_count;
    macro->body = arena_allocate(&bodies, body_count * sizeof *body);
    if (body_count != 0)
        memcpy(macro->body, body, body_count * sizeof *body);
    if (macro->body_count != 0 && (macro->body[0].number == BODY_PASTE ||
                                   macro->body[macro->body_count - 1].number == BODY_PASTE)) {
        error_at(macro->place, "'##' cannot appear at either end of a macro expansion");
        return false;
    }
    for (uint32_t i = 1; i < macro->body_count; i++)
        if (macro->body[i].number == BODY_PASTE && macro->body[i - 1].number == BODY_PASTE)
            macro->body[i].number = BODY_TOKEN;
    return true;
}

// Whether a redefinition is valid (C11 6.10.3p2).
static bool is_same_macro(const struct macro *left, const struct macro *right) {
    if (left->kind != right->kind || left->is_variadic != right->is_variadic ||
        left->parameter_count != right->parameter_count || left->body_count != right->body_count)
        return false;
    for (uint32_t i = 0; i < left->parameter_count; i++)
        if (left->parameters[i] != right->parameters[i])
            return false;
    for (uint32_t i = 0; i < left->body_count; i++) {
        const struct token *a = &left->body[i];
        const struct token *b = &right->body[i];
        if (a->kind != b->kind || a->number != b->number || a->space_before != b->space_before ||
            a->length != b->length || memcmp(a->text, b->text, a->length) != 0)
            return false;
        if (a->number == BODY_STRINGIFY && a->value != b->value)
            return false;
    }
    return true;
}

static void macro_enter(struct name *name, struct macro *macro) {
    if (name->macro == NULL) {
        defined_names =
            array_room(defined_names, &defined_capacity, defined_count, sizeof *defined_names);
        defined_names[defined_count++] = name;
    }
    name->macro = macro;
}

void macro_define(const struct token *name) {
    static struct name *parameters[PARAMETER_LIMIT];
    static struct name *name_variadic;
    if (name_variadic == NULL)
        name_variadic = name_intern("__VA_ARGS__", 11);
    struct macro *macro = arena_allocate(&bodies, sizeof(struct macro));
    macro->place = name->place;
    macro->parameters = parameters;
    struct token part;
    scan_token(&part);
    if (part.kind == TOKEN_LEFT_PARENTHESIS && !part.space_before) {
        macro->kind = MACRO_FUNCTION;
        if (!read_parameters(macro, name_variadic))
            return;
        scan_token(&part);
    } else if (part.kind != TOKEN_NEWLINE && !part.space_before) {
        warning_at(part.place, "missing whitespace after the macro name");
    }
    if (!read_body(macro, &part, name_variadic))
        return;
    size_t size = macro->parameter_count * sizeof *parameters;
    macro->parameters = arena_allocate(&bodies, size);
    memcpy(macro->parameters, parameters, size);
    struct macro *old = name->name->macro;
    if (old != NULL && !is_same_macro(old, macro)) {
        warning_at(name->place, "\"%s\" redefined", name->name->text);
        if (old->place != 0)
            note_at(old->place, "this is the location of the previous definition");
    }
    macro_enter(name->name, macro);
}

// ---- #pragma push_macro, pop_macro ----

struct saved_macro {
    struct saved_macro *next;
    struct name *name;
    struct macro *macro; // NULL: it was not defined
};
static struct saved_macro *saved_macros;

void macro_push(struct name *name) {
    struct saved_macro *saved = arena_allocate(&bodies, sizeof(struct saved_macro));
    saved->name = name;
    saved->macro = name->macro;
    saved->next = saved_macros;
    saved_macros = saved;
}

void macro_pop(struct name *name) {
    struct saved_macro **link = &saved_macros;
    while (*link != NULL && (*link)->name != name)
        link = &(*link)->next;
    if (*link == NULL)
        return;
    macro_enter(name, (*link)->macro);
    *link = (*link)->next;
}

void macro_each(void (*visit)(const struct name *name)) {
    for (uint32_t i = 0; i < defined_count; i++)
        if (defined_names[i]->macro != NULL)
            visit(defined_names[i]);
}

// ---- -dM ----

static void print_macro(const struct name *name) {
    const struct macro *macro = name->macro;
    if (macro->kind > MACRO_FUNCTION)
        return;
    printf("#define %s", name->text);
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        bool is_rest = macro->is_variadic && i + 1 == macro->parameter_count;
        bool is_unnamed = is_rest && strcmp(macro->parameters[i]->text, "__VA_ARGS__") == 0;
        printf("%s%s%s", i == 0 ? "(" : ",", is_unnamed ? "" : macro->parameters[i]->text,
               is_rest ? "..." : "");
    }
    if (macro->kind == MACRO_FUNCTION)
        fputs(macro->parameter_count == 0 ? "()" : ")", stdout);
    putchar(' ');
    for (uint32_t i = 0; i < macro->body_count; i++) {
        const struct token *part = &macro->body[i];
        if (part->space_before && i > 0)
            putchar(' ');
        if (part->number == BODY_STRINGIFY) {
            const struct name *parameter = macro->parameters[part->value];
            printf("#%s", parameter->text);
        } else {
            printf("%.*s", (int)part->length, part->text);
        }
    }
    putchar('\n');
}

void macro_print_all(void) {
    macro_each(print_macro);
}

static void define_special(const char *text, enum macro_kind kind) {
    struct macro *macro = arena_allocate(&bodies, sizeof(struct macro));
    macro->kind = kind;
    macro_enter(name_intern(text, (uint32_t)strlen(text)), macro);
}

// Macros that are there when a unit begins: what one undefines, the next one has again.
static struct kept {
    struct name *name;
    struct macro *macro;
} * kept;
static uint32_t kept_count;
static struct arena_mark kept_bodies;

void macro_keep(void) {
    kept = allocate((defined_count + 1) * sizeof *kept);
    for (kept_count = 0; kept_count < defined_count; kept_count++)
        kept[kept_count] =
            (struct kept){defined_names[kept_count], defined_names[kept_count]->macro};
    kept_bodies = arena_mark(&bodies);
}

void macro_forget_kept(void) {
    kept_count = 0;
}

bool macro_start_kept(void) {
    for (defined_count = 0; defined_count < kept_count; defined_count++) {
        struct macro *macro = kept[defined_count].macro;
        macro->is_disabled = false;
        kept[defined_count].name->macro = macro;
        defined_names[defined_count] = kept[defined_count].name;
    }
    return kept_count > 0;
}

void macro_start(void) {
    for (uint32_t i = 0; i < defined_count; i++)
        defined_names[i]->macro = NULL;
    defined_count = 0;
    saved_macros = NULL;
    expansion_start();
    if (kept_count > 0) {
        arena_release(&bodies, kept_bodies);
        return;
    }
    arena_reset(&bodies);
    define_special("__FILE__", MACRO_FILE);
    define_special("__LINE__", MACRO_LINE);
    define_special("__COUNTER__", MACRO_COUNTER);
    define_special("_Pragma", MACRO_PRAGMA);
    define_special("__has_include", MACRO_QUERY);
    define_special("__has_include_next", MACRO_QUERY);
    define_special("__has_attribute", MACRO_QUERY);
    define_special("__has_builtin", MACRO_QUERY);
    define_special("__has_c_attribute", MACRO_QUERY);
}
