// The options that all commands that run programs have.
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../environment.h"
#include "../machine/machine.h"
#include "../memory.h"
#include "../mipster/emulate.h"
#include "../panic.h"
#include "status.h"
#include "supervise.h"

enum { OPEN_DIRECTORY = 0x10000 };

const struct option_row shared_options[] = {
    {OPTION_MEMORY, "--memory", "SIZE", "memory of each guest, such as 64M (default 1G)"},
    {OPTION_MAX_INSNS, "--max-insns", "N", "end a guest after N instructions, with status 124"},
    {OPTION_TIMEOUT, "--timeout", "SECONDS", "end everything after that time, with status 124"},
    {OPTION_SLICE, "--slice", "N", "run in slices of N instructions, several guests in turn"},
    {OPTION_GUEST, "--guest", "COMMAND", "one more guest; words are separated by blanks"},
    {OPTION_ISA, "--isa", "ISA", "of the guest: mipster, mips32 (default: by the file)"},
    {OPTION_ENV, "--env", "NAME[=VALUE]", "a variable of the guest, which has no others"},
    {OPTION_ENV_FILE, "--env-file", "FILE", "the same, one on each line"},
    {OPTION_CLEAR_ENV, "--clear-env", NULL, "forget the variables that were given so far"},
    {OPTION_FILES, "--files", "WHICH", "of the guest: none, read, all (default), or a directory"},
    {OPTION_MAX_OUTPUT, "--max-output", "SIZE", "end a guest that writes more, with status 124"},
    {OPTION_STDIN_LIMIT, "--stdin-limit", "SIZE", "the same if it reads more standard input"},
    {OPTION_STATS, "--stats", NULL, "print counts on standard error at the end"},
    {OPTION_STATUS_FILE, "--status-file", "FILE", "write how the run ended, as JSON"},
    {OPTION_DIGEST, "--digest", NULL, "print digests of the whole run at the end"},
    {OPTION_RECORD, "--record", "FILE", "write what the program gets from outside, and digests"},
    {OPTION_REPLAY, "--replay", "FILE", "compare the run with a recording: 0 equal, 1 different"},
    {OPTION_QUIET, "--quiet", NULL, "with --replay: report by the exit status only"},
    {OPTION_ENGINE, "--engine", "ENGINE", "of emulation: jit (default if there is), interp, step"},
    {OPTION_CODE_CACHE, "--code-cache", "SIZE",
     "memory for translated code, 4M to 128M (default 64M)"},
    {0, NULL, NULL, NULL},
};

const struct option_row debug_options[] = {
    {OPTION_GDB, "--gdb", "WHERE", "be debugged by gdb: a port, the path of a socket, or -"},
    {OPTION_CHECKPOINTS, "--checkpoints", "SIZE", "memory for going back (default 256M)"},
    {0, NULL, NULL, NULL},
};

const struct option_row why_options[] = {
    {OPTION_WHY, "--why", NULL, "if the program dies, tell where the value came from"},
    {0, NULL, NULL, NULL},
};

void settings_start(struct settings *settings, struct loader *loader, engine *engine) {
    memset(settings, 0, sizeof *settings);
    settings->command = loader->command;
    settings->loader = loader;
    settings->frames = 0x40000000 / PAGE_SIZE;
    settings->max_instructions = 0xffffffffffffffffu;
    settings->root = ANY_FILES;
    settings->output_limit = settings->input_limit = 0xffffffffffffffffu;
    settings->driver.engine = engine;
}

int settings_end(struct settings *settings, uint32_t status) {
    if (settings->machine != NULL)
        machine_destroy(settings->machine);
    loader_end(settings->loader);
    for (int i = 0; i < settings->owned.count; i++)
        free(settings->owned.words[i]);
    free(settings->owned.words);
    free(settings->guests);
    free(settings->environment.words);
    free(settings->passed_on.words);
    return (int)status;
}

struct machine *settings_machine(struct settings *settings) {
    const char *wrong;
    if (settings->machine == NULL)
        settings->machine = machine_create(&wrong);
    if (settings->machine != NULL)
        return settings->machine;
    fprintf(stderr, "%s: %s\n", settings->command, wrong);
    return NULL;
}

static bool has_translator(const struct settings *settings) {
    return environment_engine(settings->machine) != NULL;
}

engine *settings_emulator(struct settings *settings) {
    if (settings->emulator == NULL && settings_machine(settings) != NULL)
        settings->emulator = has_translator(settings) ? emulate_translated : emulate;
    return settings->emulator;
}

static bool choose_engine(struct settings *settings, const struct command_line *line) {
    bool is_jit = strcmp(line->value, "jit") == 0;
    settings->emulator = NULL;
    if (is_jit && settings_machine(settings) == NULL)
        return false;
    if (strcmp(line->value, "interp") == 0)
        settings->emulator = emulate;
    else if (strcmp(line->value, "step") == 0)
        settings->emulator = emulate_by_steps;
    else if (is_jit && has_translator(settings))
        settings->emulator = emulate_translated;
    else if (is_jit)
        fprintf(stderr, "%s: --engine jit: this machine has no translator\n", line->command->name);
    else
        command_line_bad_value(line, "jit, interp or step");
    return settings->emulator != NULL;
}

void words_add(struct words *words, const char *word) {
    if (words->count + 2 > words->capacity) {
        int capacity = words->capacity * 2 + 8;
        words->words = memory_resize(words->words, (size_t)capacity * sizeof *words->words);
        words->capacity = capacity;
    }
    words->words[words->count++] = (char *)(uintptr_t)word;
    words->words[words->count] = NULL;
}

void settings_own(struct settings *settings, void *bytes) {
    words_add(&settings->owned, bytes);
}

static bool choose_code_cache(struct settings *settings, const struct command_line *line) {
    enum { LEAST = 4 << 20, MOST = 128 << 20 };
    uint64_t size;
    if (!command_line_size(line, &size))
        return false;
    if (size < LEAST || size > MOST) {
        command_line_bad_value(line, "a size from 4M to 128M");
        return false;
    }
    if (settings_machine(settings) == NULL)
        return false;
    settings->code_cache = (uint32_t)size;
    environment_code_cache(settings->machine, (uint32_t)size);
    return true;
}

static void add_guest(struct settings *settings, int argc, char **argv) {
    uint32_t count = settings->guest_count++;
    // Grows at powers of two.
    if (count == 0 || (count >= 8 && (count & (count - 1)) == 0)) {
        uint32_t capacity = count == 0 ? 8 : 2 * count;
        settings->guests = memory_resize(settings->guests, capacity * sizeof *settings->guests);
    }
    struct guest *guest = &settings->guests[count];
    memset(guest, 0, sizeof *guest);
    guest->argc = argc;
    guest->argv = argv;
}

// The words of `text`, between blanks.
static bool add_words(struct settings *settings, const struct command_line *line) {
    size_t size = strlen(line->value) + 1;
    char *text = memory_new(size);
    char **words = memory_new((size / 2 + 1) * sizeof *words);
    int count = 0;
    settings_own(settings, text);
    settings_own(settings, words);
    memcpy(text, line->value, size);
    for (char *word = strtok(text, " "); word != NULL; word = strtok(NULL, " "))
        words[count++] = word;
    words[count] = NULL;
    if (count == 0) {
        command_line_bad_value(line, "a program and its arguments");
        return false;
    }
    add_guest(settings, count, words);
    return true;
}

static bool choose_isa(struct settings *settings, const struct command_line *line) {
    bool known = image_subset(line->value, &settings->isa);
    settings->isa_given = known;
    if (!known)
        command_line_bad_value(line, "mipster or mips32");
    return known;
}

// A directory stays open.
static bool choose_files(struct settings *settings, const struct command_line *line) {
    static const char *const names[] = {"all", "none", "read"}; // in the order of enum files
    settings->root = ANY_FILES;
    for (uint32_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        settings->files = (enum files)i;
        if (strcmp(line->value, names[i]) == 0)
            return true;
    }
    settings->files = FILES_BELOW;
    settings->root = environment_open(line->value, OPEN_DIRECTORY, 0);
    if (settings->root >= 0)
        return true;
    if (line->value[0] == 0)
        command_line_bad_value(line, "none, read, all or a directory");
    else
        fprintf(stderr, "%s: --files: %s: %s\n", line->command->name, line->value,
                environment_error_text(settings->root));
    return false;
}

static bool is_given(const struct command_line *line) {
    if (line->value[0] == 0)
        command_line_bad_value(line, "the name of a file");
    return line->value[0] != 0;
}

bool settings_apply(struct settings *settings, const struct command_line *line, int option) {
    uint64_t number = 0;
    if (option >= OPTIONS_OF_OBSERVERS)
        return observe_apply(&settings->observe, line, option);
    if (option == OPTION_ENV || option == OPTION_ENV_FILE || option == OPTION_CLEAR_ENV)
        return variables_apply(settings, line, option);
    // Time is measured by the outermost level, and the engine is the host's.
    if (option != OPTION_TIMEOUT && option != OPTION_ENGINE && option != OPTION_CODE_CACHE)
        settings_pass_on(settings, line);
    switch (option) {
    case OPTION_MEMORY:
        if (!command_line_size(line, &number))
            return false;
        settings->frames = (uint32_t)(number / PAGE_SIZE);
        return true;
    case OPTION_MAX_INSNS: return command_line_number(line, &settings->max_instructions);
    case OPTION_TIMEOUT: return command_line_seconds(line, &settings->timeout);
    case OPTION_SLICE: return command_line_range(line, &settings->slice, 1, 0xffffffffffffffffu);
    case OPTION_GUEST: return add_words(settings, line);
    case OPTION_STATS: settings->stats = true; return true;
    case OPTION_STATUS_FILE:
        settings->status_file = line->value;
        return is_given(line) && status_prepare(settings->command, line->value);
    case OPTION_DIGEST: settings->digest = settings->watch = true; return true;
    case OPTION_RECORD:
        if (!is_given(line))
            return false;
        settings->record = line->value;
        settings->watch = true;
        return true;
    case OPTION_GDB: settings->gdb = line->value; return is_given(line);
    case OPTION_CHECKPOINTS: return command_line_size(line, &settings->checkpoints);
    case OPTION_WHY: settings->why = true; return true;
    case OPTION_QUIET: settings->quiet = true; return true;
    case OPTION_ENGINE: return choose_engine(settings, line);
    case OPTION_CODE_CACHE: return choose_code_cache(settings, line);
    case OPTION_REPLAY:
        if (!is_given(line))
            return false;
        settings->replay = line->value;
        settings->watch = true;
        return true;
    case OPTION_MAX_OUTPUT: return command_line_size(line, &settings->output_limit);
    case OPTION_STDIN_LIMIT: return command_line_size(line, &settings->input_limit);
    case OPTION_FILES: return choose_files(settings, line);
    case OPTION_ISA: return choose_isa(settings, line);
    default: panic("settings_apply: not a shared option");
    }
}

// Options that exclude each other, or need another one: what is wrong, NULL if nothing is.
static const char *find_conflict(const struct settings *settings) {
    bool is_recorded = settings->record != NULL || settings->replay != NULL;
    if (settings->record != NULL && settings->replay != NULL)
        return "--record and --replay exclude each other";
    if (settings->quiet && settings->replay == NULL)
        return "--quiet needs --replay";
    if (settings->observe.check && (is_recorded || settings->digest))
        return "--check moves what is in memory, and excludes --digest, --record and --replay";
    if (settings->guest_count > 1 && is_recorded)
        return "--record and --replay are for one program";
    if (settings->replay != NULL && settings->environment_given)
        return "--replay takes the environment from the recording, and excludes --env, --env-file "
               "and --clear-env";
    return NULL;
}

bool settings_finish(struct settings *settings, const struct command_line *line) {
    settings->program.count = line->argc - line->next;
    settings->program.words = line->argv + line->next;
    if (settings->program.count > 0)
        add_guest(settings, settings->program.count, settings->program.words);
    const char *conflict = find_conflict(settings);
    if (conflict != NULL) {
        fprintf(stderr, "%s: %s\n", line->command->name, conflict);
        return false;
    }
    variables_settle(settings);
    for (int i = 0; i < settings->environment.count; i++) {
        settings_pass_word(settings, "--env");
        settings_pass_word(settings, settings->environment.words[i]);
    }
    if (settings->guest_count == 0)
        fprintf(stderr, "%s: no program given (see %s --help)\n", line->command->name,
                line->command->name);
    return settings->guest_count != 0;
}
