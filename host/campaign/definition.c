// The file of a campaign: lines of "key = value"; [NAME] begins a part.
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "campaign.h"

enum { SECONDS = 600, CLOCK_TIMES = 20, MEGABYTES = 4096, SEEDS_EACH = 1, TASKS_MAX = 10000000 };

const struct kind campaign_kinds[] = {
#define KIND(name, command, judgment, reducer, needs) {#name, command, judgment, reducer, needs},
#include "kinds.def"
#undef KIND
    {NULL, NULL, BY_STATUS, NULL, NULL},
};

struct reader {
    const char *name; // of the file
    unsigned line;
    struct definition *definition;
    bool in_settings; // [set]: for every part
};

static bool complain(const struct reader *reader, const char *what, const char *about) {
    fprintf(stderr, "mixter campaign: %s:%u: %s%s%s%s\n", reader->name, reader->line, what,
            about != NULL ? " '" : "", about != NULL ? about : "", about != NULL ? "'" : "");
    return false;
}

const struct kind *kind_find(const char *name) {
    for (const struct kind *kind = campaign_kinds; kind->name != NULL; kind++) {
        if (strcmp(kind->name, name) == 0)
            return kind;
    }
    return NULL;
}

const char *part_value(const struct part *part, const char *key) {
    for (unsigned i = 0; i < part->pair_count; i++) {
        if (strcmp(part->pairs[i].key, key) == 0)
            return part->pairs[i].value;
    }
    return NULL;
}

bool part_has(const struct part *part, const char *key) {
    const char *value = part_value(part, key);
    return value != NULL && strcmp(value, "yes") == 0;
}

static void *grow(void *array, size_t count, size_t size) {
    void *larger = realloc(array, count * size);
    if (larger == NULL)
        abort();
    return larger;
}

static char *copy(const char *text) {
    char *result = strdup(text);
    if (result == NULL)
        abort();
    return result;
}

static void set_pair(struct part *part, const char *key, const char *value) {
    for (unsigned i = 0; i < part->pair_count; i++) {
        if (strcmp(part->pairs[i].key, key) == 0) {
            free(part->pairs[i].value);
            part->pairs[i].value = copy(value);
            return;
        }
    }
    part->pairs = grow(part->pairs, part->pair_count + 1, sizeof *part->pairs);
    part->pairs[part->pair_count++] = (struct pair){copy(key), copy(value)};
}

// ---- lines ----

static char *trim(char *text) {
    text += strspn(text, " \t\r");
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        length--;
    text[length] = 0;
    return text;
}

static bool is_name(const char *text) {
    return *text != 0 && strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789_-") == strlen(text);
}

static bool read_header(struct reader *reader, char *line) {
    struct definition *definition = reader->definition;
    size_t length = strlen(line);
    if (line[length - 1] != ']')
        return complain(reader, "']' is missing", NULL);
    line[length - 1] = 0;
    char *name = trim(line + 1);
    reader->in_settings = strcmp(name, "set") == 0;
    if (reader->in_settings)
        return true;
    if (!is_name(name))
        return complain(reader, "a part is called by letters, digits, '-' and '_', not", name);
    for (unsigned i = 0; i < definition->part_count; i++) {
        if (strcmp(definition->parts[i].name, name) == 0)
            return complain(reader, "there are two parts", name);
    }
    definition->parts =
        grow(definition->parts, definition->part_count + 1, sizeof *definition->parts);
    definition->parts[definition->part_count++] =
        (struct part){.name = copy(name), .line = reader->line};
    return true;
}

static bool read_number(const struct reader *reader, const char *text, uint64_t *number) {
    char *end;
    errno = 0;
    *number = strtoull(text, &end, 10);
    if (!isdigit((unsigned char)*text) || *end != 0 || errno != 0)
        return complain(reader, "not a number:", text);
    return true;
}

static bool read_head(struct reader *reader, const char *key, const char *value) {
    struct definition *definition = reader->definition;
    if (strcmp(key, "name") == 0) {
        if (!is_name(value))
            return complain(reader, "a campaign is called by letters, digits, '-' and '_', not",
                            value);
        free(definition->name);
        definition->name = copy(value);
        return true;
    }
    if (strcmp(key, "stop-after-findings") == 0)
        return read_number(reader, value, &definition->stop_after_findings);
    if (strcmp(key, "stop-after-seconds") == 0)
        return read_number(reader, value, &definition->stop_after_seconds);
    return complain(reader,
                    "before the first part only name, stop-after-findings and "
                    "stop-after-seconds are known, not",
                    key);
}

static bool read_pair(struct reader *reader, char *line) {
    char *equals = strchr(line, '=');
    if (equals == NULL)
        return complain(reader, "neither [PART] nor KEY = VALUE:", line);
    *equals = 0;
    char *key = trim(line), *value = trim(equals + 1);
    const char *variable = strncmp(key, "for ", 4) == 0 ? key + 4 : key;
    struct definition *definition = reader->definition;
    if (strncmp(variable, "stop-after-", 11) != 0 &&
        (!is_name(variable) || strchr(variable, '-') != NULL || isdigit((unsigned char)*variable)))
        return complain(reader, "not the name of a variable:", variable);
    if (reader->in_settings && strncmp(key, "stop-after-", 11) == 0)
        return read_head(reader, key, value);
    if (reader->in_settings) {
        for (unsigned i = 0; i < definition->part_count; i++)
            set_pair(&definition->parts[i], key, value);
        return true;
    }
    if (definition->part_count == 0)
        return read_head(reader, key, value);
    struct part *part = &definition->parts[definition->part_count - 1];
    if (part_value(part, key) != NULL)
        return complain(reader, "given twice:", key);
    set_pair(part, key, value);
    return true;
}

// ---- parts ----

static bool read_size(const struct reader *reader, const char *text, uint64_t *size) {
    static const char units[] = "KMG";
    char *end;
    errno = 0;
    *size = strtoull(text, &end, 10);
    const char *unit = *end != 0 ? strchr(units, *end) : NULL;
    if (unit != NULL && end[1] == 0) {
        *size <<= 10 * (unit - units + 1);
        end++;
    }
    if (!isdigit((unsigned char)*text) || *end != 0 || errno != 0 || *size == 0)
        return complain(reader, "not a size, such as 512M:", text);
    return true;
}

static bool read_seeds(const char *text, uint64_t *first, uint64_t *last) {
    int length = 0;
    return isdigit((unsigned char)*text) &&
           sscanf(text, "%" SCNu64 "..%" SCNu64 "%n", first, last, &length) == 2 &&
           text[length] == 0 && *first <= *last;
}

// What a kind cannot do without is a key, or the variable of a `for` line.
static bool has_needs(const struct reader *reader, const struct part *part) {
    char *words = copy(part->kind->needs != NULL ? part->kind->needs : ""), *next = words;
    const char *missing = NULL;
    while (missing == NULL && next != NULL) {
        char *word = strsep(&next, " "), *line;
        if (asprintf(&line, "for %s", word) < 0)
            abort();
        if (*word != 0 && part_value(part, word) == NULL && part_value(part, line) == NULL)
            missing = word;
        free(line);
    }
    if (missing != NULL)
        fprintf(stderr, "mixter campaign: %s:%u: part '%s': kind %s needs '%s%s'\n", reader->name,
                reader->line, part->name, part->kind->name,
                strcmp(missing, "seeds") == 0 ? "" : "for ", missing);
    free(words);
    return missing == NULL;
}

static bool finish_part(struct reader *reader, struct part *part) {
    uint64_t first, last, each;
    reader->line = part->line;
    const char *kind = part_value(part, "kind"), *seeds = part_value(part, "seeds");
    const char *seconds = part_value(part, "seconds"), *memory = part_value(part, "memory");
    const char *clock = part_value(part, "clock");
    const char *count = part_value(part, "each");
    static const char *const switches[] = {"steer", "keep"};
    if (kind == NULL)
        return complain(reader, "no kind is given for the part", part->name);
    part->kind = kind_find(kind);
    if (part->kind == NULL)
        return complain(reader, "there is no kind", kind);
    if (part->kind->command == NULL && part_value(part, "command") == NULL)
        return complain(reader, "no command is given for the part", part->name);
    if (!has_needs(reader, part))
        return false;
    if (seeds != NULL && !read_seeds(seeds, &first, &last))
        return complain(reader, "not seeds, such as 1..500:", seeds);
    if (count != NULL && (!read_number(reader, count, &each) || each == 0))
        return each != 0 ? false : complain(reader, "each task needs a seed", NULL);
    for (unsigned i = 0; i < sizeof switches / sizeof switches[0]; i++) {
        const char *value = part_value(part, switches[i]);
        if (value != NULL && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
            return complain(reader, "neither yes nor no:", value);
    }
    part->seconds = SECONDS;
    part->memory = (uint64_t)MEGABYTES << 20;
    if (seconds != NULL && !read_number(reader, seconds, &part->seconds))
        return false;
    part->clock = CLOCK_TIMES * part->seconds;
    if (clock != NULL && !read_number(reader, clock, &part->clock))
        return false;
    if (part->seconds == 0 || part->clock == 0)
        return complain(reader, "a task needs some seconds", NULL);
    return memory == NULL || read_size(reader, memory, &part->memory);
}

bool definition_parse(struct definition *definition, const char *name, const char *text) {
    struct reader reader = {.name = name, .definition = definition};
    bool is_right = true;
    *definition = (struct definition){.text = copy(text)};
    hash_bytes(text, strlen(text), definition->hash);
    char *lines = copy(text), *next = lines;
    while (is_right && next != NULL) {
        char *line = trim(strsep(&next, "\n"));
        reader.line++;
        if (*line == '[')
            is_right = read_header(&reader, line);
        else if (*line != 0 && *line != '#')
            is_right = read_pair(&reader, line);
    }
    free(lines);
    if (is_right && definition->name == NULL)
        is_right = complain(&reader, "the campaign has no name", NULL);
    if (is_right && definition->part_count == 0)
        is_right = complain(&reader, "the campaign has no parts", NULL);
    for (unsigned i = 0; is_right && i < definition->part_count; i++)
        is_right = finish_part(&reader, &definition->parts[i]);
    if (!is_right)
        definition_free(definition);
    return is_right;
}

bool definition_read(struct definition *definition, const char *path, const char *settings) {
    size_t size;
    char *text = file_load(path, &size);
    if (text == NULL || strlen(text) != size) {
        fprintf(stderr, "mixter campaign: %s: %s\n", path,
                text == NULL ? strerror(errno) : "this is no text");
        free(text);
        return false;
    }
    if (*settings != 0) {
        char *both;
        if (asprintf(&both, "%s\n[set]\n%s", text, settings) < 0)
            abort();
        free(text);
        text = both;
    }
    bool is_right = definition_parse(definition, path, text);
    free(text);
    return is_right;
}

void definition_free(struct definition *definition) {
    for (unsigned i = 0; i < definition->part_count; i++) {
        struct part *part = &definition->parts[i];
        for (unsigned k = 0; k < part->pair_count; k++) {
            free(part->pairs[k].key);
            free(part->pairs[k].value);
        }
        free(part->pairs);
        free(part->name);
    }
    free(definition->parts);
    free(definition->name);
    free(definition->text);
    *definition = (struct definition){0};
}

// ---- tasks ----

struct expansion {
    const struct part *part;
    bool (*add)(void *state, const char *argument);
    void *state;
    uint64_t tasks;
};

static bool add_task(struct expansion *expansion, const char *argument) {
    if (++expansion->tasks > TASKS_MAX) {
        fprintf(stderr, "mixter campaign: part '%s' has more than %d tasks: more seeds for each?\n",
                expansion->part->name, TASKS_MAX);
        return false;
    }
    return expansion->add(expansion->state, argument);
}

static bool expand_seeds(struct expansion *expansion, const char *argument) {
    const char *seeds = part_value(expansion->part, "seeds");
    const char *each_text = part_value(expansion->part, "each");
    uint64_t first, last, each = each_text != NULL ? strtoull(each_text, NULL, 10) : SEEDS_EACH;
    if (seeds == NULL)
        return add_task(expansion, argument);
    read_seeds(seeds, &first, &last);
    for (uint64_t left = last - first + 1; left > 0;) {
        uint64_t count = left < each ? left : each;
        char *with_seed;
        if (asprintf(&with_seed, "%s%sseed=%" PRIu64 "\tcount=%" PRIu64, argument,
                     *argument != 0 ? "\t" : "", first, count) < 0)
            abort();
        bool goes_on = add_task(expansion, with_seed);
        free(with_seed);
        if (!goes_on)
            return false;
        first += count;
        left -= count;
    }
    return true;
}

static bool expand_from(struct expansion *expansion, unsigned pair, const char *argument);

static bool expand_value(struct expansion *expansion, unsigned pair, const char *argument,
                         const char *value) {
    char *longer;
    if (asprintf(&longer, "%s%s%s=%s", argument, *argument != 0 ? "\t" : "",
                 expansion->part->pairs[pair].key + 4, value) < 0)
        abort();
    bool goes_on = expand_from(expansion, pair + 1, longer);
    free(longer);
    return goes_on;
}

// A word of a `for` line: files, if it is a pattern with a folder.
static bool expand_word(struct expansion *expansion, unsigned pair, const char *argument,
                        const char *word) {
    glob_t found;
    if (strpbrk(word, "*?[") == NULL || strchr(word, '/') == NULL)
        return expand_value(expansion, pair, argument, word);
    if (glob(word, 0, NULL, &found) != 0) {
        fprintf(stderr, "mixter campaign: part '%s': no file is called %s\n", expansion->part->name,
                word);
        return false;
    }
    bool goes_on = true;
    for (size_t i = 0; goes_on && i < found.gl_pathc; i++)
        goes_on = expand_value(expansion, pair, argument, found.gl_pathv[i]);
    globfree(&found);
    return goes_on;
}

static bool expand_from(struct expansion *expansion, unsigned pair, const char *argument) {
    const struct part *part = expansion->part;
    while (pair < part->pair_count && strncmp(part->pairs[pair].key, "for ", 4) != 0)
        pair++;
    if (pair == part->pair_count)
        return expand_seeds(expansion, argument);
    char *words = copy(part->pairs[pair].value), *next = words;
    bool goes_on = true;
    while (goes_on && next != NULL) {
        char *word = strsep(&next, " \t");
        goes_on = *word == 0 || expand_word(expansion, pair, argument, word);
    }
    free(words);
    return goes_on;
}

bool part_expand(const struct part *part, bool (*add)(void *state, const char *argument),
                 void *state) {
    struct expansion expansion = {part, add, state, 0};
    return expand_from(&expansion, 0, "");
}
