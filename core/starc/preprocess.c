// Preprocessing directives (C11 6.10): the stack of included files, conditions, and what stands
// on a line with #. file_token gives the tokens between them. A line is read by the scanner in
// directive mode, in which its newline is a token that is never passed.

#include "starc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INCLUDE_LIMIT = 200 };

// ORDER DIRECTIVES
enum directive {
    DIRECTIVE_NONE,
    DIRECTIVE_DEFINE,
    DIRECTIVE_UNDEF,
    DIRECTIVE_INCLUDE,
    DIRECTIVE_IF,
    DIRECTIVE_IFDEF,
    DIRECTIVE_IFNDEF,
    DIRECTIVE_ELIF,
    DIRECTIVE_ELSE,
    DIRECTIVE_ENDIF,
    DIRECTIVE_LINE,
    DIRECTIVE_ERROR,
    DIRECTIVE_WARNING,
    DIRECTIVE_PRAGMA,
    DIRECTIVE_COUNT
};

static const char *const directive_names[DIRECTIVE_COUNT] = {
    "",     "define", "undef", "include", "if",    "ifdef",   "ifndef",
    "elif", "else",   "endif", "line",    "error", "warning", "pragma",
};

// An #if that has not ended.
struct condition {
    place_t place;
    enum directive directive;
    bool was_taken; // one of its groups
    place_t else_place;
};

struct inclusion {
    struct source *source;
    struct scanner includer; // where to go on afterwards
    place_t place;           // of the #include
    uint32_t first_condition;
    const unsigned char *first_directive; // behind its #, if nothing stands before it
    struct name *guard;                   // #ifndef of it came first
};

static struct inclusion inclusions[INCLUDE_LIMIT + 1];
static uint32_t inclusion_count;
static struct condition *conditions;
static uint32_t condition_count;
static uint32_t condition_capacity;
static struct token held; // a token of the file that was looked at
static bool has_held;
static uint32_t unit_number;

uint32_t file_arguments;

// ---- files ----

// The first token is held at once: with it one knows whether an include guard may follow.
static void enter_file(struct source *source, place_t place) {
    if (inclusion_count > INCLUDE_LIMIT)
        fatal_at(place, "#include nested deeper than %d", INCLUDE_LIMIT);
    struct inclusion *file = &inclusions[inclusion_count];
    inclusion_count++;
    *file = (struct inclusion){.source = source, .includer = scanner, .place = place};
    file->first_condition = condition_count;
    scanner.text = (const unsigned char *)source->text;
    scanner.cursor = scanner.text - 1; // the newline before the text begins its first line
    scanner.start = source->start;
    scanner.in_directive = false;
    scan_token(&held);
    has_held = true;
    if (held.kind == TOKEN_HASH && source->guard == NULL)
        file->first_directive = scanner.cursor;
}

static void check_conditions(const struct inclusion *file) {
    while (condition_count > file->first_condition) {
        condition_count--;
        struct condition *condition = &conditions[condition_count];
        error_at(condition->place, "unterminated #%s", directive_names[condition->directive]);
    }
}

// At the end of a file; false if it was the last.
static bool leave_file(void) {
    struct inclusion *file = &inclusions[inclusion_count - 1];
    check_conditions(file);
    if (inclusion_count == 1)
        return false;
    inclusion_count--;
    scanner = file->includer;
    return true;
}

void preprocess_print_includes(const struct source *source) {
    static const struct source *last;
    if (source == last || inclusion_count < 2 || inclusions[inclusion_count - 1].source != source)
        return;
    last = source;
    for (uint32_t i = inclusion_count - 1; i > 0; i--) {
        const char *name;
        uint32_t line;
        uint32_t column;
        source_position(inclusions[i].place, &name, &line, &column);
        fprintf(stderr, "%s%s:%u%s\n",
                i == inclusion_count - 1 ? "In file included from " : "                 from ",
                name, (unsigned)line, i == 1 ? ":" : ",");
    }
}

// ---- conditions ----

static void condition_push(place_t place, enum directive directive, bool is_taken) {
    if (condition_count == condition_capacity)
        conditions =
            grow_array(conditions, &condition_capacity, condition_count + 1, sizeof *conditions);
    conditions[condition_count] =
        (struct condition){.place = place, .directive = directive, .was_taken = is_taken};
    condition_count++;
}

// The condition of this file that #else and the like belong to.
static struct condition *condition_top(const struct token *name) {
    if (condition_count > inclusions[inclusion_count - 1].first_condition)
        return &conditions[condition_count - 1];
    error_at(name->place, "#%s without #if", name->name->text);
    return NULL;
}

static void expect_end_of_line(const char *directive) {
    struct token extra;
    scan_token(&extra);
    if (extra.kind != TOKEN_NEWLINE)
        warning_at(extra.place, "extra tokens at end of #%s directive", directive);
}

// If the group that ends here was guarded and nothing follows, the file is guarded.
static void end_guard(void) {
    struct inclusion *file = &inclusions[inclusion_count - 1];
    if (file->guard == NULL || condition_count != file->first_condition)
        return;
    scan_token(&held);
    has_held = true;
    if (held.kind == TOKEN_END)
        file->source->guard = file->guard;
    file->guard = NULL;
}

static void forget_guard(void) {
    struct inclusion *file = &inclusions[inclusion_count - 1];
    if (condition_count == file->first_condition + 1)
        file->guard = NULL;
}

static void begin_directive(void) {
    scanner.in_directive = true;
}

static void end_directive(void) {
    if (expansion_is_active())
        expansion_forget();
    has_held = false;
    scan_rest_of_line();
    scanner.in_directive = false;
}

// True if the group behind this #elif or #else is to be read.
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
        expect_end_of_line("else");
    }
    if (condition->was_taken)
        return false;
    condition->was_taken = is_else || condition_evaluate(name->place);
    return condition->was_taken;
}

// Skips a group that is not taken, up to the directive that ends it; its line is read.
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
            expect_end_of_line("endif");
            condition_count--;
            is_over = true;
        } else if ((directive == DIRECTIVE_ELIF || directive == DIRECTIVE_ELSE) && depth == 0) {
            is_over = enter_alternative(&conditions[condition_count - 1], &name);
        }
        end_directive();
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
            expect_end_of_line(name->name->text);
        }
    }
    if (is_first)
        inclusions[inclusion_count - 1].guard = guard;
    condition_push(name->place, directive, is_taken);
    end_directive();
    if (!is_taken)
        skip_group();
}

static void do_else(const struct token *name) {
    struct condition *condition = condition_top(name);
    if (condition == NULL) {
        end_directive();
        return;
    }
    condition->was_taken = true;
    enter_alternative(condition, name);
    end_directive();
    skip_group();
}

static void do_endif(const struct token *name) {
    if (condition_top(name) == NULL) {
        end_directive();
        return;
    }
    condition_count--;
    expect_end_of_line("endif");
    end_directive();
    end_guard();
}

// ---- the other directives ----

// The name that #define and #undef are about; NULL after an error.
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
    expect_end_of_line("undef");
}

// What #include names.
struct header {
    char *name;
    bool is_quoted;
    place_t place;
};

// A name made by macros: a string, or what stands between < and >. False after an error.
static bool read_expanded_header(struct header *header) {
    struct token part;
    expanded_token(&part);
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
    expect_end_of_line("include");
    return true;
}

static void do_include(void) {
    struct header header = {0};
    bool is_read = read_header(&header);
    end_directive();
    if (!is_read)
        return;
    if (*header.name == '\0') {
        error_at(header.place, "empty filename in #include");
        return;
    }
    const char *reason;
    struct source *includer = inclusions[inclusion_count - 1].source;
    struct source *source = source_include(includer, header.name, header.is_quoted, &reason);
    if (source == NULL)
        fatal_at(header.place, "%s: %s", header.name, reason);
    bool is_guarded = source->guard != NULL && source->guard->macro != NULL;
    if (!is_guarded && source->once_unit != unit_number)
        enter_file(source, header.place);
}

// Reads digits of #line; false if it is no number of a line.
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

// #line NUMBER "FILE", and # NUMBER "FILE" FLAGS as preprocessors write it.
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
        warning_at(directive->place, "#warning%s", (const char *)text.bytes);
    free(text.bytes);
}

// #pragma library "printf.c": this header of libcstar declares what that unit defines.
static void add_library_unit(struct source *source, const struct token *string) {
    const char *name = allocate_text(string->text + 1, string->length - 2);
    for (uint32_t i = 0; i < source->unit_count; i++)
        if (strcmp(source->units[i], name) == 0)
            return;
    if (source->unit_count == source->unit_capacity)
        source->units = grow_array(source->units, &source->unit_capacity, source->unit_count + 1,
                                   sizeof *source->units);
    source->units[source->unit_count] = name;
    source->unit_count++;
}

static void do_pragma(void) {
    struct source *source = inclusions[inclusion_count - 1].source;
    struct token part;
    scan_token(&part);
    if (part.name == NULL)
        return;
    if (strcmp(part.name->text, "once") == 0) {
        source->once_unit = unit_number;
    } else if (strcmp(part.name->text, "library") == 0 && source->is_library) {
        scan_token(&part);
        if (part.kind == TOKEN_STRING && part.text[0] == '"')
            add_library_unit(source, &part);
    }
}

void pragma_operator(const struct token *string) {
    struct buffer line = {0};
    uint32_t first = 0;
    while (string->text[first] != '"')
        first++;
    for (uint32_t i = first + 1; i + 1 < string->length; i++) {
        if (string->text[i] == '\\' && (string->text[i + 1] == '"' || string->text[i + 1] == '\\'))
            i++;
        buffer_append_byte(&line, string->text[i]);
    }
    buffer_append_byte(&line, '\n');
    struct scanner saved = scanner;
    scanner.text = (const unsigned char *)allocate_text((const char *)line.bytes, line.size);
    free(line.bytes);
    scanner.cursor = scanner.text;
    scanner.in_directive = true;
    do_pragma();
    scanner = saved;
}

// What stands behind the # at the beginning of a line.
static void do_directive(const struct token *hash) {
    struct inclusion *file = &inclusions[inclusion_count - 1];
    bool is_first = scanner.cursor == file->first_directive;
    struct token name;
    begin_directive();
    if (options.cstar) {
        error_at(hash->place, "directives are not part of C*");
        end_directive();
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
    case DIRECTIVE_ELSE: do_else(&name); return;
    case DIRECTIVE_ENDIF: do_endif(&name); return;
    case DIRECTIVE_INCLUDE: do_include(); return;
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
    case DIRECTIVE_PRAGMA: do_pragma(); break;
    default:
        if (name.kind == TOKEN_PREPROCESSING_NUMBER)
            do_line(&name, &name);
        else if (name.kind != TOKEN_NEWLINE)
            error_at(name.place, "invalid preprocessing directive #%s", token_spelling(&name));
    }
    end_directive();
}

void file_token(struct token *token) {
    for (;;) {
        if (has_held) {
            *token = held;
            has_held = false;
        } else {
            scan_token(token);
        }
        if (token->kind == TOKEN_HASH && token->line_start && !scanner.in_directive) {
            do_directive(token);
            continue;
        }
        if (token->kind != TOKEN_END || file_arguments != 0 || !leave_file())
            return;
    }
}

enum token_kind file_peek(void) {
    if (!has_held)
        scan_token(&held);
    has_held = true;
    return held.kind;
}

// ---- units ----

static const char predefined_text[] = "#define __STDC__ 1\n"
                                      "#define __STDC_VERSION__ 201112L\n"
                                      "#define __STDC_HOSTED__ 1\n"
                                      "#define __STDC_NO_ATOMICS__ 1\n"
                                      "#define __STDC_NO_COMPLEX__ 1\n"
                                      "#define __STDC_NO_THREADS__ 1\n"
                                      "#define __STDC_NO_VLA__ 1\n"
                                      "#define __STDC_UTF_16__ 1\n"
                                      "#define __STDC_UTF_32__ 1\n"
                                      "#define __DATE__ \"Jan  1 1970\"\n"
                                      "#define __TIME__ \"00:00:00\"\n"
                                      "#define __starc__ 1\n"
                                      "#define __mips__ 1\n"
                                      "#define __mips 32\n"
                                      "#define __MIPSEL__ 1\n"
                                      "#define _MIPSEL 1\n"
                                      "#define __linux__ 1\n"
                                      "#define __unix__ 1\n"
                                      "#define __CHAR_BIT__ 8\n"
                                      "#define __ORDER_LITTLE_ENDIAN__ 1234\n"
                                      "#define __ORDER_BIG_ENDIAN__ 4321\n"
                                      "#define __BYTE_ORDER__ __ORDER_LITTLE_ENDIAN__\n"
                                      "#define __SIZEOF_SHORT__ 2\n"
                                      "#define __SIZEOF_INT__ 4\n"
                                      "#define __SIZEOF_LONG__ 4\n"
                                      "#define __SIZEOF_LONG_LONG__ 8\n"
                                      "#define __SIZEOF_POINTER__ 4\n"
                                      "#define __SIZEOF_SIZE_T__ 4\n"
                                      "#define __SIZEOF_PTRDIFF_T__ 4\n"
                                      "#define __SIZEOF_WCHAR_T__ 4\n"
                                      "#define __SIZEOF_FLOAT__ 4\n"
                                      "#define __SIZEOF_DOUBLE__ 8\n"
                                      "#define __SIZEOF_LONG_DOUBLE__ 8\n"
                                      "#define __SCHAR_MAX__ 127\n"
                                      "#define __SHRT_MAX__ 32767\n"
                                      "#define __INT_MAX__ 2147483647\n"
                                      "#define __LONG_MAX__ 2147483647L\n"
                                      "#define __LONG_LONG_MAX__ 9223372036854775807LL\n"
                                      "#define __SIZE_TYPE__ unsigned int\n"
                                      "#define __PTRDIFF_TYPE__ int\n"
                                      "#define __WCHAR_TYPE__ int\n";

// -D and -U as directives.
static struct source *definitions_source(void) {
    struct buffer text = {0};
    for (uint32_t i = 0; i < options.definition_count; i++) {
        const char *definition = options.definitions[i];
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

void preprocess_open(struct source *source) {
    static struct source *predefined;
    static struct source *definitions;
    if (predefined == NULL) {
        scan_initialize();
        for (uint32_t i = 1; i < DIRECTIVE_COUNT; i++)
            name_intern(directive_names[i], (uint32_t)strlen(directive_names[i]))->directive = i;
        predefined = source_text("<built-in>", predefined_text, sizeof predefined_text - 1);
        predefined->is_library = true;
        definitions = definitions_source();
    }
    unit_number++;
    inclusion_count = 0;
    condition_count = 0;
    has_held = false;
    file_arguments = 0;
    macro_start();
    if (!options.cstar) {
        read_definitions(predefined);
        read_definitions(definitions);
    }
    enter_file(source, 0);
}
