// Engines that are watched. The machine's own, translator or interpreter, execute pieces of
// contexts and know nothing of switches; that is where they are watched: what is executed here, and
// the state in between, says all that has happened meanwhile. What the reference of the switch
// does, one step, is watched around that step.
#include "watch.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "../../core/isa/isa.h"
#include "../../core/kernel/watch.h"
#include "../../core/machine/frames.h"
#include "../../core/machine/shadow.h"
#include "../../core/machine/switch.h"
#include "../../core/memory.h"
#include "../../core/mipster/emulate.h"
#include "../../core/mipster/run.h"
#include "observe.h"

enum { PIECE = 0x100000 }; // instructions between two looks at signals

static struct watching *watching_of(const struct seen *seen) {
    return seen->contexts->watching;
}

static const struct observe_request *request_of(const struct seen *seen) {
    return &watching_of(seen)->request;
}

// ---- what happens to a context ----

// It stops at a system call.
static void wait(struct seen *seen) {
    if (seen->waiting)
        return;
    seen->waiting = true;
    if (request_of(seen)->timeline != NULL && seen->words[REGISTER_V0] == CALL_switch)
        timeline_stop(seen, "switch");
    if (request_of(seen)->strace && seen->chosen)
        strace_waits(seen);
    if (request_of(seen)->check && seen->chosen)
        checking_waits(seen);
}

static const char *call_name(uint32_t number) {
    const char *name = strace_name(number);
    return name != NULL ? name : "system call";
}

static void deliver(struct seen *seen, enum exception exception, uint32_t address, uint32_t kind) {
    bool is_call = exception == EXCEPTION_SYSTEM_CALL;
    seen->stopped = exception;
    if (request_of(seen)->timeline != NULL)
        timeline_stop(seen,
                      is_call ? call_name(seen->words[REGISTER_V0]) : exception_names[exception]);
    if (is_call || exception == EXCEPTION_TIMER)
        return;
    seen->faults += exception == EXCEPTION_PAGE_FAULT;
    if (!seen->chosen)
        return;
    if (request_of(seen)->trace)
        trace_exception(seen, exception, address, kind);
    if (request_of(seen)->strace)
        strace_exception(seen, exception, address, kind);
}

// The switch of a context has returned.
static void return_from_guest(const struct seen *seen, enum exception exception) {
    struct seen *guest = seen_find(seen, seen->words[REGISTER_A0]);
    if (guest == NULL || exception >= EXCEPTIONS)
        return;
    const uint32_t *block = seen_block(guest);
    guest->runs++;
    if (exception == EXCEPTION_SYSTEM_CALL && block != NULL && !guest->waiting) {
        memcpy(guest->words, block, sizeof guest->words);
        wait(guest);
    }
    deliver(guest, exception, block != NULL ? block[CONTEXT_ADDRESS] : 0,
            block != NULL ? block[CONTEXT_KIND] : 0);
}

// The system call that it was waiting for has been completed; the context is as it is after it, or
// NULL: it has ended by it.
static void complete(struct seen *seen, const uint32_t *context) {
    seen->waiting = false;
    bool is_switch = seen->words[REGISTER_V0] == CALL_switch;
    if (is_switch && context != NULL && context[REGISTER_A3] == 0)
        return_from_guest(seen, (enum exception)context[REGISTER_V0]);
    if (is_switch)
        seen->switches++;
    else
        seen->system_calls++;
    if (request_of(seen)->timeline != NULL)
        timeline_complete(seen);
    seen->instructions++;
    watching_of(seen)->now++;
    if (!seen->chosen)
        return;
    if (request_of(seen)->trace)
        trace_completed(seen, context);
    if (request_of(seen)->strace)
        strace_completed(seen, context);
    if (request_of(seen)->check)
        checking_completed(seen, context);
    if (request_of(seen)->profile != NULL) {
        seen_name(seen);
        uint32_t pc = seen->words[CONTEXT_PC];
        profile_retired(seen, NULL, pc, isa_encode_register(ISA_SYSCALL, 0, 0, 0), 1,
                        context != NULL ? context : seen->words);
    }
}

static bool is_same_place(const uint32_t *words, const uint32_t *others) {
    return words[CONTEXT_PC] == others[CONTEXT_PC] &&
           words[CONTEXT_NEXT_PC] == others[CONTEXT_NEXT_PC];
}

// Of what it has retired, what the machine has not seen. What its guests retire counts for it, too.
static void count_elsewhere(struct seen *seen, uint64_t retired, uint64_t known) {
    if (seen->child_count > 0 || seen->parent == NULL || retired <= known)
        return;
    seen->elsewhere += retired - known;
    if (seen->profile != NULL)
        seen->profile->elsewhere = true;
}

// It is about to run, from the state in `context`.
static void resume(struct seen *seen, uint32_t *context) {
    uint64_t retired = context_retired(context);
    uint64_t known = context_retired(seen->words);
    watching_of(seen)->last = seen;
    seen->context = context;
    seen->running = true;
    seen->stopped = EXCEPTION_NONE;
    if (seen->waiting && !is_same_place(context, seen->words)) {
        complete(seen, context);
        known++;
    }
    count_elsewhere(seen, retired, known);
    if (request_of(seen)->timeline != NULL && !seen->waiting)
        timeline_run(seen);
}

static void stop(struct seen *seen, const uint32_t *context, enum exception exception) {
    seen->running = false;
    // While it waits, it is known as it was when it began to.
    if (seen->waiting)
        return;
    memcpy(seen->words, context, sizeof seen->words);
    if (exception == EXCEPTION_SYSTEM_CALL)
        wait(seen);
}

// ---- driving ----

static void count(struct seen *seen, uint64_t instructions) {
    seen->instructions += instructions;
    watching_of(seen)->now += instructions;
}

static enum exception drive_in_pieces(struct seen *seen, engine *engine, uint32_t *context,
                                      uint64_t budget) {
    enum exception exception;
    do {
        uint64_t before = context_retired(context);
        uint64_t piece = budget < PIECE ? budget : PIECE;
        if (request_of(seen)->check && seen->chosen && !seen->waiting)
            exception = checking_run(seen, engine, context, piece);
        else
            exception = engine(seen->machine, context, piece);
        uint64_t retired = context_retired(context) - before;
        count(seen, retired);
        budget -= retired;
        signals_check();
    } while (exception == EXCEPTION_TIMER && budget > 0);
    return exception;
}

static uint32_t word_at(const struct seen *seen, uint32_t pc) {
    const uint32_t *word = pc % 4 == 0 ? seen_word(seen, pc, ACCESS_EXECUTE) : NULL;
    return word != NULL ? *word : 0;
}

static enum exception drive_by_blocks(struct seen *seen, engine *engine, uint32_t *context,
                                      uint64_t budget) {
    bool traces = request_of(seen)->trace;
    enum exception exception = EXCEPTION_TIMER;
    for (uint32_t turn = 0; budget > 0; turn++) {
        bool in_slot = seen->profile != NULL && seen->profile->branches;
        struct block *block = in_slot ? NULL : block_at(seen, context);
        uint32_t pc = context[CONTEXT_PC];
        uint32_t size = block != NULL ? block->count : 1;
        uint32_t word = block != NULL ? 0 : word_at(seen, pc);
        bool traced = traces && trace_covers(seen, pc, pc + size * 4);
        if (traced && block != NULL) {
            word = block->words[0];
            block = NULL;
            size = 1;
            traced = trace_covers(seen, pc, pc + 4);
        }
        if (traced)
            trace_before(seen, context);
        uint64_t before = context_retired(context);
        exception = engine(seen->machine, context, budget < size ? budget : size);
        uint32_t retired = (uint32_t)(context_retired(context) - before);
        if (retired > 0) {
            count(seen, retired);
            budget -= retired;
            if (traced)
                trace_after(seen, context);
            if (request_of(seen)->profile != NULL)
                profile_retired(seen, block, pc, word, retired, context);
        }
        if (exception != EXCEPTION_TIMER)
            break;
        if (turn % 0x10000 == 0)
            signals_check();
    }
    return exception;
}

static bool needs_blocks(const struct seen *seen) {
    return seen->chosen && (request_of(seen)->profile != NULL || request_of(seen)->trace);
}

// A machine that is watched has an observer, which is this.
static struct watching *watching_at(const struct machine *machine) {
    return (struct watching *)machine->observer;
}

static struct seen *root_of(const struct machine *machine, const uint32_t *context) {
    return seen_root(&watching_at(machine)->contexts, context);
}

static struct seen *seen_of(const struct machine *machine, const struct shadow *shadow) {
    if (shadow->parent == NULL)
        return root_of(machine, shadow->context);
    struct seen *seen =
        seen_child(seen_of(machine, shadow->parent), shadow->address, shadow->context);
    seen->directory = shadow->guest_directory;
    return seen;
}

// A piece of one context.
static enum exception piece(struct machine *machine, engine *engine, uint32_t *context,
                            uint64_t budget) {
    const struct shadow *shadow = switch_guest(machine, context);
    struct seen *seen = shadow != NULL ? seen_of(machine, shadow) : root_of(machine, context);
    enum exception exception;
    resume(seen, context);
    if (budget > 0 && needs_blocks(seen) && !seen->waiting) {
        seen_name(seen);
        exception = drive_by_blocks(seen, engine, context, budget);
    } else {
        exception = drive_in_pieces(seen, engine, context, budget);
    }
    stop(seen, context, exception);
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

static bool is_at_switch(const struct seen *seen, const uint32_t *context) {
    return context[REGISTER_V0] == CALL_switch &&
           isa_decode(word_at(seen, context[CONTEXT_PC])) == ISA_SYSCALL;
}

// The guest that the switch of a context leads to, with its block, or NULL if it does not run.
static struct seen *guest_of(struct seen *seen, const uint32_t *context, uint32_t **block) {
    uint32_t address = context[REGISTER_A0];
    if (address % BLOCK_SIZE != 0 || seen_word(seen, address, ACCESS_WRITE) == NULL ||
        (context[REGISTER_A1] == 0 && context[REGISTER_A2] == 0))
        return NULL;
    *block = seen_word(seen, address, ACCESS_READ);
    if (*block == NULL || !switch_block_is_valid(*block))
        return NULL;
    struct seen *guest = seen_child(seen, address, *block);
    guest->directory = (*block)[CONTEXT_PAGE_TABLE];
    return guest;
}

// The context whose instruction is due, and its words. All beneath it are seen to wait.
static struct seen *innermost(const struct machine *machine, uint32_t *root, uint32_t **words) {
    struct seen *seen = root_of(machine, root);
    *words = root;
    while (is_at_switch(seen, *words)) {
        uint32_t *block;
        resume(seen, *words);
        stop(seen, *words, EXCEPTION_SYSTEM_CALL);
        struct seen *guest = guest_of(seen, *words, &block);
        if (guest == NULL)
            break;
        seen = guest;
        *words = block;
    }
    return seen;
}

// One step, by the reference, of the root and its guests.
static enum exception step_watched(struct machine *machine, uint32_t *root) {
    uint32_t *words;
    struct seen *seen = innermost(machine, root, &words);
    if (seen->waiting && is_same_place(words, seen->words))
        return switch_step(machine, root);
    resume(seen, words);
    seen->running = seen->parent == NULL; // a block's page table is not of this level
    uint32_t pc = words[CONTEXT_PC];
    bool traced = false;
    if (needs_blocks(seen)) {
        seen_name(seen);
        traced = request_of(seen)->trace && trace_covers(seen, pc, pc + 4);
    }
    uint32_t word = word_at(seen, pc);
    uint64_t before = context_retired(words);
    bool is_checked = request_of(seen)->check && seen->chosen;
    if (traced)
        trace_before(seen, words);
    if (is_checked)
        checking_before_step(seen, words, word);
    enum exception exception = switch_step(machine, root);
    if (is_checked && context_retired(words) != before)
        checking_after_step(seen, words);
    enum exception own = exception;
    if (context_retired(words) != before) {
        count(seen, 1);
        if (traced)
            trace_after(seen, words);
        if (request_of(seen)->profile != NULL && seen->chosen)
            profile_retired(seen, NULL, pc, word, 1, words);
    } else if (isa_decode(word) == ISA_SYSCALL &&
               words[CONTEXT_EXCEPTION] == EXCEPTION_SYSTEM_CALL) {
        own = EXCEPTION_SYSTEM_CALL;
    }
    stop(seen, words, own);
    return exception;
}

static enum exception run_by_steps(struct machine *machine, uint32_t *context, uint64_t budget) {
    context[0] = 0;
    context[CONTEXT_EXCEPTION] = EXCEPTION_NONE;
    for (; budget > 0; budget--) {
        enum exception exception = step_watched(machine, context);
        if (exception != EXCEPTION_NONE)
            return exception;
        if (budget % 0x10000 == 0)
            signals_check();
    }
    return context_raise(context, EXCEPTION_TIMER, 0, 0);
}

// ---- the machine of this level ----

static void flush(struct watching *watching) {
    if (watching->trace != NULL)
        trace_flush(watching);
    if (watching->strace != NULL)
        strace_flush(watching);
}

// A run of the root has ended.
static enum exception ended(struct machine *machine, uint32_t *context, enum exception exception) {
    struct seen *seen = root_of(machine, context);
    seen->runs++;
    bool is_hidden = seen->process->watch != NULL && watch_protects(seen->process);
    if (!is_hidden)
        deliver(seen, exception, context[CONTEXT_ADDRESS], context[CONTEXT_KIND]);
    flush(watching_at(machine));
    signals_check();
    return exception;
}

static enum exception watched_interpreter(struct machine *machine, uint32_t *context,
                                          uint64_t budget) {
    return ended(machine, context,
                 switch_run_by(machine, piece_interpreted, step_watched, context, budget));
}

static enum exception watched_translator(struct machine *machine, uint32_t *context,
                                         uint64_t budget) {
    return ended(machine, context,
                 switch_run_by(machine, piece_translated, step_watched, context, budget));
}

static enum exception watched_reference(struct machine *machine, uint32_t *context,
                                        uint64_t budget) {
    return ended(machine, context, run_by_steps(machine, context, budget));
}

static engine *watch(engine *emulator) {
    if (emulator == emulate)
        return watched_interpreter;
    if (emulator == emulate_translated)
        return watched_translator;
    return emulator == emulate_by_steps ? watched_reference : emulator;
}

// ---- the observer ----

static void begin(struct watching *watching) {
    if ((watching->trace != NULL && !trace_begin(watching)) ||
        (watching->strace != NULL && !strace_begin(watching)) ||
        (watching->timeline != NULL && !timeline_begin(watching)))
        exit(STATUS_USAGE);
    watching->has_begun = true;
}

static void start(struct observer *observer, struct process *process) {
    struct watching *watching = (struct watching *)observer;
    if (!watching->has_begun)
        begin(watching);
    seen_start(&watching->contexts, process);
}

// What it was waiting for is complete if its context says so, or if it has ended by it.
static void settle(struct seen *seen) {
    const uint32_t *words = seen->parent == NULL ? seen->context : seen_block(seen);
    if (seen->waiting && words != NULL && is_same_place(words, seen->words))
        return;
    if (seen->waiting)
        complete(seen, seen->words[REGISTER_V0] == CALL_switch ? words : NULL);
}

static bool is_within(const struct seen *seen, const struct seen *ancestor) {
    while (seen->level > ancestor->level)
        seen = seen->parent;
    return seen == ancestor;
}

static void end(struct observer *observer, struct process *process) {
    struct watching *watching = (struct watching *)observer;
    struct seen *root = seen_root(&watching->contexts, process->context);
    for (struct seen *seen = root; seen != NULL; seen = seen->next) {
        if (!is_within(seen, root))
            continue;
        uint64_t known = context_retired(seen->words) + seen->waiting;
        settle(seen);
        if (seen->parent != NULL && !seen->waiting && seen_block(seen) != NULL)
            count_elsewhere(seen, context_retired(seen_block(seen)), known);
        if (request_of(seen)->timeline != NULL)
            timeline_end(seen);
        if (request_of(seen)->strace && seen->chosen)
            strace_end(seen);
        checking_ended(seen);
    }
    root->process = NULL;
    root->context = NULL;
}

bool watch_finish(struct watching *watching) {
    bool written = true;
    for (const struct seen *seen = watching->contexts.first; seen != NULL; seen = seen->next) {
        if (seen->chosen && seen->elsewhere > 0)
            fprintf(stderr,
                    "%s: context %s: %" PRIu64 " instructions were emulated by its supervisor and "
                    "are not seen here\n",
                    watching->request.command, seen->path, seen->elsewhere);
    }
    if (watching->trace != NULL)
        written = trace_finish(watching) && written;
    if (watching->strace != NULL)
        written = strace_finish(watching) && written;
    if (watching->profiles != NULL)
        written = profile_finish(watching) && written;
    if (watching->timeline != NULL)
        written = timeline_finish(watching) && written;
    return choice_all_found(watching) && written;
}

void watch_say_interrupted(const struct watching *watching, const char *how) {
    struct seen *last = watching->last;
    if (last == NULL)
        return;
    uint32_t pc = last->running ? last->context[CONTEXT_PC] : last->words[CONTEXT_PC];
    struct code_frame frame = {0};
    seen_name(last);
    image_frames_at(&last->names->image, pc, &frame, 1);
    fprintf(stderr, "%s: %s: %s, pc 0x%08x", watching->request.command, last->names->program, how,
            (unsigned)pc);
    if (frame.function != NULL)
        fprintf(stderr, " in %s", frame.function);
    if (frame.place.file != NULL)
        fprintf(stderr, " at %s:%u", frame.place.file, (unsigned)frame.place.line);
    fprintf(stderr, "\n");
}

void watch_give_up(struct watching *watching, int status) {
    watch_finish(watching);
    exit(status);
}

static uint32_t finish(struct observer *observer, uint32_t status) {
    struct watching *watching = (struct watching *)observer;
    if (!watch_finish(watching))
        return STATUS_USAGE;
    return watching->checking != NULL ? checking_finish(watching, status) : status;
}

static void choose(struct seen *seen) {
    seen->chosen = choice_covers(&seen->contexts->watching->choice, seen->path);
}

struct observer *environment_observer(struct machine *machine,
                                      const struct observe_request *wanted) {
    static const struct observer functions = {watch, start, end, finish};
    struct watching *watching = memory_new(sizeof *watching);
    watching->observer = functions;
    watching->request = *wanted;
    watching->contexts.watching = watching;
    watching->contexts.appear = choose;
    if (!choice_read(watching) || (wanted->trace && !trace_start(watching)) ||
        (wanted->strace && !strace_start(watching)) ||
        (wanted->profile != NULL && !profile_start(watching)) ||
        (wanted->timeline != NULL && !timeline_start(watching)) ||
        (wanted->check && !checking_start(watching)))
        return NULL;
    machine->observer = &watching->observer;
    signals_start(watching);
    return machine->observer;
}
