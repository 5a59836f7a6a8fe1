// mixter: one executable, several commands. The name that it is called by, or else its first
// argument, says which.
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "command_line.h"
#include "disasm.h"
#include "environment.h"
#include "hypster/hypster.h"
#include "mipster/mipster.h"
#include "mixter/mixter.h"
#include "output.h"
#include "starc/starc.h"

static const char version[] = "mixter 0.1";

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    void (*help)(void); // NULL if the command has --help of its own
    const char *summary;
};

static const struct command commands[] = {
    {"starc", starc_main, NULL, "compile C to a MIPS executable"},
    {"mipster", mipster_main, mipster_help, "run a program by emulation"},
    {"hypster", hypster_main, hypster_help, "run a program by virtualization"},
    {"verify", verify_main, verify_help, "compare emulation and virtualization, slice by slice"},
    {"replay", replay_main, replay_help, "run a slice that differed again"},
    {"disasm", disasm_main, disasm_help, "print the instructions of a program"},
};

enum { COMMANDS = sizeof commands / sizeof commands[0] };

static const struct command *find_command(const char *name) {
    for (size_t i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    }
    return NULL;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static int print_help(void) {
    mixter_help();
    printf("\nOther uses: mixter COMMAND [OPTION ...] ...\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-10s %s\n", commands[i].name, commands[i].summary);
    printf(
        "\nmixter COMMAND --help says more. starc, mipster and hypster are commands of their own "
        "too.\n");
    return output_finish("mixter");
}

static int print_version(void) {
    printf("%s\n", version);
    return output_finish("mixter");
}

static int run_command(const struct command *command, int argc, char **argv) {
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--version") == 0)
        return print_version();
    if (strcmp(first, "--help") == 0 && command->help != NULL) {
        command->help();
        return output_finish(command->name);
    }
    return command->run(argc, argv);
}

// A word that is no command is the program to be run by mixer, unless it looks like a mistake.
static bool is_mistaken_command(const char *word) {
    if (word[0] == '-' || environment_access(word, 0) == 0)
        return false;
    for (size_t i = 0; i < COMMANDS; i++) {
        if (command_line_similar(word, commands[i].name)) {
            fprintf(stderr,
                    "mixter: unknown command '%s'; did you mean '%s'? (see mixter --help)\n", word,
                    commands[i].name);
            return true;
        }
    }
    return false;
}

int main(int argc, char **argv) {
    environment_start();
    const struct command *command = argc > 0 ? find_command(base_name(argv[0])) : NULL;
    if (command != NULL)
        return run_command(command, argc, argv);
    if (argc < 2) {
        fprintf(stderr, "mixter: no command or program given (see mixter --help)\n");
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    if (strcmp(argv[1], "mixter") == 0)
        return mixter_main(argc - 1, argv + 1);
    command = find_command(argv[1]);
    if (command != NULL)
        return run_command(command, argc - 1, argv + 1);
    return is_mistaken_command(argv[1]) ? STATUS_USAGE : mixter_main(argc, argv);
}
