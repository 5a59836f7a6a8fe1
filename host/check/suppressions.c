// What is not to be reported (--check-suppress): lines "KIND FUNCTION …", the innermost function
// first, as many as are to be looked at. KIND is that of the JSON report, or *. A name may end in
// *; ... stands for any number of functions.
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/kernel/program.h"
#include "../../core/memory.h"
#include "check.h"

enum { WORDS_MOST = 32 };

struct suppression {
    const char *words[WORDS_MOST]; // the kind, functions
    uint32_t count;
    struct suppression *next;
};

static bool matches(const char *pattern, const char *name) {
    size_t length = strlen(pattern);
    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, name, length - 1) == 0;
    return strcmp(pattern, name) == 0;
}

static bool match_all(const char *const *patterns, uint32_t pattern_count, const char *const *names,
                      uint32_t name_count) {
    if (pattern_count == 0)
        return true;
    if (strcmp(patterns[0], "...") == 0) {
        for (uint32_t i = 0; i <= name_count; i++)
            if (match_all(patterns + 1, pattern_count - 1, names + i, name_count - i))
                return true;
        return false;
    }
    return name_count > 0 && matches(patterns[0], names[0]) &&
           match_all(patterns + 1, pattern_count - 1, names + 1, name_count - 1);
}

bool suppressions_cover(struct check_run *run, const char *kind, const char *const *functions,
                        uint32_t count) {
    for (const struct suppression *one = run->suppressions; one != NULL; one = one->next)
        if (matches(one->words[0], kind) &&
            match_all(one->words + 1, one->count - 1, functions, count))
            return true;
    return false;
}

static bool is_kind(const char *word) {
    static const char *const kinds[] = {"*",        "read",   "write", "branch",  "address",
                                        "argument", "memory", "free",  "overlap", "leak"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (strcmp(word, kinds[i]) == 0)
            return true;
    return false;
}

static bool complain(const struct check_run *run, uint32_t number, const char *what) {
    fprintf(stderr, "%s: --check-suppress: %s:%u: %s\n", run->options.command,
            run->options.suppressions, (unsigned)number, what);
    return false;
}

// Words of a line stay where they are.
static bool read_line(struct check_run *run, char *line, uint32_t number) {
    struct suppression one = {0};
    line[strcspn(line, "#")] = 0;
    for (char *word = strtok(line, " \t\r"); word != NULL; word = strtok(NULL, " \t\r")) {
        if (one.count == WORDS_MOST)
            return complain(run, number, "too many functions");
        one.words[one.count++] = word;
    }
    if (one.count == 0)
        return true;
    if (!is_kind(one.words[0]))
        return complain(run, number,
                        "has to begin with read, write, branch, address, argument, memory, free, "
                        "overlap, leak or *");
    struct suppression *kept = memory_new(sizeof *kept);
    *kept = one;
    kept->next = run->suppressions;
    run->suppressions = kept;
    return true;
}

bool suppressions_read(struct check_run *run) {
    unsigned char *bytes;
    uint32_t size, number = 1;
    if (run->options.suppressions == NULL)
        return true;
    int32_t wrong = file_read(run->options.suppressions, &bytes, &size);
    if (wrong != 0) {
        fprintf(stderr, "%s: --check-suppress: %s: %s\n", run->options.command,
                run->options.suppressions, environment_error_text(wrong));
        return false;
    }
    run->suppression_text = memory_resize(bytes, size + 1);
    run->suppression_text[size] = 0;
    for (char *line = run->suppression_text, *end; line != NULL; line = end, number++) {
        end = strchr(line, '\n');
        if (end != NULL)
            *end++ = 0;
        if (!read_line(run, line, number))
            return false;
    }
    return true;
}

void suppressions_end(struct check_run *run) {
    for (struct suppression *one = run->suppressions, *next; one != NULL; one = next) {
        next = one->next;
        free(one);
    }
    free(run->suppression_text);
}
