// The policy of hypster: virtualize, always.
#include "hypster.h"

#include <stddef.h>
#include <stdio.h>

#include "../environment.h"
#include "../kernel/supervise.h"
#include "../mipster/emulate.h"
#include "virtualize.h"

enum { OPTION_DEPTH = OPTIONS_SHARED };

static const struct option_row options_of_hypster[] = {
    {OPTION_DEPTH, "--depth", "N", "N hypervisors, each on the one before (default 1)"},
    {0, NULL, NULL, NULL},
};

static int hypster_main(int argc, char **argv) {
    struct settings settings;
    uint64_t depth = 1;
    struct command_line line = {.command = &hypster_command, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, "hypster", virtualize);
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG ||
            !(option == OPTION_DEPTH ? command_line_range(&line, &depth, 1, TOWER_DEPTH_MAX)
                                     : settings_apply(&settings, &line, option)))
            return STATUS_USAGE;
    }
    if (!settings_finish(&settings, &line) || !settings_observe(&settings, (uint32_t)depth))
        return STATUS_USAGE;
    if (!environment_is_machine())
        return (int)tower_boot(&settings, "hypster", emulate, (uint32_t)depth);
    if (depth > 1)
        return (int)tower_boot(&settings, "hypster", virtualize, (uint32_t)depth - 1);
    return (int)supervise(&settings);
}

const struct command hypster_command = {
    .name = "hypster",
    .summary = "run a program by virtualization",
    .usage = "Usage: hypster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a MIPS executable, or a .c file, compiled first, by virtualization.\n\n",
    .tables = {options_of_hypster, shared_options, observe_options},
    .run = hypster_main};
