// The stack of open files: #include, the tokens between directives, and the predefined macros.

#include "preprocess.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INCLUDE_LIMIT = 200 };

static struct inclusion inclusions[INCLUDE_LIMIT + 1];
static uint32_t inclusion_count;
static struct token peeked; // if file_is_peeked_at

uint32_t unit_number;
uint32_t file_arguments;
bool file_is_peeked_at;

// ---- files ----

struct inclusion *file_current(void) {
    return &inclusions[inclusion_count - 1];
}

// Peeks at the first token to see whether an include guard may follow.
static void enter_file(struct source *source, place_t place) {
    if (inclusion_count > INCLUDE_LIMIT)
        fatal_at(place, "#include nested deeper than %d", INCLUDE_LIMIT);
    struct inclusion *file = &inclusions[inclusion_count];
    inclusion_count++;
    *file = (struct inclusion){.source = source, .includer = scanner, .place = place};
    file->first_condition = conditions_open();
    scanner.text = (const unsigned char *)source->text;
    scanner.cursor = scanner.text - 1; // the newline before the text starts its first line
    scanner.start = source->start;
    source->included = place;
    scanner.in_directive = false;
    scanner.is_library = source->is_library || source->is_system;
    if (source->scanned != name_language()) { // its tokens may be others
        source->is_repeated = false;
        source->kept_count = 0;
    }
    source->scanned = name_language();
    scanner.repeated = source->is_repeated ? source : NULL;
    scanner.next_kept = 0;
    source->is_repeated = true;
    file_forget_peeked();
    if (file_peek() == TOKEN_HASH && source->guard == NULL)
        file->first_directive = scanner.cursor;
}

// At the end of a file; false if it was the last.
static bool leave_file(void) {
    struct inclusion *file = &inclusions[inclusion_count - 1];
    conditions_check(file);
    if (inclusion_count == 1)
        return false;
    inclusion_count--;
    scanner = file->includer;
    return true;
}

void preprocess_print_includes(const struct source *source) {
    static const struct source *last;
    uint32_t first = 1; // that something includes
    while (first < inclusion_count && inclusions[first].place == 0)
        first++;
    if (source == last || inclusion_count <= first ||
        inclusions[inclusion_count - 1].source != source)
        return;
    last = source;
    for (uint32_t i = inclusion_count - 1; i >= first; i--) {
        const char *name;
        uint32_t line;
        source_position(inclusions[i].place, &name, &line, NULL);
        fprintf(stderr, "%s%s:%u%s\n",
                i == inclusion_count - 1 ? "In file included from " : "                 from ",
                name, (unsigned)line, i == first ? ":" : ",");
    }
}

void file_take_peeked(struct token *token) {
    *token = peeked;
    file_is_peeked_at = false;
}

// Handles the end of a file and directives. False if the token is one for the caller.
static bool is_passed(const struct token *token) {
    if (token->kind == TOKEN_END)
        return file_arguments == 0 && leave_file();
    if (!token->line_start || scanner.in_directive)
        return false;
    directive_do(token);
    return true;
}

void file_pass(struct token *token) {
    while ((token->kind == TOKEN_HASH || token->kind == TOKEN_END) && is_passed(token))
        if (file_is_peeked_at)
            file_take_peeked(token);
        else
            scan_token(token);
}

enum token_kind file_peek(void) {
    if (!file_is_peeked_at)
        scan_token(&peeked);
    file_is_peeked_at = true;
    return peeked.kind;
}

void file_forget_peeked(void) {
    file_is_peeked_at = false;
}

// ---- #include ----

// The operand of #include.
struct header {
    char *name;
    bool is_quoted;
    bool is_expanded; // made by macros
    place_t place;
};

// A header name produced by macros: a string, or tokens between < and >. False after an error.
static bool read_expanded_header(struct header *header) {
    struct token part;
    expanded_token(&part);
    header->is_expanded = true;
    header->place = part.place;
    if (part.kind == TOKEN_STRING && part.text[0] == '"') {
        header->is_quoted = true;
        header->name = allocate_text(part.text + 1, part.length - 2);
        return true;
    }
    if (part.kind != TOKEN_LESS) {
        error_at(part.place, "#include expects \"FILENAME\" or <FILENAME>");
        return false;
    }
    struct buffer name = {0};
    for (expanded_token(&part); part.kind != TOKEN_GREATER; expanded_token(&part)) {
        if (part.kind == TOKEN_NEWLINE) {
            error_at(header->place, "missing terminating > character");
            free(name.bytes);
            return false;
        }
        if (part.space_before && name.size != 0)
            buffer_append_byte(&name, ' ');
        buffer_append(&name, part.text, part.length);
    }
    header->name = allocate_text((const char *)name.bytes, name.size);
    free(name.bytes);
    return true;
}

static bool read_header(struct header *header) {
    struct token blanks = {0};
    const char *text;
    uint32_t length;
    scanner.cursor = scan_blanks(scanner.cursor, &blanks);
    header->place = scanner.start + (place_t)(scanner.cursor - scanner.text);
    header->is_quoted = *scanner.cursor == '"';
    if (!header->is_quoted && *scanner.cursor != '<')
        return read_expanded_header(header);
    char close = header->is_quoted ? '"' : '>';
    scanner.cursor++;
    if (!scan_header_name(close, &text, &length)) {
        error_at(header->place, "missing terminating %c character", close);
        return false;
    }
    header->name = allocate_text(text, length);
    return true;
}

static enum include_kind kind_of(const struct header *header) {
    return header->is_quoted ? INCLUDE_QUOTED : INCLUDE_ANGLED;
}

// What the unit itself includes is the first one, as for gcc.
static struct source *find_header(const struct header *header, bool is_next, const char **reason) {
    struct source *includer = file_current()->source;
    is_next = is_next && inclusion_count > 1;
    return source_include(includer, header->name, is_next ? INCLUDE_NEXT : kind_of(header), reason);
}

bool include_query(bool is_next) {
    struct header header = {0};
    const char *reason;
    return read_header(&header) && find_header(&header, is_next, &reason) != NULL;
}

// limit "(" number ")": the only parameter of #embed that is known.
static bool read_limit(struct token *part, uint64_t *limit) {
    bool is_unsigned;
    if (part->name == NULL || strcmp(part->name->text, "limit") != 0) {
        error_at(part->place, "embed parameter '%s' is not supported", token_spelling(part));
        return false;
    }
    expanded_token(part); // (
    expanded_token(part);
    bool is_good =
        part->kind == TOKEN_PREPROCESSING_NUMBER && number_in_condition(part, limit, &is_unsigned);
    expanded_token(part); // )
    expanded_token(part);
    return is_good;
}

// #embed (C23 6.10.4): the bytes of a file as numbers, in a file that is included instead.
void embed_do(void) {
    struct header header = {0};
    struct token part;
    uint64_t limit = UINT64_MAX;
    const char *reason;
    bool is_good = read_header(&header);
    if (is_good)
        expanded_token(&part);
    while (is_good && part.kind != TOKEN_NEWLINE)
        is_good = read_limit(&part, &limit);
    directive_end();
    if (!is_good)
        return;
    struct source *file =
        source_embed(file_current()->source, header.name, kind_of(&header), &reason);
    if (file == NULL)
        fatal_at(header.place, "%s: %s", header.name, reason);
    struct buffer text = {0};
    for (uint32_t i = 0; i < file->file_size && i < limit; i++)
        buffer_format(&text,
                      i == 0        ? "%u"
                      : i % 16 == 0 ? ",\n%u"
                                    : ",%u",
                      (unsigned)(unsigned char)file->file[i]);
    buffer_append_byte(&text, '\n');
    enter_file(source_text(header.name, (const char *)text.bytes, text.size), header.place);
    free(text.bytes);
}

// Enters an included file, unless nothing of it is left.
static void enter_included(struct source *source, place_t place) {
    bool is_guarded = source->guard != NULL && source->guard->macro != NULL;
    if (!is_guarded && !source_is_included_once(source, unit_number))
        enter_file(source, place);
}

void include_do(bool is_next) {
    struct header header = {0};
    bool is_read = read_header(&header);
    if (is_read && !header.is_expanded)
        directive_expect_end("include");
    directive_end();
    if (!is_read)
        return;
    if (*header.name == '\0') {
        error_at(header.place, "empty filename in #include");
        return;
    }
    if (is_next && inclusion_count == 1)
        warning_at(header.place, "#include_next in primary source file");
    const char *reason;
    struct source *source = find_header(&header, is_next, &reason);
    if (source != NULL)
        enter_included(source, header.place);
    else if (options.may_lack_headers)
        dependency_missing(header.name);
    else
        fatal_at(header.place, "%s: %s", header.name, reason);
}

// ---- units ----

static struct source *predefined_source(void) {
    struct buffer text = {0};
    bool is_hard = options.mips32 && !options.soft_float;
    buffer_append(&text, predefined_text, (uint32_t)strlen(predefined_text));
    buffer_format(&text, "#define __mips_%s_float 1\n", is_hard ? "hard" : "soft");
    struct source *source = source_text("<built-in>", (char *)text.bytes, text.size);
    free(text.bytes);
    return source;
}

bool preprocess_is_of_assembly;

// -D and -U as directives.
static struct source *definitions_source(void) {
    struct buffer text = {0};
    if (options.c23)
        buffer_format(&text, "#undef __STDC_VERSION__\n#define __STDC_VERSION__ 202000L\n");
    else if (options.version != NULL)
        buffer_format(&text, "#undef __STDC_VERSION__\n");
    if (options.version != NULL && options.version[0] != '\0')
        buffer_format(&text, "#define __STDC_VERSION__ %s\n", options.version);
    buffer_format(&text, options.iso ? "#define __STRICT_ANSI__ 1\n"
                                     : "#define linux 1\n#define mips 1\n#define unix 1\n");
    if (preprocess_is_of_assembly)
        buffer_format(&text, "#define __ASSEMBLER__ 1\n");
    for (uint32_t i = 0; i < options.definitions.count; i++) {
        const char *definition = options.definitions.items[i];
        bool is_undef = definition[0] == '-';
        bool has_value = false;
        buffer_format(&text, is_undef ? "#undef " : "#define ");
        for (const char *c = is_undef ? definition + 1 : definition; *c != '\0'; c++) {
            bool is_space = *c == '\n' || (*c == '=' && !has_value);
            has_value = has_value || *c == '=';
            buffer_append_byte(&text, is_space ? ' ' : *c);
        }
        buffer_format(&text, is_undef || has_value ? "\n" : " 1\n");
    }
    for (uint32_t i = 0; i < options.included.count; i++)
        buffer_format(&text, "#include \"%s\"\n", options.included.items[i]);
    buffer_append_byte(&text, '\n');
    struct source *source = source_text("<command-line>", (char *)text.bytes, text.size);
    free(text.bytes);
    return source;
}

static void read_definitions(struct source *source) {
    struct token token;
    enter_file(source, 0);
    do
        file_token(&token);
    while (token.kind != TOKEN_END);
    inclusion_count = 0;
}

// Predefined macros depend on the instruction set of the unit.
static void define_predefined(void) {
    static bool was_hard;
    bool is_hard = options.mips32 && !options.soft_float;
    if (macro_start_kept() && is_hard == was_hard)
        return;
    macro_forget_kept();
    macro_start();
    was_hard = is_hard;
    struct source *predefined = predefined_source();
    predefined->is_library = true;
    read_definitions(predefined);
    macro_keep();
}

void preprocess_open(struct source *source) {
    static bool is_initialized;
    if (!is_initialized) {
        name_initialize();
        scan_initialize();
        directive_initialize();
        is_initialized = true;
    }
    name_choose_language();
    unit_number++;
    inclusion_count = 0;
    conditions_forget();
    file_is_peeked_at = false;
    file_arguments = 0;
    macro_start();
    pragma_start();
    if (!options.cstar)
        define_predefined();
    enter_file(source, 0);
    if (options.cstar || source->is_library)
        return;
    scanner.cursor = scanner.text - 1; // what was peeked at comes later
    scanner.next_kept = 0;
    enter_file(definitions_source(), 0);
}
