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
    printf("Usage: mixter COMMAND [OPTION ...] ...\n\n");
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

static int unknown_command(const char *name) {
    fprintf(stderr, "mixter: unknown %s '%s'", name[0] == '-' ? "option" : "command", name);
    for (size_t i = 0; i < COMMANDS; i++) {
        if (command_line_similar(name, commands[i].name)) {
            fprintf(stderr, "; did you mean '%s'?", commands[i].name);
            break;
        }
    }
    fprintf(stderr, " (see mixter --help)\n");
    return STATUS_USAGE;
}

int main(int argc, char **argv) {
    environment_start();
    const struct command *command = argc > 0 ? find_command(base_name(argv[0])) : NULL;
    if (command != NULL)
        return run_command(command, argc, argv);
    if (argc < 2) {
        fprintf(stderr, "mixter: no command given (see mixter --help)\n");
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0)
        return print_help();
    if (strcmp(argv[1], "--version") == 0)
        return print_version();
    command = find_command(argv[1]);
    return command != NULL ? run_command(command, argc - 1, argv + 1) : unknown_command(argv[1]);
}
