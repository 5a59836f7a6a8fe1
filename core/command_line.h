// Commands and their options: strictly `--name`, `--name VALUE` or `--name=VALUE`, before the first
// argument that is no option. A value that may be missing is given as `--name=VALUE` only.
// --help and --version are options of every command.
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STATUS_LIMIT = 124,
    STATUS_USAGE = 125,
    STATUS_NOT_EXECUTABLE = 126,
    STATUS_NOT_FOUND = 127,
    STATUS_BROKEN_PIPE = 141
};

struct option_row {
    int option;        // number of the option, from 0
    const char *name;  // with its dashes; a row without a name ends the table
    const char *value; // what it is called in the help, [...] if it may be missing; NULL: none
    const char *help;
};

enum { OPTION_TABLES = 6 };

struct command {
    const char *name;                               // "mipster", "mixter verify"
    const char *summary;                            // in the help of mixter
    const char *usage;                              // how its help begins
    const struct option_row *tables[OPTION_TABLES]; // NULL after the last
    const char *more;                               // how its help ends; NULL: with the options
    uint32_t hidden;                                // so many tables, the last, are not in its help
    int (*run)(int argc, char **argv);
};

// All commands, then NULL: for messages about options of others, and for mixter --help.
extern const struct command *const *command_line_commands;

struct command_line {
    const struct command *command;
    int argc;
    char **argv;
    int next;                        // index of the next argument
    const struct option_row *option; // that was read last
    const char *value;               // its value; NULL if it is missing
};

enum { OPTIONS_END = -1, OPTIONS_WRONG = -2 };

// Reads one option: its number, or OPTIONS_END, with `next` at the first other argument, or
// OPTIONS_WRONG after an error message. Ends the process after --help and --version.
int command_line_option(struct command_line *line);

// Reads the value of the last option as a number, decimal or 0x…; sizes may end in K, M or G.
// False after an error message.
bool command_line_read(const char *text, uint64_t *number); // any text; says nothing
bool command_line_number(const struct command_line *line, uint64_t *number);
bool command_line_range(const struct command_line *line, uint64_t *number, uint64_t least,
                        uint64_t most);
bool command_line_size(const struct command_line *line, uint64_t *size);
// Seconds, also such as 0.5; in thousandths.
bool command_line_seconds(const struct command_line *line, uint32_t *milliseconds);

// Reports a wrong value of the last option: "… (expected …)".
void command_line_bad_value(const struct command_line *line, const char *expected);

void command_line_help(const struct command *command);
void command_line_version(void);
// The word that calls it: the last one of its name.
const char *command_line_word(const struct command *command);
// The next command after `last` (NULL: from the first) that has that option; NULL: none has it.
const struct command *command_line_owner(const char *name, const struct command *last);
// The long form of a customary short option, such as -h; NULL if it is none.
const char *command_line_usual(const char *word);

// "; did you mean 'candidate'?" belongs after an error about `word`.
bool command_line_similar(const char *word, const char *candidate);

#endif
