// Ends a run because of --timeout or a signal, and says where the program was: in a tower, the
// guest of its last hypervisor.
#include "supervise.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "../calls.h"
#include "../debug/explain.h"
#include "../environment.h"
#include "../isa/isa.h"
#include "../progress.h"
#include "program.h"

// Each level triples the reads of memory on the level below.
enum { DEPTH_MAX = 6 };

// A hypervisor that is serving its guest, or emulating it for a while, is run until it is found
// where it has switched to it. Steps are shorter than what it does by turns, and in step with none
// of that.
enum { STEP = 10007, STEPS_MAX = 10000 };

struct level {
    struct subject subject;
    uint32_t words[CONTEXT_WORDS]; // of a guest
};

// The guest whose switch is the next instruction of a level.
static bool enter_guest(const struct subject *below, struct level *guest) {
    const uint32_t *context = below->context;
    uint32_t word;
    if (!subject_word(below, context[CONTEXT_PC], &word) || isa_decode(word) != ISA_SYSCALL ||
        context[REGISTER_V0] != CALL_switch)
        return false;
    for (uint32_t i = 0; i < CONTEXT_WORDS; i++)
        if (!subject_word(below, context[REGISTER_A0] + 4 * i, &guest->words[i]))
            return false;
    guest->words[CONTEXT_EXCEPTION] = EXCEPTION_TIMER; // what it says is of an earlier one
    guest->subject = *below;
    guest->subject.below = below;
    guest->subject.context = guest->words;
    return true;
}

static bool find_guest(const struct process *process, struct level *levels, uint32_t depth) {
    levels[0].subject = process_subject(process);
    for (uint32_t i = 1; i <= depth; i++)
        if (!enter_guest(&levels[i - 1].subject, &levels[i]))
            return false;
    return true;
}

// Runs the hypervisors until the next instruction is the guest's.
static bool reach_guest(const struct settings *settings, struct process *process,
                        struct level *levels) {
    for (uint32_t i = 0; i < STEPS_MAX && !process->ended; i++) {
        if (find_guest(process, levels, settings->tower_depth))
            return true;
        enum exception exception =
            settings->driver.engine(process->machine, process->context, STEP);
        if (exception == EXCEPTION_SYSTEM_CALL) // calls are not served any more
            break;
        if (exception != EXCEPTION_TIMER)
            process_serve(process);
    }
    return false;
}

static int32_t open_source_of_guest(const void *tower, const char *path) {
    const struct settings *settings = tower;
    return open_source(settings->files, settings->root, settings->program.words[0], path);
}

static void explain_guest(const struct settings *settings, struct process *process,
                          const char *program, const char *cause) {
    struct level *levels = calloc(settings->tower_depth + 1, sizeof *levels);
    struct image image;
    bool is_found = settings->tower_depth <= DEPTH_MAX && levels != NULL &&
                    settings->tower->program.count > 0 && reach_guest(settings, process, levels) &&
                    program_read_again(settings->loader, program, &image);
    fprintf(stderr, "%s: %s: %s", settings->tower->command, program, cause);
    if (is_found) {
        struct subject *subject = &levels[settings->tower_depth].subject;
        uint32_t pc = subject->context[CONTEXT_PC];
        subject->image = &image;
        subject->open_source = open_source_of_guest;
        subject->opener = settings->tower;
        fprintf(stderr, ", pc 0x%08x", (unsigned)pc);
        explain_place(subject, pc);
        fprintf(stderr, "\n");
        explain_death(subject, pc);
        image_free(&image);
    } else {
        fprintf(stderr, "\n");
    }
    free(levels);
}

bool stop_is_due(void) {
    return environment_expired() || environment_noted_signal() != 0;
}

void stop(const struct settings *settings, struct process *process) {
    const struct settings *tower = settings->tower;
    uint32_t signal = environment_noted_signal();
    bool is_expired = environment_expired();
    if (tower != NULL) {
        const char *program = tower->program.count > 0 ? tower->program.words[0] : "all guests";
        progress_end();
        explain_guest(settings, process, program,
                      is_expired ? "limit of time reached (--timeout)"
                                 : process_signal_text(signal));
        process_exit(process, is_expired ? STATUS_LIMIT : 128 + signal);
        process->end = is_expired ? END_LIMIT : END_SIGNAL;
        process->limit = is_expired ? "time" : NULL;
    } else if (is_expired) {
        process_end_by_limit(process, "time", "--timeout");
    } else {
        process_interrupt(process, signal);
    }
}
