// mixter: one executable, several commands, selected by the name that it is called by, or else by
// its first argument.
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "campaign.h"
#include "command_line.h"
#include "debugger.h"
#include "disasm.h"
#include "environment.h"
#include "hypster/hypster.h"
#include "mipster.h"
#include "mixter/mixter.h"
#include "prove/prove.h"
#include "starc/starc.h"
#include "step.h"
#include "vectors.h"
#include "why.h"

static const struct command *const commands[] = {
    &starc_command,  &mipster_command,  &hypster_command, &mixter_command,  &verify_command,
    &replay_command, &debug_command,    &why_command,     &step_command,    &prove_command,
    &disasm_command, &campaign_command, &work_command,    &vectors_command, NULL,
};

static const struct command *find_command(const char *name) {
    for (uint32_t i = 0; commands[i] != NULL; i++) {
        if (strcmp(command_line_word(commands[i]), name) == 0)
            return commands[i];
    }
    return NULL;
}

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

// A word that is no command is the program to be run by mixter, unless it looks like a mistake.
static bool is_mistaken_command(const char *word) {
    if (word[0] == '-' || environment_access(word, 0) == 0)
        return false;
    const char *meant = command_line_usual(word);
    for (uint32_t i = 0; commands[i] != NULL && meant == NULL; i++) {
        if (command_line_similar(word, command_line_word(commands[i])))
            meant = command_line_word(commands[i]);
    }
    if (meant != NULL)
        fprintf(stderr, "mixter: unknown command '%s'; did you mean '%s'? (see mixter --help)\n",
                word, meant);
    return meant != NULL;
}

int main(int argc, char **argv) {
    environment_start();
    command_line_commands = commands;
    const struct command *command = argc > 0 ? find_command(base_name(argv[0])) : NULL;
    if (command != NULL && command != &mixter_command)
        return command->run(argc, argv);
    if (argc < 2) {
        fprintf(stderr, "mixter: no command or program given (see mixter --help)\n");
        return STATUS_USAGE;
    }
    command = find_command(argv[1]);
    if (command != NULL)
        return command->run(argc - 1, argv + 1);
    return is_mistaken_command(argv[1]) ? STATUS_USAGE : mixter_command.run(argc, argv);
}
