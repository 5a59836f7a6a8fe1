// The policy of mipster: emulate, always.
#include "mipster.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../environment.h"
#include "../kernel/supervise.h"
#include "emulate.h"

enum { OPTION_ENGINE = OPTIONS_SHARED };

// ORDER OPTIONS
static const struct option_row options_of_mipster[] = {
    {"--memory", "SIZE", "memory of the guest, such as 64M (default 1G)"},
    {"--max-insns", "N", "end the guest after N instructions, with status 124"},
    {"--timeout", "SECONDS", "end the guest after that time, with status 124"},
    {"--slice", "N", "run in slices of N instructions, several guests in turn"},
    {"--guest", "'PROGRAM …'", "one more guest; words are separated by blanks"},
    {"--stats", NULL, "print counts on standard error at the end"},
    {"--digest", NULL, "print digests of the whole run on standard error at the end"},
    {"--isa", "ISA", "mipster or mips32: the instructions of the guest, whatever its file says"},
    {"--engine", "ENGINE", "interp (default), jit: by translation, or step: the reference, slow"},
    {NULL, NULL, NULL},
};

void mipster_help(void) {
    printf("Usage: mipster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
           "Runs a MIPS executable, or a .c file, which is compiled first, by emulation.\n\n");
    command_line_help(options_of_mipster);
}

static bool choose_engine(const struct command_line *line, struct settings *settings) {
    if (strcmp(line->value, "interp") == 0)
        settings->engine = emulate;
    else if (strcmp(line->value, "step") == 0)
        settings->engine = emulate_by_steps;
    else if (strcmp(line->value, "jit") == 0 && environment_engine() != NULL)
        settings->engine = emulate_translated;
    else if (strcmp(line->value, "jit") == 0) {
        fprintf(stderr, "mipster: --engine jit: this machine has no translator\n");
        return false;
    } else {
        command_line_bad_value(line, "jit, interp or step");
        return false;
    }
    return true;
}

int mipster_main(int argc, char **argv) {
    struct settings settings;
    struct command_line line = {
        .command = "mipster", .options = options_of_mipster, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, "mipster", emulate);
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG ||
            !(option == OPTION_ENGINE ? choose_engine(&line, &settings)
                                      : settings_apply(&settings, &line, option)))
            return STATUS_USAGE;
    }
    return settings_finish(&settings, &line) ? (int)supervise(&settings) : STATUS_USAGE;
}
