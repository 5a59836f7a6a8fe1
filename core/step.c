// The command mixter step. All that it does is the host's (host/step).
#include "step.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "environment.h"
#include "mixter/mixture.h"

enum { OPTION_SCRIPT = OPTIONS_OF_MIXTURES, OPTION_SIZE };
enum { ROWS_LEAST = 16, COLUMNS_LEAST = 60, MOST = 500 };

static const struct option_row options_of_step[] = {
    {OPTION_SCRIPT, "--script", "FILE", "print the page after each line of FILE, which is keys"},
    {OPTION_SIZE, "--size", "COLUMNSxROWS", "of pages that are printed (default 80x24)"},
    {0, NULL, NULL, NULL},
};

static const struct option_row options_of_depth[] = {
    {OPTION_DEPTH, "--depth", "N", "with N hypervisors beneath (default 0)"},
    {OPTION_ENGINES, "--engines", "A,B", "by two engines in turns, as mixter does"},
    {0, NULL, NULL, NULL},
};

static bool read_number(const char **text, uint32_t least, uint32_t *number) {
    *number = 0;
    while (**text >= '0' && **text <= '9' && *number <= MOST)
        *number = *number * 10 + (uint32_t)(*(*text)++ - '0');
    return *number >= least && *number <= MOST;
}

static bool read_size(struct step_request *request, const struct command_line *line) {
    const char *text = line->value;
    if (read_number(&text, COLUMNS_LEAST, &request->columns) && *text == 'x' && text++ != NULL &&
        read_number(&text, ROWS_LEAST, &request->rows) && *text == 0)
        return true;
    command_line_bad_value(line, "60x16 to 500x500, such as 120x40");
    return false;
}

static bool apply(struct pair_settings *pair, struct mixture *mixture, struct step_request *request,
                  const struct command_line *line, int option) {
    if (option == OPTION_SCRIPT) {
        request->script = line->value;
        if (line->value[0] == 0)
            command_line_bad_value(line, "the name of a file");
        return line->value[0] != 0;
    }
    if (option == OPTION_SIZE)
        return read_size(request, line);
    if (option != OPTION_MIX && option != OPTION_SCHEDULE)
        return pair_apply(pair, line, option);
    return mixture_apply(mixture, line, option);
}

static uint32_t run(struct pair_settings *pair, struct mixture *mixture,
                    struct command_line *line) {
    struct settings *settings = &pair->settings;
    struct step_request request = {NULL, 0, 0};
    bool is_mixed = false;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG || !apply(pair, mixture, &request, line, option))
            return STATUS_USAGE;
        is_mixed = is_mixed || option == OPTION_MIX || option == OPTION_SCHEDULE ||
                   option == OPTION_ENGINES || option == OPTION_SLICE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    if (request.columns != 0 && request.script == NULL) {
        fprintf(stderr, "mixter step: --size needs --script\n");
        return STATUS_USAGE;
    }
    if (is_mixed && !environment_is_machine()) {
        if (!mixture_finish(mixture, pair))
            return STATUS_USAGE;
        settings->mixture = mixture;
    }
    return environment_step(settings, (uint32_t)pair->depth, &request);
}

static int step_main(int argc, char **argv) {
    struct pair_settings pair;
    struct mixture mixture;
    struct command_line line = {.command = &step_command, .argc = argc, .argv = argv, .next = 1};
    pair_start(&pair, "mixter step");
    pair.depth = 0;
    mixture_start(&mixture);
    uint32_t status = run(&pair, &mixture, &line);
    mixture_end(&mixture);
    return settings_end(&pair.settings, status);
}

const struct command step_command = {
    .name = "mixter step",
    .summary = "step through a program on a page, forward and back",
    .usage = "Usage: mixter step [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Shows a MIPS executable, or a .c file, which is compiled first, as it runs:\n"
             "source, instructions, registers, stack, memory. Keys go forward and back; ?\n"
             "lists them. A recording (--replay) of a program that died is shown at its end.\n\n",
    .tables = {options_of_step, options_of_depth, mixture_options, debug_options + 1,
               shared_options},
    .run = step_main};
