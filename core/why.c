// The command mixter why. All that it does is the host's (host/debugger).
#include "why.h"

#include <stddef.h>

#include "kernel/supervise.h"

enum { OPTION_OF = OPTIONS_SHARED, OPTION_AT, OPTION_STEPS, OPTION_JSON, OPTION_DEPTH };
enum { DEPTH_MOST = 16, STEPS = 12, STEPS_MOST = 1000000 };

static const struct option_row options_of_why[] = {
    {OPTION_OF, "--of", "WHAT", "$a0, 0x404000:4, list->next (default: what it died of)"},
    {OPTION_AT, "--at", "PLACE", "count, FILE:LINE[:TIME], FUNCTION[:TIME] (default end)"},
    {OPTION_STEPS, "--steps", "N", "print at most N steps (default 12)"},
    {OPTION_JSON, "--json", "[FILE]", "print the answer as JSON"},
    {OPTION_DEPTH, "--depth", "N", "with N hypervisors beneath (default 0)"},
    {0, NULL, NULL, NULL},
};

static bool apply(struct settings *settings, struct command_line *line, int option,
                  struct why_request *request, uint64_t *depth) {
    uint64_t number = STEPS;
    switch (option) {
    case OPTION_OF: request->what = line->value; return true;
    case OPTION_AT: request->place = line->value; return true;
    case OPTION_STEPS:
        if (!command_line_range(line, &number, 1, STEPS_MOST))
            return false;
        request->steps = (uint32_t)number;
        return true;
    case OPTION_JSON:
        request->json = true;
        request->json_file = line->value;
        return true;
    case OPTION_DEPTH: return command_line_range(line, depth, 0, DEPTH_MOST);
    default: return option != OPTIONS_WRONG && settings_apply(settings, line, option);
    }
}

static uint32_t run(struct settings *settings, struct command_line *line) {
    struct why_request request = {.steps = STEPS};
    uint64_t depth = 0;
    for (int option; (option = command_line_option(line)) != OPTIONS_END;) {
        if (!apply(settings, line, option, &request, &depth))
            return STATUS_USAGE;
    }
    if (!settings_finish(settings, line))
        return STATUS_USAGE;
    return environment_why(settings, (uint32_t)depth, &request);
}

static int why_main(int argc, char **argv) {
    struct settings settings;
    struct loader loader = {.command = "mixter why"};
    struct command_line line = {.command = &why_command, .argc = argc, .argv = argv, .next = 1};
    settings_start(&settings, &loader, NULL);
    return settings_end(&settings, run(&settings, &line));
}

const struct command why_command = {
    .name = "mixter why",
    .summary = "tell where a value of a program came from",
    .usage = "Usage: mixter why [OPTION ...] PROGRAM [ARGUMENT ...]\n"
             "Runs a MIPS executable, or a .c file, which is compiled first, or its recording\n"
             "(--replay), and goes back from a value, step by step, to where it came from:\n"
             "a constant, a byte of the input, something that was never initialized.\n\n",
    .tables = {options_of_why, shared_options},
    .run = why_main};
