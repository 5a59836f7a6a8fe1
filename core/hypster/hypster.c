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

static uint32_t run(struct settings *settings, struct command_line *line) {
    uint64_t depth = 1;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG ||
            !(option == OPTION_DEPTH ? command_line_range(line, &depth, 1, TOWER_DEPTH_MAX)
                                     : settings_apply(settings, line, option)))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    if (settings->gdb != NULL)
        return environment_debug(settings, (uint32_t)depth);
    if (settings->why)
        return environment_why(settings, (uint32_t)depth, NULL);
    if (!settings_observe(settings, (uint32_t)depth))
        return STATUS_USAGE;
    if (!environment_is_machine())
        return tower_boot(settings, "hypster", emulate, (uint32_t)depth);
    if (depth > 1)
        return tower_boot(settings, "hypster", virtualize, (uint32_t)depth - 1);
    return supervise(settings);
}

static int hypster_main(int argc, char **argv) {
    struct settings settings;
    struct loader loader = {.command = "hypster"};
    struct command_line line = {.command = &hypster_command, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, &loader, virtualize);
    return settings_end(&settings, run(&settings, &line));
}

const struct command hypster_command = {
    .name = "hypster",
    .summary = "run a program by virtualization",
    .usage = "Usage: hypster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a MIPS executable, or a .c file, compiled first, by virtualization.\n\n",
    .tables = {options_of_hypster, shared_options, observe_options, debug_options, why_options},
    .run = hypster_main};
