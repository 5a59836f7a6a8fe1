#include "words.h"

#include <stdio.h>
#include <string.h>

static const struct name {
    const char *name;
    uint32_t word;
} names[] = {{"pc", CONTEXT_PC},
             {"next_pc", CONTEXT_NEXT_PC},
             {"hi", CONTEXT_HI},
             {"lo", CONTEXT_LO},
             {"user_local", CONTEXT_USER_LOCAL},
             {"exception", CONTEXT_EXCEPTION},
             {"address", CONTEXT_ADDRESS},
             {"kind", CONTEXT_KIND},
             {"retired", CONTEXT_RETIRED_LOW},
             {"link", CONTEXT_LINK},
             {"link_value", CONTEXT_LINK_VALUE},
             {"fcsr", CONTEXT_FCSR}};

const char *word_name(uint32_t word, char text[WORD_NAME_SIZE]) {
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].word == word)
            return names[i].name;
    }
    if (word > 0 && word < 32)
        snprintf(text, WORD_NAME_SIZE, "r%u", (unsigned)word);
    else if (word >= CONTEXT_FPR && word < CONTEXT_FPR + 32)
        snprintf(text, WORD_NAME_SIZE, "f%u", (unsigned)word - CONTEXT_FPR);
    else
        return NULL;
    return text;
}

// "r7", "f31": the number, or 32.
static uint32_t register_number(const char *name, size_t length) {
    uint32_t number = 0;
    if (length < 2 || length > 3 || (name[1] == '0' && length > 2))
        return 32;
    for (size_t i = 1; i < length; i++) {
        if (name[i] < '0' || name[i] > '9')
            return 32;
        number = number * 10 + (uint32_t)(name[i] - '0');
    }
    return number;
}

uint32_t word_number(const char *name, size_t length) {
    uint32_t number = register_number(name, length);
    if (number < 32 && name[0] == 'f')
        return CONTEXT_FPR + number;
    if (number > 0 && number < 32 && name[0] == 'r')
        return number;
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strlen(names[i].name) == length && memcmp(names[i].name, name, length) == 0)
            return names[i].word;
    }
    return CONTEXT_WORDS;
}
