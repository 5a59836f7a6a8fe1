// Names: every spelling has one struct name, found by a hash. Keywords are names, too.

#include "preprocess.h"

#include <string.h>

enum { BUCKET_COUNT = 8192 };

static struct name *buckets[BUCKET_COUNT];

// clang-format off
const char *const token_texts[TOKEN_KIND_COUNT] = { // ORDER TOKENS
    NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    "_Alignas", "_Alignof", "_Atomic", "auto", "_Bool", "break", "case", "char", "_Complex",
    "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for",
    "_Generic", "goto", "if", "_Imaginary", "inline", "int", "long", "_Noreturn", "register",
    "restrict", "return", "short", "signed", "sizeof", "static", "_Static_assert", "struct",
    "switch", "_Thread_local", "typedef", "union", "unsigned", "void", "volatile", "while",
    "__attribute__", "__extension__", "__syscall", "__builtin_offsetof", "__builtin_va_start",
    "__builtin_va_arg", "__builtin_va_end", "__builtin_va_copy", "(", ")", "[", "]", "{", "}",
    ".", "->", "++", "--", "&", "*", "+", "-", "~", "!", "/", "%", "<<", ">>", "<", ">", "<=",
    ">=", "==", "!=", "^", "|", "&&", "||", "?", ":", ";", "...", "=", "*=", "/=", "%=", "+=",
    "-=", "<<=", ">>=", "&=", "^=", "|=", ",", "#", "##"
};
// clang-format on

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

const char *token_text(enum token_kind kind) {
    return token_texts[kind];
}

struct name *name_find(const char *text, uint32_t length, uint32_t hash) {
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

void name_initialize(void) {
    for (uint32_t kind = TOKEN_ALIGNAS; kind < TOKEN_LEFT_PARENTHESIS; kind++) {
        const char *text = token_texts[kind];
        name_intern(text, (uint32_t)strlen(text))->keyword = kind;
    }
    for (uint32_t i = 0; i < sizeof other_spellings / sizeof other_spellings[0]; i++) {
        const char *text = other_spellings[i].text;
        name_intern(text, (uint32_t)strlen(text))->keyword = other_spellings[i].kind;
    }
}
