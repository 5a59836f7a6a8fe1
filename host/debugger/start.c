// From the settings of a command to a machine that is debugged.
#define _GNU_SOURCE
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/isa/isa.h"
#include "../../core/kernel/supervise.h"
#include "../../core/mipster/emulate.h"
#include "../guest_image.h"
#include "debugger.h"
#include "session.h"

enum { CHECKPOINT_BYTES = 256 << 20 };

uint32_t debugger_refuse(const struct settings *settings, const char *what, const char *why) {
    fprintf(stderr, "%s: %s%s%s%s\n", settings->command, settings->gdb != NULL ? "--gdb: " : "",
            what, why != NULL ? ": " : "", why != NULL ? why : "");
    return STATUS_USAGE;
}

// What the debugger does itself, or cannot be had with it. NULL: nothing of that was given.
static const char *find_conflict(const struct settings *settings) {
    return settings->guest_count != 1                 ? "one program at a time"
           : settings->observe.option != NULL         ? settings->observe.option
           : settings->max_instructions != UINT64_MAX ? "--max-insns"
           : settings->timeout != 0                   ? "--timeout"
           : settings->slice != 0                     ? "--slice"
           : settings->stats                          ? "--stats"
           : settings->digest                         ? "--digest"
           : settings->record != NULL                 ? "--record"
           : settings->status_file != NULL            ? "--status-file"
                                                      : NULL;
}

// ---- the machine ----

void debugger_options(const struct settings *settings, char *root, size_t root_size,
                      struct mixter_options *options) {
    static const enum mixter_files files[] = {[FILES_ALL] = MIXTER_FILES_ALL,
                                              [FILES_NONE] = MIXTER_FILES_NONE,
                                              [FILES_READ] = MIXTER_FILES_READ,
                                              [FILES_BELOW] = MIXTER_FILES_BELOW};
    mixter_options_init(options);
    options->memory = (uint64_t)settings->frames * 4096;
    options->engine = settings->emulator == emulate            ? MIXTER_ENGINE_INTERPRETER
                      : settings->emulator == emulate_by_steps ? MIXTER_ENGINE_REFERENCE
                                                               : MIXTER_ENGINE_FASTEST;
    if (settings->isa_given)
        options->isa = settings->isa == ISA_MIPS32 ? MIXTER_ISA_MIPS32 : MIXTER_ISA_MIPSTER;
    options->files = files[settings->files];
    if (settings->files == FILES_BELOW) {
        snprintf(root, root_size, "/proc/self/fd/%d", (int)settings->root);
        options->root = root;
    }
    options->environment = (const char *const *)settings->environment.words;
    options->output_limit = settings->output_limit;
    options->input_limit = settings->input_limit;
    options->code_cache = settings->code_cache;
    options->host_time = 1;
    options->plain_recording = 1;
}

static bool look(void *state) {
    struct debugger *debugger = state;
    return debugger->look(debugger);
}

enum mixter_error debugger_load(struct mixter *machine, const struct settings *settings,
                                uint32_t depth, const struct image *image) {
    const struct guest *guest = &settings->guests[0];
    const char *const *arguments = (const char *const *)guest->argv;
    unsigned char *recording = NULL;
    enum mixter_error wrong;
    if (settings->replay != NULL) {
        uint32_t size;
        int32_t unread = file_read(settings->replay, &recording, &size);
        if (unread != 0) {
            debugger_refuse(settings, settings->replay, environment_error_text(unread));
            exit(STATUS_NOT_FOUND);
        }
        wrong = mixter_replay(machine, recording, size);
        free(recording);
    } else {
        wrong = mixter_record(machine);
    }
    if (wrong != MIXTER_OK)
        return wrong;
    return depth == 0
               ? mixter_load_bytes(machine, image->bytes, image->size, guest->argc, arguments)
               : mixter_load_tower(machine, depth, guest->argc, arguments);
}

// Up to where the program starts, whoever starts it.
static enum mixter_error start(struct debugger *debugger, const struct settings *settings,
                               uint32_t depth, uint32_t entry) {
    uint64_t memory = settings->checkpoints != 0 ? settings->checkpoints : CHECKPOINT_BYTES;
    const struct history_options options = {
        memory, look, debugger, settings->mixture != NULL ? engines_schedule : NULL, engines_ran};
    int point;
    debugger->history = history_start(debugger->machine, &options);
    if (debugger->history == NULL)
        return MIXTER_ERROR_MEMORY;
    enum mixter_error wrong = resume_at(debugger, 0);
    if (wrong != MIXTER_OK || depth == 0)
        return wrong;
    wrong = history_break(debugger->history, debugger->inferiors[0].path, entry, &point);
    if (wrong == MIXTER_OK)
        wrong = resume(debugger, RESUME, 0, (struct range){0, 0});
    history_remove(debugger->history, point);
    debugger->stop.reason = debugger->has_ended ? debugger->stop.reason : MIXTER_STOP_BUDGET;
    return wrong;
}

static void name_files(struct debugger *debugger, const char *program,
                       const struct debugger_front *front) {
    const struct image *image = &debugger->image;
    struct inferior *inferiors = debugger->inferiors;
    char *path = realpath(program, NULL);
    size_t length = strlen(program);
    bool is_source = length > 2 && strcmp(program + length - 2, ".c") == 0;
    if (is_source && path != NULL) // what was compiled is in no file
        path[strlen(path) - 2] = 0;
    inferiors[0].file = path != NULL ? path : program;
    inferiors[0].bytes = image->bytes;
    inferiors[0].size = image->size;
    for (uint32_t i = 1; i < debugger->inferior_count; i++) {
        inferiors[i].file = "/mixter/hypster";
        inferiors[i].bytes = guest_image;
        inferiors[i].size = guest_image_size;
    }
    for (uint32_t i = is_source ? 0 : 1;
         front->keep_file != NULL && i < debugger->inferior_count && i < 2; i++)
        inferiors[i].file = front->keep_file(front->state, inferiors[i].file, inferiors[i].bytes,
                                             inferiors[i].size);
    for (uint32_t i = 2; i < debugger->inferior_count; i++)
        inferiors[i].file = inferiors[1].file;
}

// A recording that ends badly is shown at its end.
static enum mixter_error start_recording(struct debugger *debugger) {
    enum mixter_error wrong = resume(debugger, RESUME, 0, (struct range){0, 0});
    if (wrong != MIXTER_OK || debugger->stop.reason == MIXTER_STOP_SIGNAL)
        return wrong;
    return resume_at(debugger, 0);
}

static enum mixter_error prepare(struct debugger *debugger, const struct settings *settings,
                                 const struct mixter_options *options, uint32_t depth,
                                 const struct debugger_front *front) {
    bool is_ready = inferiors_start(debugger, depth);
    if (!is_ready)
        return MIXTER_ERROR_MEMORY;
    name_files(debugger, settings->guests[0].argv[0], front);
    engines_start(debugger, options->engine, settings->mixture);
    enum mixter_error wrong = debugger_load(debugger->machine, settings, depth, &debugger->image);
    if (wrong == MIXTER_OK)
        wrong = start(debugger, settings, depth, debugger->image.entry);
    if (wrong != MIXTER_OK)
        return wrong;
    auxiliary_read(debugger);
    debugger->start = history_now(debugger->history);
    return settings->replay != NULL && front->shows_end ? start_recording(debugger) : MIXTER_OK;
}

static uint32_t serve(struct debugger *debugger, const struct settings *settings, uint32_t depth,
                      const struct debugger_front *front) {
    struct mixter_options options;
    char root[32];
    debugger_options(settings, root, sizeof root, &options);
    if (!front->connect(debugger, settings, &options, front->state))
        return STATUS_USAGE;
    if (mixter_open(&options, &debugger->machine) != MIXTER_OK)
        return debugger_refuse(settings, mixter_open_message(), NULL);
    enum mixter_error wrong = prepare(debugger, settings, &options, depth, front);
    if (wrong == MIXTER_ERROR_MEMORY)
        return debugger_refuse(settings, "out of memory", NULL);
    if (wrong != MIXTER_OK)
        return debugger_refuse(settings, mixter_message(debugger->machine), NULL);
    return front->serve(debugger, front->state);
}

uint32_t debugger_run(struct settings *settings, uint32_t depth,
                      const struct debugger_front *front) {
    struct debugger *debugger = calloc(1, sizeof *debugger);
    const char *conflict = find_conflict(settings);
    if (debugger == NULL)
        return debugger_refuse(settings, "out of memory", NULL);
    uint32_t status = STATUS_USAGE;
    if (conflict != NULL)
        debugger_refuse(settings, "not together with", conflict);
    else
        status = program_read(settings->loader, settings->guests[0].argv[0], &debugger->image);
    if (status == 0) {
        debugger->command = settings->command;
        debugger->resumed = (uint32_t)ALL_INFERIORS;
        status = serve(debugger, settings, depth, front);
    }
    points_end(debugger);
    if (debugger->history != NULL)
        history_end(debugger->history);
    mixter_close(debugger->machine);
    text_free(&debugger->reply);
    text_free(&debugger->object);
    text_free(&debugger->auxiliary);
    inferiors_end(debugger);
    free(debugger);
    return status;
}
