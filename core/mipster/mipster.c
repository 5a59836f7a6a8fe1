// The policy of mipster: emulate, always.
#include "mipster.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../kernel/supervise.h"
#include "../machine/frames.h"
#include "run.h"
#include "step.h"

enum { OPTION_MEMORY, OPTION_ENGINE, OPTION_MAX_INSNS, OPTION_TIMEOUT, OPTION_STATS };

// In the order of the enum above.
static const struct option_row options_of_mipster[] = {
    {"--memory", "SIZE", "memory of the guest, such as 64M (default 1G)"},
    {"--engine", "ENGINE", "interp (default), or step: the reference, slow"},
    {"--max-insns", "N", "end the guest after N instructions, with status 124"},
    {"--timeout", "SECONDS", "end the guest after that time, with status 124"},
    {"--stats", NULL, "print counts on standard error at the end"},
    {NULL, NULL, NULL},
};

void mipster_help(void) {
    printf("Usage: mipster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
           "Runs a MIPS executable, or a .c file, which is compiled first, by emulation.\n\n");
    command_line_help(options_of_mipster);
}

static bool choose_engine(const struct command_line *line, struct settings *settings) {
    if (strcmp(line->value, "interp") == 0)
        settings->engine = run;
    else if (strcmp(line->value, "step") == 0)
        settings->engine = step_run;
    else {
        command_line_bad_value(line, "interp or step");
        return false;
    }
    return true;
}

static bool apply(const struct command_line *line, int option, struct settings *settings) {
    uint64_t number = 0;
    switch (option) {
    case OPTION_MEMORY:
        if (!command_line_size(line, &number))
            return false;
        settings->frames = (uint32_t)(number / PAGE_SIZE);
        return true;
    case OPTION_ENGINE: return choose_engine(line, settings);
    case OPTION_MAX_INSNS: return command_line_number(line, &settings->max_instructions);
    case OPTION_TIMEOUT:
        if (!command_line_number(line, &number))
            return false;
        if (number == 0 || number > 1000000) {
            command_line_bad_value(line, "1 to 1000000 seconds");
            return false;
        }
        settings->timeout = (uint32_t)number;
        return true;
    default: settings->stats = true; return true;
    }
}

int mipster_main(int argc, char **argv) {
    struct settings settings = {.command = "mipster",
                                .frames = 0x40000000 / PAGE_SIZE,
                                .max_instructions = 0xffffffffffffffffu,
                                .engine = run};
    struct command_line line = {
        .command = "mipster", .options = options_of_mipster, .argc = argc, .argv = argv, .next = 1};
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(&line, option, &settings))
            return STATUS_USAGE;
    }
    if (line.next >= argc) {
        fprintf(stderr, "mipster: no program given (see mipster --help)\n");
        return STATUS_USAGE;
    }
    return (int)supervise(&settings, argc - line.next, argv + line.next);
}
