// The engines of a machine that the library runs. As for observers, the machine's own execute
// pieces of contexts; here each piece is cut where a point may be. To stop a run the budget of the
// machine is what has retired in the piece: all that is under way then comes to its end.
#include <stddef.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/shadow.h"
#include "../../core/machine/switch.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"
#include "library.h"

static struct mixter *mixter_of(const struct machine *machine) {
    return (struct mixter *)machine->observer;
}

// ---- pieces ----

static struct seen *seen_of(struct mixter *mixter, const struct shadow *shadow) {
    if (shadow->parent == NULL)
        return mixter->root;
    struct seen *seen =
        seen_child(seen_of(mixter, shadow->parent), shadow->address, shadow->context);
    seen->directory = shadow->guest_directory;
    return seen;
}

static enum exception run_to_points(struct mixter *mixter, struct seen *seen, engine *engine,
                                    uint32_t *context, uint64_t budget) {
    struct machine *machine = mixter->machine;
    uint64_t start = context_retired(context);
    enum exception exception = EXCEPTION_TIMER;
    while (budget > 0 && exception == EXCEPTION_TIMER) {
        if (points_stop(mixter, seen, context)) {
            machine->run.budget = context_retired(context) - start;
            return context_raise(context, EXCEPTION_TIMER, 0, 0);
        }
        uint64_t before = context_retired(context);
        exception = engine(machine, context, points_distance(mixter, seen, context, budget));
        budget -= context_retired(context) - before;
        if (context_retired(context) != before)
            mixter->passed.seen = NULL;
    }
    return exception;
}

// Tells the client of a piece that began at `start`.
static void tell_piece(const struct mixter *mixter, const struct seen *seen,
                       const uint32_t *context, uint64_t start, uint64_t retired,
                       enum exception exception) {
    struct mixter_piece piece = {.path = seen->path,
                                 .start = start,
                                 .retired = retired,
                                 .own = context_retired(context) - retired,
                                 .pc = context[CONTEXT_PC],
                                 .exception = MIXTER_EXCEPTION_OTHER};
    if (mixter->visit == NULL)
        return;
    // The first store to a page after a checkpoint is the library's concern, not the program's.
    bool is_watched = exception == EXCEPTION_PAGE_FAULT && seen->parent == NULL &&
                      watch_protects(mixter->process);
    if (exception == EXCEPTION_NONE || exception == EXCEPTION_TIMER || is_watched) {
        piece.exception = MIXTER_EXCEPTION_NONE;
    } else if (exception == EXCEPTION_SYSTEM_CALL) {
        piece.exception = MIXTER_EXCEPTION_CALL;
        piece.call = context[REGISTER_V0];
    } else if (exception == EXCEPTION_PAGE_FAULT) {
        piece.exception = MIXTER_EXCEPTION_PAGE_FAULT;
        piece.address = context[CONTEXT_ADDRESS];
        piece.access = context[CONTEXT_KIND];
    }
    mixter->visit(mixter->visitor, &piece);
}

// While guests run, the machine counts for all of them (run.retired), and only then.
static uint64_t total_now(const struct mixter *mixter, const struct seen *seen,
                          const uint32_t *context) {
    if (seen->parent == NULL)
        return context_retired(context);
    return mixter->guests_since + mixter->machine->run.retired;
}

enum exception library_piece(struct mixter *mixter, struct seen *seen, engine *engine,
                             uint32_t *context, uint64_t budget) {
    if (budget > 0 && points_concern(mixter, seen) && mixter->protects_pages)
        return protect_run(mixter, engine, context, budget);
    if (budget > 0 && points_concern(mixter, seen))
        return run_to_points(mixter, seen, engine, context, budget);
    return engine(mixter->machine, context, budget);
}

static enum exception piece(struct machine *machine, engine *engine, uint32_t *context,
                            uint64_t budget) {
    struct mixter *mixter = mixter_of(machine);
    const struct shadow *shadow = switch_guest(machine, context);
    struct seen *seen = shadow != NULL ? seen_of(mixter, shadow) : mixter->root;
    uint64_t start = total_now(mixter, seen, context);
    uint64_t before = context_retired(context);
    enum exception exception;
    seen->context = context;
    seen->running = true;
    bool is_traced = tracing_concerns(mixter, seen);
    exception = is_traced ? tracing_piece(mixter, seen, engine, context, budget, start)
                          : library_piece(mixter, seen, engine, context, budget);
    if (is_traced)
        tracing_stopped(mixter, context, start + (context_retired(context) - before), exception);
    seen->running = false;
    memcpy(seen->words, context, sizeof seen->words);
    if (seen->parent == NULL)
        mixter->guests_since = context_retired(context) - machine->run.retired;
    tell_piece(mixter, seen, context, start, context_retired(context) - before, exception);
    return exception;
}

static enum exception piece_interpreted(struct machine *machine, uint32_t *context,
                                        uint64_t budget) {
    return piece(machine, run, context, budget);
}

static enum exception piece_translated(struct machine *machine, uint32_t *context,
                                       uint64_t budget) {
    return piece(machine, environment_engine(machine), context, budget);
}

// ---- steps of the reference ----

// A step is a piece. Where the context is now is read only for those who want to know.
static void tell_step(struct mixter *mixter, const struct seen *seen, uint64_t start,
                      uint64_t retired, enum exception exception) {
    uint32_t words[CONTEXT_WORDS];
    if (mixter->visit == NULL || !contexts_words(mixter, seen, words))
        return;
    if (seen->parent != NULL && retired == 0)
        exception = (enum exception)words[CONTEXT_EXCEPTION];
    tell_piece(mixter, seen, words, start, retired, exception);
}

static enum exception step_to_points(struct machine *machine, uint32_t *root) {
    struct mixter *mixter = mixter_of(machine);
    uint32_t words[CONTEXT_WORDS];
    struct seen *seen = contexts_current(mixter, words);
    if (points_concern(mixter, seen) && points_stop(mixter, seen, words))
        return context_raise(root, EXCEPTION_TIMER, 0, 0);
    bool is_traced = tracing_concerns(mixter, seen);
    if (is_traced)
        tracing_before(mixter, seen, words);
    uint64_t before = context_retired(root);
    enum exception exception = switch_step(machine, root);
    uint64_t retired = context_retired(root) - before;
    if (is_traced)
        tracing_after(mixter, seen);
    if (retired != 0)
        mixter->passed.seen = NULL;
    tell_step(mixter, seen, before, retired, exception);
    return exception;
}

// ---- the machine ----

static enum exception watched_interpreter(struct machine *machine, uint32_t *context,
                                          uint64_t budget) {
    return switch_run_by(machine, piece_interpreted, step_to_points, context, budget);
}

static enum exception watched_translator(struct machine *machine, uint32_t *context,
                                         uint64_t budget) {
    return switch_run_by(machine, piece_translated, step_to_points, context, budget);
}

static enum exception watched_reference(struct machine *machine, uint32_t *context,
                                        uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    for (; budget > 0; budget--) {
        enum exception exception = step_to_points(machine, context);
        if (exception != EXCEPTION_NONE)
            return exception;
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}

engine *library_engine(engine *emulator) {
    if (emulator == emulate_translated)
        return watched_translator;
    return emulator == emulate_by_steps ? watched_reference : watched_interpreter;
}

// ---- who visits pieces ----

struct visit {
    mixter_piece_visitor *visit;
    void *state;
};

static enum mixter_error set_visitor(struct mixter *mixter, void *arguments) {
    const struct visit *visit = arguments;
    mixter->visit = visit->visit;
    mixter->visitor = visit->state;
    return MIXTER_OK;
}

enum mixter_error mixter_visit_pieces(struct mixter *machine, mixter_piece_visitor *visit,
                                      void *state) {
    struct visit arguments = {visit, state};
    return library_call(machine, NEED_NOTHING, set_visitor, &arguments);
}
