// Runs the program until the library or its client wants to stop.
#include <stddef.h>
#include <string.h>

#include "../../core/environment.h"
#include "library.h"

enum { LOOK_SLICE = 0x400000 }; // between two looks whether the run is interrupted

struct run {
    uint64_t budget;
    struct mixter_stop *stop;
};

static uint64_t total_of(const struct mixter *mixter) {
    return context_retired(mixter->process->context);
}

// ---- the kernel's runner ----

static bool is_reported(const struct mixter *mixter) {
    return mixter->reported.seen != NULL && mixter->reported.retired == total_of(mixter);
}

// Runs the process; returns a timer where the run is to stop, so that the kernel serves nothing.
static enum exception run_process(void *state, struct process *process, uint64_t budget) {
    struct mixter *mixter = state;
    enum exception exception = process_run(process, mixter->watched, budget);
    if (mixter->has_stopped)
        return EXCEPTION_TIMER;
    // At a point nothing has happened yet, not even to the page that it is in.
    if (exception == EXCEPTION_PAGE_FAULT && mixter->protects_pages &&
        points_stop(mixter, mixter->root, process->context))
        return EXCEPTION_TIMER;
    if (exception == EXCEPTION_PAGE_FAULT && protect_is_cause(mixter)) {
        protect_end(mixter); // the machine has needed it for a guest
        return EXCEPTION_TIMER;
    }
    if (exception == EXCEPTION_SYSTEM_CALL && mixter->options.stop_at_calls &&
        !is_reported(mixter)) {
        mixter->has_stopped = true;
        mixter->reported.seen = mixter->root;
        mixter->reported.retired = total_of(mixter);
        mixter->stop.reason = MIXTER_STOP_CALL;
        mixter->stop.call = process->context[REGISTER_V0];
        return EXCEPTION_TIMER;
    }
    return exception;
}

// ---- why it has stopped ----

static void tell_end(struct mixter *mixter) {
    static const enum mixter_reason reasons[] = {[END_EXIT] = MIXTER_STOP_EXIT,
                                                 [END_SIGNAL] = MIXTER_STOP_SIGNAL,
                                                 [END_LIMIT] = MIXTER_STOP_LIMIT,
                                                 [END_DIFFERENT] = MIXTER_STOP_DIFFERENT};
    const struct process *process = mixter->process;
    mixter->stop.reason = reasons[process->end];
    mixter->stop.status = (int)process->status;
    mixter->stop.signal_name = process_signal_name(process);
    mixter->stop.cause = process->cause;
}

static void tell_place(struct mixter *mixter, uint64_t before) {
    uint32_t words[CONTEXT_WORDS];
    const struct seen *current = mixter->root;
    memcpy(words, mixter->process->context, sizeof words);
    if (!mixter->process->ended)
        current = contexts_current(mixter, words);
    mixter->stop.context = current->path;
    mixter->stop.pc = words[CONTEXT_PC];
    mixter->stop.total = total_of(mixter);
    mixter->stop.retired = mixter->stop.total - before;
}

static enum mixter_error run_program(struct mixter *mixter, void *arguments) {
    const struct run *run = arguments;
    struct process *process = mixter->process;
    const struct driver driver = {.runner = run_process, .state = mixter};
    uint64_t before = total_of(mixter);
    memset(&mixter->stop, 0, sizeof mixter->stop);
    mixter->has_stopped = false;
    bool was_running = !process->ended;
    while (!process->ended && !mixter->has_stopped) {
        uint64_t left = run->budget - (total_of(mixter) - before);
        if (left == 0)
            break;
        if (atomic_exchange(&mixter->is_interrupted, false)) {
            mixter->has_stopped = true;
            mixter->stop.reason = MIXTER_STOP_INTERRUPTED;
            break;
        }
        process_advance(process, &driver, left < LOOK_SLICE ? left : LOOK_SLICE);
        checkpoints_catch_up(mixter);
    }
    if (process->ended && was_running) {
        process_conclude(process);
        checkpoints_catch_up(mixter);
    }
    if (mixter->has_stopped && mixter->passed.seen != NULL)
        mixter->passed.retired = total_of(mixter);
    if (process->ended)
        tell_end(mixter);
    tell_place(mixter, before);
    *run->stop = mixter->stop;
    return MIXTER_OK;
}

enum mixter_error mixter_run(struct mixter *machine, uint64_t budget, struct mixter_stop *stop) {
    struct mixter_stop ignored;
    struct run run = {budget, stop != NULL ? stop : &ignored};
    return library_call(machine, NEED_PROGRAM, run_program, &run);
}

static enum mixter_error set_engine(struct mixter *mixter, void *arguments) {
    enum mixter_engine wanted = *(enum mixter_engine *)arguments;
    if ((unsigned)wanted >= MIXTER_ENGINES)
        return library_fail(mixter, MIXTER_ERROR_ARGUMENT, "there is no such engine");
    if (wanted == MIXTER_ENGINE_REFERENCE)
        protect_end(mixter); // it looks at each instruction itself
    return library_choose_engine(mixter, wanted);
}

enum mixter_error mixter_set_engine(struct mixter *machine, enum mixter_engine engine) {
    return library_call(machine, NEED_NOTHING, set_engine, &engine);
}

void mixter_interrupt(struct mixter *machine) {
    if (machine != NULL)
        atomic_store(&machine->is_interrupted, true);
}

// ---- system calls that somebody else serves ----

static enum mixter_error complete(struct mixter *mixter, void *arguments) {
    int32_t result = *(int32_t *)arguments;
    uint32_t *context = mixter->process->context;
    if (mixter->stop.reason != MIXTER_STOP_CALL || !is_reported(mixter))
        return library_fail(mixter, MIXTER_ERROR_STATE, "the program is not at a system call");
    checkpoints_fork(mixter);
    bool is_error = result < 0 && result >= -4095;
    context[REGISTER_V0] = (uint32_t)(is_error ? -result : result);
    context[REGISTER_A3] = is_error;
    context_complete(context);
    return MIXTER_OK;
}

enum mixter_error mixter_complete_call(struct mixter *machine, int32_t result) {
    return library_call(machine, NEED_PROGRAM, complete, &result);
}
