// The command mixter vectors.
#include "../../core/vectors.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/environment.h"
#include "../../core/machine/machine.h"
#include "../../core/mipster/emulate.h"
#include "../../core/output.h"
#include "capable.h"
#include "state_run.h"

enum { DEFAULT_TIMEOUT = 10000 };

struct request {
    struct command_line line;
    uint64_t seed;
    const char *engine; // of ours; NULL: the interpreter
    const char *with;
    bool split;
    bool quiet;
    uint32_t timeout;
    struct state_machine machine;
    struct state_input input;
    struct state state;
    struct remote remote;
    struct mirrors mirrors;
    unsigned count[3]; // by verdict
};

static uint32_t complain(const char *what, const char *cause) {
    fprintf(stderr, "mixter vectors: %s: %s\n", what, cause);
    return STATUS_USAGE;
}

// ---- generate ----

// Random vectors have only so many words of data.
static bool is_small(const struct state *state) {
    for (uint32_t i = VECTOR_WORDS; i < PAGE_WORDS; i++) {
        if (state->pages[1].left[i] != 0)
            return false;
    }
    return true;
}

static uint32_t generate(struct request *request) {
    struct vector vector;
    uint64_t count;
    if (request->line.next != request->line.argc - 1 ||
        !command_line_read(request->line.argv[request->line.next], &count) || count == 0) {
        fprintf(stderr, "mixter vectors: generate: one number is needed, of vectors (see mixter "
                        "vectors --help)\n");
        return STATUS_USAGE;
    }
    for (uint32_t number = 0; count > 0; number++) {
        vector_generate(&vector, (uint32_t)request->seed, number);
        state_of_vector(&request->state, &vector);
        state_complete(&request->machine, &request->state);
        if (!is_small(&request->state))
            continue;
        state_write(stdout, &request->state);
        if (ferror(stdout))
            break;
        count--;
    }
    return 0;
}

// ---- complete, run ----

static bool open_input(struct request *request) {
    const struct command_line *line = &request->line;
    const char *path = line->next < line->argc ? line->argv[line->next] : "-";
    if (line->next + 1 < line->argc) {
        complain(line->argv[line->next + 1], "one file at a time");
        return false;
    }
    request->input.file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
    if (request->input.file == NULL)
        complain(path, strerror(errno));
    return request->input.file != NULL;
}

static bool next(struct request *request) {
    return state_read(&request->input, &request->state);
}

// Whether all of the input has been read.
static uint32_t at_end(const struct request *request) {
    const struct command_line *line = &request->line;
    if (request->input.wrong[0] == '\0')
        return 0;
    return complain(line->next < line->argc ? line->argv[line->next] : "standard input",
                    request->input.wrong);
}

static uint32_t complete(struct request *request) {
    if (!open_input(request))
        return STATUS_USAGE;
    while (next(request)) {
        state_complete(&request->machine, &request->state);
        state_write(stdout, &request->state);
    }
    return at_end(request);
}

static const char *engine_name(const struct request *request) {
    return request->engine != NULL ? request->engine : "interp";
}

static uint32_t start_engine(struct request *request, engine **run) {
    struct failure failure;
    struct machine *machine = request->machine.machine;
    if (request->with != NULL && request->engine != NULL)
        return complain("--engine", "not together with --with");
    if (request->with != NULL) {
        request->mirrors.remote = &request->remote;
        if (!remote_start(&request->remote, request->with, request->timeout, &failure) ||
            !capable_is_enough(&request->remote, &failure))
            return failure_print(&failure, "mixter vectors");
        if ((request->remote.capabilities & (MIXTER_ENGINE_BUDGETS | MIXTER_ENGINE_STEPS)) != 0)
            return 0;
        return complain(request->with, "it declares neither budgets nor steps, so it cannot stop "
                                       "where vectors end");
    }
    const char *name = engine_name(request);
    *run = strcmp(name, "step") == 0     ? emulate_by_steps
           : strcmp(name, "interp") == 0 ? emulate
           : strcmp(name, "jit") == 0    ? environment_engine(machine)
                                         : NULL;
    return *run != NULL ? 0 : complain(name, "there is no such engine here (step, interp, jit)");
}

static enum verdict check(struct request *request, engine *run) {
    FILE *file = request->quiet ? NULL : stdout;
    if (!request->state.is_complete)
        state_complete(&request->machine, &request->state);
    return run != NULL ? state_run(&request->machine, run, &request->state, request->split,
                                   request->input.line, file)
                       : state_run_remote(&request->machine, &request->mirrors, &request->state,
                                          request->split, request->input.line, file);
}

static uint32_t run_all(struct request *request) {
    engine *run = NULL;
    uint32_t status = start_engine(request, &run);
    if (status != 0)
        return status;
    if (!open_input(request))
        return STATUS_USAGE;
    while (next(request))
        request->count[check(request, run)]++;
    status = at_end(request);
    const unsigned *count = request->count;
    printf("%s: %u equal, %u different, %u left out\n",
           run != NULL ? engine_name(request) : request->remote.name, count[VERDICT_EQUAL],
           count[VERDICT_DIFFERENT], count[VERDICT_LEFT_OUT]);
    if (status != 0)
        return status;
    return count[VERDICT_DIFFERENT] != 0 ? 1 : count[VERDICT_EQUAL] == 0 ? STATUS_USAGE : 0;
}

// ---- the command ----

static bool apply(struct request *request, int option) {
    struct command_line *line = &request->line;
    switch (option) {
    case VECTORS_SEED: return command_line_range(line, &request->seed, 0, UINT32_MAX);
    case VECTORS_ENGINE: request->engine = line->value; return true;
    case VECTORS_WITH: request->with = line->value; return true;
    case VECTORS_SPLIT: request->split = true; return true;
    case VECTORS_TIMEOUT: return command_line_seconds(line, &request->timeout);
    case VECTORS_QUIET: request->quiet = true; return true;
    default: return false;
    }
}

static uint32_t execute(struct request *request, const char *what) {
    bool generates = strcmp(what, "generate") == 0, runs = strcmp(what, "run") == 0;
    for (int option; (option = command_line_option(&request->line)) != OPTIONS_END;) {
        if (option == OPTIONS_WRONG)
            return STATUS_USAGE;
        if (option == VECTORS_SEED ? !generates : !runs)
            return complain(request->line.option->name,
                            option == VECTORS_SEED ? "is for generate" : "is for run");
        if (!apply(request, option))
            return STATUS_USAGE;
    }
    if (generates)
        return generate(request);
    return runs ? run_all(request) : complete(request);
}

// The first argument says what is to be done, and options follow it.
uint32_t environment_vectors(int argc, char **argv) {
    struct request *request = calloc(1, sizeof *request);
    const char *what = argc > 1 ? argv[1] : "";
    const char *wrong = "out of memory";
    bool is_known =
        strcmp(what, "generate") == 0 || strcmp(what, "complete") == 0 || strcmp(what, "run") == 0;
    if (request == NULL || !state_machine_start(&request->machine, &wrong))
        return complain("machine", wrong);
    request->line = (struct command_line){
        .command = &vectors_command, .argc = argc, .argv = argv, .next = is_known ? 2 : 1};
    request->seed = 1;
    request->timeout = DEFAULT_TIMEOUT;
    uint32_t status;
    if (is_known) {
        status = execute(request, what);
    } else {
        command_line_option(&request->line); // --help, --version
        fprintf(stderr,
                "mixter vectors: %s%sgenerate, complete or run (see mixter vectors --help)\n", what,
                what[0] != 0 ? ": " : "");
        status = STATUS_USAGE;
    }
    remote_end(&request->remote);
    if (request->mirrors.remote != NULL)
        mirror_end(&request->mirrors);
    state_input_end(&request->input);
    state_machine_end(&request->machine);
    free(request);
    uint32_t finished = (uint32_t)output_finish("mixter vectors");
    return status == 0 ? finished : status;
}
