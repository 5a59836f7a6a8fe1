// The end of preprocessing (C11 5.1.1.2, phases 5 to 7): converts constants, joins adjacent string
// literals, and hands tokens to the parser.

#include "preprocess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SPELLING_LIMIT = 200 };

struct token token;
static struct token ahead;
static bool has_ahead;
static struct token following; // unconverted lookahead after a string literal
static bool has_following;

static struct token *parts; // of a string
static uint32_t part_count;
static uint32_t part_capacity;

static void add_part(const struct token *part) {
    parts = array_room(parts, &part_capacity, part_count, sizeof *parts);
    parts[part_count++] = *part;
}

static void join_strings(struct token *result) {
    part_count = 0;
    add_part(result);
    for (;;) {
        expanded_token(&following);
        if (following.kind != TOKEN_STRING)
            break;
        add_part(&following);
    }
    has_following = true;
    string_join(result, parts, part_count);
}

const struct token *string_parts(uint32_t *count) {
    *count = part_count;
    return parts;
}

static void report_stray(const struct token *stray) {
    char first = *stray->text;
    char quote = 0;
    for (uint32_t i = 0; i < 3 && i < stray->length && quote == 0; i++) // behind u8
        if (stray->text[i] == '"' || stray->text[i] == '\'')
            quote = stray->text[i];
    if (quote != 0)
        error_at(stray->place, "missing terminating %c character", quote);
    else if ((unsigned char)first < ' ' || (unsigned char)first >= 127)
        error_at(stray->place, "stray '\\%o' in program", (unsigned)(unsigned char)first);
    else
        error_at(stray->place, "stray '%s' in program", token_spelling(stray));
    error_ends_line(stray->place);
}

static void take_following(struct token *result) {
    *result = following;
    has_following = false;
}

// Whether it must be converted, or is not a token of the language.
static bool is_raw(uint32_t kind) {
    return (kind <= TOKEN_STRING && kind != TOKEN_IDENTIFIER) || kind >= TOKEN_HASH;
}

// Converts constants. False if it is not a token of the language.
static bool convert(struct token *result) {
    switch (result->kind) {
    case TOKEN_PREPROCESSING_NUMBER: number_convert(result); return true;
    case TOKEN_CHARACTER: character_convert(result); return true;
    case TOKEN_STRING: join_strings(result); return true;
    case TOKEN_OTHER:
    case TOKEN_HASH:
    case TOKEN_HASH_HASH: report_stray(result); return false;
    default: return true;
    }
}

static inline void next_unconverted(struct token *result) {
    if (has_following)
        take_following(result);
    else
        expanded_token(result);
}

static void convert_raw(struct token *result) {
    while (is_raw(result->kind) && !convert(result))
        next_unconverted(result);
}

static inline void convert_next(struct token *result) {
    next_unconverted(result);
    if (is_raw(result->kind))
        convert_raw(result);
}

void token_advance(void) {
    if (!has_ahead) {
        convert_next(&token);
        return;
    }
    token = ahead;
    has_ahead = false;
}

struct token *token_peek(void) {
    if (!has_ahead)
        convert_next(&ahead);
    has_ahead = true;
    return &ahead;
}

void preprocess_start(struct source *source) {
    has_ahead = false;
    has_following = false;
    preprocess_open(source);
    token_advance();
}

const char *token_spelling(const struct token *token) {
    static char spellings[4][SPELLING_LIMIT + 8];
    static uint32_t next;
    char *spelling = spellings[next % 4];
    next++;
    if (token->kind == TOKEN_END)
        return "end of input";
    if (token->kind == TOKEN_NEWLINE)
        return "end of line";
    const char *quote = token->kind == TOKEN_STRING && token->text[0] != '"' ? "\"" : "";
    int length = token->length < SPELLING_LIMIT ? (int)token->length : SPELLING_LIMIT;
    const char *dots = token->length > SPELLING_LIMIT ? "..." : "";
    snprintf(spelling, sizeof spellings[0], "%s%.*s%s%s", quote, length, token->text, dots, quote);
    return spelling;
}

// ---- -E ----

static bool is_word(const struct token *token) {
    return token->name != NULL || token->kind == TOKEN_PREPROCESSING_NUMBER;
}

// Whether the tokens would be scanned differently without a space between them.
static bool needs_space(const struct token *left, const struct token *right) {
    if (left->text + left->length == right->text)
        return false;
    bool right_is_literal = right->kind == TOKEN_STRING || right->kind == TOKEN_CHARACTER;
    if (is_word(left) && (is_word(right) || right_is_literal))
        return true;
    char first = right->text[0];
    if (left->kind == TOKEN_PREPROCESSING_NUMBER)
        return first == '.' || first == '+' || first == '-';
    char last = left->text[left->length - 1];
    if (last == '.' && right->kind == TOKEN_PREPROCESSING_NUMBER)
        return true;
    return strchr("+-*/%&|^=!<>:#.\\", last) != NULL && strchr("+-*/%&|=<>:#.", first) != NULL;
}

bool preprocess_is_printing;
static bool has_printed;

void preprocess_print_pragma(const char *text) {
    printf("%s#pragma %.*s", has_printed ? "\n" : "", (int)strcspn(text, "\n"), text);
    has_printed = true;
}

void preprocess_skip(struct source *source) {
    struct token part;
    preprocess_open(source);
    do
        expanded_token(&part);
    while (part.kind != TOKEN_END);
}

void preprocess_print(struct source *source) {
    struct token last = {0};
    struct token part;
    preprocess_is_printing = true;
    has_printed = false;
    preprocess_open(source);
    for (;;) {
        expanded_token(&part);
        if (part.kind == TOKEN_END)
            break;
        if (has_printed && part.line_start)
            putchar('\n');
        else if (last.text != NULL && (part.space_before || needs_space(&last, &part)))
            putchar(' ');
        fwrite(part.text, 1, part.length, stdout);
        last = part;
        has_printed = true;
    }
    if (has_printed)
        putchar('\n');
}

void preprocess_lines(struct source *source,
                      void (*add)(const char *text, uint32_t length, place_t place)) {
    struct buffer line = {0};
    struct token part;
    place_t place = 0;
    preprocess_is_of_assembly = true;
    preprocess_open(source);
    do {
        expanded_token(&part);
        if (part.kind == TOKEN_END || part.line_start) {
            if (line.size > 0)
                add(allocate_text((const char *)line.bytes, line.size), line.size, place);
            line.size = 0;
            place = place_in_file(part.place);
        } else if (part.space_before) {
            buffer_append_byte(&line, ' ');
        }
        buffer_append(&line, part.text, part.length);
    } while (part.kind != TOKEN_END);
    preprocess_is_of_assembly = false;
    free(line.bytes);
}
