// Pragmas (C11 6.10.6): gcc's that affect the meaning of a program, `once`, and `library`, with
// which libcstar's headers name the unit that defines what they declare. Unimplemented pragmas that
// would change the meaning are errors; others are warned about, except those that merely advise
// gcc.

#include "preprocess.h"

#include <stdlib.h>
#include <string.h>

static bool is_name(const struct token *token, const char *text) {
    return token->name != NULL && strcmp(token->name->text, text) == 0;
}

// Expands macros, except in _Pragma, where the expansion stack holds what follows it.
static void next_token(struct token *token) {
    if (expansion_depth != 0)
        scan_token(token);
    else
        expanded_token(token);
}

// ---- #pragma pack: alignment of members ----

struct packing {
    struct packing *outer;
    struct name *name; // or NULL
    uint32_t alignment;
};

uint32_t pragma_pack; // maximum alignment of members; 0: no limit
static struct packing *packings;

void pragma_start(void) {
    pragma_pack = 0;
    pragma_fenv_access = false;
    packings = NULL;
}

// Reads an alignment; false after a warning.
static bool read_packing(const struct token *number, uint32_t *alignment) {
    uint32_t value = number->length == 1 ? digit_value(*number->text) : 99;
    if (number->length == 2 && memcmp(number->text, "16", 2) == 0)
        value = 16;
    if (value > 16 || (value & (value - 1)) != 0) {
        warning_at(number->place, "alignment must be a small power of two, not %s",
                   token_spelling(number));
        return false;
    }
    *alignment = value;
    return true;
}

static void push_packing(struct name *name) {
    struct packing *packing = allocate(sizeof(struct packing));
    packing->outer = packings;
    packing->name = name;
    packing->alignment = pragma_pack;
    packings = packing;
}

static void pop_packing(const struct name *name, place_t place) {
    struct packing *packing = packings;
    while (packing != NULL && name != NULL && packing->name != name)
        packing = packing->outer;
    if (packing == NULL) {
        warning_at(place,
                   "'#pragma pack (pop)' encountered without matching '#pragma pack (push)'");
        return;
    }
    pragma_pack = packing->alignment;
    packings = packing->outer;
}

// pack = "(" [("push" | "pop") ["," name]] [","] [number] ")"
static void do_pack(void) {
    struct token part;
    next_token(&part);
    place_t place = part.place;
    bool is_push = false;
    bool is_pop = false;
    struct name *name = NULL;
    uint32_t alignment = 0;
    bool has_alignment = false;
    bool is_good = part.kind == TOKEN_LEFT_PARENTHESIS;
    if (is_good)
        next_token(&part);
    if (is_good && (is_name(&part, "push") || is_name(&part, "pop"))) {
        is_push = is_name(&part, "push");
        is_pop = !is_push;
        next_token(&part);
        if (part.kind == TOKEN_COMMA) {
            next_token(&part);
            if (part.name != NULL) {
                name = part.name;
                next_token(&part);
                if (part.kind == TOKEN_COMMA)
                    next_token(&part);
            }
        }
    } else if (part.kind == TOKEN_RIGHT_PARENTHESIS) {
        has_alignment = true; // none given: the natural one
    }
    if (is_good && part.kind == TOKEN_PREPROCESSING_NUMBER) {
        if (!read_packing(&part, &alignment))
            return;
        has_alignment = true;
        next_token(&part);
    }
    if (!is_good || part.kind != TOKEN_RIGHT_PARENTHESIS) {
        warning_at(place, "malformed '#pragma pack' - ignored");
        return;
    }
    if (is_push)
        push_packing(name);
    if (is_pop)
        pop_packing(name, place);
    if (has_alignment)
        pragma_pack = alignment;
}

// ---- #pragma STDC: C11 6.10.6 ----

bool pragma_fenv_access;

// "STDC" ("FENV_ACCESS" | "FP_CONTRACT" | "CX_LIMITED_RANGE") ("ON" | "OFF" | "DEFAULT"): nothing
// is contracted, and the range of complex numbers is never limited, so that only the first matters.
static void do_standard(const struct token *standard) {
    struct token name, state;
    scan_token(&name);
    if (!is_name(&name, "FENV_ACCESS") && !is_name(&name, "FP_CONTRACT") &&
        !is_name(&name, "CX_LIMITED_RANGE")) {
        warning_at(standard->place, "ignoring '#pragma STDC %s'",
                   name.kind == TOKEN_NEWLINE ? "" : token_spelling(&name));
        return;
    }
    scan_token(&state);
    bool is_on = is_name(&state, "ON");
    if (!is_on && !is_name(&state, "OFF") && !is_name(&state, "DEFAULT"))
        warning_at(standard->place, "malformed '#pragma STDC %s'", name.name->text);
    else if (is_name(&name, "FENV_ACCESS"))
        pragma_fenv_access = is_on;
}

// ---- the others ----

// ("name"): NULL after an error.
static struct name *read_macro_string(const struct token *pragma) {
    struct token part;
    scan_token(&part);
    bool is_good = part.kind == TOKEN_LEFT_PARENTHESIS;
    if (is_good)
        scan_token(&part);
    struct token string = part;
    is_good = is_good && part.kind == TOKEN_STRING && *part.text == '"' && part.length > 2;
    if (is_good) {
        scan_token(&part);
        is_good = part.kind == TOKEN_RIGHT_PARENTHESIS;
    }
    if (!is_good) {
        error_at(part.place, "invalid #pragma %s directive", pragma->name->text);
        return NULL;
    }
    return name_intern(string.text + 1, string.length - 2);
}

// #pragma GCC error "text", #pragma GCC warning "text", #pragma message "text"
static void do_message(const struct token *pragma) {
    struct token string;
    next_token(&string);
    if (string.kind == TOKEN_LEFT_PARENTHESIS)
        next_token(&string);
    if (string.kind != TOKEN_STRING) {
        warning_at(pragma->place, "malformed '#pragma %s', ignored", pragma->name->text);
        return;
    }
    string_join(&string, &string, 1);
    if (is_name(pragma, "error"))
        error_at(string.place, "%.*s", (int)string.length, string.text);
    else if (is_name(pragma, "warning"))
        warning_at(string.place, "%.*s", (int)string.length, string.text);
    else
        message_at(pragma->place, "'#pragma message: %.*s'", (int)string.length, string.text);
}

static void ignore(const struct token *first) {
    struct token second;
    scan_token(&second);
    bool is_one = second.kind == TOKEN_NEWLINE;
    warn(WARNING_UNKNOWN_PRAGMAS, first->place, "ignoring '#pragma %s%s%s'", token_spelling(first),
         is_one ? "" : " ", is_one ? "" : token_spelling(&second));
}

// diagnostic = "push" | "pop" | ("ignored" | "warning" | "error") "-W…"
static void do_diagnostic(const struct token *diagnostic) {
    static const char *const kinds[] = {"ignored", "warning", "error"};
    struct token part;
    scan_token(&part);
    uint32_t kind = 0;
    while (kind < 3 && !is_name(&part, kinds[kind]))
        kind++;
    if (is_name(&part, "push")) {
        diagnose_push();
    } else if (is_name(&part, "pop")) {
        diagnose_pop(part.place);
    } else if (kind == 3) {
        warn(WARNING_UNKNOWN_PRAGMAS, part.place,
             "expected 'error', 'warning', 'ignored', 'push', 'pop', or 'ignored_attributes' after "
             "'#pragma GCC diagnostic'");
    } else {
        scan_token(&part);
        if (part.kind != TOKEN_STRING)
            warning_at(part.place, "missing option after '#pragma GCC diagnostic' kind");
        else if (part.length > 4 && memcmp(part.text, "\"-W", 3) == 0)
            diagnose_change(diagnostic->place, allocate_text(part.text + 3, part.length - 4),
                            (enum diagnostic_kind)kind);
    }
}

static void do_gcc(const struct token *gcc) {
    static const char *const advice[] = {"optimize",      "target", "push_options", "pop_options",
                                         "reset_options", "ivdep",  "unroll",       "visibility",
                                         "dependency",    "poison"};
    struct scanner saved = scanner;
    struct token part;
    scan_token(&part);
    if (is_name(&part, "error") || is_name(&part, "warning")) {
        do_message(&part);
        return;
    }
    if (is_name(&part, "diagnostic")) {
        do_diagnostic(&part);
        return;
    }
    if (is_name(&part, "system_header")) {
        struct source *source = file_current()->source;
        if (source->included == 0)
            warning_at(part.place, "'#pragma system_header' ignored outside include file");
        else if (source->system_from == 0)
            source->system_from = part.place;
        return;
    }
    for (uint32_t i = 0; i < sizeof advice / sizeof advice[0]; i++)
        if (is_name(&part, advice[i]))
            return;
    scanner = saved;
    ignore(gcc);
}

// Executes the rest of a #pragma line.
void pragma_do(void) {
    struct source *source = file_current()->source;
    struct token part;
    scan_token(&part);
    if (preprocess_is_printing && part.name != NULL && !is_name(&part, "once") &&
        !is_name(&part, "push_macro") && !is_name(&part, "pop_macro")) {
        preprocess_print_pragma(part.text); // for the compiler proper
        return;
    }
    if (is_name(&part, "once")) {
        source->once_unit = unit_number;
    } else if (is_name(&part, "library") && source->is_library) {
        scan_token(&part);
        if (part.kind == TOKEN_STRING && part.text[0] == '"')
            source->unit = allocate_text(part.text + 1, part.length - 2);
    } else if (is_name(&part, "pack")) {
        do_pack();
    } else if (is_name(&part, "push_macro") || is_name(&part, "pop_macro")) {
        struct name *name = read_macro_string(&part);
        if (name != NULL && is_name(&part, "push_macro"))
            macro_push(name);
        else if (name != NULL)
            macro_pop(name);
    } else if (is_name(&part, "message")) {
        do_message(&part);
    } else if (is_name(&part, "GCC")) {
        do_gcc(&part);
    } else if (is_name(&part, "weak") || is_name(&part, "redefine_extname") ||
               is_name(&part, "scalar_storage_order")) {
        error_at(part.place, "'#pragma %s' is not supported", part.name->text);
    } else if (is_name(&part, "STDC")) {
        do_standard(&part);
    } else if (part.kind != TOKEN_NEWLINE) {
        ignore(&part);
    }
}

// _Pragma: its string is scanned as a line of its own.
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
    uint32_t rest; // what places there are behind that of the string, or of the macro that it is in
    place_t place = place_in_file(string->place);
    source_text_at(place, &rest);
    scanner.start = rest > line.size ? place : place - (line.size - rest);
    scanner.in_directive = true;
    scanner.repeated = NULL;
    pragma_do();
    scanner = saved;
}
