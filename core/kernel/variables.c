// The environment of guests. It is empty but for what options give, in their order; of two
// variables of one name the later counts. Nothing of the environment outside reaches a guest unless
// an option names it, so that equal runs have equal digests wherever they are started.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "supervise.h"

static size_t name_length(const char *variable) {
    return strcspn(variable, "=");
}

static bool has_name(const char *variable, const char *name, size_t length) {
    return strncmp(variable, name, length) == 0 && variable[length] == '=';
}

// Removes the variable of that name.
static void forget(struct words *environment, const char *name, size_t length) {
    for (int i = 0; i < environment->count; i++) {
        if (!has_name(environment->words[i], name, length))
            continue;
        for (int j = i; j < environment->count; j++)
            environment->words[j] = environment->words[j + 1]; // and the NULL
        environment->count--;
    }
}

// The variable of that name outside; NULL if there is none.
static const char *outside(const char *name, size_t length) {
    for (char **variable = environment_variables(); *variable != NULL; variable++) {
        if (has_name(*variable, name, length))
            return *variable;
    }
    return NULL;
}

// NAME=VALUE, or NAME, which is what it is outside.
static void give(struct settings *settings, const char *variable) {
    size_t length = name_length(variable);
    forget(&settings->environment, variable, length);
    if (variable[length] == 0)
        variable = outside(variable, length);
    if (variable != NULL)
        words_add(&settings->environment, variable);
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
