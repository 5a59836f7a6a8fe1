#include "observe.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../panic.h"
#include "supervise.h"

enum {
    OPTION_TRACE = OPTIONS_OF_OBSERVERS,
    OPTION_TRACE_FILTER,
    OPTION_STRACE,
    OPTION_PROFILE,
    OPTION_PROFILE_FORMAT,
    OPTION_TIMELINE,
    OPTION_OBSERVE
};

const struct option_row observe_options[] = {
    {OPTION_TRACE, "--trace", "[FILE]", "print each instruction, what it reads and writes"},
    {OPTION_TRACE_FILTER, "--trace-filter", "LIST",
     "only in functions and ranges: main,0x400100-0x400200"},
    {OPTION_STRACE, "--strace", "[FILE]", "print each system call"},
    {OPTION_PROFILE, "--profile", "FILE", "write the instructions per function and source line"},
    {OPTION_PROFILE_FORMAT, "--profile-format", "NAME",
     "text (default), folded (flame graphs), callgrind"},
    {OPTION_TIMELINE, "--timeline", "FILE", "write what all contexts do as Chrome trace events"},
    {OPTION_OBSERVE, "--observe", "PATHS", "which contexts: 0, 0/1, 0/*, all (default: PROGRAM)"},
    {0, NULL, NULL, NULL},
};

static bool read_format(struct observe_request *request, const struct command_line *line) {
    static const char *const formats[] = {"text", "folded", "callgrind"};
    for (unsigned i = 0; i < 3; i++) {
        if (strcmp(line->value, formats[i]) == 0) {
            request->format = (enum profile_format)i;
            return true;
        }
    }
    command_line_bad_value(line, "text, folded or callgrind");
    return false;
}

bool observe_apply(struct observe_request *request, const struct command_line *line, int option) {
    if (request->option == NULL)
        request->option = line->option->name;
    if (line->value != NULL && line->value[0] == 0) {
        command_line_bad_value(line, "a value that is not empty");
        return false;
    }
    switch (option) {
    case OPTION_TRACE:
        request->trace = true;
        request->trace_file = line->value;
        return true;
    case OPTION_TRACE_FILTER: request->trace_filter = line->value; return true;
    case OPTION_STRACE:
        request->strace = true;
        request->strace_file = line->value;
        return true;
    case OPTION_PROFILE: request->profile = line->value; return true;
    case OPTION_PROFILE_FORMAT: return read_format(request, line);
    case OPTION_TIMELINE: request->timeline = line->value; return true;
    case OPTION_OBSERVE: request->paths = line->value; return true;
    default: panic("observe_apply: not one of these options");
    }
}

// Options that need another one.
static bool check(const struct observe_request *request) {
    const char *missing = NULL;
    if (request->trace_filter != NULL && !request->trace)
        missing = "--trace";
    else if (request->format != PROFILE_TEXT && request->profile == NULL)
        missing = "--profile";
    else if (!request->trace && !request->strace && request->profile == NULL &&
             request->timeline == NULL)
        missing = "--trace, --strace, --profile or --timeline";
    if (missing != NULL)
        fprintf(stderr, "%s: %s needs %s\n", request->command, request->option, missing);
    return missing == NULL;
}

bool settings_observe(struct settings *settings, uint32_t depth) {
    struct observe_request *request = &settings->observe;
    if (settings->checkpoints != 0) {
        fprintf(stderr, "%s: --checkpoints needs --gdb\n", settings->command);
        return false;
    }
    if (request->option == NULL)
        return true;
    request->command = settings->command;
    request->loader = settings->loader;
    request->depth = depth;
    request->programs = settings->guest_count;
    request->files = settings->files;
    request->root = settings->root;
    if (!check(request))
        return false;
    engine *emulator = settings_emulator(settings);
    if (settings_machine(settings) == NULL || emulator == NULL)
        return false;
    settings->observer = environment_observer(settings->machine, request);
    if (settings->observer != NULL)
        settings->emulator = settings->observer->watch(emulator);
    return settings->observer != NULL;
}
