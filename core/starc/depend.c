// Rules for make (-M and its like): what an object depends on, as gcc writes them. What is in
// libcstar is no file.

#include "driver.h"

#include "../environment.h"
#include "../output.h"

#include <string.h>

enum { LINE_LENGTH = 72 };

static struct buffer rule;
static uint32_t column;
static struct word_list missing; // with -MG

void dependency_missing(const char *name) {
    word_list_add(&missing, name);
}

void dependency_quote(struct buffer *text, const char *name) {
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == ' ' || *c == '\t' || *c == '#')
            buffer_append_byte(text, '\\');
        else if (*c == '$')
            buffer_append_byte(text, '$');
        buffer_append_byte(text, *c);
    }
}

static void put_word(const char *name, bool is_quoted) {
    struct buffer word = {0};
    if (is_quoted)
        dependency_quote(&word, name);
    else
        buffer_append(&word, name, (uint32_t)strlen(name));
    if (column > 0 && column + 1 + word.size > LINE_LENGTH) {
        buffer_format(&rule, " \\\n");
        column = 0;
    }
    if (rule.size > 0)
        buffer_append_byte(&rule, ' ');
    buffer_append(&rule, word.bytes, word.size);
    column += word.size + 1;
}

static const struct source *main_source;

static void put_source(const struct source *source) {
    if (source != main_source)
        put_word(source->name, true);
}

static void put_phony(const struct source *source) {
    if (source == main_source)
        return;
    dependency_quote(&rule, source->name);
    buffer_format(&rule, ":\n");
}

// Its last part without suffix, and another suffix.
static const char *with_suffix(const char *path, const char *suffix) {
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
    char *text = allocate_text(name, length + strlen(suffix));
    strcpy(text + length, suffix);
    return text;
}

const char *object_name(const char *path) {
    return with_suffix(path, ".o");
}

// Beside the output if there is one: its name with the suffix .d.
static const char *file_of_rule(const char *path) {
    if (driver.dependency_file != NULL)
        return driver.dependency_file;
    if (driver.only_dependencies)
        return driver.output != NULL ? driver.output : "-";
    if (driver.output == NULL || output_is_standard(driver.output))
        return with_suffix(path, ".d");
    const char *slash = strrchr(driver.output, '/');
    const char *name = with_suffix(driver.output, ".d");
    if (slash == NULL)
        return name;
    size_t length = (size_t)(slash - driver.output) + 1;
    char *text = allocate_text(driver.output, length + strlen(name));
    strcpy(text + length, name);
    return text;
}

bool dependencies_write(const char *path) {
    const char *reason;
    rule.size = 0;
    column = 0;
    main_source = source_read(path, &reason);
    if (driver.dependency_targets.count > 0)
        for (uint32_t i = 0; i < driver.dependency_targets.count; i++)
            put_word(driver.dependency_targets.items[i], false);
    else if (driver.output != NULL && !driver.only_dependencies)
        put_word(driver.output, true);
    else
        put_word(object_name(path), true);
    buffer_append_byte(&rule, ':');
    put_word(main_source->name, true);
    source_each_used(put_source);
    for (uint32_t i = 0; i < missing.count; i++)
        put_word(missing.items[i], true);
    buffer_append_byte(&rule, '\n');
    if (driver.has_phony_targets)
        source_each_used(put_phony);
    const char *file = file_of_rule(path);
    int32_t wrong = output_file(file, 0666, rule.bytes, rule.size);
    if (wrong < 0)
        error_at(0, "%s: %s", file, environment_error_text(wrong));
    return wrong >= 0;
}
