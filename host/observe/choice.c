// --observe: which contexts are observed, by patterns of their paths.
#include <stddef.h>
#include <string.h>

#include "../../core/memory.h"
#include "observe.h"

// True if the path is what the pattern says: each number the same, or *.
static bool matches(const char *path, const char *pattern, size_t length) {
    const char *end = pattern + length;
    for (;;) {
        size_t number = strcspn(path, "/");
        const char *slash = memchr(pattern, '/', (size_t)(end - pattern));
        size_t part = (size_t)((slash != NULL ? slash : end) - pattern);
        if (!(part == 1 && *pattern == '*') && (part != number || memcmp(path, pattern, part) != 0))
            return false;
        path += number;
        pattern += part;
        if (*path == 0 || pattern == end)
            return *path == 0 && pattern == end;
        path++;
        pattern++;
    }
}

bool choice_covers(struct choice *choice, const char *path) {
    bool covers = choice->all;
    for (uint32_t i = 0; i < choice->pattern_count; i++) {
        if (!matches(path, choice->patterns[i].text, choice->patterns[i].length))
            continue;
        covers = true;
        choice->patterns[i].is_found = true;
    }
    return covers;
}

static bool is_pattern(const char *text, size_t length) {
    bool needs_number = true;
    for (size_t i = 0; i < length; i++) {
        bool is_star = text[i] == '*' && needs_number && (i + 1 == length || text[i + 1] == '/');
        bool is_slash = text[i] == '/' && !needs_number;
        bool is_digit = text[i] >= '0' && text[i] <= '9' && (i == 0 || text[i - 1] != '*');
        if (!is_star && !is_slash && !is_digit)
            return false;
        needs_number = is_slash;
    }
    return !needs_number;
}

static bool bad_paths(const struct observe_request *request) {
    fprintf(stderr,
            "%s: bad value '%s' of option '--observe' (expected paths such as 0, 0/1 or 0/*, with "
            "commas between, or all)\n",
            request->command, request->paths);
    return false;
}

static bool choose_default(struct choice *choice, const struct observe_request *request) {
    uint32_t depth = request->depth;
    char *text = memory_new((size_t)depth * 2 + 2);
    strcpy(text, depth == 0 ? "*" : "0");
    for (uint32_t i = 1; i <= depth; i++)
        strcpy(text + i * 2 - 1, i == depth ? "/*" : "/1");
    choice->patterns[0].text = text;
    choice->patterns[0].length = strlen(text);
    choice->pattern_count = 1;
    choice->several = request->programs > 1;
    return true;
}

bool choice_read(struct watching *watching) {
    struct choice *choice = &watching->choice;
    const char *paths = watching->request.paths;
    if (paths == NULL)
        return choose_default(choice, &watching->request);
    choice->all = strcmp(paths, "all") == 0;
    choice->several = choice->all || strpbrk(paths, ",*") != NULL;
    for (const char *text = paths; !choice->all; text++) {
        size_t length = strcspn(text, ",");
        if (choice->pattern_count == PATTERNS_MOST || !is_pattern(text, length))
            return bad_paths(&watching->request);
        choice->patterns[choice->pattern_count].text = text;
        choice->patterns[choice->pattern_count++].length = length;
        text += length;
        if (*text == 0)
            break;
    }
    return true;
}

bool choice_all_found(const struct watching *watching) {
    const struct choice *choice = &watching->choice;
    bool found = true;
    for (uint32_t i = 0; i < choice->pattern_count; i++) {
        if (choice->patterns[i].is_found || watching->request.paths == NULL)
            continue;
        fprintf(stderr, "%s: --observe: there was no context %.*s\n", watching->request.command,
                (int)choice->patterns[i].length, choice->patterns[i].text);
        found = false;
    }
    return found;
}
