// Scanning (C11 6.4): text to preprocessing tokens, pulled one by one, without a copy of the text.
// Each byte is looked up in a table of classes. A backslash that continues a line (5.1.1.2, phase
// 2) is looked for only where a backslash stands: the token around it is copied without it and
// scanned again from the copy. Trigraphs are not replaced, as in gcc's default mode.

#include "starc.h"

#include <stdlib.h>
#include <string.h>

// What a byte can begin. Those up to CLASS_DIGIT continue identifiers; up to CLASS_SINGLE they
// mean nothing in a skipped group.
enum character_class {
    CLASS_LETTER,
    CLASS_DIGIT,
    CLASS_BLANK,
    CLASS_SINGLE, // a punctuator that is not the beginning of another one
    CLASS_OPERATOR,
    CLASS_OTHER,
    CLASS_HIGH, // a byte of UTF-8
    CLASS_SLASH,
    CLASS_QUOTE,
    CLASS_BACKSLASH,
    CLASS_NEWLINE,
    CLASS_END
};

enum { BUCKET_COUNT = 32768 };

struct scanner scanner;

static uint32_t class_of[256];
static uint32_t kind_of[256]; // of single punctuators
static struct name *buckets[BUCKET_COUNT];

// ORDER TOKENS
const char *const token_texts[TOKEN_KIND_COUNT] = {
    [TOKEN_ALIGNAS] = "_Alignas",
    "_Alignof",
    "_Atomic",
    "auto",
    "_Bool",
    "break",
    "case",
    "char",
    "_Complex",
    "const",
    "continue",
    "default",
    "do",
    "double",
    "else",
    "enum",
    "extern",
    "float",
    "for",
    "_Generic",
    "goto",
    "if",
    "_Imaginary",
    "inline",
    "int",
    "long",
    "_Noreturn",
    "register",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "_Static_assert",
    "struct",
    "switch",
    "_Thread_local",
    "typedef",
    "union",
    "unsigned",
    "void",
    "volatile",
    "while",
    "__attribute__",
    "__extension__",
    "__syscall",
    "__builtin_offsetof",
    "__builtin_va_start",
    "__builtin_va_arg",
    "__builtin_va_end",
    "__builtin_va_copy",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ".",
    "->",
    "++",
    "--",
    "&",
    "*",
    "+",
    "-",
    "~",
    "!",
    "/",
    "%",
    "<<",
    ">>",
    "<",
    ">",
    "<=",
    ">=",
    "==",
    "!=",
    "^",
    "|",
    "&&",
    "||",
    "?",
    ":",
    ";",
    "...",
    "=",
    "*=",
    "/=",
    "%=",
    "+=",
    "-=",
    "<<=",
    ">>=",
    "&=",
    "^=",
    "|=",
    ",",
    "#",
    "##",
};

static const struct {
    const char *text;
    enum token_kind kind;
} other_spellings[] = {
    {"__alignof__", TOKEN_ALIGNOF}, {"__attribute", TOKEN_ATTRIBUTE},
    {"__const", TOKEN_CONST},       {"__const__", TOKEN_CONST},
    {"__inline", TOKEN_INLINE},     {"__inline__", TOKEN_INLINE},
    {"__restrict", TOKEN_RESTRICT}, {"__restrict__", TOKEN_RESTRICT},
    {"__signed__", TOKEN_SIGNED},   {"__volatile__", TOKEN_VOLATILE},
};

// ---- names ----

// The hash is the same that scan_identifier computes on its way.
static struct name *name_find(const char *text, uint32_t length, uint32_t hash) {
    struct name **bucket = &buckets[hash % BUCKET_COUNT];
    for (struct name *name = *bucket; name != NULL; name = name->next)
        if (name->hash == hash && name->length == length && memcmp(name->text, text, length) == 0)
            return name;
    struct name *name = allocate(sizeof(struct name) + length + 1);
    memcpy(name->text, text, length);
    name->length = length;
    name->hash = hash;
    name->next = *bucket;
    *bucket = name;
    return name;
}

struct name *name_intern(const char *text, uint32_t length) {
    uint32_t hash = 0;
    for (uint32_t i = 0; i < length; i++)
        hash = hash * 31 + (unsigned char)text[i];
    return name_find(text, length, hash);
}

static void set_classes(const char *characters, enum character_class class) {
    for (const char *c = characters; *c != '\0'; c++)
        class_of[(unsigned char)*c] = class;
}

void scan_initialize(void) {
    for (uint32_t c = 0; c < 256; c++)
        class_of[c] = c < 128 ? CLASS_OTHER : CLASS_HIGH;
    set_classes("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$", CLASS_LETTER);
    set_classes("0123456789", CLASS_DIGIT);
    set_classes(" \t\v\f\r", CLASS_BLANK);
    set_classes("()[]{};,~?", CLASS_SINGLE);
    set_classes(".+-*%&|^=!<>:#", CLASS_OPERATOR);
    set_classes("\"'", CLASS_QUOTE);
    set_classes("/", CLASS_SLASH);
    set_classes("\\", CLASS_BACKSLASH);
    set_classes("\n", CLASS_NEWLINE);
    class_of[0] = CLASS_END;
    for (uint32_t kind = TOKEN_ALIGNAS; kind < TOKEN_KIND_COUNT; kind++) {
        const char *text = token_texts[kind];
        if (kind < TOKEN_LEFT_PARENTHESIS)
            name_intern(text, (uint32_t)strlen(text))->keyword = kind;
        else if (text[1] == '\0')
            kind_of[(unsigned char)text[0]] = kind;
    }
    for (uint32_t i = 0; i < sizeof other_spellings / sizeof other_spellings[0]; i++) {
        const char *text = other_spellings[i].text;
        name_intern(text, (uint32_t)strlen(text))->keyword = other_spellings[i].kind;
    }
}

// ---- continued lines ----

// Behind the continuation of a line at p, a backslash; p itself if it is none. Like gcc, blanks
// between backslash and newline are ignored.
static const unsigned char *skip_continuation(const unsigned char *p) {
    const unsigned char *q = p + 1;
    while (class_of[*q] == CLASS_BLANK)
        q++;
    return *q == '\n' ? q + 1 : p;
}

// p, or the first byte behind it that is not part of a continuation.
static const unsigned char *skip_continuations(const unsigned char *p) {
    while (*p == '\\') {
        const unsigned char *q = skip_continuation(p);
        if (q == p)
            break;
        p = q;
    }
    return p;
}

// Does the character at p continue the name or number that `last` belongs to?
static bool is_continuing(const unsigned char *p, bool is_number, uint32_t last) {
    uint32_t class = class_of[*p];
    uint32_t length;
    if (class <= CLASS_DIGIT || class == CLASS_HIGH)
        return true;
    if (class == CLASS_BACKSLASH)
        return universal_character((const char *)p, &length) != 0;
    if (!is_number || *p == '.')
        return is_number;
    return (*p == '+' || *p == '-') && (last == 'e' || last == 'E' || last == 'p' || last == 'P');
}

// Copies the token that begins at p, and perhaps some of what follows it, without continuations.
static void copy_cleaned(struct buffer *copy, const unsigned char *p) {
    uint32_t first = class_of[*p];
    bool is_number = first == CLASS_DIGIT;
    bool is_operator = first == CLASS_OPERATOR || first == CLASS_SLASH;
    uint32_t quote = 0;
    uint32_t last = 0;
    for (;;) {
        p = skip_continuations(p);
        uint32_t c = *p;
        if (c == '\n' || c == '\0')
            break;
        if (quote != 0) {
            if (c == quote && last != '\\') {
                buffer_append_byte(copy, (int)c);
                break;
            }
            last = last == '\\' ? 0 : c;
        } else if (class_of[c] == CLASS_QUOTE && !is_operator && !is_number) {
            quote = c;
            last = 0;
        } else if (is_operator && !(copy->size == 1 && last == '.' && class_of[c] == CLASS_DIGIT)) {
            if (copy->size == 4)
                break;
            last = c;
        } else if (copy->size != 0 && !is_operator && !is_continuing(p, is_number, last)) {
            break;
        } else {
            is_number = is_number || is_operator;
            is_operator = false;
            last = c;
        }
        buffer_append_byte(copy, (int)c);
        p++;
    }
    buffer_append(copy, "\n", 2);
}

// Scans the token at p, in which a line is continued.
static void scan_continued(struct token *token, const unsigned char *p) {
    struct buffer copy = {0};
    struct scanner saved = scanner;
    copy_cleaned(&copy, p);
    uint32_t copied = copy.size - 2;
    const char *text = allocate_text((const char *)copy.bytes, copy.size - 1);
    free(copy.bytes);
    struct token cleaned;
    scanner.cursor = (const unsigned char *)text;
    scanner.in_directive = true;
    scan_token(&cleaned);
    uint32_t length = (uint32_t)(scanner.cursor - (const unsigned char *)text);
    if (length > copied)
        length = copied;
    scanner = saved;
    cleaned.line_start = token->line_start;
    cleaned.space_before = token->space_before;
    cleaned.place = scanner.start + (place_t)(p - scanner.text);
    *token = cleaned;
    for (uint32_t i = 0; i < length; i++)
        p = skip_continuations(p) + 1;
    scanner.cursor = p;
}

// ---- blanks and comments ----

// Behind the comment that begins at start and whose star is at p.
static const unsigned char *skip_block_comment(const unsigned char *start, const unsigned char *p) {
    p++;
    for (;;) {
        const unsigned char *star = (const unsigned char *)strchr((const char *)p, '*');
        if (star == NULL) {
            error_at(scanner.start + (place_t)(start - scanner.text), "unterminated comment");
            return p + strlen((const char *)p);
        }
        p = star + 1;
        const unsigned char *slash = skip_continuations(p);
        if (*slash == '/')
            return slash + 1;
    }
}

// The newline that ends the comment whose second slash is at p.
static const unsigned char *skip_line_comment(const unsigned char *p) {
    for (;;) {
        const unsigned char *newline = (const unsigned char *)strchr((const char *)p, '\n');
        if (newline == NULL)
            return p + strlen((const char *)p);
        p = newline - 1;
        while (class_of[*p] == CLASS_BLANK)
            p--;
        if (*p != '\\')
            return newline;
        p = newline + 1;
    }
}

// Behind the comment that begins with the slash at p; p itself if none begins there.
static const unsigned char *skip_comment(const unsigned char *p) {
    const unsigned char *second = skip_continuations(p + 1);
    if (*second == '*')
        return skip_block_comment(p, second);
    return *second == '/' ? skip_line_comment(second) : p;
}

const unsigned char *scan_blanks(const unsigned char *p, struct token *token) {
    for (;;) {
        uint32_t class = class_of[*p];
        const unsigned char *next = p;
        if (class == CLASS_BLANK) {
            next = p + 1;
        } else if (class == CLASS_NEWLINE) {
            if (scanner.in_directive)
                return p;
            token->line_start = 1;
            p++;
            continue;
        } else if (class == CLASS_SLASH) {
            next = skip_comment(p);
        } else if (class == CLASS_BACKSLASH) {
            p = skip_continuation(p);
            if (p != next) {
                if (*p == '\0')
                    warning_at(scanner.start + (place_t)(next - scanner.text),
                               "backslash-newline at end of file");
                continue;
            }
        }
        if (next == p)
            return p;
        token->space_before = 1;
        p = next;
    }
}

// ---- tokens ----

static void finish_token(struct token *token, enum token_kind kind, const unsigned char *start,
                         const unsigned char *end) {
    token->kind = kind;
    token->text = (const char *)start;
    token->length = (uint32_t)(end - start);
    scanner.cursor = end;
}

// A string literal or character constant with its prefix; the quote is at p.
static void scan_quoted(struct token *token, const unsigned char *start, const unsigned char *p) {
    uint32_t quote = *p;
    p++;
    for (;;) {
        uint32_t c = *p;
        uint32_t class = class_of[c];
        if (c == quote) {
            finish_token(token, quote == '"' ? TOKEN_STRING : TOKEN_CHARACTER, start, p + 1);
            return;
        }
        if (class == CLASS_NEWLINE || class == CLASS_END) {
            finish_token(token, TOKEN_OTHER, start, p);
            return;
        }
        p++;
        if (class == CLASS_BACKSLASH) {
            if (skip_continuation(p - 1) != p - 1) {
                scan_continued(token, start);
                return;
            }
            p++;
        }
    }
}

static void scan_number(struct token *token, const unsigned char *start) {
    const unsigned char *p = start + 1;
    for (;;) {
        uint32_t c = *p;
        uint32_t class = class_of[c];
        if (class <= CLASS_DIGIT || c == '.') {
            p++;
        } else if (c == '+' || c == '-') {
            uint32_t before = p[-1];
            if (before != 'e' && before != 'E' && before != 'p' && before != 'P')
                break;
            p++;
        } else if (class == CLASS_BACKSLASH && skip_continuation(p) != p) {
            scan_continued(token, start);
            return;
        } else {
            break;
        }
    }
    finish_token(token, TOKEN_PREPROCESSING_NUMBER, start, p);
}

// A name that begins with the bytes before p, where a byte of UTF-8 or a backslash stands.
static void scan_extended_name(struct token *token, const unsigned char *start,
                               const unsigned char *p) {
    struct buffer spelled = {0};
    bool has_escape = false;
    buffer_append(&spelled, start, (uint32_t)(p - start));
    for (;;) {
        uint32_t length = 1;
        if (class_of[*p] <= CLASS_DIGIT) {
            buffer_append_byte(&spelled, *p);
        } else if (class_of[*p] == CLASS_HIGH) {
            uint32_t code = utf8_decode((const char *)p, &length);
            if (!is_name_character(code))
                break;
            buffer_append(&spelled, p, length);
        } else if (class_of[*p] == CLASS_BACKSLASH) {
            uint32_t code = universal_character((const char *)p, &length);
            if (!is_name_character(code))
                break;
            has_escape = true;
            char encoded[4];
            buffer_append(&spelled, encoded, utf8_encode(code, encoded));
        } else {
            break;
        }
        p += length;
    }
    if (*p == '\\' && skip_continuation(p) != p) {
        free(spelled.bytes);
        scan_continued(token, start);
        return;
    }
    if (p == start) {
        uint32_t length = 1;
        if (*p != '\\')
            utf8_decode((const char *)p, &length);
        finish_token(token, TOKEN_OTHER, start, p + length);
        return;
    }
    finish_token(token, TOKEN_IDENTIFIER, start, p);
    token->name = name_intern((const char *)spelled.bytes, spelled.size);
    free(spelled.bytes);
    if (has_escape) {
        token->text = token->name->text;
        token->length = token->name->length;
    }
}

static bool is_literal_prefix(const unsigned char *start, uint32_t length, uint32_t quote) {
    if (length == 1)
        return *start == 'L' || *start == 'u' || *start == 'U';
    return length == 2 && start[0] == 'u' && start[1] == '8' && quote == '"';
}

static void scan_identifier(struct token *token, const unsigned char *start) {
    uint32_t c = *start;
    uint32_t hash = 0;
    const unsigned char *p = start;
    do {
        hash = hash * 31 + c;
        p++;
        c = *p;
    } while (class_of[c] <= CLASS_DIGIT);
    uint32_t length = (uint32_t)(p - start);
    if (class_of[c] == CLASS_HIGH || class_of[c] == CLASS_BACKSLASH) {
        scan_extended_name(token, start, p);
        return;
    }
    if (class_of[c] == CLASS_QUOTE && is_literal_prefix(start, length, c)) {
        scan_quoted(token, start, p);
        return;
    }
    token->name = name_find((const char *)start, length, hash);
    token->kind = token->name->keyword != 0 ? token->name->keyword : TOKEN_IDENTIFIER;
    token->text = (const char *)start;
    token->length = length;
    scanner.cursor = p;
}

// The punctuator that begins with `first` and goes on with `second`, behind which is `third`
// (not read unless it matters); its length in *length. Digraphs included (6.4.6).
static enum token_kind operator_kind(const unsigned char *p, uint32_t *length) {
    uint32_t second = p[1];
    *length = 2;
    switch (p[0]) {
    case '.':
        if (second == '.' && p[2] == '.') {
            *length = 3;
            return TOKEN_ELLIPSIS;
        }
        break;
    case '+':
        if (second == '+')
            return TOKEN_INCREMENT;
        if (second == '=')
            return TOKEN_ASSIGN_ADD;
        break;
    case '-':
        if (second == '>')
            return TOKEN_ARROW;
        if (second == '-')
            return TOKEN_DECREMENT;
        if (second == '=')
            return TOKEN_ASSIGN_SUBTRACT;
        break;
    case '&':
        if (second == '&')
            return TOKEN_AND;
        if (second == '=')
            return TOKEN_ASSIGN_AND;
        break;
    case '|':
        if (second == '|')
            return TOKEN_OR;
        if (second == '=')
            return TOKEN_ASSIGN_OR;
        break;
    case '%':
        if (second == '=')
            return TOKEN_ASSIGN_REMAINDER;
        if (second == '>')
            return TOKEN_RIGHT_BRACE;
        if (second == ':') {
            if (p[2] != '%' || p[3] != ':')
                return TOKEN_HASH;
            *length = 4;
            return TOKEN_HASH_HASH;
        }
        break;
    case '<':
        if (second == '=')
            return TOKEN_LESS_EQUAL;
        if (second == ':')
            return TOKEN_LEFT_BRACKET;
        if (second == '%')
            return TOKEN_LEFT_BRACE;
        if (second == '<') {
            if (p[2] != '=')
                return TOKEN_SHIFT_LEFT;
            *length = 3;
            return TOKEN_ASSIGN_SHIFT_LEFT;
        }
        break;
    case '>':
        if (second == '=')
            return TOKEN_GREATER_EQUAL;
        if (second == '>') {
            if (p[2] != '=')
                return TOKEN_SHIFT_RIGHT;
            *length = 3;
            return TOKEN_ASSIGN_SHIFT_RIGHT;
        }
        break;
    case ':':
        if (second == '>')
            return TOKEN_RIGHT_BRACKET;
        break;
    case '#':
        if (second == '#')
            return TOKEN_HASH_HASH;
        break;
    default:
        if (second != '=')
            break;
        switch (p[0]) {
        case '*': return TOKEN_ASSIGN_MULTIPLY;
        case '/': return TOKEN_ASSIGN_DIVIDE;
        case '^': return TOKEN_ASSIGN_XOR;
        case '=': return TOKEN_EQUAL;
        case '!': return TOKEN_NOT_EQUAL;
        }
    }
    *length = 1;
    return kind_of[p[0]];
}

static void scan_operator(struct token *token, const unsigned char *p) {
    uint32_t class = class_of[p[1]];
    uint32_t length = 1;
    enum token_kind kind = kind_of[*p];
    if (class == CLASS_DIGIT) {
        if (*p == '.') {
            scan_number(token, p);
            return;
        }
    } else if (class >= CLASS_OPERATOR) {
        const unsigned char *q = p[1] == '\\' ? p + 1 : class == CLASS_OPERATOR ? p + 2 : p;
        if (class_of[*q] == CLASS_BACKSLASH && skip_continuation(q) != q) {
            scan_continued(token, p);
            return;
        }
        kind = operator_kind(p, &length);
    }
    finish_token(token, kind, p, p + length);
}

void scan_token(struct token *token) {
    token->line_start = 0;
    token->space_before = 0;
    token->no_expand = 0;
    token->name = NULL;
    const unsigned char *p = scan_blanks(scanner.cursor, token);
    token->place = scanner.start + (place_t)(p - scanner.text);
    switch (class_of[*p]) {
    case CLASS_LETTER: scan_identifier(token, p); return;
    case CLASS_DIGIT: scan_number(token, p); return;
    case CLASS_SINGLE: finish_token(token, kind_of[*p], p, p + 1); return;
    case CLASS_SLASH:
    case CLASS_OPERATOR: scan_operator(token, p); return;
    case CLASS_QUOTE: scan_quoted(token, p, p); return;
    case CLASS_HIGH:
    case CLASS_BACKSLASH: scan_extended_name(token, p, p); return;
    case CLASS_NEWLINE: finish_token(token, TOKEN_NEWLINE, p, p); return;
    case CLASS_END:
        finish_token(token, scanner.in_directive ? TOKEN_NEWLINE : TOKEN_END, p, p);
        return;
    default: finish_token(token, TOKEN_OTHER, p, p + 1); return;
    }
}

bool scan_text(const char *text, uint32_t length, struct token *token) {
    char *copy = allocate(length + 2);
    memcpy(copy, text, length);
    copy[length] = '\n';
    struct scanner saved = scanner;
    scanner.cursor = (const unsigned char *)copy;
    scanner.in_directive = true;
    if (length >= 2 && copy[0] == '/' && (copy[1] == '/' || copy[1] == '*'))
        scanner.cursor += length; // no comment is made of two slashes
    scan_token(token);
    bool is_whole = token->text == copy && token->length == length &&
                    scanner.cursor == (const unsigned char *)copy + length;
    scanner = saved;
    return is_whole;
}

// ---- lines ----

// Skips the rest of a line: to the newline that ends it.
void scan_rest_of_line(void) {
    const unsigned char *p = scanner.cursor;
    for (;;) {
        uint32_t c = *p;
        uint32_t class = class_of[c];
        if (class <= CLASS_SINGLE) {
            p++;
        } else if (class == CLASS_NEWLINE || class == CLASS_END) {
            break;
        } else if (class == CLASS_SLASH) {
            const unsigned char *q = skip_comment(p);
            p = q == p ? p + 1 : q;
        } else if (class == CLASS_BACKSLASH) {
            const unsigned char *q = skip_continuation(p);
            p = q == p ? p + 1 : q;
        } else if (class == CLASS_QUOTE) {
            p++;
            while (*p != c && *p != '\n' && *p != '\0') {
                const unsigned char *q = *p == '\\' ? skip_continuation(p) : p;
                p = q != p ? q : *p == '\\' ? p + 2 : p + 1;
            }
            if (*p == c)
                p++;
        } else {
            p++;
        }
    }
    scanner.cursor = p;
}

bool scan_to_directive(void) {
    for (;;) {
        struct token blanks = {0};
        const unsigned char *p = scan_blanks(scanner.cursor, &blanks);
        scanner.cursor = p;
        if (*p == '\0')
            return false;
        if (*p == '#' || (*p == '%' && p[1] == ':')) {
            scanner.cursor = *p == '#' ? p + 1 : p + 2;
            return true;
        }
        scan_rest_of_line();
    }
}

bool scan_header_name(char close, const char **text, uint32_t *length) {
    const unsigned char *start = scanner.cursor;
    const unsigned char *p = start;
    while (*p != (unsigned char)close && *p != '\n' && *p != '\0')
        p++;
    *text = (const char *)start;
    *length = (uint32_t)(p - start);
    scanner.cursor = p;
    if (*p != (unsigned char)close)
        return false;
    scanner.cursor = p + 1;
    return true;
}
