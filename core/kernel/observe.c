#include "observe.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "../mipster/emulate.h"
#include "../panic.h"
#include "supervise.h"

enum {
    OPTION_TRACE = OPTIONS_OF_OBSERVERS,
    OPTION_TRACE_FILTER,
    OPTION_STRACE,
    OPTION_PROFILE,
    OPTION_PROFILE_FORMAT,
    OPTION_TIMELINE,
    OPTION_OBSERVE,
    OPTION_CHECK,
    OPTION_CHECK_STATUS,
    OPTION_CHECK_SUPPRESS,
    OPTION_CHECK_JSON,
    OPTION_CHECK_BUILD
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
    {OPTION_CHECK, "--check", NULL, "report memory errors, each at the first wrong access"},
    {OPTION_CHECK_STATUS, "--check-status", "N", "the exit status if there are some (1 to 255)"},
    {OPTION_CHECK_SUPPRESS, "--check-suppress", "FILE", "do not report what FILE lists"},
    {OPTION_CHECK_JSON, "--check-json", "FILE", "also write each as a line of JSON"},
    {OPTION_CHECK_BUILD, "--check-build", NULL,
     "compile a .c file as --check does, and check nothing"},
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
    if (option == OPTION_CHECK_BUILD) {
        request->check_build = true;
        return true;
    }
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
    case OPTION_CHECK: request->check = true; return true;
    case OPTION_CHECK_STATUS: return command_line_range(line, &request->check_status, 1, 255);
    case OPTION_CHECK_SUPPRESS: request->suppressions = line->value; return true;
    case OPTION_CHECK_JSON: request->check_json = line->value; return true;
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
    else if ((request->check_status != 0 || request->suppressions != NULL ||
              request->check_json != NULL) &&
             !request->check)
        missing = "--check";
    else if (!request->trace && !request->strace && request->profile == NULL &&
             request->timeline == NULL && !request->check)
        missing = "--trace, --strace, --profile, --timeline or --check";
    if (missing != NULL)
        fprintf(stderr, "%s: %s needs %s\n", request->command, request->option, missing);
    bool excludes = request->check && (request->trace || request->profile != NULL);
    if (excludes)
        fprintf(stderr, "%s: --check excludes --trace and --profile\n", request->command);
    return missing == NULL && !excludes;
}

bool settings_observe(struct settings *settings, uint32_t depth) {
    struct observe_request *request = &settings->observe;
    if (settings->checkpoints != 0) {
        fprintf(stderr, "%s: --checkpoints needs --gdb\n", settings->command);
        return false;
    }
    settings->loader->for_check = request->check || request->check_build;
    if (settings->loader->for_check) // for the hypervisor that reads the program
        settings_pass_word(settings, "--check-build");
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
    if (request->check && emulator == emulate_by_steps) {
        fprintf(stderr, "%s: --check needs the engine jit or interp\n", settings->command);
        return false;
    }
    if (settings_machine(settings) == NULL || emulator == NULL)
        return false;
    settings->observer = environment_observer(settings->machine, request);
    if (settings->observer != NULL)
        settings->emulator = settings->observer->watch(emulator);
    return settings->observer != NULL;
}
