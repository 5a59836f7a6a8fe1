// The policy of mipster: emulate, always.
#include "mipster.h"

#include <stddef.h>
#include <stdio.h>

#include "kernel/supervise.h"

static uint32_t run(struct settings *settings, struct command_line *line) {
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !settings_apply(settings, line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    if (settings->gdb != NULL)
        return environment_debug(settings, 0);
    if (settings->why)
        return environment_why(settings, 0, NULL);
    if (!settings_observe(settings, 0))
        return STATUS_USAGE;
    settings->driver.engine = settings_emulator(settings);
    return settings->driver.engine == NULL ? STATUS_USAGE : supervise(settings);
}

static int mipster_main(int argc, char **argv) {
    struct settings settings;
    struct loader loader = {.command = "mipster"};
    struct command_line line = {.command = &mipster_command, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, &loader, NULL);
    return settings_end(&settings, run(&settings, &line));
}

const struct command mipster_command = {
    .name = "mipster",
    .summary = "run a program by emulation",
    .usage = "Usage: mipster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a MIPS executable, or a .c file, which is compiled first, by emulation.\n\n",
    .tables = {shared_options, observe_options, debug_options, why_options},
    .run = mipster_main};
