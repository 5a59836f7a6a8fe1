// The command mixter debug. All that it does is the host's (host/debugger).
#include "debugger.h"

#include <stddef.h>

#include "kernel/supervise.h"

enum { OPTION_DEPTH = OPTIONS_SHARED, DEPTH_MOST = 16 };

static const struct option_row options_of_debug[] = {
    {OPTION_DEPTH, "--depth", "N", "with N hypervisors beneath (default 0)"},
    {0, NULL, NULL, NULL},
};

static uint32_t run(struct settings *settings, struct command_line *line) {
    uint64_t depth = 0;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG ||
            !(option == OPTION_DEPTH ? command_line_range(line, &depth, 0, DEPTH_MOST)
                                     : settings_apply(settings, line, option)))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    return environment_debug_here(settings, (uint32_t)depth);
}

static int debug_main(int argc, char **argv) {
    struct settings settings;
    struct loader loader = {.command = "mixter debug"};
    struct command_line line = {.command = &debug_command, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, &loader, NULL);
    return settings_end(&settings, run(&settings, &line));
}

const struct command debug_command = {
    .name = "mixter debug",
    .summary = "debug a program with gdb, forward and back",
    .usage = "Usage: mixter debug [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a MIPS executable, or a .c file, which is compiled first, under gdb, which\n"
             "can also go back: reverse-step, reverse-next, reverse-continue. A recording\n"
             "(--replay) of a program that died is shown at its end.\n\n",
    .tables = {options_of_debug, debug_options + 1, shared_options},
    .run = debug_main};
