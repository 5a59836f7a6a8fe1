// Vectors as lines of JSON: objects of numbers, by name, and arrays of numbers.
#include <stdlib.h>
#include <string.h>

#include "vector.h"

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

static const char *name_of(uint32_t word, char text[8]) {
    for (unsigned i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].word == word)
            return names[i].name;
    }
    if (word > 0 && word < 32)
        snprintf(text, 8, "r%u", (unsigned)word);
    else if (word >= CONTEXT_FPR && word < CONTEXT_FPR + 32)
        snprintf(text, 8, "f%u", (unsigned)word - CONTEXT_FPR);
    else
        return NULL;
    return text;
}

static void write_context(FILE *file, const char *key, const uint32_t *context) {
    const char *separator = "";
    fprintf(file, "\"%s\":{", key);
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++) {
        char text[8];
        const char *name = name_of(i, text);
        if (name == NULL || context[i] == 0)
            continue;
        fprintf(file, "%s\"%s\":%u", separator, name, (unsigned)context[i]);
        separator = ",";
    }
    fputs("},", file);
}

static void write_words(FILE *file, const char *key, const uint32_t *words, const char *end) {
    uint32_t count = VECTOR_WORDS;
    while (count > 0 && words[count - 1] == 0)
        count--;
    fprintf(file, "\"%s\":[", key);
    for (uint32_t i = 0; i < count; i++)
        fprintf(file, "%s%u", i == 0 ? "" : ",", (unsigned)words[i]);
    fprintf(file, "]%s", end);
}

void vector_write(FILE *file, const struct vector *vector) {
    fprintf(file, "{\"budget\":%u,", (unsigned)vector->budget);
    write_words(file, "code", vector->code, ",");
    write_words(file, "data", vector->data, ",");
    write_context(file, "before", vector->before);
    write_context(file, "after", vector->after);
    write_words(file, "left", vector->left, "}\n");
}

// ---- reading ----

static bool take(const char **at, char character) {
    *at += strspn(*at, " \t\r\n");
    if (**at != character)
        return false;
    ++*at;
    return true;
}

static bool read_number(const char **at, uint32_t *number) {
    *at += strspn(*at, " \t\r\n");
    uint64_t value = 0;
    const char *start = *at;
    for (; **at >= '0' && **at <= '9' && value <= UINT32_MAX; ++*at)
        value = value * 10 + (uint64_t)(**at - '0');
    *number = (uint32_t)value;
    return *at != start && value <= UINT32_MAX;
}

static bool read_key(const char **at, char key[16]) {
    if (!take(at, '"'))
        return false;
    size_t length = strcspn(*at, "\"");
    if (length >= 16 || (*at)[length] == '\0')
        return false;
    memcpy(key, *at, length);
    key[length] = '\0';
    *at += length + 1;
    return take(at, ':');
}

static const char *read_words(const char **at, uint32_t *words) {
    uint32_t count = 0;
    if (!take(at, '['))
        return "an array of numbers is missing";
    if (take(at, ']'))
        return NULL;
    do {
        if (count == VECTOR_WORDS)
            return "more than 16 words";
        if (!read_number(at, &words[count++]))
            return "a word is no number of 32 bits";
    } while (take(at, ','));
    return take(at, ']') ? NULL : "] is missing";
}

static const char *read_context(const char **at, uint32_t *context) {
    if (!take(at, '{'))
        return "an object is missing";
    if (take(at, '}'))
        return NULL;
    do {
        char key[16], text[8];
        uint32_t word = 0;
        if (!read_key(at, key))
            return "a name is missing";
        for (; word < CONTEXT_WORDS; word++) {
            const char *name = name_of(word, text);
            if (name != NULL && strcmp(name, key) == 0)
                break;
        }
        if (word == CONTEXT_WORDS)
            return "a context has no word of this name";
        if (!read_number(at, &context[word]))
            return "a word is no number of 32 bits";
    } while (take(at, ','));
    return take(at, '}') ? NULL : "} is missing";
}

static const char *read_member(const char **at, const char *key, struct vector *vector) {
    if (strcmp(key, "budget") == 0)
        return read_number(at, &vector->budget) ? NULL : "the budget is no number of 32 bits";
    if (strcmp(key, "code") == 0)
        return read_words(at, vector->code);
    if (strcmp(key, "data") == 0)
        return read_words(at, vector->data);
    if (strcmp(key, "left") == 0)
        return read_words(at, vector->left);
    if (strcmp(key, "before") == 0)
        return read_context(at, vector->before);
    if (strcmp(key, "after") == 0)
        return read_context(at, vector->after);
    return "a vector has no member of this name";
}

const char *vector_read(const char *line, struct vector *vector) {
    memset(vector, 0, sizeof *vector);
    if (!take(&line, '{'))
        return "{ is missing";
    do {
        char key[16];
        if (!read_key(&line, key))
            return "a name is missing";
        const char *wrong = read_member(&line, key, vector);
        if (wrong != NULL)
            return wrong;
    } while (take(&line, ','));
    if (!take(&line, '}') || line[strspn(line, " \t\r\n")] != '\0')
        return "the line does not end after one object";
    return vector->budget == 0 ? "the budget is 0 or missing" : NULL;
}
