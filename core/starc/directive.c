// Preprocessing directives (C11 6.10). While the scanner is in directive mode, the newline that
// ends the line is a token that it does not advance past.

#include "preprocess.h"

#include <stdlib.h>
#include <string.h>

// ORDER DIRECTIVES
enum directive {
    DIRECTIVE_NONE,
    DIRECTIVE_DEFINE,
    DIRECTIVE_UNDEF,
    DIRECTIVE_INCLUDE,
    DIRECTIVE_INCLUDE_NEXT,
    DIRECTIVE_IF,
    DIRECTIVE_IFDEF,
    DIRECTIVE_IFNDEF,
    DIRECTIVE_ELIF,
    DIRECTIVE_ELIFDEF,
    DIRECTIVE_ELIFNDEF,
    DIRECTIVE_ELSE,
    DIRECTIVE_ENDIF,
    DIRECTIVE_LINE,
    DIRECTIVE_ERROR,
    DIRECTIVE_WARNING,
    DIRECTIVE_PRAGMA,
    DIRECTIVE_EMBED,
    DIRECTIVE_COUNT
};

static const char *const directive_names[DIRECTIVE_COUNT] = {
    "",      "define", "undef", "include", "include_next", "if",
    "ifdef", "ifndef", "elif",  "elifdef", "elifndef",     "else",
    "endif", "line",   "error", "warning", "pragma",       "embed",
};

// An open #if.
struct condition {
    place_t place;
    enum directive directive;
    bool was_taken; // one of its groups
    place_t else_place;
};

static struct condition *conditions;
static uint32_t condition_count;
static uint32_t condition_capacity;

// ---- lines ----

static void begin_directive(void) {
    scanner.in_directive = true;
}

void directive_end(void) {
    if (expansion_depth != 0)
        expansion_forget();
    file_forget_peeked();
    scan_rest_of_line();
    scanner.in_directive = false;
}

void directive_expect_end(const char *directive) {
    struct token extra;
    scan_token(&extra);
    if (extra.kind != TOKEN_NEWLINE)
        warning_at(extra.place, "extra tokens at end of #%s directive", directive);
}

// ---- conditions ----

uint32_t conditions_open(void) {
    return condition_count;
}

void conditions_forget(void) {
    condition_count = 0;
}

void conditions_check(const struct inclusion *file) {
    while (condition_count > file->first_condition) {
        condition_count--;
        struct condition *condition = &conditions[condition_count];
        error_at(condition->place, "unterminated #%s", directive_names[condition->directive]);
    }
}

static void condition_push(place_t place, enum directive directive, bool is_taken) {
    conditions = array_room(conditions, &condition_capacity, condition_count, sizeof *conditions);
    conditions[condition_count] =
        (struct condition){.place = place, .directive = directive, .was_taken = is_taken};
    condition_count++;
}

// The condition in this file that #else, #elif or #endif belongs to.
static struct condition *condition_top(const struct token *name) {
    if (condition_count > file_current()->first_condition)
        return &conditions[condition_count - 1];
    error_at(name->place, "#%s without #if", name->name->text);
    return NULL;
}

// If the group that ends here was an include guard and nothing follows, the file is guarded.
static void end_guard(void) {
    struct inclusion *file = file_current();
    if (file->guard == NULL || condition_count != file->first_condition)
        return;
    if (file_peek() == TOKEN_END)
        file->source->guard = file->guard;
    file->guard = NULL;
}

static void forget_guard(void) {
    struct inclusion *file = file_current();
    if (condition_count == file->first_condition + 1)
        file->guard = NULL;
}

// #elifdef, #elifndef (C23): is what follows the name of a macro?
static bool names_macro(const struct token *directive) {
    struct token operand;
    scan_token(&operand);
    if (operand.name == NULL) {
        error_at(operand.place, "no macro name given in #%s directive", directive->name->text);
        return false;
    }
    directive_expect_end(directive->name->text);
    return operand.name->macro != NULL;
}

// True if the group after this #elif or #else is taken.
static bool enter_alternative(struct condition *condition, const struct token *name) {
    bool is_else = name->name->directive == DIRECTIVE_ELSE;
    forget_guard();
    if (condition->else_place != 0) {
        error_at(name->place, "#%s after #else", name->name->text);
        note_at(condition->else_place, "#else is here");
        return false;
    }
    if (is_else) {
        condition->else_place = name->place;
        directive_expect_end("else");
    }
    if (condition->was_taken)
        return false;
    enum directive directive = name->name->directive;
    condition->was_taken = is_else || (directive == DIRECTIVE_ELIF
                                           ? condition_evaluate(name->place)
                                           : names_macro(name) == (directive == DIRECTIVE_ELIFDEF));
    return condition->was_taken;
}

// Skips a group that is not taken, through the directive that ends it.
static void skip_group(void) {
    uint32_t depth = 0;
    for (;;) {
        if (!scan_to_directive())
            return;
        struct token name;
        begin_directive();
        scan_token(&name);
        enum directive directive = name.name == NULL ? DIRECTIVE_NONE : name.name->directive;
        bool is_over = false;
        if (directive == DIRECTIVE_IF || directive == DIRECTIVE_IFDEF ||
            directive == DIRECTIVE_IFNDEF) {
            depth++;
        } else if (directive == DIRECTIVE_ENDIF && depth != 0) {
            depth--;
        } else if (directive == DIRECTIVE_ENDIF) {
            directive_expect_end("endif");
            condition_count--;
            is_over = true;
        } else if (directive >= DIRECTIVE_ELIF && directive <= DIRECTIVE_ELSE && depth == 0) {
            is_over = enter_alternative(&conditions[condition_count - 1], &name);
        }
        directive_end();
        if (is_over) {
            if (directive == DIRECTIVE_ENDIF)
                end_guard();
            return;
        }
    }
}

// #if !defined NAME at the beginning of a file: NAME.
static struct name *read_guard(void) {
    struct scanner saved = scanner;
    struct token part;
    struct name *guard = NULL;
    scan_token(&part);
    if (part.kind == TOKEN_EXCLAMATION) {
        scan_token(&part);
        if (part.name != NULL && strcmp(part.name->text, "defined") == 0) {
            scan_token(&part);
            bool is_parenthesized = part.kind == TOKEN_LEFT_PARENTHESIS;
            if (is_parenthesized)
                scan_token(&part);
            guard = part.name;
            scan_token(&part);
            if (is_parenthesized && part.kind == TOKEN_RIGHT_PARENTHESIS)
                scan_token(&part);
            if (part.kind != TOKEN_NEWLINE)
                guard = NULL;
        }
    }
    scanner = saved;
    return guard;
}

// #if, #ifdef, #ifndef.
static void do_if(const struct token *name, bool is_first) {
    enum directive directive = name->name->directive;
    struct name *guard = NULL;
    bool is_taken = false;
    if (directive == DIRECTIVE_IF) {
        if (is_first)
            guard = read_guard();
        is_taken = condition_evaluate(name->place);
    } else {
        struct token operand;
        scan_token(&operand);
        if (operand.name == NULL) {
            error_at(operand.place,
                     operand.kind == TOKEN_NEWLINE ? "no macro name given in #%s directive"
                                                   : "macro names must be identifiers",
                     name->name->text);
        } else {
            bool is_defined = operand.name->macro != NULL;
            is_taken = is_defined == (directive == DIRECTIVE_IFDEF);
            if (directive == DIRECTIVE_IFNDEF)
                guard = operand.name;
            directive_expect_end(name->name->text);
        }
    }
    if (is_first)
        file_current()->guard = guard;
    condition_push(name->place, directive, is_taken);
    directive_end();
    if (!is_taken)
        skip_group();
}

static void do_else(const struct token *name) {
    struct condition *condition = condition_top(name);
    if (condition == NULL) {
        directive_end();
        return;
    }
    condition->was_taken = true;
    enter_alternative(condition, name);
    directive_end();
    skip_group();
}

static void do_endif(const struct token *name) {
    if (condition_top(name) == NULL) {
        directive_end();
        return;
    }
    condition_count--;
    directive_expect_end("endif");
    directive_end();
    end_guard();
}

// ---- the other directives ----

// The operand of #define or #undef; NULL after an error.
static struct name *read_macro_name(struct token *operand, const char *directive) {
    scan_token(operand);
    if (operand->kind == TOKEN_NEWLINE) {
        error_at(operand->place, "no macro name given in #%s directive", directive);
        return NULL;
    }
    if (operand->name == NULL) {
        error_at(operand->place, "macro names must be identifiers");
        return NULL;
    }
    if (strcmp(operand->name->text, "defined") == 0 ||
        strcmp(operand->name->text, "__VA_ARGS__") == 0) {
        error_at(operand->place, "\"%s\" cannot be used as a macro name", operand->name->text);
        return NULL;
    }
    return operand->name;
}

static void do_undef(void) {
    struct token operand;
    struct name *name = read_macro_name(&operand, "undef");
    if (name == NULL)
        return;
    name->macro = NULL;
    directive_expect_end("undef");
}

// Reads the number of #line; false if it is invalid.
static bool read_line_number(const struct token *number, uint32_t *line) {
    *line = 0;
    for (uint32_t i = 0; i < number->length; i++) {
        uint32_t digit = digit_value(number->text[i]);
        if (digit > 9 || *line > 214748363)
            return false;
        *line = *line * 10 + digit;
    }
    return number->kind == TOKEN_PREPROCESSING_NUMBER;
}

// #line NUMBER "FILE", and # NUMBER "FILE" FLAGS as preprocessors emit it.
static void do_line(const struct token *directive, struct token *number) {
    uint32_t line;
    struct token name;
    if (!read_line_number(number, &line)) {
        error_at(directive->place, "\"%s\" after #line is not a positive integer",
                 token_spelling(number));
        return;
    }
    const char *file = NULL;
    expanded_token(&name);
    if (name.kind == TOKEN_STRING) {
        string_join(&name, &name, 1);
        file = name.text;
    } else if (name.kind != TOKEN_NEWLINE) {
        error_at(name.place, "invalid filename \"%s\"", token_spelling(&name));
        return;
    }
    source_change_line(directive->place, line, file);
}

static void do_message(const struct token *directive) {
    struct buffer text = {0};
    struct token part;
    for (scan_token(&part); part.kind != TOKEN_NEWLINE; scan_token(&part)) {
        if (part.space_before)
            buffer_append_byte(&text, ' ');
        buffer_append(&text, part.text, part.length);
    }
    buffer_append(&text, "", 1);
    if (directive->name->directive == DIRECTIVE_ERROR)
        error_at(directive->place, "#error%s", (const char *)text.bytes);
    else
        warn(WARNING_CPP, directive->place, "#warning%s", (const char *)text.bytes);
    free(text.bytes);
}

// Executes the directive after a # at the start of a line.
void directive_do(const struct token *hash) {
    struct inclusion *file = file_current();
    bool is_first = scanner.cursor == file->first_directive;
    struct token name;
    begin_directive();
    if (options.cstar && !source_at(hash->place)->is_library) {
        error_at(hash->place, "directives are not part of C*");
        directive_end();
        return;
    }
    scan_token(&name);
    enum directive directive = name.name == NULL ? DIRECTIVE_NONE : name.name->directive;
    struct token operand;
    switch (directive) {
    case DIRECTIVE_IF:
    case DIRECTIVE_IFDEF:
    case DIRECTIVE_IFNDEF: do_if(&name, is_first); return;
    case DIRECTIVE_ELIF:
    case DIRECTIVE_ELIFDEF:
    case DIRECTIVE_ELIFNDEF:
    case DIRECTIVE_ELSE: do_else(&name); return;
    case DIRECTIVE_EMBED: embed_do(); return;
    case DIRECTIVE_ENDIF: do_endif(&name); return;
    case DIRECTIVE_INCLUDE:
    case DIRECTIVE_INCLUDE_NEXT: include_do(directive == DIRECTIVE_INCLUDE_NEXT); return;
    case DIRECTIVE_DEFINE:
        if (read_macro_name(&operand, "define") != NULL)
            macro_define(&operand);
        break;
    case DIRECTIVE_UNDEF: do_undef(); break;
    case DIRECTIVE_LINE:
        expanded_token(&operand);
        do_line(&name, &operand);
        break;
    case DIRECTIVE_ERROR:
    case DIRECTIVE_WARNING: do_message(&name); break;
    case DIRECTIVE_PRAGMA: pragma_do(); break;
    default:
        if (name.kind == TOKEN_PREPROCESSING_NUMBER)
            do_line(&name, &name);
        else if (name.kind != TOKEN_NEWLINE && !preprocess_is_of_assembly) // there, a comment
            error_at(name.place, "invalid preprocessing directive #%s", token_spelling(&name));
    }
    directive_end();
}

void directive_initialize(void) {
    for (uint32_t i = 1; i < DIRECTIVE_COUNT; i++)
        name_intern(directive_names[i], (uint32_t)strlen(directive_names[i]))->directive = i;
}
