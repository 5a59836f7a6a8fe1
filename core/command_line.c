// Reading options.
#include "command_line.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "output.h"

enum { WORD_MAX = 32, SECONDS_MAX = 1000000 };

const struct command *const *command_line_commands;

const char *command_line_word(const struct command *command) {
    const char *blank = strrchr(command->name, ' ');
    return blank != NULL ? blank + 1 : command->name;
}

// Edit distance (Wagner and Fischer) of at most 2, and less than the word is long.
bool command_line_similar(const char *word, const char *candidate) {
    uint32_t row[WORD_MAX + 1];
    size_t length = strlen(word);
    size_t candidate_length = strlen(candidate);
    if (length > WORD_MAX || candidate_length > WORD_MAX)
        return false;
    for (uint32_t i = 0; i <= length; i++)
        row[i] = i;
    for (uint32_t j = 1; j <= candidate_length; j++) {
        uint32_t diagonal = row[0];
        row[0] = j;
        for (uint32_t i = 1; i <= length; i++) {
            uint32_t best = diagonal + (word[i - 1] != candidate[j - 1]);
            diagonal = row[i];
            if (row[i] + 1 < best)
                best = row[i] + 1;
            if (row[i - 1] + 1 < best)
                best = row[i - 1] + 1;
            row[i] = best;
        }
    }
    return row[length] <= 2 && row[length] + 2 < length;
}

// ---- options of a command ----

// The row after `row` in all tables, the first if there is none; NULL after the last.
static const struct option_row *next_row(const struct command *command,
                                         const struct option_row *row) {
    for (int i = 0; i < OPTION_TABLES && command->tables[i] != NULL; i++) {
        const struct option_row *next = command->tables[i];
        if (row == NULL && next->name != NULL)
            return next;
        for (; row != NULL && next->name != NULL; next++) {
            if (next != row)
                continue;
            if (next[1].name != NULL)
                return next + 1;
            row = NULL;
        }
    }
    return NULL;
}

static const struct option_row *find_row(const struct command *command, const char *name) {
    const struct option_row *row = NULL;
    while ((row = next_row(command, row)) != NULL && strcmp(row->name, name) != 0)
        ;
    return row;
}

static const char *similar_option(const struct command *command, const char *name) {
    const struct option_row *row = NULL;
    while ((row = next_row(command, row)) != NULL && !command_line_similar(name, row->name))
        ;
    if (row != NULL)
        return row->name;
    return command_line_similar(name, "--help")      ? "--help"
           : command_line_similar(name, "--version") ? "--version"
                                                     : command_line_usual(name);
}

const char *command_line_usual(const char *word) {
    if (strcmp(word, "-h") == 0 || strcmp(word, "-?") == 0 || strcmp(word, "help") == 0)
        return "--help";
    return strcmp(word, "-v") == 0 || strcmp(word, "-V") == 0 || strcmp(word, "version") == 0
               ? "--version"
               : NULL;
}

// True if some command has an option of that name, in a table or, without one, in its help.
static bool has_option(const struct command *command, const char *name) {
    char line[WORD_MAX + 4];
    if (command->tables[0] != NULL)
        return find_row(command, name) != NULL;
    snprintf(line, sizeof line, "\n  %s", name);
    const char *found = strstr(command->usage, line);
    return found != NULL && strchr(" ,=", found[strlen(line)]) != NULL;
}

const struct command *command_line_owner(const char *name, const struct command *last) {
    for (uint32_t i = 0; command_line_commands != NULL && command_line_commands[i] != NULL; i++) {
        const struct command *command = command_line_commands[i];
        if (last == NULL && has_option(command, name))
            return command;
        if (last == command)
            last = NULL;
    }
    return NULL;
}

static void print_owners(const char *name) {
    const struct command *owner = command_line_owner(name, NULL);
    for (const char *before = "; that is an option of "; owner != NULL; before = ", ") {
        fprintf(stderr, "%s%s", before, owner->name);
        owner = command_line_owner(name, owner);
    }
}

// Reports an unknown option, and what may have been meant.
static void report_unknown(const struct command *command, const char *word, size_t length) {
    char name[WORD_MAX + 1];
    fprintf(stderr, "%s: unknown option '%.*s'", command->name, (int)length, word);
    if (length <= WORD_MAX) {
        memcpy(name, word, length);
        name[length] = 0;
        const char *similar = similar_option(command, name);
        if (similar != NULL)
            fprintf(stderr, "; did you mean '%s'?", similar);
        else
            print_owners(name);
    }
    fprintf(stderr, " (see %s --help)\n", command->name);
}

static void inform(const struct command *command, const char *word) {
    if (strcmp(word, "--help") == 0)
        command_line_help(command);
    else if (strcmp(word, "--version") == 0)
        command_line_version();
    else
        return;
    exit(output_finish(command->name));
}

static int takes_no_value(const struct command_line *line, const char *name) {
    fprintf(stderr, "%s: option '%s' takes no value\n", line->command->name, name);
    return OPTIONS_WRONG;
}

int command_line_option(struct command_line *line) {
    if (line->next >= line->argc)
        return OPTIONS_END;
    const char *word = line->argv[line->next];
    if (word[0] != '-' || word[1] == 0)
        return OPTIONS_END;
    line->next++;
    if (strcmp(word, "--") == 0)
        return OPTIONS_END;
    inform(line->command, word);
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    const struct option_row *row = NULL;
    while ((row = next_row(line->command, row)) != NULL) {
        if (strlen(row->name) != length || memcmp(row->name, word, length) != 0)
            continue;
        line->option = row;
        line->value = equals != NULL ? equals + 1 : NULL;
        if (row->value == NULL && equals != NULL)
            return takes_no_value(line, row->name);
        if (row->value != NULL && row->value[0] != '[' && equals == NULL) {
            if (line->next >= line->argc) {
                fprintf(stderr, "%s: option '%s' needs a value: %s\n", line->command->name,
                        row->name, row->value);
                return OPTIONS_WRONG;
            }
            line->value = line->argv[line->next++];
        }
        return row->option;
    }
    if (strncmp(word, "--help=", 7) == 0 || strncmp(word, "--version=", 10) == 0)
        return takes_no_value(line, word[2] == 'h' ? "--help" : "--version");
    report_unknown(line->command, word, length);
    return OPTIONS_WRONG;
}

void command_line_bad_value(const struct command_line *line, const char *expected) {
    fprintf(stderr, "%s: bad value '%s' of option '%s' (expected %s)\n", line->command->name,
            line->value, line->option->name, expected);
}

static int digit_value(char character) {
    if (character >= '0' && character <= '9')
        return character - '0';
    if (character >= 'a' && character <= 'f')
        return character - 'a' + 10;
    return character >= 'A' && character <= 'F' ? character - 'A' + 10 : 16;
}

// Reads digits; returns what follows them, NULL if there are none or too many.
static const char *read_digits(const char *text, uint64_t *number) {
    uint64_t base = 10;
    if (text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        base = 16;
        text += 2;
    }
    const char *start = text;
    *number = 0;
    for (uint64_t digit; (digit = (uint64_t)digit_value(*text)) < base; text++) {
        if (*number > (0xffffffffffffffffu - digit) / base)
            return NULL;
        *number = *number * base + digit;
    }
    return text == start ? NULL : text;
}

bool command_line_read(const char *text, uint64_t *number) {
    const char *end = read_digits(text, number);
    return end != NULL && *end == 0;
}

bool command_line_number(const struct command_line *line, uint64_t *number) {
    if (command_line_read(line->value, number))
        return true;
    bool is_digits = line->value[0] != 0 && line->value[strspn(line->value, "0123456789")] == 0;
    command_line_bad_value(line, is_digits ? "a number up to 18446744073709551615" : "a number");
    return false;
}

bool command_line_range(const struct command_line *line, uint64_t *number, uint64_t least,
                        uint64_t most) {
    char expected[64];
    if (command_line_read(line->value, number) && *number >= least && *number <= most)
        return true;
    snprintf(expected, sizeof expected, "a number from %" PRIu64 " to %" PRIu64, least, most);
    command_line_bad_value(line, expected);
    return false;
}

// Digits behind the thousandths are ignored.
bool command_line_seconds(const struct command_line *line, uint32_t *milliseconds) {
    const char *text = line->value;
    uint64_t seconds = 0;
    uint64_t thousandths = 0;
    bool is_number = false;
    for (; digit_value(*text) < 10; text++) {
        is_number = true;
        if (seconds <= SECONDS_MAX)
            seconds = seconds * 10 + (uint64_t)digit_value(*text);
    }
    if (*text == '.')
        text++;
    for (uint64_t unit = 100; digit_value(*text) < 10; text++, unit /= 10) {
        is_number = true;
        thousandths += (uint64_t)digit_value(*text) * unit;
    }
    uint64_t sum = seconds * 1000 + thousandths;
    *milliseconds = (uint32_t)sum;
    if (is_number && *text == 0 && sum > 0 && sum <= (uint64_t)SECONDS_MAX * 1000)
        return true;
    command_line_bad_value(line, "0.001 to 1000000 seconds");
    return false;
}

bool command_line_size(const struct command_line *line, uint64_t *size) {
    const char *end = read_digits(line->value, size);
    uint64_t unit = 1;
    if (end != NULL && (*end == 'K' || *end == 'k'))
        unit = 0x400;
    else if (end != NULL && (*end == 'M' || *end == 'm'))
        unit = 0x100000;
    else if (end != NULL && (*end == 'G' || *end == 'g'))
        unit = 0x40000000;
    if (end == NULL || end[unit > 1 ? 1 : 0] != 0 || *size > 0x100000000u / unit) {
        command_line_bad_value(line, "a size up to 4G, such as 65536, 64K, 256M");
        return false;
    }
    *size *= unit;
    return true;
}

// ---- help ----

static void print_options(const struct option_row *options) {
    for (; options->name != NULL; options++) {
        char head[48];
        const char *value = options->value != NULL ? options->value : "";
        bool may_miss = value[0] == '[';
        snprintf(head, sizeof head, "%s%s%s", options->name, may_miss ? "[=" : " ",
                 may_miss ? value + 1 : value);
        printf("  %-22s %s\n", head, options->help);
    }
}

void command_line_help(const struct command *command) {
    uint32_t count = 0;
    printf("%s", command->usage);
    while (count < OPTION_TABLES && command->tables[count] != NULL)
        count++;
    for (uint32_t i = 0; i + command->hidden < count; i++)
        print_options(command->tables[i]);
    if (command->more == NULL)
        return;
    printf("%s", command->more);
    for (uint32_t i = 0; command_line_commands[i] != NULL; i++) {
        if (command_line_commands[i] != command)
            printf("  %-10s %s\n", command_line_word(command_line_commands[i]),
                   command_line_commands[i]->summary);
    }
}

void command_line_version(void) {
    printf("mixter 0.1\n");
}
