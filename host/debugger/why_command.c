// mixter why, and --why: a run that is recorded, then searched. A program without hypervisors runs
// as ever, with all that is said of its death; the search is in its recording.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../core/environment.h"
#include "../../core/kernel/supervise.h"
#include "session.h"
#include "why_ask.h"
#include "why_graph.h"

enum { CHECKPOINT_BYTES = 256 << 20, PATH_BYTES = 4096 };

struct search {
    struct settings *settings;
    const struct why_request *request;
    uint32_t depth;
    struct image image;
    struct mixter *machine;
    struct history *history;
    struct why_run *run;
    struct mixter_stop end;
    char context[64]; // path of the program
};

static uint32_t refuse(const struct search *search, const char *what, const char *why) {
    fprintf(stderr, "%s: %s%s%s\n", search->settings->command, what, why != NULL ? ": " : "",
            why != NULL ? why : "");
    return STATUS_USAGE;
}

// ---- the machine, at the end of the run ----

static const char *signal_of(uint32_t status) {
    return status == 139   ? "SIGSEGV"
           : status == 135 ? "SIGBUS"
           : status == 136 ? "SIGFPE"
           : status == 132 ? "SIGILL"
           : status == 134 ? "SIGABRT"
                           : NULL;
}

// In a tower the program has ended before its hypervisors: after its last instruction.
static enum mixter_error find_end(struct search *search) {
    uint64_t end = search->end.total, size = 1 << 14;
    const char *signal = signal_of((uint32_t)search->end.status);
    if (search->depth == 0)
        return MIXTER_OK;
    if (signal != NULL) {
        search->end.reason = MIXTER_STOP_SIGNAL;
        search->end.signal_name = signal;
    }
    while (end > 0) {
        enum mixter_error wrong = why_window(search->run, end, size);
        if (wrong != MIXTER_OK)
            return wrong;
        if (search->run->window_count > 0) {
            search->end.total = search->run->window[search->run->window_count - 1].total + 1;
            return MIXTER_OK;
        }
        end = search->run->window_start;
        size *= 4;
    }
    return MIXTER_OK;
}

static enum mixter_error run_to_end(struct search *search) {
    const struct history_options options = {.memory = CHECKPOINT_BYTES};
    enum mixter_error wrong =
        debugger_load(search->machine, search->settings, search->depth, &search->image);
    if (wrong != MIXTER_OK)
        return wrong;
    search->history = history_start(search->machine, &options);
    if (search->history == NULL)
        return MIXTER_ERROR_MEMORY;
    search->run = why_run_start(search->machine, search->history, &search->image, search->context);
    if (search->run == NULL)
        return MIXTER_ERROR_MEMORY;
    do
        wrong = history_run(search->history, MIXTER_NO_BUDGET, &search->end);
    while (wrong == MIXTER_OK && (search->end.reason == MIXTER_STOP_BUDGET ||
                                  search->end.reason == MIXTER_STOP_INTERRUPTED));
    return wrong == MIXTER_OK ? find_end(search) : wrong;
}

static uint32_t answer(struct search *search) {
    const struct why_request *request = search->request;
    const struct why_text asked = {request->what, request->place};
    struct why_question question;
    const char *text;
    FILE *file = request->is_death ? stderr : stdout;
    const char *wrong = why_ask(search->run, &search->end, &asked, &question, &text);
    if (wrong != NULL)
        return refuse(search, text, wrong);
    struct why_answer *found = why_find(search->run, &question);
    if (found == NULL)
        return refuse(search, mixter_message(search->machine), NULL);
    if (request->json_file != NULL) {
        file = fopen(request->json_file, "w");
        if (file == NULL) {
            why_answer_free(found);
            return refuse(search, request->json_file, strerror(errno));
        }
    }
    if (request->json)
        why_print_json(found, file);
    else
        why_print(found, file, request->steps);
    why_answer_free(found);
    bool is_written = fflush(file) == 0 && ferror(file) == 0;
    if (request->json_file != NULL)
        is_written = fclose(file) == 0 && is_written;
    return is_written ? 0 : refuse(search, "writing", strerror(errno));
}

static uint32_t search_run(struct search *search) {
    struct settings *settings = search->settings;
    struct mixter_options options;
    char root[32];
    size_t length = 1;
    strcpy(search->context, "0");
    for (uint32_t i = 0; i < search->depth; i++, length += 2)
        strcpy(search->context + length, "/1");
    uint32_t status = program_read(settings->loader, settings->guests[0].argv[0], &search->image);
    if (status != 0)
        return status;
    if (settings->isa_given)
        search->image.subset = settings->isa;
    debugger_options(settings, root, sizeof root, &options);
    if (mixter_open(&options, &search->machine) != MIXTER_OK)
        return refuse(search, mixter_open_message(), NULL);
    enum mixter_error wrong = run_to_end(search);
    if (wrong == MIXTER_ERROR_MEMORY)
        status = refuse(search, "out of memory", NULL);
    else if (wrong != MIXTER_OK)
        status = refuse(search, mixter_message(search->machine), NULL);
    else if (search->request->is_death && search->end.reason != MIXTER_STOP_SIGNAL)
        status = 0;
    else
        status = answer(search);
    why_run_end(search->run);
    if (search->history != NULL)
        history_end(search->history);
    mixter_close(search->machine);
    image_free(&search->image);
    return status;
}

// ---- a run that is recorded first ----

static uint32_t record_and_search(struct search *search) {
    struct settings *settings = search->settings;
    char path[PATH_BYTES];
    const char *where = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/mixter-why-XXXXXX",
             where != NULL && where[0] != 0 ? where : "/tmp");
    int file = mkostemp(path, O_CLOEXEC);
    if (file < 0)
        return refuse(search, path, strerror(errno));
    close(file);
    environment_remove_when_interrupted(path);
    settings->record = path;
    settings->watch = true;
    settings->driver.engine = settings_emulator(settings);
    uint32_t status = settings->driver.engine == NULL ? STATUS_USAGE : supervise(settings);
    settings->record = NULL;
    settings->replay = path;
    bool is_dead = settings->guests[0].end == END_SIGNAL;
    uint32_t searched = STATUS_USAGE;
    if (!search->request->is_death && settings->guests[0].end == END_LIMIT)
        refuse(search, "the run was ended by a limit", NULL);
    if (settings->guests[0].slices == 0) // it was not even started
        searched = status;
    else if (is_dead || (!search->request->is_death && settings->guests[0].end == END_EXIT))
        searched = search_run(search);
    settings->replay = NULL;
    unlink(path);
    environment_remove_when_interrupted(NULL);
    return search->request->is_death ? status : searched;
}

// What the search does itself, or cannot be had with it.
static const char *find_conflict(const struct settings *settings) {
    return settings->guest_count != 1 ? "one program at a time"
           : settings->slice != 0     ? "--slice"
           : settings->record != NULL ? "--record"
           : settings->gdb != NULL    ? "--gdb"
           : settings->observe.option ? settings->observe.option
                                      : NULL;
}

uint32_t environment_why(struct settings *settings, uint32_t depth,
                         const struct why_request *request) {
    static const struct why_request of_death = {.is_death = true, .steps = WHY_STEPS};
    struct search search = {settings, request != NULL ? request : &of_death, depth, .image = {0}};
    const char *conflict = find_conflict(settings);
    if (conflict != NULL)
        return refuse(&search, "--why: not together with", conflict);
    if (settings->replay == NULL && depth == 0)
        return record_and_search(&search);
    uint32_t status = search_run(&search);
    bool has_run = search.request->is_death && status == 0;
    return has_run ? (uint32_t)search.end.status : status;
}
