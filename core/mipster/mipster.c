// The policy of mipster: emulate, always.
#include "mipster.h"

#include <stddef.h>
#include <stdio.h>

#include "../kernel/supervise.h"

void mipster_help(void) {
    printf("Usage: mipster [OPTION ...] PROGRAM [ARGUMENT ...]\n"
           "Runs a MIPS executable, or a .c file, which is compiled first, by emulation.\n\n");
    command_line_help(shared_options);
    command_line_help(observe_options);
}

int mipster_main(int argc, char **argv) {
    struct settings settings;
    struct command_line line = {.command = "mipster",
                                .tables = {shared_options, observe_options},
                                .argc = argc,
                                .argv = argv,
                                .next = 1};
    settings_start(&settings, "mipster", NULL);
    for (int option; (option = command_line_option(&line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !settings_apply(&settings, &line, option))
            return STATUS_USAGE;
    }
    if (!settings_finish(&settings, &line) || !settings_observe(&settings, 0))
        return STATUS_USAGE;
    settings.engine = settings.machine;
    return (int)supervise(&settings);
}
