// The environment of guests. It is empty but for what options give, in their order; of two
// variables of one name the later counts. Nothing of the environment outside reaches a guest unless
// an option names it, so that equal runs have equal digests wherever they are started.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../memory.h"
#include "supervise.h"

static size_t name_length(const char *variable) {
    return strcspn(variable, "=");
}

static bool has_name(const char *variable, const char *name, size_t length) {
    return strncmp(variable, name, length) == 0 && variable[length] == '=';
}

// The variable of that name outside; NULL if there is none.
static const char *outside(const char *name, size_t length) {
    for (char **variable = environment_variables(); *variable != NULL; variable++) {
        if (has_name(*variable, name, length))
            return *variable;
    }
    return NULL;
}

// NAME=VALUE, or NAME, which is what it is outside; if it is not there either, the name alone stays
// until they are settled.
static void give(struct settings *settings, const char *variable) {
    size_t length = name_length(variable);
    const char *value = variable[length] == 0 ? outside(variable, length) : variable;
    words_add(&settings->environment, value != NULL ? value : variable);
}

struct given {
    const char *text;
    size_t length; // of the name
    int number;
};

static int compare_given(const void *left, const void *right) {
    const struct given *a = left, *b = right;
    size_t shorter = a->length < b->length ? a->length : b->length;
    int names = memcmp(a->text, b->text, shorter);
    if (names != 0)
        return names;
    if (a->length != b->length)
        return a->length < b->length ? -1 : 1;
    return a->number < b->number ? -1 : 1;
}

// Of several variables of one name leaves the last one, where that is; and no names alone.
void variables_settle(struct settings *settings) {
    struct words *environment = &settings->environment;
    int count = environment->count, left = 0;
    struct given *given = memory_new(((size_t)count + 1) * sizeof *given);
    for (int i = 0; i < count; i++)
        given[i] = (struct given){environment->words[i], name_length(environment->words[i]), i};
    if (count > 0)
        qsort(given, (size_t)count, sizeof *given, compare_given);
    for (int i = 0; i < count; i++) {
        bool is_last = i + 1 == count || given[i].length != given[i + 1].length ||
                       memcmp(given[i].text, given[i + 1].text, given[i].length) != 0;
        if (!is_last || given[i].text[given[i].length] == 0)
            environment->words[given[i].number] = NULL;
    }
    for (int i = 0; i < count; i++) {
        if (environment->words[i] != NULL)
            environment->words[left++] = environment->words[i];
    }
    if (count > 0)
        environment->words[left] = NULL;
    environment->count = left;
    free(given);
}

// The file stays in memory: the variables are its lines.
static bool read_lines(struct settings *settings, const char *path, char *text, uint32_t size) {
    unsigned number = 1;
    text[size] = 0;
    for (char *next = text, *line; next < text + size; number++) {
        line = next;
        next += strcspn(line, "\n");
        bool is_cut = *next == 0 && next < text + size;
        *next++ = 0;
        if (line[0] == '=' || is_cut) {
            fprintf(stderr, "%s: %s:%u: %s\n", settings->command, path, number,
                    is_cut ? "a zero byte" : "a variable without a name");
            return false;
        }
        if (line[0] != 0 && line[0] != '#')
            give(settings, line);
    }
    return true;
}

static bool read_file(struct settings *settings, const struct command_line *line) {
    unsigned char *bytes;
    uint32_t size;
    int32_t wrong = file_read(line->value, &bytes, &size);
    char *text = wrong == 0 ? realloc(bytes, (size_t)size + 1) : NULL;
    if (text != NULL) {
        settings_own(settings, text);
        return read_lines(settings, line->value, text, size);
    }
    fprintf(stderr, "%s: --env-file: %s: %s\n", settings->command, line->value,
            environment_error_text(wrong != 0 ? wrong : -ERROR_NOMEM));
    return false;
}

bool variables_apply(struct settings *settings, const struct command_line *line, int option) {
    settings->environment_given = true;
    if (option == OPTION_ENV_FILE)
        return read_file(settings, line);
    if (option == OPTION_CLEAR_ENV) {
        settings->environment.count = 0;
        return true;
    }
    if (name_length(line->value) == 0) {
        command_line_bad_value(line, "NAME=VALUE, or NAME");
        return false;
    }
    give(settings, line->value);
    return true;
}
