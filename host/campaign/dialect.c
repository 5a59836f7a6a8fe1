// Statements in the words of one store.
#define _GNU_SOURCE
#include "dialect.h"

#include <stdlib.h>
#include <string.h>

static const struct word *find_word(const struct word *words, const char *at) {
    for (; words->name != NULL; words++) {
        if (strncmp(at, words->name, strlen(words->name)) == 0)
            return words;
    }
    abort(); // a statement has a word that this store does not know
}

char *dialect_translate(enum statement statement, const struct word *words) {
    const char *from = statement_texts[statement];
    size_t room = strlen(from) + 1;
    for (const char *at = strchr(from, '@'); at != NULL; at = strchr(at + 1, '@'))
        room += strlen(find_word(words, at)->meaning);
    char *text = malloc(room);
    char *to = text;
    if (text == NULL)
        abort();
    while (*from != 0) {
        if (*from != '@') {
            *to++ = *from++;
            continue;
        }
        const struct word *word = find_word(words, from);
        memcpy(to, word->meaning, strlen(word->meaning));
        to += strlen(word->meaning);
        from += strlen(word->name);
    }
    *to = 0;
    return text;
}
