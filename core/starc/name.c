// Names: every spelling has one struct name, found by a hash. Keywords are names, too.

#include "preprocess.h"

#include <string.h>

enum { BUCKET_COUNT = 8192 };

static struct name *buckets[BUCKET_COUNT];

enum { PLAIN = ROLE_PLAIN, ASSIGNS = ROLE_ASSIGNS, DECLARES = ROLE_DECLARES };
enum { SPECIFIES = ROLE_SPECIFIES, C = false, CSTAR = true };

#define SPELLING(name, text)
#define TOKEN(name, text, role, operation, language)                                               \
    [TOKEN_##name] = {text, role, EXPRESSION_##operation, language},
const struct token_facts token_facts[TOKEN_KIND_COUNT] = {
    [TOKEN_END] = {"", PLAIN, EXPRESSION_NUMBER, CSTAR},
    [TOKEN_IDENTIFIER] = {"", PLAIN, EXPRESSION_NUMBER, CSTAR},
    [TOKEN_NUMBER] = {"", PLAIN, EXPRESSION_NUMBER, CSTAR},
    [TOKEN_STRING] = {"", PLAIN, EXPRESSION_NUMBER, CSTAR},
#include "tokens.def"
};
#undef SPELLING
#undef TOKEN

#define SPELLING(name, text)                         {text, TOKEN_##name},
#define TOKEN(name, text, role, operation, language) {text, TOKEN_##name},
const struct spelling spellings[] = {
#include "tokens.def"
};
const uint32_t spelling_count = sizeof spellings / sizeof spellings[0];

uint32_t token_precedence(enum token_kind kind) {
    return token_facts[kind].role < ROLE_ASSIGNS ? token_facts[kind].role : 0;
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
    for (uint32_t i = 0; i < spelling_count; i++)
        if (spellings[i].kind < TOKEN_LEFT_PARENTHESIS)
            name_intern(spellings[i].text, (uint32_t)strlen(spellings[i].text))->keyword =
                spellings[i].kind;
}

uint32_t name_language(void) {
    return (uint32_t)options.c23 | (uint32_t)options.c90 << 1 | (uint32_t)options.iso << 2;
}

// Names that are keywords of C23 only, and those that C90 has not, or only GNU's.
void name_choose_language(void) {
    static uint32_t chosen;
    static const struct spelling c23[] = {
        {"alignas", TOKEN_ALIGNAS},
        {"alignof", TOKEN_ALIGNOF},
        {"bool", TOKEN_BOOL},
        {"static_assert", TOKEN_STATIC_ASSERT},
        {"thread_local", TOKEN_THREAD_LOCAL},
        {"typeof_unqual", TOKEN_TYPEOF},
    };
    if (chosen == name_language())
        return;
    chosen = name_language();
    for (uint32_t i = 0; i < sizeof c23 / sizeof c23[0]; i++)
        name_intern(c23[i].text, (uint32_t)strlen(c23[i].text))->keyword =
            options.c23 ? c23[i].kind : 0;
    name_intern("restrict", 8)->is_foreign = options.c90;
    name_intern("inline", 6)->is_foreign = options.c90 && options.iso;
    name_intern("asm", 3)->is_foreign = options.iso;
    name_intern("typeof", 6)->is_foreign = options.iso && !options.c23;
}
