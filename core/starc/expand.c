// Expansion of macros (C11 6.10.3): a stack of token lists that is read lazily.
// An object-like macro is read straight from its body; only a call of a function-like macro builds
// a list, which is freed once it has been read. A macro is disabled while its list is on the stack;
// a name seen in the meantime is never expanded again (6.10.3.4). Tokens of a body get places that
// record the expansion (source.c); those of an argument keep their own.

#include "preprocess.h"

#include <stdlib.h>
#include <string.h>

enum {
    EXPANSION_LIMIT = 64 * 1024 * 1024, // tokens read per outermost macro
    PENDING_LIMIT = 4 * 1024 * 1024,    // tokens of all lists being read or built
    SPELLED_LIMIT = 64 * 1024 * 1024,   // bytes produced by # and ## per outermost macro
    NESTING_LIMIT = 1000                // of argument expansions
};

// The end of the lists.
struct list_mark {
    struct arena_mark arena;
    uint32_t listed;
};

struct expansion {
    const struct token *next;
    const struct token *end;
    struct macro *macro; // NULL: an argument, which is expanded on its own
    place_t place;       // of the body's first token, if the body is read
    uint32_t line_start; // the first token inherits it from the macro's name
    uint32_t space_before;
    bool is_begun;
    struct list_mark mark;
};

struct argument {
    const struct token *tokens;
    uint32_t count;
    const struct token *expanded; // on first use
    uint32_t expanded_count;
    bool is_expanded;
    bool is_missing; // there are no variable arguments at all
};

uint32_t expansion_depth;
uint32_t expansion_carried;

static struct expansion *expansions;
static uint32_t expansion_capacity;
static uint32_t tokens_read; // since the stack was last empty
static uint32_t bytes_spelled;
static uint32_t nesting;
static uint32_t counter; // __COUNTER__

static struct arena lists; // what the stack reads
static uint32_t listed;    // tokens in them

// Lists under construction: a stack whose users remember where theirs starts.
static struct token *gathered;
static uint32_t gathered_count;
static uint32_t gathered_capacity;
static uint32_t *argument_ends; // indices into gathered, also a stack
static uint32_t argument_end_count;
static uint32_t argument_end_capacity;

static void gather(const struct token *token) {
    if (gathered_count == gathered_capacity) {
        if (gathered_count >= PENDING_LIMIT)
            fatal_at(token->place, "macro expansion is too large");
        gathered =
            grow_array(gathered, &gathered_capacity, gathered_count + 1, sizeof(struct token));
    }
    gathered[gathered_count++] = *token;
}

// Moves everything gathered since base into a list.
static struct token *gathered_take(uint32_t base, uint32_t *count) {
    *count = gathered_count - base;
    size_t size = (size_t)*count * sizeof(struct token);
    struct token *list = arena_allocate(&lists, size);
    if (size != 0)
        memcpy(list, gathered + base, size);
    gathered_count = base;
    listed += *count;
    if (listed > PENDING_LIMIT)
        fatal_at(list[0].place, "macro expansion is too large");
    return list;
}

static struct list_mark lists_mark(void) {
    return (struct list_mark){.arena = arena_mark(&lists), .listed = listed};
}

// ---- the stack of expansions ----

static struct expansion *expansion_push(struct macro *macro, const struct token *list,
                                        uint32_t count, place_t place) {
    expansions =
        array_room(expansions, &expansion_capacity, expansion_depth, sizeof(struct expansion));
    struct expansion *top = &expansions[expansion_depth];
    expansion_depth++;
    *top = (struct expansion){.next = list, .end = list + count, .macro = macro, .place = place};
    if (macro != NULL)
        macro->is_disabled = true;
    return top;
}

static void carry(uint32_t line_start, uint32_t space_before) {
    if (line_start != 0)
        expansion_carried |= CARRIES_LINE;
    if (space_before != 0)
        expansion_carried |= CARRIES_SPACE;
}

static void expansion_pop(void) {
    expansion_depth--;
    struct expansion *top = &expansions[expansion_depth];
    if (top->macro != NULL) {
        top->macro->is_disabled = false;
        if (!top->is_begun) {
            carry(top->line_start, top->space_before);
        }
    }
    if (top->mark.arena.chunk != NULL) {
        arena_release(&lists, top->mark.arena);
        listed = top->mark.listed;
    }
    if (expansion_depth == 0) {
        tokens_read = 0;
        bytes_spelled = 0;
    }
}

void expansion_forget(void) {
    while (expansion_depth != 0)
        expansion_pop();
    expansion_carried = 0;
}

static void take_carried(struct token *token) {
    if ((expansion_carried & CARRIES_LINE) != 0)
        token->line_start = 1;
    if ((expansion_carried & CARRIES_SPACE) != 0)
        token->space_before = 1;
    expansion_carried = 0;
}

// The next token on the stack; false if it is empty.
static bool list_token(struct token *token) {
    while (expansion_depth != 0) {
        struct expansion *top = &expansions[expansion_depth - 1];
        if (top->next != top->end) {
            *token = *top->next;
            if (top->macro != NULL) {
                if (top->place != 0)
                    token->place = top->place + (place_t)(top->next - top->macro->body);
                if (!top->is_begun) {
                    token->line_start = top->line_start;
                    token->space_before = top->space_before;
                }
            }
            top->is_begun = true;
            top->next++;
            take_carried(token);
            tokens_read++;
            if (tokens_read > EXPANSION_LIMIT)
                fatal_at(token->place, "macro expansion is too large");
            return true;
        }
        if (top->macro == NULL) {
            token->kind = TOKEN_END;
            token->name = NULL;
            token->place = top->place;
            return true;
        }
        expansion_pop();
    }
    return false;
}

void expansion_token(struct token *token) {
    if (list_token(token))
        return;
    file_token(token);
    take_carried(token);
}

static bool next_is_parenthesis(void) {
    while (expansion_depth != 0) {
        struct expansion *top = &expansions[expansion_depth - 1];
        if (top->next != top->end)
            return top->next->kind == TOKEN_LEFT_PARENTHESIS;
        if (top->macro == NULL)
            return false;
        expansion_pop();
    }
    return file_peek() == TOKEN_LEFT_PARENTHESIS;
}

// ---- # and ## ----

static void append_spelling(struct buffer *buffer, const struct token *token) {
    buffer_append(buffer, token->text, token->length);
}

static char *spelled_text(struct buffer *buffer, place_t place) {
    bytes_spelled += buffer->size;
    if (bytes_spelled > SPELLED_LIMIT)
        fatal_at(place, "macro expansion is too large");
    return allocate_text((const char *)buffer->bytes, buffer->size);
}

// The operator # (6.10.3.2).
static void stringify(const struct token *hash, const struct argument *argument, place_t place) {
    static struct buffer text;
    text.size = 0;
    buffer_append_byte(&text, '"');
    for (uint32_t i = 0; i < argument->count; i++) {
        const struct token *part = &argument->tokens[i];
        if (i != 0 && part->space_before)
            buffer_append_byte(&text, ' ');
        bool is_literal = part->kind == TOKEN_STRING || part->kind == TOKEN_CHARACTER;
        for (uint32_t j = 0; j < part->length && is_literal; j++) {
            if (part->text[j] == '\\' || part->text[j] == '"')
                buffer_append_byte(&text, '\\');
            buffer_append_byte(&text, part->text[j]);
        }
        if (!is_literal)
            append_spelling(&text, part);
    }
    uint32_t backslashes = 0;
    while (text.bytes[text.size - 1 - backslashes] == '\\')
        backslashes++;
    if (backslashes % 2 != 0) {
        warning_at(place, "invalid string literal, ignoring final '\\'");
        text.size--;
    }
    buffer_append_byte(&text, '"');
    struct token result = *hash;
    result.kind = TOKEN_STRING;
    result.place = place;
    result.name = NULL;
    result.text = spelled_text(&text, place);
    result.length = text.size;
    gather(&result);
}

// The operator ## (6.10.3.3), applied to the token gathered last and another one.
static void paste(const struct token *right, place_t place) {
    static struct buffer text;
    struct token *left = &gathered[gathered_count - 1];
    struct token result = {0};
    text.size = 0;
    append_spelling(&text, left);
    append_spelling(&text, right);
    bytes_spelled += text.size;
    if (bytes_spelled > SPELLED_LIMIT)
        fatal_at(place, "macro expansion is too large");
    if (!scan_text((const char *)text.bytes, text.size, &result) || result.kind == TOKEN_OTHER) {
        error_at(place, "pasting \"%.*s\" and \"%.*s\" does not give a valid preprocessing token",
                 left->length < 200 ? (int)left->length : 200, left->text,
                 right->length < 200 ? (int)right->length : 200, right->text);
        gather(right);
        return;
    }
    result.line_start = left->line_start;
    result.space_before = left->space_before;
    result.place = place;
    *left = result;
}

// ---- calls of function-like macros ----

// Reads the arguments after the opening parenthesis into gathered and argument_ends.
static bool collect_arguments(const struct token *name, const struct macro *macro, place_t *end) {
    uint32_t first_end = argument_end_count;
    uint32_t depth = 0;
    for (;;) {
        struct token part;
        raw_token(&part);
        if (part.kind == TOKEN_END || part.kind == TOKEN_NEWLINE) {
            error_at(name->place, "unterminated argument list invoking macro \"%s\"",
                     name->name->text);
            return false;
        }
        bool is_last = part.kind == TOKEN_RIGHT_PARENTHESIS && depth == 0;
        bool is_comma =
            part.kind == TOKEN_COMMA && depth == 0 &&
            !(macro->is_variadic && argument_end_count - first_end + 1 >= macro->parameter_count);
        if (is_last || is_comma) {
            argument_ends = array_room(argument_ends, &argument_end_capacity, argument_end_count,
                                       sizeof *argument_ends);
            argument_ends[argument_end_count++] = gathered_count;
            *end = part.place;
            if (is_last)
                return true;
            continue;
        }
        if (part.kind == TOKEN_LEFT_PARENTHESIS)
            depth++;
        if (part.kind == TOKEN_RIGHT_PARENTHESIS)
            depth--;
        if (part.line_start) {
            part.line_start = 0;
            part.space_before = 1;
        }
        if (part.name != NULL && part.name->macro != NULL && part.name->macro->is_disabled)
            part.no_expand = 1;
        gather(&part);
    }
}

// Variable arguments may be missing, which gcc allows.
static bool check_argument_count(const struct token *name, const struct macro *macro,
                                 uint32_t count, place_t place) {
    uint32_t least = macro->is_variadic ? macro->parameter_count - 1 : macro->parameter_count;
    if (count >= least && count <= macro->parameter_count)
        return true;
    if (count < least)
        error_at(place, "macro \"%s\" requires %u arguments, but only %u given", name->name->text,
                 (unsigned)macro->parameter_count, (unsigned)count);
    else
        error_at(place, "macro \"%s\" passed %u arguments, but takes just %u", name->name->text,
                 (unsigned)count, (unsigned)macro->parameter_count);
    note_at(macro->place, "macro \"%s\" defined here", name->name->text);
    return false;
}

// Moves the arguments from gathered to the arena. NULL after an error.
static struct argument *make_arguments(const struct token *name, const struct macro *macro,
                                       uint32_t base, uint32_t first_end, place_t end_place) {
    uint32_t count = argument_end_count - first_end;
    if (macro->parameter_count == 0 && count == 1 && gathered_count == base)
        count = 0;
    if (!check_argument_count(name, macro, count, end_place))
        return NULL;
    struct argument *arguments =
        arena_allocate(&lists, macro->parameter_count * sizeof(struct argument));
    uint32_t total;
    const struct token *next = gathered_take(base, &total);
    uint32_t start = base;
    for (uint32_t i = 0; i < macro->parameter_count; i++) {
        uint32_t end = i < count ? argument_ends[first_end + i] : start;
        arguments[i].tokens = next;
        arguments[i].count = end - start;
        next += end - start;
        start = end;
    }
    if (macro->is_variadic) {
        struct argument *rest = &arguments[macro->parameter_count - 1];
        bool is_only = macro->parameter_count == 1;
        rest->is_missing = is_only ? rest->count == 0 : count < macro->parameter_count;
    }
    return arguments;
}

// Fully expands an argument as if it formed the rest of the file (6.10.3.1).
static void expand_argument(struct argument *argument, place_t place) {
    if (argument->is_expanded)
        return;
    argument->is_expanded = true;
    nesting++;
    if (nesting > NESTING_LIMIT)
        fatal_at(place, "macro calls are nested too deeply");
    uint32_t base = gathered_count;
    expansion_push(NULL, argument->tokens, argument->count, place);
    for (;;) {
        struct token part;
        expanded_token(&part);
        if (part.kind == TOKEN_END)
            break;
        gather(&part);
    }
    expansion_pop();
    expansion_carried = 0;
    nesting--;
    argument->expanded = gathered_take(base, &argument->expanded_count);
}

static void gather_list(const struct token *list, uint32_t count, uint32_t space_before) {
    for (uint32_t i = 0; i < count; i++) {
        gather(&list[i]);
        if (i == 0)
            gathered[gathered_count - 1].space_before = space_before;
        gathered[gathered_count - 1].line_start = 0;
    }
}

// The right operand of ##. True if the result is empty (a placemarker, 6.10.3.3).
static bool substitute_right(const struct token *right, struct argument *arguments,
                             bool left_is_empty, place_t place) {
    struct token single = *right;
    const struct token *list = &single;
    uint32_t count = 1;
    single.place = place;
    if (right->number == BODY_STRINGIFY) {
        stringify(right, &arguments[right->value], place);
        gathered_count--;
        single = gathered[gathered_count];
    } else if (right->number == BODY_PARAMETER) {
        list = arguments[right->value].tokens;
        count = arguments[right->value].count;
    }
    if (count == 0)
        return left_is_empty;
    if (left_is_empty) {
        gather_list(list, count, right->space_before);
    } else {
        paste(list, place);
        gather_list(list + 1, count - 1, count > 1 ? list[1].space_before : 0);
    }
    return false;
}

// A gcc extension: `, ## __VA_ARGS__` drops the comma if there are no variable arguments.
static bool is_optional_comma(const struct macro *macro, const struct token *right) {
    return macro->is_variadic && right->number == BODY_PARAMETER &&
           right->value == macro->parameter_count - 1 && right[-2].kind == TOKEN_COMMA;
}

// Gathers the body with its parameters replaced by the arguments (6.10.3.1). `start` is the place
// of the body's first token.
static void substitute(const struct macro *macro, struct argument *arguments, place_t start) {
    const struct token *end = macro->body + macro->body_count;
    bool is_empty = false; // the left operand of a ##
    uint32_t missing_space = 0;
    for (const struct token *part = macro->body; part < end; part++) {
        uint32_t before = gathered_count;
        place_t place = start + (place_t)(part - macro->body);
        bool is_left = part + 1 < end && part[1].number == BODY_PASTE;
        if (part->number == BODY_PASTE) {
            part++;
            if (is_optional_comma(macro, part)) {
                struct argument *rest = &arguments[part->value];
                if (rest->is_missing)
                    gathered_count--;
                gather_list(rest->tokens, rest->count, part->space_before);
                is_empty = rest->is_missing;
            } else {
                is_empty = substitute_right(part, arguments, is_empty, place);
            }
            continue;
        }
        if (part->number == BODY_TOKEN) {
            gather(part);
            gathered[before].place = place;
        } else if (part->number == BODY_STRINGIFY) {
            stringify(part, &arguments[part->value], place);
        } else if (is_left) {
            struct argument *argument = &arguments[part->value];
            gather_list(argument->tokens, argument->count, part->space_before);
        } else {
            struct argument *argument = &arguments[part->value];
            expand_argument(argument, place);
            gather_list(argument->expanded, argument->expanded_count, part->space_before);
        }
        is_empty = gathered_count == before;
        if (is_empty)
            missing_space += part->space_before;
        else if (missing_space != 0) {
            gathered[before].space_before = 1;
            missing_space = 0;
        }
    }
}

// ---- expansion ----

// Allocates places for the body's tokens in one expansion.
static place_t body_places(struct macro *macro, const struct token *name) {
    if (macro->body_places == NULL) {
        macro->body_places = allocate((macro->body_count + 1) * sizeof *macro->body_places);
        for (uint32_t i = 0; i < macro->body_count; i++)
            macro->body_places[i] = macro->body[i].place;
    }
    return place_expansion(name->name, macro->body_places, macro->body_count, name->place);
}

static void push_from_name(struct macro *macro, const struct token *list, uint32_t count,
                           const struct token *name, struct list_mark mark) {
    bool is_body = list == macro->body;
    struct expansion *top =
        expansion_push(macro, list, count, is_body ? body_places(macro, name) : 0);
    top->line_start = name->line_start;
    top->space_before = name->space_before;
    top->mark = mark;
}

static void become_literal(struct token *token, enum token_kind kind, const void *text,
                           uint32_t length) {
    token->kind = kind;
    token->name = NULL;
    token->text = allocate_text(text, length);
    token->length = length;
}

// Expands a call of a function-like macro. False if the name is not followed by a call, or the call
// is wrong, in which case it becomes 0 to avoid follow-up errors.
static bool expand_call(struct token *name, struct macro *macro) {
    if (!next_is_parenthesis())
        return false;
    struct token parenthesis;
    raw_token(&parenthesis);
    uint32_t base = gathered_count;
    uint32_t first_end = argument_end_count;
    struct argument *arguments = NULL;
    struct list_mark mark = {0};
    file_arguments++;
    place_t end;
    bool is_complete = collect_arguments(name, macro, &end);
    file_arguments--;
    if (is_complete) {
        mark = lists_mark();
        arguments = make_arguments(name, macro, base, first_end, end);
    }
    argument_end_count = first_end;
    gathered_count = base;
    if (is_complete && arguments == NULL) {
        become_literal(name, TOKEN_PREPROCESSING_NUMBER, "0", 1);
        return false;
    }
    if (arguments == NULL)
        return false;
    substitute(macro, arguments, body_places(macro, name));
    uint32_t count;
    struct token *list = gathered_take(base, &count);
    push_from_name(macro, list, count, name, mark);
    return true;
}

// Replaces __FILE__, __LINE__ and __COUNTER__ by their values.
static void expand_special(struct token *token, enum macro_kind kind) {
    static struct buffer text;
    const char *name;
    uint32_t line;
    source_position(token->place, &name, &line, NULL);
    text.size = 0;
    if (kind == MACRO_FILE) {
        buffer_append_byte(&text, '"');
        for (const char *c = name; *c != '\0'; c++) {
            if (*c == '"' || *c == '\\')
                buffer_append_byte(&text, '\\');
            buffer_append_byte(&text, *c);
        }
        buffer_append_byte(&text, '"');
        become_literal(token, TOKEN_STRING, text.bytes, text.size);
        return;
    }
    buffer_format(&text, "%u", (unsigned)(kind == MACRO_LINE ? line : counter));
    counter += kind == MACRO_COUNTER;
    become_literal(token, TOKEN_PREPROCESSING_NUMBER, text.bytes, text.size);
}

// _Pragma ( string-literal ) (6.10.9). False, leaving the name, if something else follows.
static bool expand_pragma(struct token *name) {
    struct token string;
    struct token parenthesis;
    if (next_is_parenthesis()) {
        raw_token(&parenthesis);
        raw_token(&string);
        if (string.kind == TOKEN_STRING) {
            raw_token(&parenthesis);
            if (parenthesis.kind == TOKEN_RIGHT_PARENTHESIS) {
                pragma_operator(&string);
                carry(name->line_start || preprocess_is_printing, name->space_before);
                return true;
            }
        }
    }
    error_at(name->place, "_Pragma takes a parenthesized string literal");
    return false;
}

// Expands a macro's name. False if the name stays as it is.
static bool expand(struct token *token) {
    struct macro *macro = token->name->macro;
    if (macro->is_disabled) {
        token->no_expand = 1;
        return false;
    }
    if (macro->kind == MACRO_FUNCTION)
        return expand_call(token, macro);
    if (macro->kind == MACRO_PRAGMA)
        return expand_pragma(token);
    if (macro->kind == MACRO_QUERY)
        return false;
    if (macro->kind != MACRO_OBJECT) {
        expand_special(token, macro->kind);
        return false;
    }
    if (!macro->has_paste) {
        push_from_name(macro, macro->body, macro->body_count, token, (struct list_mark){0});
        return true;
    }
    struct list_mark mark = lists_mark();
    uint32_t count, base = gathered_count;
    substitute(macro, NULL, body_places(macro, token));
    struct token *list = gathered_take(base, &count);
    push_from_name(macro, list, count, token, mark);
    return true;
}

void expansion_begin(struct token *token) {
    while (token_is_macro(token) && expand(token))
        raw_token(token);
}

void expansion_start(void) {
    expansion_forget();
    counter = 0;
}
