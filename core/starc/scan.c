// Scanning (C11 6.4): turns text into preprocessing tokens, on demand and without copying the text.
// Each byte is classified by a table. Continued lines have already been joined (source.c).
// Trigraphs are not replaced, as in gcc's default mode.

#include "preprocess.h"

#include <stdlib.h>
#include <string.h>

struct scanner scanner;
uint32_t class_of[256];

static uint32_t kind_of[256];  // of one-character punctuators
static uint32_t first_of[256]; // the longest punctuator that starts with a byte: 1 + index
static uint32_t next_of[TOKEN_KIND_COUNT + 32]; // the next one to try
enum { LONGEST = 4 };

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
    for (uint32_t length = 1; length <= LONGEST; length++)
        for (uint32_t i = 0; i < spelling_count; i++) {
            uint32_t first = (unsigned char)spellings[i].text[0];
            if (spellings[i].kind < TOKEN_LEFT_PARENTHESIS || strlen(spellings[i].text) != length)
                continue;
            if (length == 1) {
                kind_of[first] = spellings[i].kind;
            } else {
                next_of[i + 1] = first_of[first];
                first_of[first] = i + 1;
            }
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
        bool is_continued = class == CLASS_BACKSLASH && p[1] == '\n'; // only at the end of the file
        if (class == CLASS_NEWLINE || class == CLASS_END || is_continued) {
            finish_token(token, TOKEN_OTHER, start, p);
            return;
        }
        p += class == CLASS_BACKSLASH ? 2 : 1;
    }
}

static void scan_number(struct token *token, const unsigned char *start) {
    const unsigned char *p = start + 1;
    for (;;) {
        uint32_t c = *p;
        uint32_t class = class_of[c];
        if (class <= CLASS_DIGIT || c == '.') {
            p++;
        } else if (c == '\'' && options.c23 && class_of[p[1]] <= CLASS_DIGIT) {
            p += 2;
        } else if (c == '+' || c == '-') {
            uint32_t before = p[-1];
            if (before != 'e' && before != 'E' && before != 'p' && before != 'P')
                break;
            p++;
        } else {
            break;
        }
    }
    finish_token(token, TOKEN_PREPROCESSING_NUMBER, start, p);
}

// A name with a UTF-8 character or a universal character name at p.
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
    if (length == 1 && *start == 'L')
        return true;
    bool is_c99 = options.iso && options.version != NULL && options.version[0] == '1';
    if ((options.c90 || is_c99) && !scanner.is_library) // C11 6.4.4.4, but GNU's C99 has them
        return false;
    if (length == 1)
        return *start == 'u' || *start == 'U';
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
    if (token->name->is_foreign && !scanner.is_library)
        token->kind = TOKEN_IDENTIFIER;
    token->text = (const char *)start;
    token->length = length;
    scanner.cursor = p;
}

// The longest punctuator at p (6.4p4) and its length.
static enum token_kind longest_operator(const unsigned char *p, uint32_t *length) {
    for (uint32_t i = first_of[*p]; i != 0; i = next_of[i]) {
        const char *text = spellings[i - 1].text;
        uint32_t count = 1;
        while (text[count] != '\0' && text[count] == (char)p[count])
            count++;
        if (text[count] == '\0') {
            *length = count;
            return spellings[i - 1].kind;
        }
    }
    *length = 1;
    return kind_of[*p];
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
        kind = longest_operator(p, &length);
    }
    finish_token(token, kind, p, p + length);
}

static void scan_text_at_cursor(struct token *token) {
    token->line_start = 0;
    token->no_expand = 0;
    token->name = NULL;
    const unsigned char *p = scanner.cursor;
    token->space_before = 0;
    if (*p == ' ') {
        token->space_before = 1;
        p++;
    }
    uint32_t class = class_of[*p];
    if (class == CLASS_BLANK || class >= CLASS_SLASH) {
        p = scan_blanks(p, token);
        class = class_of[*p];
    }
    token->place = scanner.start + (place_t)(p - scanner.text);
    switch (class) {
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

// ---- files that are included repeatedly ----

// The token scanned with the cursor at `from`; offsets count from the newline before the text.
struct kept_token {
    uint32_t from;
    uint32_t start;
    uint32_t end;
    uint16_t kind;
    bool line_start;
    bool space_before;
    struct name *name;
};

// Recalls the token scanned with the cursor where it is. False if there is none, or it lies beyond
// the directive.
static bool recall_token(struct token *token) {
    const struct source *source = scanner.repeated;
    uint32_t from = (uint32_t)(scanner.cursor - (scanner.text - 1));
    uint32_t i = scanner.next_kept;
    while (i < source->kept_count && source->kept[i].from < from)
        i++;
    scanner.next_kept = i;
    if (i == source->kept_count || source->kept[i].from != from)
        return false;
    const struct kept_token *kept = &source->kept[i];
    if (scanner.in_directive && kept->line_start)
        return false;
    token->line_start = kept->line_start;
    token->space_before = kept->space_before;
    token->no_expand = 0;
    token->place = scanner.start + kept->start - 1;
    token->name = kept->name;
    finish_token(token, kept->kind, scanner.text + kept->start - 1, scanner.text + kept->end - 1);
    scanner.next_kept++;
    return true;
}

// Remembers the token scanned at an offset beyond all earlier ones.
static void keep_token(uint32_t from, const struct token *token) {
    struct source *source = scanner.repeated;
    uint32_t count = source->kept_count;
    uint32_t end = (uint32_t)(scanner.cursor - scanner.text) + 1;
    bool is_text = token->text + token->length == (const char *)scanner.cursor;
    if (token->kind <= TOKEN_OTHER || !is_text ||
        (count > 0 && source->kept[count - 1].from >= from))
        return;
    source->kept = array_room(source->kept, &source->kept_capacity, count, sizeof *source->kept);
    source->kept[count] = (struct kept_token){.from = from,
                                              .start = end - token->length,
                                              .end = end,
                                              .kind = (uint16_t)token->kind,
                                              .line_start = token->line_start != 0,
                                              .space_before = token->space_before != 0,
                                              .name = token->name};
    source->kept_count++;
}

static void scan_new(struct token *token) {
    uint32_t from = (uint32_t)(scanner.cursor - (scanner.text - 1));
    scan_text_at_cursor(token);
    if (scanner.repeated != NULL)
        keep_token(from, token);
}

void scan_token(struct token *token) {
    if (scanner.repeated == NULL || !recall_token(token))
        scan_new(token);
}

bool scan_text(const char *text, uint32_t length, struct token *token) {
    char *copy = allocate(length + 2);
    memcpy(copy, text, length);
    copy[length] = '\n';
    struct scanner saved = scanner;
    scanner.cursor = (const unsigned char *)copy;
    scanner.in_directive = true;
    scanner.repeated = NULL;
    if (length >= 2 && copy[0] == '/' && (copy[1] == '/' || copy[1] == '*'))
        scanner.cursor += length; // two pasted slashes do not start a comment
    scan_new(token);
    bool is_whole = token->text == copy && token->length == length &&
                    scanner.cursor == (const unsigned char *)copy + length;
    scanner = saved;
    return is_whole;
}
