// Units, and what all sections of the parser do with tokens: look, take, demand, recover.
// Parsing is by recursive descent, one function per rule of the grammar; lists and chains are
// loops, so that only nesting uses the stack.

#include "parse.h"

#include <string.h>

enum { MAXIMUM_NESTING = 1000 };

bool parse_recovering;
uint32_t parse_syntax_errors;
uint32_t parse_unit_number;
bool parse_has_floating;
bool parse_is_library;
struct arena parse_arena;
struct object *globals;

static struct {
    const struct source *source;
    int optimization;
} * parsed_units;
static uint32_t unit_capacity;
static uint32_t nesting;
static uint32_t progress;
static struct token previous;

// ---- Tokens ----

void parse_advance(void) {
    previous.kind = token.kind;
    previous.place = token.place;
    previous.length = token.length;
    progress++;
    token_advance();
    if (parse_is_cstar)
        cstar_check_token();
}

enum token_kind parse_previous_kind(void) {
    return previous.kind;
}

uint32_t parse_extensions;

void warn_pedantic(place_t place, const char *text) {
    if (parse_extensions == 0)
        warn(WARNING_PEDANTIC, place, "%s", text);
}

place_t parse_previous_place(void) {
    return previous.place;
}

uint32_t parse_progress(void) {
    return progress;
}

void parse_note_floating(void) {
    const struct source *source = parse_has_floating ? NULL : source_at(token.place);
    if (source != NULL && !source->is_library)
        parse_has_floating = true;
}

bool parse_accept(enum token_kind kind) {
    if (token.kind != kind || parse_recovering)
        return false;
    parse_advance();
    return true;
}

void parse_skip(enum token_kind left, enum token_kind right) {
    uint32_t depth = 0;
    do {
        if (token.kind == left)
            depth++;
        else if (token.kind == right)
            depth--;
        parse_advance();
    } while (depth > 0 && token.kind != TOKEN_END);
}

void parse_enter(place_t place) {
    if (++nesting > MAXIMUM_NESTING)
        fatal_at(place, "nesting too deep");
}

void parse_leave(void) {
    nesting--;
}

// ---- Syntax errors ----

static bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// The place right after the previous token: where something is missing.
place_t parse_previous_end(void) {
    previous.place = place_in_file(previous.place);
    struct source *source = source_at(previous.place);
    if (source == NULL || previous.place == 0)
        return token.place;
    const char *start = source->text + (previous.place - source->start);
    const char *end = start;
    if (previous.kind == TOKEN_STRING || *end == '\'' || *end == '"') {
        while (is_word_character(*end))
            end++;
        char quote = *end;
        if (quote != '\0')
            end++;
        while (*end != quote && *end != '\n' && *end != '\0')
            end += *end == '\\' && end[1] != '\0' ? 2 : 1;
        if (*end == quote && quote != '\0')
            end++;
    } else if (is_word_character(*end)) {
        while (is_word_character(*end) || (previous.kind == TOKEN_FLOATING && *end == '.'))
            end++;
    } else {
        end += previous.length;
    }
    return previous.place + (place_t)(end - start);
}

static void syntax_error_at(place_t place, const char *expected) {
    if (parse_recovering)
        return;
    parse_recovering = true;
    parse_syntax_errors++;
    switch (token.kind) {
    case TOKEN_END: error_at(place, "expected %s at end of input", expected); return;
    case TOKEN_NUMBER:
    case TOKEN_FLOATING:
        error_at(place, "expected %s before %s constant", expected,
                 token.text != NULL && token.text[0] == '\'' ? "character" : "numeric");
        return;
    case TOKEN_STRING: error_at(place, "expected %s before string constant", expected); return;
    case TOKEN_OTHER: error_at(place, "stray '%s' in program", token_spelling(&token)); return;
    default:
        error_at(place, "expected %s before '%s'%s", expected, token_spelling(&token),
                 token.name == NULL || token.kind >= TOKEN_LEFT_PARENTHESIS ? " token" : "");
        return;
    }
}

void parse_syntax_error(const char *expected) {
    syntax_error_at(token.place, expected);
}

static const char *expected_text(enum token_kind kind) {
    switch (kind) {
    case TOKEN_LEFT_PARENTHESIS: return "'('";
    case TOKEN_RIGHT_PARENTHESIS: return "')'";
    case TOKEN_RIGHT_BRACKET: return "']'";
    case TOKEN_LEFT_BRACE: return "'{'";
    case TOKEN_RIGHT_BRACE: return "'}'";
    case TOKEN_COLON: return "':'";
    case TOKEN_SEMICOLON: return "';'";
    case TOKEN_ASSIGN: return "'='";
    case TOKEN_COMMA: return "','";
    case TOKEN_WHILE: return "'while'";
    default: panic("parse_expect: unknown kind");
    }
}

bool parse_expect(enum token_kind kind) {
    if (parse_recovering)
        return false;
    if (token.kind == kind) {
        parse_advance();
        return true;
    }
    bool is_after = kind == TOKEN_SEMICOLON || kind == TOKEN_COMMA || kind == TOKEN_COLON ||
                    kind == TOKEN_RIGHT_PARENTHESIS || kind == TOKEN_RIGHT_BRACKET;
    place_t place = is_after ? parse_previous_end() : token.place;
    if (is_after)
        fix_at(place, 0, token_facts[kind].text);
    syntax_error_at(place, expected_text(kind));
    return false;
}

// Skips to after the `;` or the `{ … }` that ends what is wrong, or to before the `}` that ends
// what is around it. A `;` in parentheses that are opened on the way does not count.
static void skip_wrong(void) {
    uint32_t braces = 0;
    uint32_t parentheses = 0;
    for (; token.kind != TOKEN_END; parse_advance()) {
        if (token.kind == TOKEN_LEFT_BRACE) {
            braces++;
            parentheses = 0;
        } else if (token.kind == TOKEN_LEFT_PARENTHESIS) {
            parentheses++;
        } else if (token.kind == TOKEN_RIGHT_PARENTHESIS && parentheses > 0) {
            parentheses--;
        } else if (token.kind == TOKEN_RIGHT_BRACE) {
            if (braces == 0 && scope_depth > 0)
                return;
            if (braces > 1) {
                braces--;
                continue;
            }
            parse_advance();
            if (scope_depth == 0 && token.kind == TOKEN_SEMICOLON)
                parse_advance();
            return;
        } else if (token.kind == TOKEN_SEMICOLON && braces == 0 && parentheses == 0) {
            parse_advance();
            return;
        }
    }
}

void parse_recover(void) {
    if (!parse_recovering)
        return;
    skip_wrong();
    parse_recovering = false;
    if (parse_is_cstar)
        cstar_check_token();
}

// ---- Units: C11 6.9 ----

// translation-unit = external-declaration*
void parse_unit(struct source *source) {
    if (type_void == NULL)
        type_initialize();
    parse_unit_number++;
    parsed_units =
        array_room(parsed_units, &unit_capacity, parse_unit_number - 1, sizeof *parsed_units);
    parsed_units[parse_unit_number - 1].source = source;
    parsed_units[parse_unit_number - 1].optimization = options.optimization;
    parse_is_library = source->is_library;
    parse_recovering = false;
    nesting = 0;
    parse_extensions = 0;
    previous.place = 0;
    object_start_unit();
    preprocess_start(source);
    parse_is_cstar = options.cstar && !parse_is_library;
    if (parse_is_cstar)
        cstar_check_token();
    parse_declare_builtins();
    while (token.kind != TOKEN_END) {
        parse_declaration(NULL);
        arena_reset(&parse_arena);
    }
    parse_end_tentative();
    object_end_unit();
    scope_leave_file();
}

const struct source *parse_unit_source(uint32_t unit) {
    return parsed_units[unit - 1].source;
}

int parse_unit_optimization(uint32_t unit) {
    return unit > 0 ? parsed_units[unit - 1].optimization : options.optimization;
}

struct object *external_find(const char *name) {
    return name_intern(name, (uint32_t)strlen(name))->external;
}
